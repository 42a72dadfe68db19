"""Where words that must go stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from imcommerce_qual.core.forgetting.shift import Shift
from imcommerce_qual.model.forgetting import Cut

#: Finds the cuts of a text, in order, none overlapping another.
Finder = Callable[[str], tuple[Cut, ...]]


@dataclass(frozen=True)
class Words:
    """The words that must go, each with what takes its place. Called with a text, it finds them.

    A word whose first (last) character is written with spaces between words is found only where no such character
    stands before (after) it: ``Li`` is not in ``Like``. In Chinese a word is found wherever its characters stand.
    """

    puts: Mapping[str, str]

    def __call__(self, text: str) -> tuple[Cut, ...]:
        """The cuts of *text*, so that no word is in what they leave, be it where two sides of a cut meet."""
        cuts = tuple(Cut(*match.span(), self.puts[match[0]]) for match in self._pattern.finditer(text))
        while cuts:
            shift = Shift.of(text, cuts)
            found = self._pattern.search(shift.new)
            if found is None:
                break
            start, end = shift.back(found.start(), found.end())
            rest = [cut for cut in cuts if cut.end <= start or end <= cut.start]
            cuts = tuple(sorted([*rest, Cut(start, end, self.puts[found[0]])]))
        return cuts

    def inside_longer(self, text: str) -> Counter[str]:
        """The longer words that a word is part of, and how often: they stay as they are."""
        found: Counter[str] = Counter()
        whole = [each for each in self.puts if each in text]
        taken = {(cut.start, cut.end) for cut in self(text)} if whole else set()
        for word in whole:
            at = text.find(word)
            while at >= 0:
                start, end = at, at + len(word)
                while start and spelled(text[start - 1]) and spelled(text[start]):
                    start -= 1
                while end < len(text) and spelled(text[end]) and spelled(text[end - 1]):
                    end += 1
                if (start, end) != (at, at + len(word)) and (at, at + len(word)) not in taken:
                    found[text[start:end]] += 1
                at = text.find(word, at + 1)
        return found

    def otherwise(self, text: str) -> Counter[str]:
        """The words in another case, width, composition or white space, and how often: they stay as they are."""
        found: Counter[str] = Counter()
        for word in self.puts:
            apart = [re.escape(part) for part in word.split()]
            loose = re.compile(_bounded(r"\s+".join(apart), word), re.IGNORECASE)
            found.update(match[0] for match in loose.finditer(text) if match[0] != word)
            narrow = unicodedata.normalize("NFKC", text)
            if narrow != text and unicodedata.normalize("NFKC", word) in narrow and word not in text:
                found[unicodedata.normalize("NFKC", word)] += 1
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.puts, key=lambda word: (-len(word), word))
        return re.compile("|".join(_bounded(re.escape(word), word) for word in longest_first))


#: Characters that words with spaces between them are made of: letters and digits before the East Asian scripts.
_SPELLED = r"[^\W_\u2e80-\U0010ffff]|[\u0300-\u036f]"


def _bounded(pattern: str, word: str) -> str:
    before = rf"(?<!{_SPELLED})" if spelled(word[0]) else ""
    after = rf"(?!{_SPELLED})" if spelled(word[-1]) else ""
    return f"{before}{pattern}{after}"


def spelled(character: str) -> bool:
    """Whether words are written with this character and spaces between them.

    >>> [spelled(each) for each in "aß7_ 王😀"]
    [True, True, True, False, False, False, False]
    """
    return re.fullmatch(_SPELLED, character) is not None


def word_fault(word: str, put: str, words: Iterable[str]) -> str | None:
    """What is wrong with putting *put* in the place of *word*, where all *words* must go; None: nothing.

    >>> word_fault("王芳", "the seller", ["王芳"]), word_fault("王芳", "王芳2", ["王芳"])
    (None, 'what is put in its place has one of the words in it')
    """
    if not word.strip() or word != word.strip():
        return "it is empty, or begins or ends with white space"
    if "\n" in word:
        return "it runs over a line's end"
    if len(word) == 1 and word < "\u2e80":
        return "one letter stands everywhere"
    if not put.strip() or put != put.strip() or "\n" in put:
        return "what is put in its place is empty, has a line's end, or begins or ends with white space"
    if any(each in put for each in words):
        return "what is put in its place has one of the words in it"
    return None
