"""Agreement of any number of coders who may have left units out: Gwet's (2014) treatment of missing codes.

Agreement is averaged over units that at least two coders coded, prevalence over units that at least one coded.
In the formulas: p_a agreement seen, p_e agreement expected by chance, π_k the prevalence of value k, q values.
"""

from __future__ import annotations

import numpy as np

from imcommerce_qual.core.agreement.arrays import Floats, ratio
from imcommerce_qual.core.agreement.counts import Counts
from imcommerce_qual.core.agreement.observed import agreeing, by_coder, prevalence
from imcommerce_qual.core.agreement.statistic import Statistic


def corrected(seen: Floats, chance: Floats) -> Floats:
    """(p_a - p_e) / (1 - p_e): how much of what chance leaves open was agreed."""
    return ratio(seen - chance, 1.0 - chance)


def percent_agreement() -> Statistic:
    """The share of pairs of codes on one unit that agree, averaged over units: p_a.

    >>> from imcommerce_qual.core.agreement.counts import confusion
    >>> from imcommerce_qual.core.agreement.estimates import point
    >>> round(point(percent_agreement(), confusion([[88, 14, 18], [10, 40, 10], [2, 6, 12]])), 2)  # Cohen (1960)
    0.7
    """
    return Statistic(agreeing, lambda total: ratio(total[..., 1], total[..., 0]), low=0.0, alone=True)


def _with_prevalence(counts: Counts) -> Floats:
    return np.column_stack([agreeing(counts), prevalence(counts)])


def _seen_and_shares(total: Floats) -> tuple[Floats, Floats]:
    """p_a, and π (..., q)."""
    return ratio(total[..., 1], total[..., 0]), ratio(total[..., 3:], total[..., 2:3])


def fleiss_kappa() -> Statistic:
    """p_e = Σ π_k². Fleiss (1971); with missing codes, Gwet (2014).

    >>> from imcommerce_qual.core.agreement.counts import count
    >>> from imcommerce_qual.core.agreement.estimates import point
    >>> round(point(fleiss_kappa(), count([[0, 0, 0], [0, 0, 1], [1, 1, 1], [0, 1, 1]])), 3)
    0.333
    """

    def value(total: Floats) -> Floats:
        seen, shares = _seen_and_shares(total)
        return corrected(seen, (shares**2).sum(axis=-1))

    return Statistic(_with_prevalence, value, alone=True)


def ac1(values: int) -> Statistic:
    """p_e = Σ π_k (1 - π_k) / (q - 1). Gwet (2008, 2014); *values*: q, also those that nobody used.

    >>> from imcommerce_qual.core.agreement.counts import confusion
    >>> from imcommerce_qual.core.agreement.estimates import point
    >>> round(point(ac1(2), confusion([[118, 5], [2, 0]])), 4)  # Gwet (2002)
    0.9408
    """

    def value(total: Floats) -> Floats:
        seen, shares = _seen_and_shares(total)
        spread = (shares * (1 - shares)).sum(axis=-1)
        return corrected(seen, spread / (values - 1)) if values > 1 else np.full_like(seen, np.nan)

    return Statistic(_with_prevalence, value, alone=True)


def brennan_prediger(values: int) -> Statistic:
    """p_e = 1/q. Brennan & Prediger (1981); S of Bennett et al. (1954), Randolph's (2005) free-marginal kappa.

    With two values it is 2 p_a - 1: PABAK (Byrt, Bishop & Carlin 1993).

    >>> from imcommerce_qual.core.agreement.counts import confusion
    >>> from imcommerce_qual.core.agreement.estimates import point
    >>> round(point(brennan_prediger(2), confusion([[80, 10], [5, 5]])), 3)  # Byrt et al. (1993)
    0.7
    """

    def value(total: Floats) -> Floats:
        seen = ratio(total[..., 1], total[..., 0])
        return corrected(seen, np.full_like(seen, 1 / values)) if values > 1 else np.full_like(seen, np.nan)

    return Statistic(agreeing, value, alone=True)


def conger_kappa(coders: int, values: int) -> Statistic:
    """p_e = Σ_k (p̄_k² - s_k²/r): what coders with their own shares p_gk would agree on by chance. Conger (1980).

    Coders who coded nothing are left out. With nothing missing it is Hubert's kappa, and with two coders Cohen's.
    """

    def parts(counts: Counts) -> Floats:
        return np.column_stack([agreeing(counts), by_coder(counts)])

    def value(total: Floats) -> Floats:
        given = total[..., 2:].reshape(*total.shape[:-1], coders, values)
        coded = given.sum(axis=-1, keepdims=True)
        own = np.where(coded > 0, given / np.where(coded > 0, coded, 1), 0)
        active = (coded > 0).sum(axis=-2)[..., 0]
        # Over pairs of different coders; the same as Conger's mean and variance of the shares.
        pairs = (own.sum(axis=-2) ** 2 - (own**2).sum(axis=-2)).sum(axis=-1)
        chance = ratio(pairs, (active * (active - 1)).astype(np.float64))
        return corrected(ratio(total[..., 1], total[..., 0]), chance)

    return Statistic(parts, value, alone=True)
