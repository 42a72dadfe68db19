"""Agreement on one value: of the codes that gave it, how many were met by another coder's on the same unit."""

from __future__ import annotations

import numpy as np

from imcommerce_qual.core.agreement.arrays import Floats, ratio
from imcommerce_qual.core.agreement.counts import Counts
from imcommerce_qual.core.agreement.statistic import Statistic


def specific_agreement(index: int) -> Statistic:
    """Σ_i r_ik (r_ik - 1) / (r_i - 1) / Σ_i r_ik: for two coders 2a / (2a + b + c). Spitzer & Fleiss (1974).

    Where the r_i differ it is o_kk / n_k of alpha's coincidences, so that a unit that many coded does not drown others.

    *index* of the positive value: p_pos, of the other of two: p_neg (Cicchetti & Feinstein 1990).

    >>> from imcommerce_qual.core.agreement.counts import confusion
    >>> from imcommerce_qual.core.agreement.estimates import point
    >>> table = confusion([[20, 15], [15, 50]])
    >>> round(point(specific_agreement(0), table), 3), round(point(specific_agreement(1), table), 3)
    (0.571, 0.769)
    """

    def parts(counts: Counts) -> Floats:
        given, coded = (counts.states == index).sum(axis=1), counts.coded
        shared = counts.shared
        others = np.maximum(coded - 1, 1)
        return np.column_stack([np.where(shared, given * (given - 1) / others, 0), np.where(shared, given, 0)])

    return Statistic(parts, lambda total: ratio(total[..., 0], total[..., 1]), low=0.0)
