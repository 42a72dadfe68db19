"""Krippendorff's alpha: 1 - D_o / D_e, for any number of coders, any metric and units that some left out.

Krippendorff (2019) ch. 12. In the formulas: r_ic coders who gave unit i the value c, r_i coders who coded it, the
coincidences o_ck = Σ_i r_ic (r_ik - [c=k]) / (r_i - 1) over units that at least two coded, n_c = Σ_k o_ck, n = Σ n_c.
The factor (n - 1)/n corrects for small samples.
"""

from __future__ import annotations

import numpy as np

from imcommerce_qual.core.agreement.alphaerror import Apart, alpha_error, seen_apart
from imcommerce_qual.core.agreement.arrays import TINY, Floats
from imcommerce_qual.core.agreement.counts import Counts
from imcommerce_qual.core.agreement.distances import ratio_distance
from imcommerce_qual.core.agreement.statistic import Statistic

#: So many values at a time are set against all others.
_BLOCK = 512


def _alpha(observed: Floats, expected: Floats) -> Floats:
    """1 - observed/expected disagreement, both times n; NaN where only one value occurs."""
    varied = expected > TINY
    return np.where(varied, 1 - observed / np.where(varied, expected, 1.0), np.nan)


def _pairable(counts: Counts) -> tuple[Floats, Floats]:
    """r_ic of states that at least two coded, (R, q), and 1/(r_i - 1), (R,), both 0 for other states."""
    shared = counts.shared
    tally = counts.tallies() * shared[:, None]
    return tally, np.where(shared, 1 / np.maximum(counts.coded - 1, 1), 0.0)


def alpha_nominal() -> Statistic:
    """Values are the same or not.

    >>> from imcommerce_qual.core.agreement.counts import count
    >>> from imcommerce_qual.core.agreement.estimates import point
    >>> rows = [[0, 0, 0], [1, 1, 1], [0, 0, 1], [1, 1, 0], [1, 0, 0], [0, 0, 1],  # Krippendorff (2019) p. 306
    ...         [0, 0, 0], [0, 0, 0], [1, 1, 1], [1, 1, 0], [1, 0, 0], [1, 1, 0]]
    >>> round(point(alpha_nominal(), count(rows)), 6)
    0.234375
    """

    def parts(counts: Counts) -> Floats:
        tally, per = _pairable(counts)
        same = (tally * (tally - 1)).sum(axis=1) * per
        return np.column_stack([same, tally])

    def value(total: Floats) -> Floats:
        given = total[..., 1:]
        n = given.sum(axis=-1)
        expected = (n**2 - (given**2).sum(axis=-1)) / np.maximum(n - 1, TINY)
        return _alpha(n - total[..., 0], expected)

    def error(counts: Counts) -> float | None:
        return alpha_error(counts, lambda one, two: (one != two).astype(np.float64), lambda given: given.sum() - given)

    return Statistic(parts, value, error=error)


def alpha_distances(distances: Floats) -> Statistic:
    """Values are as far apart as *distances* says, (q, q), symmetric, 0 on the diagonal."""
    return alpha_between(lambda one, two: distances[one, two], len(distances))


def alpha_ratio(points: Floats) -> Statistic:
    """Values are numbers from 0 on, ((a - b) / (a + b))² apart.

    >>> from imcommerce_qual.core.agreement.counts import count
    >>> from imcommerce_qual.core.agreement.estimates import point
    >>> round(point(alpha_ratio(np.array([0.0, 1.0, 3.0])), count([[0, 0], [1, 1], [1, 2], [2, 2]])), 4)
    0.8772
    """
    return alpha_between(lambda one, two: ratio_distance(points[one], points[two]), len(points))


