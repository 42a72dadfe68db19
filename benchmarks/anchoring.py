"""How well, and how fast, codings are carried over edits of a transcript whose every character is followed.

    PYTHONPATH=src python benchmarks/anchoring.py [--seed N] [--rounds N] TRANSCRIPT...

The files are joined in equal shares. Each round edits the text at random (typing errors, words, turns, moves, splits,
labels, timestamps) while the truth is tracked per character; then ``difference`` sees only the two texts, and 2,000
spans are carried. *Intact*: spans whose characters all survive, side by side. *Right*: intact ones that are Kept where
the truth has them. *Doubted*: intact ones called Changed or Lost. *Wrong*: spans called Kept at any other place;
*elsewhere*: those of them of whose characters not even half are there (for the others, two edits make the same text:
"a[ big a] dog"). *Astray*: spans called Changed at a place where none of their characters is. *Let go*: spans called
Lost though at least half of their characters survive, be it far apart. In the second half of the table 3 of 100 edits
move a turn; at 1,000 edits each of these turns was edited in several places as well.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from imcommerce_qual.core.anchoring import carry
from imcommerce_qual.core.difference import difference
from imcommerce_qual.model.edit import Changed, Edit, Kept, Lost
from imcommerce_qual.model.span import Span

SPANS = 2000
LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: Where Chinese begins, near enough.
CHINESE = 0x2E80
#: A word where words are set apart by spaces, else one character of Chinese.
WORD = re.compile(r"[^\W\u2e80-\u9fff]+|[\u2e80-\u9fff]")


class Manuscript:
    """A text under edit; ``origin[i]`` says which character of the first text stands at ``i``, -1 for a new one."""

    def __init__(self, text: str, rng: random.Random) -> None:
        self.chars = list(text)
        self.origin = list(range(len(text)))
        words = WORD.findall(text)
        self.words = {
            chinese: [word for word in words if (ord(word[0]) >= CHINESE) == chinese] for chinese in (False, True)
        }
        self.rng = rng

    @property
    def text(self) -> str:
        """The text as it stands now."""
        return "".join(self.chars)

    def write(self, start: int, end: int, words: str = "") -> None:
        """Put new characters in the place of ``[start, end)``; one that is written over by the same is the same."""
        while start < end and words.startswith(self.chars[start]):
            start, words = start + 1, words[1:]
        while start < end and words.endswith(self.chars[end - 1]):
            end, words = end - 1, words[:-1]
        self.chars[start:end] = words
        self.origin[start:end] = [-1] * len(words)

    def move(self, start: int, end: int, to: int) -> None:
        """Take ``[start, end)`` out and set it down at *to*, a position in what is left."""
        chars, origin = self.chars[start:end], self.origin[start:end]
        del self.chars[start:end], self.origin[start:end]
        self.chars[to:to] = chars
        self.origin[to:to] = origin

    def line_start(self, at: int) -> int:
        """Where the line around *at* begins."""
        while at > 0 and self.chars[at - 1] != "\n":
            at -= 1
        return at

    def line(self) -> tuple[int, int]:
        """A line with words in it, with the blank lines after it."""
        start = self.line_start(self.word()[0])
        end = start
        while end < len(self.chars) and self.chars[end] != "\n":
            end += 1
        while end < len(self.chars) and self.chars[end] == "\n":
            end += 1
        return start, end

    def word(self, count: int = 1) -> tuple[int, int]:
        """Up to *count* neighbouring words of one line, somewhere."""
        while True:
            near = self.rng.randrange(len(self.chars))
            found = list(WORD.finditer("".join(self.chars[near : near + 40 * count]).split("\n")[0]))
            # The first may be the rest of a word that begins before.
            if len(found) > 1:
                last = found[min(count, len(found) - 1)]
                return near + found[1].start(), near + last.end()

    def phrase(self, count: int, at: int) -> str:
        """Words of the text, drawn at random, in the script that is written at *at*."""
        chinese = ord(self.chars[at]) >= CHINESE
        return ("" if chinese else " ").join(self.rng.choices(self.words[chinese], k=count))


def mistype(page: Manuscript) -> None:
    """One letter for another."""
    at = page.word()[0]
    page.write(at, at + 1, page.rng.choice(LETTERS.replace(page.chars[at].lower(), "")))


def double_up(page: Manuscript) -> None:
    """One letter too many."""
    at = page.word()[1]
    page.write(at, at, page.rng.choice(LETTERS))


def swallow(page: Manuscript) -> None:
    """One letter gone."""
    start, end = page.word()
    at = page.rng.randrange(start, end)
    page.write(at, at + 1)


def reword(page: Manuscript) -> None:
    """Other words for one to three."""
    start, end = page.word(page.rng.randint(1, 3))
    words = page.phrase(page.rng.randint(1, 3), start)
    if words != "".join(page.chars[start:end]):
        page.write(start, end, words)


def add_words(page: Manuscript) -> None:
    """One to four words before another."""
    at = page.word()[0]
    words = page.phrase(page.rng.randint(1, 4), at)
    page.write(at, at, words if ord(words[0]) >= CHINESE else words + " ")


def drop_words(page: Manuscript) -> None:
    """One to four words gone, with the space after them."""
    start, end = page.word(page.rng.randint(1, 4))
    page.write(start, end + (end < len(page.chars) and page.chars[end] == " "))


def add_turn(page: Manuscript) -> None:
    """A turn that nobody had heard: sometimes a short one like many others."""
    at = page.line_start(page.word()[0])
    words = page.rng.choice(["Yes.", "Mm.", "对。", page.phrase(page.rng.randint(2, 30), at)])
    page.write(at, at, f"{page.rng.choice(['I', 'S01'])}: {words}\n\n")


def drop_turn(page: Manuscript) -> None:
    """A line gone."""
    page.write(*page.line())


def move_turn(page: Manuscript) -> None:
    """A line elsewhere."""
    start, end = page.line()
    rest = page.line_start(page.word()[0])
    page.move(start, end, rest if rest <= start else max(start, rest - (end - start)))


def split_turn(page: Manuscript) -> None:
    """Someone else spoke in between."""
    at = page.word()[0]
    page.write(at, at, f"\n\nI: {page.phrase(2, at)}\n\nS01: ")


def join_turns(page: Manuscript) -> None:
    """Two lines become one."""
    end = page.line()[1]
    start = end
    while start > 0 and page.chars[start - 1] == "\n":
        start -= 1
    page.write(start, end, " ")


def relabel(page: Manuscript) -> None:
    """Another speaker at the start of a line."""
    start, end = page.line()
    colon = next((i for i in range(start, min(end, start + 30)) if page.chars[i] in ":："), None)
    label = page.rng.choice(["I", "S01", "S02"])
    page.write(start, colon or start, label if colon else label + ": ")


def stamp(page: Manuscript) -> None:
    """A time at the start of a line."""
    start = page.line()[0]
    page.write(start, start, f"[00:{page.rng.randrange(60):02}:{page.rng.randrange(60):02}] ")


#: How often each kind of edit is made.
HABITS: dict[Callable[[Manuscript], None], int] = {
    mistype: 15, double_up: 10, swallow: 10, reword: 15, add_words: 15, drop_words: 10,
    add_turn: 5, drop_turn: 3, move_turn: 3, split_turn: 4, join_turns: 3, relabel: 3, stamp: 4,
}  # fmt: skip


def spans(text: str, rng: random.Random) -> Iterator[Span]:
    """Spans as coders draw them: from the start of a word to the end of one, a word to a few turns long."""
    words = [found.span() for found in WORD.finditer(text)]
    for _ in range(SPANS):
        first = rng.randrange(len(words))
        count = rng.choice([1, 2, 3, 5, 8, 15, 30, 60, 120])
        yield Span(words[first][0], words[min(first + count, len(words)) - 1][1])


@dataclass
class Score:
    """Counts over the rounds of one setting."""

    intact: int = 0
    right: int = 0
    doubted: int = 0
    wrong: int = 0
    elsewhere: int = 0
    astray: int = 0
    let_go: int = 0
    slowest: float = 0.0


def measure(text: str, edits: int, rng: random.Random, score: Score, *, moving: bool) -> None:
    """Edit *text* so many times, carry spans over the difference, and count."""
    page = Manuscript(text, rng)
    habits = HABITS if moving else {kind: often for kind, often in HABITS.items() if kind is not move_turn}
    for kind in rng.choices(list(habits), weights=list(habits.values()), k=edits):
        kind(page)
    new = page.text
    now = {old: i for i, old in enumerate(page.origin) if old >= 0}
    began = time.perf_counter()
    edit = between(text, new)
    score.slowest = max(score.slowest, time.perf_counter() - began)
    for span in spans(text, rng):
        judge(span, carry(span, edit), now, score)


def judge(span: Span, found: Kept | Changed | Lost, now: dict[int, int], score: Score) -> None:
    """Compare one verdict with the truth."""
    places = [now.get(i) for i in range(span.start, span.end)]
    first = places[0]
    intact = first is not None and places == list(range(first, first + len(span)))
    score.intact += intact
    if isinstance(found, Kept):
        right = intact and found.span.start == first
        score.right += right
        score.wrong += not right
        there = sum(place == found.span.start + k for k, place in enumerate(places))
        score.elsewhere += 2 * there < len(span)
    else:
        score.doubted += intact
        left = sum(place is not None for place in places)
        score.let_go += isinstance(found, Lost) and 2 * left >= len(span)
        score.astray += isinstance(found, Changed) and not any(
            place is not None and found.span.start <= place < found.span.end for place in places
        )


def between(old: str, new: str) -> Edit:
    """The edit that ``difference`` finds."""
    changed, moved = difference(old, new)
    return Edit(id="e", at=datetime.now(UTC), by="b", from_="old", to="new", changed=changed, moved=moved)


def rewritten(text: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Ways in which every line of a text is rewritten, and what that makes of it."""
    lines = text.split("\n")
    spoken = [bool(line.strip()) for line in lines]
    stamped = [
        f"[00:{i // 60 % 60:02}:{i % 60:02}] {line}" if has else line
        for i, (line, has) in enumerate(zip(lines, spoken, strict=True))
    ]
    middle = len(lines) // 2
    yield "a time before every line", "\n".join(stamped)
    yield "and a turn added", "\n".join([*stamped[:middle], "I: And then?", "", *stamped[middle:]])
    yield (
        "another label on every line",
        "\n".join("S01: " + line[4:] if has else line for line, has in zip(lines, spoken, strict=True)),
    )
    yield "every e an E", text.replace("e", "E")
    yield "and a turn added ", "\n".join([*lines[:middle], "I: And then?", "", *lines[middle:]]).replace("e", "E")
    yield "words shuffled in every line", "\n".join(shuffled(line, rng) for line in lines)
    yield "and every tenth line gone", "\n".join(shuffled(line, rng) for i, line in enumerate(lines) if i % 20)
    yield "lines in any order", "\n".join(rng.sample(lines, len(lines)))
    yield "blank lines gone", "\n".join(line for line in lines if line.strip())
    yield "all in one line", text.replace("\n", " ")
    yield "backwards", text[::-1]


