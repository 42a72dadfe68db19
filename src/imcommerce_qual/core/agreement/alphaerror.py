"""The standard error of alpha when units are taken as independent of each other, for values any distance apart."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np

from imcommerce_qual.core.agreement.arrays import TINY, Floats, Ints
from imcommerce_qual.core.agreement.counts import Counts

#: How far values are apart, given two arrays of their indices.
Apart = Callable[[Ints, Ints], Floats]


def seen_apart(counts: Counts, apart: Apart) -> Floats:
    """Of each state the distances between all ordered pairs of its values summed, (R,)."""
    seen = np.zeros(len(counts.states))
    for first, second in combinations(counts.states.T, 2):
        both = (first >= 0) & (second >= 0)
        seen[both] += 2 * apart(first[both], second[both])
    return seen


def alpha_error(counts: Counts, apart: Apart, far: Callable[[Floats], Floats]) -> float | None:
    """As Gwet (2014) gives it, in terms of distances d_ck instead of weights 1 - d_ck / max d, which is the same.

    Over units that two or more coded, r̄ their mean r_i, d_i = Σ_ck r_ic (r_ik - [c=k]) d_ck / ((r_i - 1) r̄), D their
    mean and D' = D (1 - 1/Σr_i); π_c = n_c/n, E = Σ π_c π_k d_ck. It is that of 1 - D/E, without the correction for
    small n. None with fewer than two units, or where all values are one.

    Args:
        counts: the units; those of one state weigh alike.
        apart: d_ck.
        far: of numbers x_k, (q,), the sums Σ_k d_ck x_k, (q,).
    """
    kept = counts.take(counts.shared)
    weight, coded = kept.weight, kept.coded.astype(np.float64)
    units, codes = float(weight.sum()), float((weight * coded).sum())
    if units < 2:
        return None
    mean = codes / units
    given, seen = _given(kept) / codes, seen_apart(kept, apart) / ((coded - 1) * mean)
    away = far(given)
    chance = float(given @ away)
    if chance <= TINY * float(np.abs(away).max(initial=0.0)):
        return None
    observed = float((weight * seen).sum()) / units
    surplus = (coded - mean) / mean
    expected = chance * (1 + surplus) - _summed(kept, away) / mean
    pull = (chance + observed * (1 - 1 / codes) * surplus - seen - 2 * observed * expected / chance) / chance
    pull -= 1 - observed / chance
    return float(np.sqrt((weight * pull**2).sum() / (units * (units - 1))))


def _given(kept: Counts) -> Floats:
    """How often each value was given, n_c, (q,)."""
    found = np.zeros(kept.values)
    for states in kept.states.T:
        there = states >= 0
        found += np.bincount(states[there], weights=kept.weight[there], minlength=kept.values)
    return found


def _summed(kept: Counts, numbers: Floats) -> Floats:
    """Of each state the *numbers* of its values summed, (R,)."""
    found: Floats = np.where(kept.states >= 0, numbers[kept.states], 0.0).sum(axis=1)
    return found
