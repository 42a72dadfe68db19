"""The unitizing alphas over transcripts, with a jackknife over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from imcommerce_qual.core.agreement.arrays import Floats
from imcommerce_qual.core.agreement.estimate import Estimate, undefined
from imcommerce_qual.core.agreement.estimates import FEW_CLUSTERS
from imcommerce_qual.core.agreement.unitizing import cu_alpha, ku_alpha, u_alpha, u_alpha_binary
from imcommerce_qual.core.intervals import jackknife

#: What they are called, and what makes each of the sums of a code alone (of all codes, but for ku).
FAMILY: Mapping[str, str] = {
    "u_alpha": "u-alpha (places and codes)",
    "u_alpha_binary": "|u-alpha (places alone)",
    "cu_alpha": "cu-alpha (codes where both marked)",
    "ku_alpha": "(k)u-alpha (one code where both marked)",
}
_MAKERS: Mapping[str, Callable[[Floats], Floats]] = {
    "u_alpha": u_alpha,
    "u_alpha_binary": u_alpha_binary,
    "cu_alpha": cu_alpha,
}


def unitizing_of(
    each: Sequence[Floats], names: Iterable[str], codes: int, *, overlapping: bool, code: int | None = None
) -> dict[str, Estimate]:
    """The named ones, from what every transcript adds; of one code alone only places can be compared.

    *code*: for (k)u, which of the codes, from 0.
    """
    found = {}
    for name in names:
        if name == "ku_alpha" and code is None:
            continue
        if name == "cu_alpha" and codes < 2:
            continue
        found[name] = undefined("overlapping-codes") if overlapping else _estimate(each, _maker(name, code))
    return found


def _maker(name: str, code: int | None) -> Callable[[Floats], Floats]:
    if name == "ku_alpha":
        return lambda total: ku_alpha(total, code or 0)
    return _MAKERS[name]


def _estimate(each: Sequence[Floats], made: Callable[[Floats], Floats]) -> Estimate:
    stacked = np.stack(each) if each else np.zeros((0, 1))
    own = np.flatnonzero(stacked.sum(axis=1) > 0)
    if not len(own):
        return undefined("no-shared-units")
    size = round((1 + stacked.shape[1]) ** 0.5) - 1
    units = round(float(stacked[:, : size * size].sum()))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = float(made(stacked.sum(axis=0)[None])[0])
        if not np.isfinite(value):
            marked = stacked[:, 1 : size * size].sum() > 0
            return undefined("no-variation" if marked else "code-unused", n_units=units, n_clusters=len(own))
        if len(own) < 2:
            return Estimate(value=value, why_no_interval="one-transcript", n_units=units, n_clusters=1)
        spread = jackknife(stacked, own, made, value=value)
    return Estimate(
        value=value,
        se=spread.se,
        se_of=None if spread.se is None else "clusters",
        interval=spread.interval,
        why_no_interval=None if spread.interval else "no-variation",
        n_units=units,
        n_clusters=len(own),
        flags=("few-transcripts",) if len(own) < FEW_CLUSTERS else (),
    )
