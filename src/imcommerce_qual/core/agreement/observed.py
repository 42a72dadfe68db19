"""The parts that several statistics share: pairs that agree, values by coder, prevalence."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from imcommerce_qual.core.agreement.arrays import Floats
from imcommerce_qual.core.agreement.counts import Counts


def agreeing(counts: Counts) -> Floats:
    """Of each state that two or more coded: 1, and the share of its pairs of coders that agree, (R, 2).

    Gwet (2014): agreement is found unit by unit and averaged over units that at least two coders coded.
    """
    coded = counts.coded
    agree = _same(counts) / np.maximum(coded * (coded - 1), 1)
    shared = counts.shared
    return np.column_stack([shared.astype(np.float64), np.where(shared, agree, 0.0)])


def _same(counts: Counts) -> Floats:
    """Of each state, the ordered pairs of coders that gave the same value, Σ_k r_ik (r_ik - 1), (R,)."""
    if counts.values < counts.coders**2:
        tally = counts.tallies()
        return np.asarray((tally * (tally - 1)).sum(axis=1))
    found = np.zeros(len(counts.states))
    for one, two in combinations(counts.states.T, 2):
        found += 2 * ((one == two) & (one >= 0))
    return found


def prevalence(counts: Counts) -> Floats:
    """Of each state that anybody coded: 1, and the share of its coders that gave each value, (R, 1 + values).

    Gwet (2014): prevalence is found over units that at least one coder coded.
    """
    coded = counts.coded
    shares = counts.tallies() / np.maximum(coded, 1)[:, None]
    return np.column_stack([(coded > 0).astype(np.float64), shares])


def by_coder(counts: Counts) -> Floats:
    """Of each state, which coder gave which value, as zeros and ones, (R, coders * values)."""
    rows, coders = counts.states.shape
    given = np.zeros((rows, coders, counts.values))
    at, who = np.nonzero(counts.states >= 0)
    given[at, who, counts.states[at, who]] = 1
    return given.reshape(rows, coders * counts.values)
