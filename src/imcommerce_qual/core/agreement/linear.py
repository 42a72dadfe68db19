"""The standard error when units are taken as independent: how far each unit pulls the number."""

from __future__ import annotations

import numpy as np

from imcommerce_qual.core.agreement.arrays import Floats
from imcommerce_qual.core.agreement.counts import Counts
from imcommerce_qual.core.agreement.statistic import Statistic, value_of

#: More sums than this are not differentiated; the standard error is then left out.
_WIDEST = 2_000
#: By so much of itself each sum is moved.
_STEP = 2e-5
#: What rounding leaves of a standard error that is zero.
_NOISE = 1e-8


def _moves(step: Floats) -> tuple[Floats, Floats]:
    """One sum moved at a time, by a step and by two, (f, f) each."""
    return np.diag(step), np.diag(2 * step)


def unit_error(statistic: Statistic, counts: Counts, total: Floats, *, table: bool = False) -> float | None:
    """√(Σ u_i² n/(n-1)), u_i the change of the number per unit i added: the delta method, as Gwet (2014) has it.

    Args:
        statistic: what the number is.
        counts: the units; those that bear on the number count as n.
        total: the sums of all their parts, (f,).
        table: divide by n² instead of n(n-1), as formulas for tables of two coders do.

    None where there are too many sums, fewer than two units, or the number does not change smoothly.
    """
    if statistic.error is not None:
        return statistic.error(counts)
    width = len(total)
    kept = counts.take(counts.coded > 0) if statistic.alone else counts.take(counts.shared)
    n = float(kept.weight.sum())
    if not 0 < width <= _WIDEST or n < 2 or max(width, counts.values) * len(kept.weight) > 20_000_000:
        return None
    # Differences of fourth order, each sum moved in proportion to itself: rounding leaves some 1e-11 of a slope.
    step = _STEP * np.where(total != 0, np.abs(total), np.abs(total).max(initial=1.0))
    near, far = (value_of(statistic, total + by) - value_of(statistic, total - by) for by in _moves(step))
    slopes = (8 * near - far) / (12 * step)
    if not np.isfinite(slopes).all():
        return None
    pulls = statistic.parts(kept) @ slopes
    if statistic.alone:
        # Gwet takes the share of units that two or more coded as given, not as found.
        shared = float(kept.weight[kept.shared].sum())
        pulls += float(value_of(statistic, total[None])[0]) * (kept.shared / shared - 1 / n)
    mean = float((kept.weight * pulls).sum()) / n
    square = float((kept.weight * (pulls - mean) ** 2).sum())
    error = float(np.sqrt(square if table else square * n / (n - 1)))
    return error if error > _NOISE else 0.0
