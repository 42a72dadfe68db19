"""One kappa over many codes: mean agreement against mean chance, never the mean of kappas."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from imcommerce_qual.core.agreement.arrays import Floats, ratio
from imcommerce_qual.core.agreement.counts import Counts
from imcommerce_qual.core.agreement.estimate import Estimate, Flag, undefined
from imcommerce_qual.core.agreement.estimates import FEW_CLUSTERS
from imcommerce_qual.core.agreement.pairs import cohen_kappa
from imcommerce_qual.core.agreement.several import corrected
from imcommerce_qual.core.agreement.statistic import sums
from imcommerce_qual.core.intervals import jackknife


def pooled_kappa(codes: Sequence[Counts]) -> Estimate:
    """(mean p_o - mean p_e) / (1 - mean p_e) over codes, two coders. De Vries et al. (2008).

    *codes*: for each code its counts, over the same clusters and coders. Codes that nobody used count like the others.

    >>> from imcommerce_qual.core.agreement.counts import confusion
    >>> found = pooled_kappa([confusion([[40, 9], [6, 45]]), confusion([[80, 10], [5, 5]])])
    >>> round(found.value or 0, 4)
    0.5829
    """
    if not codes:
        return undefined("no-units")
    first = codes[0]
    if first.coders != 2:
        return undefined("single-coder" if first.coders < 2 else "not-two-coders")
    values = first.values
    kappa = cohen_kappa(values)
    each = np.stack([sums(kappa, counts) for counts in codes], axis=1)
    own = np.flatnonzero(each[:, :, 0].sum(axis=1) > 0)
    n_units = round(float(each[:, 0, 0].sum()))
    if not len(own):
        return undefined("no-shared-units")

    def value_of(total: Floats) -> Floats:
        parts = total.reshape(*total.shape[:-1], len(codes), -1)
        both = parts[..., 0]
        seen = ratio(parts[..., 1], both)
        shares = ratio(parts[..., 2:], parts[..., :1])
        chance = (shares[..., :values] * shares[..., values:]).sum(axis=-1)
        return corrected(seen.mean(axis=-1), chance.mean(axis=-1))

    flat = each.reshape(len(each), -1)
    value = float(value_of(flat.sum(axis=0)[None])[0])
    if not np.isfinite(value):
        return undefined("no-variation", n_units=n_units, n_clusters=len(own))
    few: tuple[Flag, ...] = ("few-transcripts",) if 2 <= len(own) < FEW_CLUSTERS else ()
    if len(own) < 2:
        return Estimate(value=value, why_no_interval="one-transcript", n_units=n_units, n_clusters=1)
    found = jackknife(flat, own, value_of, value=value)
    return Estimate(
        value=value,
        se=found.se,
        se_of=None if found.se is None else "clusters",
        interval=found.interval,
        why_no_interval=None if found.interval else "no-variation",
        n_units=n_units,
        n_clusters=len(own),
        flags=few,
    )
