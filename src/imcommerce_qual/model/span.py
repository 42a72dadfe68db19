"""Positions in a transcript: code points of its text, half-open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``[start, end)`` of a transcript's text, in code points; never empty, never backwards."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span goes forward from 0 or later: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def overlap(self, other: Span) -> int:
        """How many characters both cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def contains(self, other: Span) -> bool:
        """Whether *other* lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a coding was made: which text, which characters, and what they were, to prove it later.

    ``text`` is the transcript's hash16; ``before`` and ``after`` are up to 32 characters of raw text around the quote.
    """

    text: str
    span: Span
    quote: str
    before: str
    after: str


#: Characters of context that an anchor keeps on each side.
CONTEXT = 32
