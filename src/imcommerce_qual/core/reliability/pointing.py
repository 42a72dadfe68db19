"""What coders should talk about first, and what the pattern of their differences suggests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import fmean, median

from imcommerce_qual.core.agreement.estimate import Estimate
from imcommerce_qual.core.reliability.values import CodeAgreement, OddOne, PairAgreement, TalkAbout

#: One coder codes so many times as often as another: it is said.
_GENEROUS = 1.5
#: An interval so narrow is looked at twice.
_NARROW = 0.05
#: Alphas by turn and by character so far apart: it is said.
_APART = 0.2


def talk_about(codes: Iterable[CodeAgreement], *, goal: float, most: int = 5) -> tuple[TalkAbout, ...]:
    """Codes below *goal* (or undefined although somebody used them), those on which most units differ first."""
    found = [
        TalkAbout(
            code=each.code,
            differ=each.differ,
            n_units=each.n_units,
            alpha=each.alpha.value,
            why_undefined=each.alpha.why_undefined,
            most=max(each.alone, key=lambda name: (each.alone[name], name), default=""),
            alone=max(each.alone.values(), default=0),
        )
        for each in codes
        if each.level != "rolled up" and each.differ and (each.alpha.value is None or each.alpha.value < goal)
    ]
    return tuple(sorted(found, key=lambda each: (-each.differ, each.alpha or 0.0, each.code))[:most])


def generous(codes: Iterable[CodeAgreement]) -> tuple[str, str, float] | None:
    """(who codes most, who least, how many times as often), per unit looked at, where that is a lot."""
    given: dict[str, int] = {}
    looked: dict[str, int] = {}
    for each in codes:
        if each.level != "rolled up":
            for name, many in each.by_coder.items():
                given[name] = given.get(name, 0) + many
                looked[name] = looked.get(name, 0) + each.looked[name]
    rates = {name: given[name] / looked[name] for name in given if looked[name]}
    if len(rates) < 2:
        return None
    high, low = max(rates, key=lambda n: (rates[n], n)), min(rates, key=lambda n: (rates[n], n))
    if not rates[low] or rates[high] / rates[low] < _GENEROUS or given[high] - given[low] < 10:
        return None
    return high, low, rates[high] / rates[low]


def boundaries_differ(codes: Sequence[CodeAgreement]) -> tuple[float, float] | None:
    """(median alpha by unit, by character) where the first is clearly higher: same ideas, other boundaries."""
    both = [
        (each.alpha.value, each.beside.value)
        for each in codes
        if each.level != "rolled up" and each.alpha.value is not None and each.beside.value is not None
    ]
    if not both:
        return None
    one, two = median(unit for unit, _ in both), median(char for _, char in both)
    return (one, two) if one - two >= _APART else None


def says_little(found: Estimate) -> bool:
    """Whether an interval is narrow although there is little to go by: that is no precision.

    Where units are few, or a coder never used a code, every transcript left out may leave nearly the same number.
    """
    if found.interval is None or not {"low-prevalence", "one-sided"} & set(found.flags):
        return False
    return found.interval[1] - found.interval[0] < _NARROW


def odd_one(pairs: Sequence[PairAgreement]) -> OddOne | None:
    """The coder of three or more with whom pairs agree clearly less (by .1) than pairs without them."""
    known = {each.coders: each.pooled_kappa.value for each in pairs if each.pooled_kappa.value is not None}
    coders = sorted({coder for each in known for coder in each})
    found = []
    for coder in coders:
        own = [value for pair, value in known.items() if coder in pair]
        rest = [value for pair, value in known.items() if coder not in pair]
        if own and rest and fmean(rest) - fmean(own) >= 0.1:
            found.append(OddOne(coder=coder, with_them=fmean(own), without=fmean(rest)))
    return max(found, key=lambda each: (each.without - each.with_them, each.coder), default=None)
