"""Agreement of two coders on units that both coded, and what is made of pairs of coders.

In the formulas: p_jk the share of units to which the first gave j and the second k; p_j. and p_.k the two coders' own.
"""

from __future__ import annotations

from itertools import combinations
from typing import Literal

import numpy as np

from imcommerce_qual.core.agreement.arrays import Floats, ratio
from imcommerce_qual.core.agreement.counts import Counts
from imcommerce_qual.core.agreement.several import corrected
from imcommerce_qual.core.agreement.statistic import Statistic

Weights = Literal["linear", "quadratic"]


def agreement_weights(points: Floats, kind: Weights) -> Floats:
    """How much of an agreement each pair of values is, (q, q): 1 on the diagonal, 0 for the ends of the scale.

    *points*: where the values stand on it. Cohen (1968): quadratic 1 - (d/D)²; linear 1 - d/D.

    >>> agreement_weights(np.arange(3.0), "linear").tolist()
    [[1.0, 0.5, 0.0], [0.5, 1.0, 0.5], [0.0, 0.5, 1.0]]
    """
    far = np.abs(points[:, None] - points[None, :])
    widest = far.max(initial=0.0)
    share = far / widest if widest else far
    return 1 - (share if kind == "linear" else share**2)


def _pair(counts: Counts, weights: Floats | None = None, first: int = 0, second: int = 1) -> Floats:
    """Of states that both coded: 1, the pair's weight, the first's and the second's value, (R, 2 + 2q).

    Without *weights*, it is 1 where the values are the same.
    """
    one, two = counts.states[:, first], counts.states[:, second]
    both = (one >= 0) & (two >= 0)
    found = np.zeros((len(one), 2 + 2 * counts.values))
    rows = np.flatnonzero(both)
    found[rows, 0] = 1
    found[rows, 1] = one[rows] == two[rows] if weights is None else weights[one[rows], two[rows]]
    found[rows, 2 + one[rows]] = 1
    found[rows, 2 + counts.values + two[rows]] = 1
    return found


def _shares(total: Floats, values: int) -> tuple[Floats, Floats, Floats]:
    """The mean weight (without weights, p_o), and both coders' shares (..., q)."""
    both = total[..., :1]
    seen = ratio(total[..., 1], total[..., 0])
    return seen, ratio(total[..., 2 : 2 + values], both), ratio(total[..., 2 + values :], both)


def weighted_kappa(weights: Floats) -> Statistic:
    """(p_o - p_e) / (1 - p_e), p_o = Σ w_jk p_jk, p_e = Σ w_jk p_j. p_.k. Cohen (1968).

    *weights* (q, q): 1 where values are the same, 0 where they are furthest apart.

    >>> from imcommerce_qual.core.agreement.counts import confusion
    >>> from imcommerce_qual.core.agreement.estimates import point
    >>> shares = np.array([[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]])  # Cohen (1968)
    >>> apart = np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]])
    >>> round(point(weighted_kappa(1 - apart / 6), confusion(200 * shares)), 3)
    0.348
    """
    values = len(weights)
    # As disagreement, 1 - Σ v p_jk / Σ v p_j. p_.k with v = 1 - w: weights near 1 would drown in rounding.
    apart = 1 - weights

    def value(total: Floats) -> Floats:
        seen, first, second = _shares(total, values)
        return 1 - ratio(seen, ((first @ apart) * second).sum(axis=-1))

    return Statistic(lambda counts: _pair(counts, apart), value, coders=2)


def cohen_kappa(values: int) -> Statistic:
    """(p_o - p_e) / (1 - p_e), p_e = Σ p_k. p_.k. Cohen (1960).

    >>> from imcommerce_qual.core.agreement.counts import confusion
    >>> from imcommerce_qual.core.agreement.estimates import point
    >>> round(point(cohen_kappa(3), confusion([[88, 14, 18], [10, 40, 10], [2, 6, 12]])), 3)
    0.492
    """

    def value(total: Floats) -> Floats:
        seen, first, second = _shares(total, values)
        return corrected(seen, (first * second).sum(axis=-1))

    return Statistic(_pair, value, coders=2)


def kappa_max(values: int) -> Statistic:
    """The largest kappa that the two coders' own shares allow: p_o = Σ min(p_k., p_.k). Cohen (1960).

    >>> from imcommerce_qual.core.agreement.counts import confusion
    >>> from imcommerce_qual.core.agreement.estimates import point
    >>> round(point(kappa_max(3), confusion([[88, 14, 18], [10, 40, 10], [2, 6, 12]])), 3)
    0.831
    """

    def value(total: Floats) -> Floats:
        _, first, second = _shares(total, values)
        return corrected(np.minimum(first, second).sum(axis=-1), (first * second).sum(axis=-1))

    return Statistic(_pair, value, coders=2)


