"""A statistic on counts as an `Estimate`: the number or the reason, what it rests on, its spread and its flags."""

from __future__ import annotations

from typing import Literal

import numpy as np

from imcommerce_qual.core.agreement.arrays import Floats
from imcommerce_qual.core.agreement.counts import Counts
from imcommerce_qual.core.agreement.estimate import Estimate, Flag, Reason, undefined
from imcommerce_qual.core.agreement.linear import unit_error
from imcommerce_qual.core.agreement.statistic import Statistic, sums, value_of
from imcommerce_qual.core.intervals import bootstrap, jackknife

Spread = Literal["jackknife", "bootstrap", "none"]
#: Fewer units with the positive value than this are flagged; fewer clusters than that.
FEW_POSITIVE, FEW_CLUSTERS = 10, 5
#: Alpha below these is what `bootstrap` gives the probability of (Krippendorff 2004).
THRESHOLDS = (0.667, 0.8)


def point(statistic: Statistic, counts: Counts) -> float:
    """The number alone.

    Raises:
        ValueError: it is undefined.
    """
    found = estimate(statistic, counts, spread="none").value
    if found is None:
        raise ValueError("undefined")
    return found


def estimate(
    statistic: Statistic,
    counts: Counts,
    *,
    spread: Spread = "jackknife",
    seed: int = 1,
    replicates: int = 1000,
    thresholds: tuple[float, ...] = (),
) -> Estimate:
    """The number with its 95 % interval over clusters, or why it is undefined.

    ``se`` is that of the resampled clusters; where there is one cluster only, that of units taken as independent (and
    ``se_of`` says so), and no interval: units of one transcript are not independent.
    """
    shared = counts.shared
    n_units = round(float(counts.weight[shared].sum()))
    own = np.unique(counts.cluster[shared])
    why = missing(statistic, counts)
    if why is not None:
        return undefined(why, n_units=n_units, n_clusters=len(own))
    each = sums(statistic, counts)
    total = each.sum(axis=0)
    value = float(value_of(statistic, total[None])[0])
    if not np.isfinite(value):
        return undefined(_why(counts), n_units=n_units, n_clusters=len(own))
    flags = flags_of(counts, clusters=len(own))
    if spread == "none":
        return Estimate(value=value, n_units=n_units, n_clusters=len(own), flags=flags)
    if len(own) < 2:
        se = unit_error(statistic, counts, total)
        return Estimate(
            value=value,
            se=se,
            se_of=None if se is None else "units",
            why_no_interval="one-transcript",
            n_units=n_units,
            n_clusters=len(own),
            flags=flags,
        )

    def numbers(sets: Floats) -> Floats:
        return value_of(statistic, sets)

    if spread == "bootstrap":
        found = bootstrap(each, own, numbers, seed=seed, replicates=replicates, thresholds=thresholds)
    else:
        found = jackknife(each, own, numbers, value=value, low=statistic.low)
    return Estimate(
        value=value,
        se=found.se,
        se_of=None if found.se is None else "clusters",
        interval=found.interval,
        why_no_interval=None if found.interval else _why_without(counts),
        n_units=n_units,
        n_clusters=len(own),
        flags=flags,
        bootstrap=found.resampled,
    )


def missing(statistic: Statistic, counts: Counts) -> Reason | None:
    """What the statistic needs and the counts have not."""
    if not len(counts.weight):
        return "no-units"
    if counts.coders < 2:
        return "single-coder"
    if statistic.coders and counts.coders != statistic.coders:
        return "not-two-coders"
    if statistic.binary and (counts.positive is None or counts.values != 2):
        return "not-two-values"
    return None if counts.shared.any() else "no-shared-units"


def _why(counts: Counts) -> Reason:
    """Why a statistic of shared units has no value."""
    if counts.positive is not None and not (counts.states[counts.shared] == counts.positive).any():
        return "code-unused"
    return "pair-without-variation" if _varied(counts) else "no-variation"


def _why_without(counts: Counts) -> Reason:
    """Why there is no value once one cluster is left out."""
    present = counts.shared & (counts.states == counts.positive).any(axis=1)
    if counts.positive is not None and len(np.unique(counts.cluster[present])) < 2:
        return "code-unused"
    rest = (counts.take(counts.cluster != left) for left in np.unique(counts.cluster[counts.shared]))
    return "pair-without-variation" if all(map(_varied, rest)) else "no-variation"


def _varied(counts: Counts) -> bool:
    """Whether shared units have more than one value."""
    states = counts.states[counts.shared]
    return len(np.unique(states[states >= 0])) > 1


def flags_of(counts: Counts, *, clusters: int) -> tuple[Flag, ...]:
    """What to be careful about, of units that at least two coders coded."""
    states, weight = counts.states[counts.shared], counts.weight[counts.shared]
    used = [set(np.unique(given[given >= 0]).tolist()) for given in states.T]
    everything: set[int] = set().union(*used)
    found: list[Flag] = []
    if len(everything) > 1 and any(len(each) == 1 for each in used):
        found.append("one-sided")
    if counts.positive is not None and counts.values == 2:
        present = float(weight[(states == counts.positive).any(axis=1)].sum())
        if present < FEW_POSITIVE:
            found.append("low-prevalence")
    if len(everything) == 1:
        only = everything.pop()
        unused = counts.positive is not None and counts.values == 2 and only != counts.positive
        found.append("code-unused" if unused else "no-variation")
    if 2 <= clusters < FEW_CLUSTERS:
        found.append("few-transcripts")
    return tuple(found)