def alpha_between(apart: Apart, values: int) -> Statistic:
    """Values are as far *apart* as it says of arrays of their indices, (n,) each, or (n, 1) and (1, k)."""

    def parts(counts: Counts) -> Floats:
        tally, per = _pairable(counts)
        return np.column_stack([seen_apart(counts, apart) * per, tally])

    def far(given: Floats) -> Floats:
        """How far each value is from all that were *given*, (..., q)."""
        every = np.arange(values)
        some = np.array_split(every, max(1, values // _BLOCK))
        return np.concatenate([given @ apart(every[:, None], each[None, :]) for each in some], axis=-1)

    def value(total: Floats) -> Floats:
        given = total[..., 1:]
        n = given.sum(axis=-1)
        return _alpha(total[..., 0], (far(given) * given).sum(axis=-1) / np.maximum(n - 1, TINY))

    return Statistic(parts, value, error=lambda counts: alpha_error(counts, apart, far))


def alpha_interval(points: Floats) -> Statistic:
    """Values are numbers, (a - b)² apart: from sums of values and squares alone, whatever the number of values.

    >>> from imcommerce_qual.core.agreement.counts import count
    >>> from imcommerce_qual.core.agreement.estimates import point
    >>> round(point(alpha_interval(np.array([1.0, 2.0, 4.0])), count([[0, 0], [1, 1], [1, 2], [2, 2]])), 4)
    0.7083
    """
    # Moved and stretched to about [-1, 1], which changes no alpha and keeps the squares exact enough.
    spread = float(np.ptp(points)) if len(points) else 0.0
    at = (points - points.mean()) / spread if spread else np.zeros(len(points))

    def parts(counts: Counts) -> Floats:
        shared = counts.shared
        given = np.where(counts.states >= 0, at[counts.states], 0.0) * shared[:, None]
        coded = np.where(shared, counts.coded, 0).astype(np.float64)
        once, twice = given.sum(axis=1), (given**2).sum(axis=1)
        mean = once / np.maximum(coded, 1)
        within = (np.where(counts.states >= 0, given - mean[:, None], 0.0) ** 2).sum(axis=1)
        apart = np.where(shared, 2 * coded * within / np.maximum(coded - 1, 1), 0.0)
        return np.column_stack([apart, coded, once, twice])

    def value(total: Floats) -> Floats:
        n, once, twice = total[..., 1], total[..., 2], total[..., 3]
        expected = 2 * (n * twice - once**2) / np.maximum(n - 1, TINY)
        return _alpha(total[..., 0], expected)

    return Statistic(parts, value, error=lambda counts: _squares_error(counts, at))


def alpha_ordinal(counts: Counts) -> Statistic:
    """Values are ranks: (Σ_{g=c..k} n_g - (n_c + n_k)/2)² apart, so by how many codes lie between them.

    With M_c, the codes below c and half of those at c, that is (M_c - M_k)²; values that nobody gave change nothing.
    The distances follow from the codes themselves, so all coincidences that occur in *counts* are kept.

    >>> from imcommerce_qual.core.agreement.counts import count
    >>> from imcommerce_qual.core.agreement.estimates import point
    >>> rows = [[1, 1, 0, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4],
    ...         [1, 1, 2, 1], [2, 2, 2, 2], [0, 5, 5, 5], [0, 0, 1, 1], [0, 0, 3, 0]]  # Krippendorff (2011); 0: missing
    >>> table = count(np.array(rows) - 1)
    >>> round(point(alpha_ordinal(table), table), 3)
    0.815
    """
    size = counts.values
    cells = _cells(counts)
    low, high = np.divmod(cells, max(size, 1))

    def parts(some: Counts) -> Floats:
        tally, per = _pairable(some)
        met = np.where(low == high, tally[:, low] * (tally[:, low] - 1), 2 * tally[:, low] * tally[:, high])
        return np.column_stack([met * per[:, None], tally])

    def value(total: Floats) -> Floats:
        met, given = total[..., : len(cells)], total[..., len(cells) :]
        n = given.sum(axis=-1)
        middle = np.cumsum(given, axis=-1) - given / 2 - n[..., None] / 2
        middle = middle / np.maximum(n, 1)[..., None]
        observed = (met * (middle[..., low] - middle[..., high]) ** 2).sum(axis=-1)
        once, twice = (given * middle).sum(axis=-1), (given * middle**2).sum(axis=-1)
        return _alpha(observed, 2 * (n * twice - once**2) / np.maximum(n - 1, TINY))

    def error(some: Counts) -> float | None:
        given = (_pairable(some)[0] * some.weight[:, None]).sum(axis=0)
        return _squares_error(some, (np.cumsum(given) - given / 2) / max(float(given.sum()), 1.0))

    return Statistic(parts, value, error=error)


def _squares_error(counts: Counts, at: Floats) -> float | None:
    """The standard error where values stand *at* these places and are (a - b)² apart."""
    return alpha_error(
        counts,
        lambda one, two: (at[one] - at[two]) ** 2,
        lambda given: at**2 * given.sum() - 2 * at * (given @ at) + given @ at**2,
    )


def _cells(counts: Counts) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The pairs of different values that met on a unit, lower * q + higher."""
    states = np.sort(counts.states, axis=1)
    found = [np.zeros(0, np.int64)]
    for first in range(counts.coders):
        for second in range(first + 1, counts.coders):
            one, two = states[:, first], states[:, second]
            kept = (one >= 0) & (two > one)
            found.append(np.unique(one[kept] * counts.values + two[kept]))
    return np.unique(np.concatenate(found))