def shuffled(line: str, rng: random.Random) -> str:
    """The same words in any order."""
    words = line.split(" ")
    return " ".join(rng.sample(words, len(words)))


def assemble(paths: Iterable[Path], size: int, rng: random.Random) -> str:
    """Text of about *size* characters from all the files; where they are too short, their words again, shuffled."""
    texts = sorted((path.read_text(encoding="utf-8") for path in paths), key=len)
    whole = ""
    for i, text in enumerate(texts):
        whole += text[: (size - len(whole)) // (len(texts) - i)].rstrip() + "\n\n"
    source = whole.split("\n")
    while len(whole) < size:
        whole += "\n".join(shuffled(line, rng) for line in source)
    return whole[:size]


def main() -> None:
    """Print a table of what was carried and a table of times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=20200611)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    text = assemble(arguments.files, 60_000, rng)
    difference(
        "words to warm up with\n" * 9, "other words to warm up with, and more of them\n" * 9
    )  # imports rapidfuzz
    import numpy as np  # noqa: F401 - the first text in which words were moved loads it

    print(f"{len(text):,} characters, {arguments.rounds} rounds of {SPANS:,} spans, seed {arguments.seed}")
    print("edits\tturns\tintact\tright %\tdoubted\twrong\telsewhere\tastray\tlet go\tslowest ms")
    for moving, edits in ((moving, edits) for moving in (False, True) for edits in (20, 200, 1000)):
        score = Score()
        for _ in range(arguments.rounds):
            measure(text, edits, rng, score, moving=moving)
        share, slowest = f"{100 * score.right / score.intact:.2f}", f"{score.slowest * 1000:.1f}"
        where = "move" if moving else "stay"
        counts = (score.doubted, score.wrong, score.elsewhere, score.astray, score.let_go)
        print(edits, where, score.intact, share, *counts, slowest, sep="\t")
    text = assemble(arguments.files, 360_000, rng)
    print(f"\n{len(text):,} characters, {text.count(chr(10)):,} lines\nevery line rewritten\tms\tchanges\tmoves")
    for name, new in rewritten(text, rng):
        times = []
        for _ in range(3):
            began = time.perf_counter()
            changed, moved = difference(text, new)
            times.append((time.perf_counter() - began) * 1000)
        print(name.strip(), f"{min(times):.1f}", len(changed), len(moved), sep="\t")


if __name__ == "__main__":
    main()
