"""Alpha on sets of codes, however many different sets there are: distances in blocks, and a jackknife from sums."""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imcommerce_qual.core.agreement.arrays import TINY, Floats, Ints
from imcommerce_qual.core.agreement.counts import Counts
from imcommerce_qual.core.agreement.distances import SetDistance
from imcommerce_qual.core.agreement.estimate import Estimate, Reason, undefined
from imcommerce_qual.core.agreement.estimates import flags_of
from imcommerce_qual.core.intervals import jackknife

#: So many rows of distances at once.
_BLOCK = 256


class Distances:
    """Distances between sets, found when they are asked for: all of them would be too many numbers to keep."""

    def __init__(self, sets: Sequence[AbstractSet[str]], kind: SetDistance) -> None:
        codes = sorted({code for each in sets for code in each})
        index = {code: number for number, code in enumerate(codes)}
        self.kind = kind
        self.member = np.zeros((len(sets), max(len(codes), 1)), dtype=np.float32)
        for row, each in enumerate(sets):
            self.member[row, [index[code] for code in each]] = 1
        self.size = self.member.sum(axis=1)

    def between(self, rows: Ints | slice, columns: Ints | slice) -> Floats:
        """(rows, columns)."""
        return self._apart(
            self.member[rows] @ self.member[columns].T, self.size[rows][:, None], self.size[columns][None, :]
        )

    def pairs(self, one: Ints, two: Ints) -> Floats:
        """Of each with each, (n,)."""
        return self._apart((self.member[one] * self.member[two]).sum(axis=1), self.size[one], self.size[two])

    def among(self, one: Ints, two: Ints) -> Floats:
        """Of each with each, (n,); of columns with rows, (n, 1) and (1, k), all with all, (n, k)."""
        return self.pairs(one, two) if one.ndim == 1 else self.between(one[:, 0], two[0])

    def _apart(self, both: NDArray[Any], one: NDArray[Any], two: NDArray[Any]) -> Floats:
        # Sizes are small whole numbers, which 32 bits hold exactly; only the share of them needs 64.
        either = one + two - both
        likeness = np.ones(both.shape)
        np.divide(both, either, out=likeness, where=either > 0, dtype=np.float64)
        if self.kind == "masi":
            equal, within = both == either, (both == one) | (both == two)
            likeness *= np.where(equal, 1.0, np.where(within, 2 / 3, 1 / 3))
        return np.asarray(np.subtract(1, likeness, out=likeness))


def alpha_on_sets(
    sets: Sequence[AbstractSet[str]], counts: Counts, kind: SetDistance, *, interval: bool = True
) -> Estimate:
    """The same number and interval as of `alpha_distances` with a jackknife.

    With one cluster less, Σ n_c n_k d_ck is what it was, less twice the cluster's own part, and its part with itself:
    no cluster needs all distances again.

    >>> from imcommerce_qual.core.agreement.counts import count
    >>> round(alpha_on_sets([set(), {"a"}, {"a", "b"}], count([[0, 0], [1, 2], [2, 2]]), "jaccard").value or 0, 3)
    0.737
    """
    kept = counts.take(counts.shared)
    clusters = np.unique(kept.cluster)
    n_units = round(float(kept.weight.sum()))
    if not n_units:
        return undefined("single-coder" if counts.coders < 2 else "no-shared-units")
    apart = Distances(sets, kind)
    seen, given = _seen(kept, apart), _given(kept, len(sets))
    total = given.sum(axis=0)
    far = np.zeros(len(sets))
    for start in range(0, len(sets), _BLOCK):  # a distance is the same both ways: half of them are enough
        end = min(start + _BLOCK, len(sets))
        block = apart.between(slice(start, end), slice(start, len(sets)))
        far[start:end] += block @ total[start:]
        far[end:] += block[:, end - start :].T @ total[start:end]
    expected = float(total @ far)
    value = _alpha(float(seen.sum()), expected, float(total.sum()))
    if math.isnan(value):
        return undefined("no-variation", n_units=n_units, n_clusters=len(clusters))
    flags = flags_of(counts, clusters=len(clusters))
    if not interval or len(clusters) < 2:
        why: Reason | None = "one-transcript" if interval else None
        return Estimate(value=value, why_no_interval=why, n_units=n_units, n_clusters=len(clusters), flags=flags)
    without = np.empty(len(clusters))
    for number, own in enumerate(given):
        there = np.flatnonzero(own)
        inside = own[there] @ apart.between(there, there) @ own[there]
        rest = expected - 2 * float(own[there] @ far[there]) + float(inside)
        without[number] = _alpha(float(seen.sum() - seen[number]), rest, float(total.sum() - own.sum()))
    found = jackknife(np.zeros((len(clusters), 1)), np.arange(len(clusters)), lambda _: without, value=value)
    return Estimate(
        value=value,
        se=found.se,
        se_of=None if found.se is None else "clusters",
        interval=found.interval,
        why_no_interval=None if found.interval else "no-variation",
        n_units=n_units,
        n_clusters=len(clusters),
        flags=flags,
    )


def _alpha(seen: float, expected: float, n: float) -> float:
    """1 - (n - 1) seen / Σ n_c n_k d_ck; NaN where all sets are one."""
    return math.nan if expected <= TINY * max(n * n, 1) else 1 - (n - 1) * seen / expected


def _seen(kept: Counts, apart: Distances) -> Floats:
    """For each cluster the distances within units, each unit's over one coder less."""
    found = np.zeros(len(kept.weight))
    for one, two in combinations(kept.states.T, 2):
        both = (one >= 0) & (two >= 0)
        found[both] += 2 * apart.pairs(one[both], two[both])
    _, place = np.unique(kept.cluster, return_inverse=True)
    return np.bincount(place.reshape(-1), weights=found * kept.weight / (kept.coded - 1)).astype(np.float64)


def _given(kept: Counts, sets: int) -> Floats:
    """How often each set was given, by cluster, (clusters, sets)."""
    names, place = np.unique(kept.cluster, return_inverse=True)
    found = np.zeros(len(names) * sets)
    for states in kept.states.T:
        there = states >= 0
        key = place.reshape(-1)[there] * sets + states[there]
        found += np.bincount(key, weights=kept.weight[there], minlength=len(found))
    return found.reshape(len(names), sets)
