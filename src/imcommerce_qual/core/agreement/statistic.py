"""A statistic as what each unit adds, and the number that the sums make: so any replicate is one weighted sum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from imcommerce_qual.core.agreement.arrays import Floats
from imcommerce_qual.core.agreement.counts import Counts

#: So many numbers at once when parts are summed.
_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Statistic:
    """A number made of sums over units.

    ``parts``: what one unit of each joint state adds, (R, f). ``value``: from sums (..., f) the number (...), NaN where
    it is undefined; of degree 0 in the sums, but for corrections for small n. ``coders``: how many it is made for, 0
    for two or more. ``binary``: made for two values with a positive one. ``low``: the least value that it can have.
    ``alone``: units that one coder coded bear on it too (they tell prevalence), and count for its standard error.
    ``error``: a formula of its own for the standard error when units are taken as independent.
    """

    parts: Callable[[Counts], Floats]
    value: Callable[[Floats], Floats]
    coders: int = 0
    binary: bool = False
    low: float | None = None
    alone: bool = False
    error: Callable[[Counts], float | None] | None = None


def sums(statistic: Statistic, counts: Counts) -> Floats:
    """The parts of every cluster summed, (clusters, f)."""
    width = statistic.parts(counts.take(slice(0, 0))).shape[1]
    total = np.zeros((max(counts.clusters, 1), width))
    step = max(1, _AT_ONCE // max(width, counts.values, 1))
    for start in range(0, len(counts.weight), step):
        some = counts.take(slice(start, start + step))
        weighted = statistic.parts(some) * some.weight[:, None]
        if counts.clusters <= 1:
            total[0] += weighted.sum(axis=0)
        elif len(weighted):
            # Rows of a cluster stand together, as `count` and `joined` leave them; adding up runs is many times faster.
            starts = np.flatnonzero(np.diff(some.cluster, prepend=-1))
            np.add.at(total, some.cluster[starts], np.add.reduceat(weighted, starts, axis=0))
    return total


def value_of(statistic: Statistic, total: Floats) -> Floats:
    """The numbers that these sums make, in pieces that memory holds."""
    flat = total.reshape(-1, total.shape[-1])
    step = max(1, _AT_ONCE // max(flat.shape[1], 1))
    pieces = [statistic.value(flat[start : start + step]) for start in range(0, len(flat), step)]
    return np.concatenate(pieces).reshape(total.shape[:-1]) if pieces else np.zeros(total.shape[:-1])
