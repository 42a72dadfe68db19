"""Intervals over clusters (transcripts), from sums that are there already: any replicate is one weighted sum.

Units of one interview are alike, so whole interviews are left out or drawn again, never single units.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from imcommerce_qual.core.agreement.arrays import Floats, Ints
from imcommerce_qual.core.agreement.estimate import Resampled

#: From so many degrees of freedom on, Student's t is computed from the normal distribution.
_MANY = 1000
#: So many numbers at once.
_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Spread:
    """Standard error and 95 % interval; None where a replicate (jackknife) or all (bootstrap) are undefined."""

    se: float | None
    interval: tuple[float, float] | None
    resampled: Resampled | None = None


def jackknife(
    each: Floats, clusters: Ints, value_of: Callable[[Floats], Floats], *, value: float, low: float | None = None
) -> Spread:
    """Leave out one cluster at a time: value ± t(D-1) √((D-1)/D Σ (θ_d - θ̄)²), cut at 1 (and at *low*).

    Args:
        each: the summed parts of every cluster, (all clusters, f).
        clusters: those that are left out in turn, D of them.
        value_of: from sums (..., f) the number (...), NaN where undefined.
        value: the number from all.
        low: the least value there is.

    Tukey (1958); with t(D-1) it covers .93 to .94 from 3 to 40 interviews, where the bootstrap covers .72 to .92.
    """
    count = len(clusters)
    without = value_of(each.sum(axis=0) - each[clusters])
    if not np.isfinite(without).all():
        return Spread(None, None)
    se = math.sqrt((count - 1) / count * float(((without - without.mean()) ** 2).sum()))
    reach = t_quantile(0.975, count - 1) * se
    bottom = value - reach if low is None else max(low, value - reach)
    return Spread(se, (bottom, max(value, min(1.0, value + reach))))


def bootstrap(
    each: Floats,
    clusters: Ints,
    value_of: Callable[[Floats], Floats],
    *,
    seed: int,
    replicates: int = 1000,
    thresholds: tuple[float, ...] = (),
) -> Spread:
    """Draw as many clusters as there are, with replacement, *replicates* times: the middle 95 % of the numbers.

    What the other clusters add stays as it is. Replicates without a value are left out and their share is said.
    """
    own = each[clusters]
    rest = each.sum(axis=0) - own.sum(axis=0)
    step = max(1, _AT_ONCE // max(*own.shape, 1))
    pieces = [value_of(rest + draws @ own) for draws in _draws(seed, len(clusters), replicates, step)]
    numbers = np.concatenate(pieces) if pieces else np.zeros(0)
    kept = numbers[np.isfinite(numbers)]
    lost = 1 - len(kept) / replicates if replicates else 1.0
    if not len(kept):
        return Spread(None, None, Resampled(replicates=replicates, seed=seed, undefined=lost))
    below = tuple((limit, float((kept < limit).mean())) for limit in thresholds)
    low, high = np.quantile(kept, [0.025, 0.975]).tolist()
    found = Resampled(replicates=replicates, seed=seed, undefined=lost, below=below)
    return Spread(float(kept.std()), (low, high), found)


def drawn_clusters(seed: int, clusters: int, replicates: int) -> Floats:
    """How often each replicate drew each cluster, (replicates, clusters); every row adds up to *clusters*."""
    return np.concatenate([np.zeros((0, clusters)), *_draws(seed, clusters, replicates, replicates)])


def _draws(seed: int, clusters: int, replicates: int, step: int) -> Iterator[Floats]:
    """The same in pieces of so many replicates, whatever their size the same draws."""
    source = np.random.default_rng(seed)
    for start in range(0, replicates, max(step, 1)):
        rows = min(step, replicates - start)
        drawn = source.integers(0, clusters, (rows, clusters))
        drawn += np.arange(rows)[:, None] * clusters
        many = np.bincount(drawn.reshape(-1), minlength=rows * clusters)
        yield many.reshape(rows, clusters).astype(np.float64)


@lru_cache(maxsize=256)
def t_quantile(share: float, freedom: int) -> float:
    """Student's t of which *share* lies below, for whole degrees of freedom.

    >>> [round(t_quantile(0.975, n), 4) for n in (1, 2, 11, 99)]
    [12.7062, 4.3027, 2.201, 1.9842]
    """
    if share < 0.5:
        return -t_quantile(1 - share, freedom)
    if freedom >= _MANY:
        return _near_normal(share, freedom)
    low, high = 0.0, 1.0
    while t_below(high, freedom) < share:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (middle, high) if t_below(middle, freedom) < share else (low, middle)
    return (low + high) / 2


def t_below(t: float, freedom: int) -> float:
    """The share of Student's t below *t*: the finite series of Abramowitz & Stegun (1964) 26.7.3 and 26.7.4.

    >>> round(t_below(2.0, 3), 6)
    0.930337
    """
    angle = math.atan2(t, math.sqrt(freedom))
    cosine = math.cos(angle)
    odd = freedom % 2
    term, series = (cosine, cosine) if odd else (1.0, 1.0)
    if freedom == 1:
        series = 0.0
    for step in range(3 if odd else 2, freedom - 1, 2):
        term *= (step - 1) / step * cosine**2
        series += term
    inside = 2 / math.pi * (angle + math.sin(angle) * series) if odd else math.sin(angle) * series
    return 0.5 + inside / 2


def _near_normal(share: float, freedom: int) -> float:
    """The quantile for many degrees of freedom: Abramowitz & Stegun (1964) 26.7.5, to some 1e-11."""
    from statistics import NormalDist

    x = NormalDist().inv_cdf(share)
    terms = (
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92160,
    )
    return x + sum(term / float(freedom) ** power for power, term in enumerate(terms, 1))