def scott_pi(values: int) -> Statistic:
    """(p_o - p_e) / (1 - p_e), p_e = Σ ((p_k. + p_.k) / 2)². Scott (1955).

    >>> from imcommerce_qual.core.agreement.counts import confusion
    >>> from imcommerce_qual.core.agreement.estimates import point
    >>> table = [[20, 10, 10, 0], [10, 10, 0, 0], [10, 0, 10, 0], [0, 0, 0, 20]]  # Zwick (1988)
    >>> round(point(scott_pi(4), confusion(table)), 3)
    0.444
    """

    def value(total: Floats) -> Floats:
        seen, first, second = _shares(total, values)
        return corrected(seen, (((first + second) / 2) ** 2).sum(axis=-1))

    return Statistic(_pair, value, coders=2)


def bias_index(positive: int) -> Statistic:
    """|b - c| / n: how far apart the two coders' shares of the positive value are. Byrt, Bishop & Carlin (1993).

    >>> from imcommerce_qual.core.agreement.counts import confusion
    >>> from imcommerce_qual.core.agreement.estimates import point
    >>> round(point(bias_index(0), confusion([[80, 10], [5, 5]], positive=0)), 3)
    0.05
    """

    def value(total: Floats) -> Floats:
        return ratio(np.abs(total[..., 2 + positive] - total[..., 4 + positive]), total[..., 0])

    return Statistic(_pair, value, coders=2, binary=True, low=0.0)


def prevalence_index(positive: int) -> Statistic:
    """|a - d| / n: how far both-positive and both-negative are apart. Byrt, Bishop & Carlin (1993), as a size.

    >>> from imcommerce_qual.core.agreement.counts import confusion
    >>> from imcommerce_qual.core.agreement.estimates import point
    >>> round(point(prevalence_index(0), confusion([[80, 10], [5, 5]], positive=0)), 3)
    0.75
    """

    def value(total: Floats) -> Floats:
        # a - d is how often the positive value was given by either, less the units.
        given = total[..., 2 + positive] + total[..., 4 + positive]
        return ratio(np.abs(given - total[..., 0]), total[..., 0])

    return Statistic(_pair, value, coders=2, binary=True, low=0.0)


def light_kappa(coders: int, values: int) -> Statistic:
    """The mean of Cohen's kappa over all pairs of coders. Light (1971).

    Each pair is compared on what both coded; pairs that share no unit are left out; where the kappa of a pair that does
    is undefined, so is the mean.
    """
    pairs = list(combinations(range(coders), 2))
    width = 2 + 2 * values
    kappa = cohen_kappa(values)

    def parts(counts: Counts) -> Floats:
        return np.concatenate([_pair(counts, None, *pair) for pair in pairs], axis=1)

    def value(total: Floats) -> Floats:
        each = total.reshape(*total.shape[:-1], len(pairs), width)
        return _mean(kappa.value(each), each[..., 0] > 0)

    return Statistic(parts, value)


def holsti(coders: int) -> Statistic:
    """2M / (N1 + N2): agreements of two coders beside all that each coded. Holsti (1969).

    Where one coded units that the other left out, these count as not agreed. With more coders: the mean over pairs
    that share a unit.
    """
    pairs = list(combinations(range(coders), 2))

    def parts(counts: Counts) -> Floats:
        found = np.zeros((len(counts.states), len(pairs), 3))
        for n, (first, second) in enumerate(pairs):
            one, two = counts.states[:, first], counts.states[:, second]
            found[:, n, 0] = (one >= 0) & (two >= 0)
            found[:, n, 1] = (one == two) & (one >= 0)
            found[:, n, 2] = (one >= 0).astype(np.int64) + (two >= 0)
        return found.reshape(len(counts.states), len(pairs) * 3)

    def value(total: Floats) -> Floats:
        each = total.reshape(*total.shape[:-1], len(pairs), 3)
        return _mean(ratio(2 * each[..., 1], each[..., 2]), each[..., 0] > 0)

    return Statistic(parts, value, low=0.0)


def _mean(numbers: Floats, kept: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Floats:
    """The mean of those that are kept, along the last axis; NaN where one of them is, or none is kept."""
    return ratio(np.where(kept, numbers, 0.0).sum(axis=-1), kept.sum(axis=-1).astype(np.float64))


def cohen_error(table: Floats) -> float:
    """√(p_o (1 - p_o) / (n (1 - p_e)²)): the standard error of kappa as Cohen (1960) gave it, units independent.

    *table* (q, q): rows the first coder's values, columns the second's. It is there to reproduce older reports; the one
    of `linear.unit_error` is right.

    >>> round(cohen_error(np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]])), 3)
    0.055
    """
    shares = np.asarray(table, dtype=np.float64)
    n = float(shares.sum())
    shares = shares / n
    seen, chance = float(np.trace(shares)), float(shares.sum(axis=1) @ shares.sum(axis=0))
    return float(np.sqrt(seen * (1 - seen) / (n * (1 - chance) ** 2)))
