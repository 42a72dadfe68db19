"""A text cut in clauses, clauses cut in words, and passages: some of the clauses that follow on each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from imcommerce_qual.core.boundaries import LETTER

_STOPS = ".!?;:,。！？；：，、…"
_CLAUSE = re.compile(rf"\n+|[^\n{_STOPS}]*[{_STOPS}]+[^\s\w]*[^\S\n]*|[^\n{_STOPS}]+")
#: A word where words are set apart by spaces, the spaces between two of them, else one character.
TOKEN = re.compile(rf"{LETTER}+|[^\S\n]+|[\s\S]")
#: Characters from which on a clause is cut in parts, and a line.
LONG_CLAUSE, LONG_LINE = 400, 2000


def clauses(text: str) -> list[str]:
    """All of a text, cut after the punctuation (with the spaces) that ends a clause, and around line ends."""
    found = _CLAUSE.findall(text)
    return [part for clause in found for part in (_parts(clause) if len(clause) > LONG_CLAUSE else (clause,))]


def _parts(clause: str) -> Iterator[str]:
    """Words without punctuation, as some recognisers write, cut where only the word before the cut decides."""
    start = end = 0
    for token in TOKEN.findall(clause):
        end += len(token)
        if ord(token[-1]) % 8 == 0 and not token.isspace():
            yield clause[start:end]
            start = end
    if start < end:
        yield clause[start:]


@dataclass(frozen=True, slots=True)
class Passage:
    """The pieces ``[start, end)`` of a text; ``at`` has the position of every piece, ``moved`` those to leave alone."""

    pieces: Sequence[str]
    at: Sequence[int]
    moved: frozenset[int]
    start: int
    end: int

    @classmethod
    def of(cls, pieces: Sequence[str], moved: frozenset[int]) -> Passage:
        """All of a text."""
        return cls(pieces, list(accumulate(map(len, pieces), initial=0)), moved, 0, len(pieces))

    def part(self, start: int, end: int) -> Passage:
        """Other pieces of the same text."""
        return Passage(self.pieces, self.at, self.moved, start, end)

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(self.pieces[self.start : self.end])

    @property
    def stays(self) -> bool:
        """Whether none of it was moved."""
        return self.moved.isdisjoint(range(self.start, self.end))

    def stretches(self) -> Iterator[tuple[str, bool]]:
        """Its text in parts, and of each whether it stays."""
        start = self.start
        if not self.stays:
            for i in range(self.start + 1, self.end):
                if (i in self.moved) != (start in self.moved):
                    yield self.part(start, i).text, start not in self.moved
                    start = i
        if start < self.end:
            yield self.part(start, self.end).text, start not in self.moved

    @property
    def edges(self) -> tuple[int, int]:
        """Where in the text it is."""
        return self.at[self.start], self.at[self.end]

    def lines(self) -> Iterator[Passage]:
        """Its lines, without line ends and without what was moved; very long ones in parts."""
        start = self.start
        for i in range(self.start, self.end):
            apart = self.pieces[i].startswith("\n") or i in self.moved
            if start < i and (apart or self.at[i + 1] - self.at[start] > LONG_LINE):
                yield self.part(start, i)
                start = i
            if apart:
                start = i + 1
        if start < self.end:
            yield self.part(start, self.end)
