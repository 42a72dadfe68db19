"""One passage against another: which words are the same, and which letters of the other words."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from imcommerce_qual.core.boundaries import Change
from imcommerce_qual.core.passages import TOKEN, Passage

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcodes

#: Tokens times tokens up to which passages are compared word by word (some 5 ms); beyond, line is paired with line.
WHOLE = 2e7
#: The same in letters, so that longer ones are not even cut in tokens.
WHOLE_LETTERS = 5 * WHOLE
#: In a passage that was written anew, or that words were taken out of or put into: a stretch with fewer bytes of
#: letters than this (one Chinese character has 3), between two changes longer than itself, is the same by chance.
CHANCE = 4
#: Share of the letters of changed words that must be the same: else they are other words, not corrected ones; and of
#: a passage, else it was written anew.
CORRECTED = 0.5
#: And so many letters at least: the "t" of "it" is not the one of "don't".
SAME = 2
#: Of passages of at least so many letters: how many in a row are looked for on the other side (two or three words, or
#: the characters of as many), and what share of these must be there, else nothing is compared.
MANY, RUN, RUN_CHINESE, SHARED = 60, 12, 5, 0.05
#: How many such rows of letters are looked for at most, at even distances.
LOOKED_FOR = 60
#: Letters up to which changed words are compared letter by letter.
LETTERS = 1000
#: How alike two lines are that are taken for one, and how alike when letters are compared at once.
ALIKE, CLOSE = 0.5, 0.8
#: How many lines are looked at ahead for one that is alike.
AHEAD = 4

#: What was moved, in the old and the new passage: equal to nothing.
_TAKEN, _SET_DOWN = chr(0), chr(1)


class Spelling(dict[str, str]):
    """A character for every token, given out when it is first met, so that texts can be compared token by token."""

    def __missing__(self, token: str) -> str:
        self[token] = character = chr(len(self) + 2)
        return character

    def renew(self) -> None:
        """Forget all tokens, if Unicode might run out of characters."""
        if len(self) > sys.maxunicode // 2:
            self.clear()


def compare(ours: Passage, theirs: Passage, spelling: Spelling) -> Iterable[Change]:
    """What changed between two passages, in order, in positions of their texts."""
    if ours.start == ours.end or theirs.start == theirs.end:
        return [_all(ours, theirs)]
    changes = _at_once(ours, theirs, spelling)
    if changes is not None:
        return changes
    anew = ours.stays and theirs.stays and _written_anew(ours.text, theirs.text)
    return [_all(ours, theirs)] if anew else _by_lines(ours, theirs, spelling)


def _all(ours: Passage, theirs: Passage) -> Change:
    """One passage for the other, but for what they begin and end with alike (a moved label is not the next one's)."""
    if not (ours.stays and theirs.stays):
        return (*ours.edges, *theirs.edges)
    text, other = ours.text, theirs.text
    (change,) = _shifted([_trimmed(text, other, (0, len(text), 0, len(other)))], ours, theirs)
    return change


def _at_once(ours: Passage, theirs: Passage, spelling: Spelling) -> list[Change] | None:
    """Compare by letters passages that are close, others by words; None where that would take long."""
    from rapidfuzz.distance import Levenshtein

    text, other = ours.text, theirs.text
    if len(text) * len(other) > WHOLE_LETTERS:
        return None
    if not (ours.stays and theirs.stays):
        return _by_words(ours, theirs, spelling)
    a0, a1, b0, b1 = whole = _all(ours, theirs)
    if a0 == a1 or b0 == b1:
        return [whole]
    if Levenshtein.normalized_similarity(text, other, score_cutoff=CLOSE):
        return _shifted(_apart(_runs(Levenshtein.opcodes(text, other))), ours, theirs)
    if _written_anew(text, other):
        return [whole]
    return _by_words(ours, theirs, spelling)


def _by_words(ours: Passage, theirs: Passage, spelling: Spelling) -> list[Change] | None:
    """Compare word with word; None where that would take long."""
    from rapidfuzz.distance import LCSseq

    spelling.renew()
    at, code = _spelled(ours, _TAKEN, spelling)
    there, other_code = _spelled(theirs, _SET_DOWN, spelling)
    if len(code) * len(other_code) > WHOLE:
        return None
    # LCSseq and not Levenshtein, which gives up "a space" for the sake of fewer steps when much was added around it.
    runs = _runs(LCSseq.opcodes(code, other_code))
    text, other = ours.text, theirs.text
    same = sum(at[i1] - at[i0] for i0, i1, _, _ in runs)
    rewritten = same < CORRECTED * min(len(text), len(other))
    moved = not (ours.stays and theirs.stays)
    changes: list[Change] = []
    for i0, i1, j0, j1 in _apart(runs):
        change = (at[i0], at[i1], there[j0], there[j1])
        if moved and (_TAKEN in code[i0:i1] or _SET_DOWN in other_code[j0:j1]):
            changes.append(change)
        elif rewritten:
            changes.append(_trimmed(text, other, change))
        else:
            changes += _by_letters(text, other, change)
    return _shifted(_without_chance(text, changes) if rewritten or moved else changes, ours, theirs)


def _written_anew(text: str, other: str) -> bool:
    """Whether hardly any words follow on each other in both as they do in one: what is the same is so by chance."""
    less, more = sorted((text, other), key=len)
    if len(less) < MANY:
        return False
    run = RUN if len(less.encode()) < 2 * len(less) else RUN_CHINESE
    runs = range(0, len(less) - run + 1, max(run, len(less) // LOOKED_FOR))
    return sum(less[i : i + run] in more for i in runs) < SHARED * len(runs)


def _spelled(passage: Passage, moved: str, spelling: Spelling) -> tuple[list[int], str]:
    """Where its tokens begin, and where the last ends; and a character for each, the same for the same token."""
    lengths: list[int] = []
    code: list[str] = []
    for text, stays in passage.stretches():
        tokens = TOKEN.findall(text) if stays else [text]
        lengths += map(len, tokens)
        code += map(spelling.__getitem__, tokens) if stays else [moved]
    return list(accumulate(lengths, initial=0)), "".join(code)


def _by_letters(text: str, other: str, change: Change) -> Iterable[Change]:
    """A change of words as changes of their letters, where most of these are the same."""
    a0, a1, b0, b1 = change
    less, size = sorted((a1 - a0, b1 - b0))
    if CORRECTED * size <= less and size <= LETTERS:
        from rapidfuzz.distance import Levenshtein

        runs = _runs(Levenshtein.opcodes(text[a0:a1], other[b0:b1]))
        if sum(i1 - i0 for i0, i1, _, _ in runs) >= max(CORRECTED * size, SAME):
            return [(a0 + i0, a0 + i1, b0 + j0, b0 + j1) for i0, i1, j0, j1 in _apart(runs)]
    trimmed = _trimmed(text, other, change)
    return [trimmed if a1 - a0 - (trimmed[1] - trimmed[0]) >= SAME else change]


def _trimmed(text: str, other: str, change: Change) -> Change:
    """A change without the characters that both sides begin or end with."""
    a0, a1, b0, b1 = change
    if a0 == a1 or b0 == b1 or (text[a0] != other[b0] and text[a1 - 1] != other[b1 - 1]):
        return change
    from rapidfuzz.distance import Postfix, Prefix

    head = Prefix.similarity(text[a0:a1], other[b0:b1])
    tail = Postfix.similarity(text[a0 + head : a1], other[b0 + head : b1])
    return a0 + head, a1 - tail, b0 + head, b1 - tail


def _without_chance(text: str, changes: Iterable[Change]) -> list[Change]:
    """Changes, joined over what is the same between them by chance."""
    kept: list[Change] = []
    for change in changes:
        if kept and _by_chance(text[kept[-1][1] : change[0]], kept[-1], change):
            kept[-1] = (kept[-1][0], change[1], kept[-1][2], change[3])
        else:
            kept.append(change)
    return kept


def _by_chance(same: str, before: Change, after: Change) -> bool:
    """Whether so little is the same between two changes that it says nothing."""
    size = len(same)
    return (
        (before[1] - before[0] > size or before[3] - before[2] > size)
        and (after[1] - after[0] > size or after[3] - after[2] > size)
        and _weight(same) < CHANCE
    )


@lru_cache(maxsize=4096)
def _weight(same: str) -> int:
    """Bytes of the letters in it."""
    return sum(len(letter.encode()) for letter in same if letter.isalnum())


def _by_lines(ours: Passage, theirs: Passage, spelling: Spelling) -> Iterator[Change]:
    """Pair each line with the next one that is alike, and compare within the pairs."""
    i, j = ours.start, theirs.start
    for line, other in _pairs(list(ours.lines()), list(theirs.lines())):
        yield from _whole(ours.part(i, line.start), theirs.part(j, other.start))
        changes = _at_once(line, other, spelling)
        yield from [_all(line, other)] if changes is None else changes
        i, j = line.end, other.end
    yield from _whole(ours.part(i, ours.end), theirs.part(j, theirs.end))


def _pairs(ours: Sequence[Passage], theirs: Sequence[Passage]) -> Iterator[tuple[Passage, Passage]]:
    """Lines that are alike, in order."""
    from rapidfuzz.distance import Indel

    texts, others = [line.text for line in ours], [line.text for line in theirs]
    steps = sorted(((d, e) for d in range(AHEAD) for e in range(AHEAD)), key=lambda step: (sum(step), step))
    i = j = 0
    while i < len(ours) and j < len(theirs):
        for d, e in steps:
            x, y = i + d, j + e
            if x >= len(ours) or y >= len(theirs) or len(texts[x]) * len(others[y]) > WHOLE_LETTERS:
                continue
            if Indel.normalized_similarity(texts[x], others[y], score_cutoff=ALIKE):
                yield ours[x], theirs[y]
                i, j = x, y
                break
        i, j = i + 1, j + 1


def _whole(ours: Passage, theirs: Passage) -> Iterator[Change]:
    """One change, unless the passages are the same."""
    if ours.text != theirs.text:
        yield _all(ours, theirs)


def _runs(opcodes: Opcodes) -> list[Change]:
    """What is the same, and an empty run at the end."""
    found = [(each.src_start, each.src_end, each.dest_start, each.dest_end) for each in opcodes if each.tag == "equal"]
    return [*found, (opcodes.src_len, opcodes.src_len, opcodes.dest_len, opcodes.dest_len)]


def _apart(runs: Iterable[Change]) -> Iterator[Change]:
    """What is left between runs of the same, of which the last is empty and at the end."""
    i = j = 0
    for i0, i1, j0, j1 in runs:
        if i < i0 or j < j0:
            yield i, i0, j, j0
        i, j = i1, j1


def _shifted(changes: Iterable[Change], ours: Passage, theirs: Passage) -> list[Change]:
    """Changes in positions of the texts, from those in positions of the passages."""
    a, b = ours.edges[0], theirs.edges[0]
    return [(a0 + a, a1 + a, b0 + b, b1 + b) for a0, a1, b0, b1 in changes]
