"""Which coders marked what, stretch by stretch: one pass over the ends of spans, never over characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from imcommerce_qual.core.agreement.arrays import Floats, Ints
from imcommerce_qual.core.agreement.counts import Counts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stretches:
    """A text cut wherever a span of any coder begins or ends.

    ``ends`` (G + 1,): the cuts, from 0 to the length. ``unit`` (G, m): which of coder i's spans, in order of their
    places, holds the stretch; -1 for none.
    """

    ends: Ints
    unit: Ints

    @property
    def lengths(self) -> Floats:
        """How long each stretch is, (G,)."""
        return np.diff(self.ends).astype(np.float64)


def stretches(length: int, spans: Sequence[ArrayLike]) -> Stretches:
    """The stretches of a text of that length.

    *spans*: for each coder (n, 2) of ``[start, end)``, in order and not overlapping; its time is that of sorting the
    ends, whatever the length.

    Raises:
        ValueError: a coder's spans overlap, go backwards or leave the text.

    >>> found = stretches(10, [[[2, 6]], [[4, 6], [6, 9]]])
    >>> found.ends.tolist(), found.unit.T.tolist()
    ([0, 2, 4, 6, 9, 10], [[-1, 0, 0, -1, -1], [-1, -1, 0, 1, -1]])
    """
    each = [np.asarray(given, dtype=np.int64).reshape(-1, 2) for given in spans]
    for own in each:
        flat = own.reshape(-1)
        if len(own) and ((own[:, 0] >= own[:, 1]).any() or flat[0] < 0 or flat[-1] > length):
            raise ValueError("a span goes forward within its text")
        if (own[1:, 0] < own[:-1, 1]).any():
            raise ValueError("spans of one coder stand in order and do not overlap")
    ends = np.unique(np.concatenate([[0, length], *(own.reshape(-1) for own in each)]))
    begin = ends[:-1]
    unit = np.full((len(begin), len(each)), -1, dtype=np.int64)
    for column, own in enumerate(each):
        if len(own):
            at = np.searchsorted(own[:, 0], begin, side="right") - 1
            inside = (at >= 0) & (begin < own[np.maximum(at, 0), 1])
            unit[inside, column] = at[inside]
    return Stretches(ends=ends, unit=unit)


def merged(spans: ArrayLike) -> Ints:
    """Spans in order, overlapping ones as one; those that only touch stay two.

    >>> merged([[5, 9], [0, 3], [2, 5]]).tolist()
    [[0, 5], [5, 9]]
    """
    given = np.asarray(spans, dtype=np.int64).reshape(-1, 2)
    if not len(given):
        return given
    given = given[np.lexsort((given[:, 1], given[:, 0]))]
    reach = np.maximum.accumulate(given[:, 1])
    first = np.concatenate([[True], given[1:, 0] >= reach[:-1]])
    last = np.concatenate([np.flatnonzero(first)[1:] - 1, [len(given) - 1]])
    return np.column_stack([given[first, 0], reach[last]])


def within(spans: ArrayLike, frame: ArrayLike) -> Ints:
    """The parts of *spans* within *frame*, with positions counted in the frame's characters only.

    Both in order, without overlaps (n, 2). What stands outside the frame is left out; a span over a hole stays one.

    >>> within([[1, 6], [12, 14]], [[0, 4], [10, 20]]).tolist()
    [[1, 4], [6, 8]]
    """
    found = placed(spans, frame)
    return found[found[:, 0] < found[:, 1]]


def placed(spans: ArrayLike, frame: ArrayLike) -> Ints:
    """Where spans, in any order, begin and end when only the frame's characters are counted, (n, 2).

    A span outside the frame begins where it ends.

    >>> placed([[12, 14], [4, 9]], [[0, 4], [10, 20]]).tolist()
    [[6, 8], [4, 4]]
    """
    given = np.asarray(spans, dtype=np.int64).reshape(-1, 2)
    held = np.asarray(frame, dtype=np.int64).reshape(-1, 2)
    if not len(given) or not len(held):
        return np.zeros_like(given)
    before = np.concatenate([[0], np.cumsum(held[:, 1] - held[:, 0])])
    at = np.maximum(np.searchsorted(held[:, 0], given, side="right") - 1, 0)
    inside = np.minimum(np.maximum(given - held[at, 0], 0), held[at, 1] - held[at, 0])
    found: Ints = before[at] + inside
    return found


def character_counts(length: int, spans: Sequence[ArrayLike | None]) -> Counts:
    """Characters that each coder marked (1) or not (0), counted; None for a coder who did not look: missing.

    >>> table = character_counts(1000, [[[0, 200]], [[0, 50]]])
    >>> table.states.tolist(), table.weight.tolist()
    ([[1, 1], [1, 0], [0, 0]], [50.0, 150.0, 800.0])
    """
    found = stretches(length, [[] if own is None else own for own in spans])
    states = (found.unit >= 0).astype(np.int64)
    for column, own in enumerate(spans):
        if own is None:
            states[:, column] = -1
    kept = found.lengths > 0
    return Counts(
        states=states[kept],
        weight=found.lengths[kept],
        cluster=np.zeros(int(kept.sum()), np.int64),
        values=2,
        clusters=1,
        positive=1,
        declared=True,
    )
