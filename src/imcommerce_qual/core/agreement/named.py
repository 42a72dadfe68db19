"""Every coefficient by the name that reports and programs use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from imcommerce_qual.core.agreement.alpha import (
    alpha_between,
    alpha_interval,
    alpha_nominal,
    alpha_ordinal,
    alpha_ratio,
)
from imcommerce_qual.core.agreement.arrays import Floats
from imcommerce_qual.core.agreement.counts import Counts
from imcommerce_qual.core.agreement.distances import Measure, SetDistance
from imcommerce_qual.core.agreement.pairs import (
    Weights,
    agreement_weights,
    bias_index,
    cohen_kappa,
    holsti,
    kappa_max,
    light_kappa,
    prevalence_index,
    scott_pi,
    weighted_kappa,
)
from imcommerce_qual.core.agreement.setalpha import Distances
from imcommerce_qual.core.agreement.several import ac1, brennan_prediger, conger_kappa, fleiss_kappa, percent_agreement
from imcommerce_qual.core.agreement.specific import specific_agreement
from imcommerce_qual.core.agreement.statistic import Statistic


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scale:
    """What the values are: how far apart they count.

    ``points`` (q,): the numbers that they are, where they are numbers; ``sets``: the sets of codes that they are.
    ``weights``: how weighted kappa weighs. Without points, values are one step apart in their order.
    """

    measure: Measure = "nominal"
    points: Floats | None = None
    sets: tuple[frozenset[str], ...] | None = None
    distance: SetDistance = "jaccard"
    weights: Weights = "linear"

    def at(self, values: int) -> Floats:
        """Where the values stand on their scale, so stretched that squares are neither lost nor infinite."""
        if self.points is None:
            return np.arange(float(values))
        widest = float(np.abs(self.points).max(initial=0.0))
        return self.points / widest if widest > 0 and not _TINIEST < widest < _HUGEST else self.points


#: Between these, numbers can be squared.
_TINIEST, _HUGEST = 1e-100, 1e100
#: What each coefficient is called for people, in the order in which tables list them.
TITLES: Mapping[str, str] = {
    "krippendorff_alpha": "Krippendorff's alpha",
    "percent_agreement": "percent agreement",
    "ppos": "positive agreement",
    "pneg": "negative agreement",
    "cohen_kappa": "Cohen's kappa",
    "weighted_kappa": "weighted kappa",
    "kappa_max": "largest possible kappa",
    "scott_pi": "Scott's pi",
    "fleiss_kappa": "Fleiss' kappa",
    "conger_kappa": "Conger's kappa",
    "light_kappa": "Light's kappa",
    "ac1": "Gwet's AC1",
    "brennan_prediger": "Brennan-Prediger",
    "pabak": "PABAK",
    "bennett_s": "Bennett's S",
    "randolph_kappa": "Randolph's kappa",
    "holsti": "Holsti",
    "prevalence_index": "prevalence index",
    "bias_index": "bias index",
    "alpha_jaccard": "alpha on sets, Jaccard",
    "alpha_masi": "alpha on sets, MASI",
}
#: Those that depend on which of two values is the positive one.
OF_TWO = frozenset({"ppos", "pneg", "prevalence_index", "bias_index"})
#: Those that Krippendorff's limits are about.
ALPHAS = frozenset({"krippendorff_alpha", "alpha_jaccard", "alpha_masi"})


def statistic(name: str, counts: Counts, scale: Scale) -> Statistic:
    """The statistic of that name for counts like these.

    Raises:
        KeyError: there is none of that name.

    >>> from imcommerce_qual.core.agreement.counts import confusion
    >>> from imcommerce_qual.core.agreement.estimates import point
    >>> table = confusion([[80, 10], [5, 5]], positive=0)  # Byrt, Bishop & Carlin (1993)
    >>> {name: round(point(statistic(name, table, Scale()), table), 2) for name in ("cohen_kappa", "pabak")}
    {'cohen_kappa': 0.32, 'pabak': 0.7}
    """
    return _MAKERS[name](counts, scale)


def alpha(counts: Counts, scale: Scale) -> Statistic:
    """Krippendorff's alpha for values of that measure; sets are apart by their distance."""
    if scale.sets is not None:
        return _alpha_of_sets(scale.sets, scale.distance)
    match scale.measure:
        case "ordinal":
            return alpha_ordinal(counts)
        case "interval":
            return alpha_interval(scale.at(counts.values))
        case "ratio":
            return alpha_ratio(scale.at(counts.values))
        case _:
            return alpha_nominal()


def _alpha_of_sets(sets: tuple[frozenset[str], ...], distance: SetDistance) -> Statistic:
    apart = Distances(sets, distance)
    return alpha_between(apart.among, len(sets))


def _on_sets(distance: SetDistance) -> Callable[[Counts, Scale], Statistic]:
    def made(counts: Counts, scale: Scale) -> Statistic:
        sets = scale.sets or tuple(frozenset({str(value)}) for value in range(counts.values))
        return _alpha_of_sets(sets, distance)

    return made


def _positive(counts: Counts) -> int:
    """The index of the positive value; where there is none, `missing` says so before it is used."""
    return counts.positive or 0


def _specific(index: int) -> Statistic:
    plain = specific_agreement(index)
    return Statistic(plain.parts, plain.value, binary=True, low=plain.low)


def _free(counts: Counts, _: Scale) -> Statistic:
    return brennan_prediger(counts.values)


_MAKERS: Mapping[str, Callable[[Counts, Scale], Statistic]] = {
    "krippendorff_alpha": alpha,
    "percent_agreement": lambda *_: percent_agreement(),
    "ppos": lambda counts, _: _specific(_positive(counts)),
    "pneg": lambda counts, _: _specific(1 - _positive(counts)),
    "cohen_kappa": lambda counts, _: cohen_kappa(counts.values),
    "weighted_kappa": lambda counts, scale: weighted_kappa(agreement_weights(scale.at(counts.values), scale.weights)),
    "kappa_max": lambda counts, _: kappa_max(counts.values),
    "scott_pi": lambda counts, _: scott_pi(counts.values),
    "fleiss_kappa": lambda *_: fleiss_kappa(),
    "conger_kappa": lambda counts, _: conger_kappa(counts.coders, counts.values),
    "light_kappa": lambda counts, _: light_kappa(counts.coders, counts.values),
    "ac1": lambda counts, _: ac1(counts.values),
    "brennan_prediger": _free,
    "pabak": _free,
    "bennett_s": _free,
    "randolph_kappa": _free,
    "holsti": lambda counts, _: holsti(counts.coders),
    "prevalence_index": lambda counts, _: prevalence_index(_positive(counts)),
    "bias_index": lambda counts, _: bias_index(_positive(counts)),
    "alpha_jaccard": _on_sets("jaccard"),
    "alpha_masi": _on_sets("masi"),
}
