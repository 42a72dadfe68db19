"""Spans of two coders as they are: which have one of the other's that overlaps them far enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class SpanMatches:
    """How many spans each of two coders has, and how many of them are matched. They add up over transcripts.

    There is no chance agreement on spans, so no kappa is made of them.
    """

    first: int = 0
    first_matched: int = 0
    second: int = 0
    second_matched: int = 0

    def __add__(self, other: SpanMatches) -> SpanMatches:
        return SpanMatches(
            self.first + other.first,
            self.first_matched + other.first_matched,
            self.second + other.second,
            self.second_matched + other.second_matched,
        )

    @property
    def share(self) -> float | None:
        """Matched spans of both, of all; None where neither has any."""
        return _share(self.first_matched + self.second_matched, self.first + self.second)

    @property
    def precision(self) -> float | None:
        """Of the second coder's spans, the share that the first has too; None where there are none."""
        return _share(self.second_matched, self.second)

    @property
    def recall(self) -> float | None:
        """Of the first coder's spans, the share that the second has too; None where there are none."""
        return _share(self.first_matched, self.first)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def match_spans(first: ArrayLike, second: ArrayLike, *, overlap: float) -> SpanMatches:
    """Spans match where what both cover is at least *overlap* (0 to 1) of what either covers.

    *first*, *second*: (n, 2), in order, without overlaps of their own. 1 asks for the same ends, 0.5 for half.

    >>> match_spans([[0, 10], [20, 30]], [[1, 10], [28, 50]], overlap=0.8)
    SpanMatches(first=2, first_matched=1, second=2, second_matched=1)
    """
    if not 0 < overlap <= 1:
        raise ValueError("an overlap is more than 0 and at most 1")
    one = np.asarray(first, dtype=np.int64).reshape(-1, 2)
    two = np.asarray(second, dtype=np.int64).reshape(-1, 2)
    hits_one, hits_two = np.zeros(len(one), np.bool_), np.zeros(len(two), np.bool_)
    for number, (start, end) in enumerate(one.tolist()):
        low, high = np.searchsorted(two[:, 1], start, side="right"), np.searchsorted(two[:, 0], end)
        for other in range(int(low), int(high)):
            both = min(end, int(two[other, 1])) - max(start, int(two[other, 0]))
            either = max(end, int(two[other, 1])) - min(start, int(two[other, 0]))
            # A part in a billion, so that 4/5 is 0.8 whatever binary fractions say.
            if both > 0 and both >= overlap * either * (1 - 1e-9):
                hits_one[number] = hits_two[other] = True
    return SpanMatches(len(one), int(hits_one.sum()), len(two), int(hits_two.sum()))


def summed(every: Sequence[SpanMatches]) -> SpanMatches:
    """The matches of several transcripts."""
    return sum(every, SpanMatches())
