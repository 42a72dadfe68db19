"""In words, under the numbers of a study's agreement: over codes, what is undefined, and all that they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from imcommerce_qual.render.agreeaimstext import independence_lines, negotiated_lines, talk_lines, target_lines
from imcommerce_qual.render.agreebasistext import basis_lines, left_out_lines, some
from imcommerce_qual.render.agreementtext import LIMITS, decimal, interval_words
from imcommerce_qual.render.stampwords import provenance_lines

if TYPE_CHECKING:
    from imcommerce_qual.core.agreement.estimate import Estimate
    from imcommerce_qual.core.reliability.basis import AgreementBasis, StudyAgreement


def heading(basis: AgreementBasis) -> str:
    """What the figures are: reliability only of a closed reliability round."""
    match basis.label:
        case "reliability":
            return f"Reliability: round {basis.round}, closed on {basis.closed:%Y-%m-%d}, as it was then."
        case "same coder twice":
            return f"{basis.coders[0]} at two times (round {basis.round}, closed on {basis.closed:%Y-%m-%d})."
        case "open round":
            return f"Not reliability yet: {basis.round} ({basis.purpose}) is open; these are the codings of now."
        case "no round":
            return "Not reliability: no round. Everything that coders had completed before seeing each other's codings."
        case _:
            return f"Not reliability: {basis.round} was a {basis.label} round, closed on {basis.closed:%Y-%m-%d}."


def overall_lines(found: StudyAgreement) -> Iterator[str]:
    """The summary over codes."""
    whole, basis = found.overall, found.basis
    what = "themes" if basis.level == "theme" else "codes as applied"
    yield (
        f"Over {whole.defined} of {whole.of} {what} (the others are undefined):"
        if whole.defined < whole.of
        else (f"Over all {whole.of} {what}:")
    )
    beside = "by turn" if basis.unit == "character" else "by character"
    if whole.median is not None:
        least = f"minimum {decimal(whole.minimum)} ({whole.lowest})"
        then = f"; median {beside} {decimal(whole.median_beside)}" if whole.median_beside is not None else ""
        yield f"  median alpha {decimal(whole.median)}, {least}{then}"
    if len(basis.coders) == 2:
        yield f"  pooled kappa {_estimate(whole.pooled_kappa)}"
    for name, each in whole.on_sets.items():
        yield f"  alpha on sets of codes, {name.title() if name != 'masi' else 'MASI'} distance: {_estimate(each)}"
    if whole.matches is not None:
        met = whole.matches
        yield (
            f"  spans matched: {_percent(met.share)} of {met.first + met.second}"
            f" (precision {_percent(met.precision)}, recall {_percent(met.recall)})"
        )
    from imcommerce_qual.core.reliability.unitizing import FAMILY

    for name, each in whole.unitizing.items():
        yield f"  {FAMILY[name]}: {_estimate(each)}"


def _percent(number: float | None) -> str:
    return "undefined" if number is None else f"{number:.0%}"


def _estimate(found: Estimate) -> str:
    if found.value is None:
        return f"undefined: {found.why_undefined}"
    return f"{decimal(found.value)}" + (f" ({interval_words(found)})" if found.interval else "")


def undefined_lines(found: StudyAgreement) -> Iterator[str]:
    """Each reason and each flag once, with its codes."""
    from imcommerce_qual.core.agreement.estimate import FLAGS, REASONS
    from imcommerce_qual.core.reliability.pointing import says_little

    codes = [each for each in found.codes if each.level != "rolled up"]
    for why, text in REASONS.items():
        names = [each.code for each in codes if each.alpha.why_undefined == why]
        if names:
            yield f"Undefined ({why}): {some(names)}: {text}."
    for why, text in REASONS.items():
        names = [each.code for each in codes if each.alpha.why_no_interval == why and why != "one-transcript"]
        if names:
            yield f"No interval ({why}): {some(names)}: with one transcript left out, {text}."
    for flag, text in FLAGS.items():
        names = [each.code for each in codes if flag in each.alpha.flags]
        if names and flag != "few-transcripts":
            whose = "all of these codes" if len(names) == len(codes) > 1 else some(names)
            yield f"Careful ({flag}), {whose}: {text}."
    narrow = [f"{each.code} ({interval_words(each.alpha)})" for each in codes if says_little(each.alpha)]
    if narrow:
        yield (
            f"Narrow intervals of {some(narrow)}: each transcript left out leaves nearly the same number, as it does "
            "where units are few or a coder never used the code. That is no precision."
        )


def benchmark_lines(found: StudyAgreement) -> Iterator[str]:
    """How many codes' lower limits are beyond Krippendorff's."""
    codes = [each for each in found.codes if each.level != "rolled up"]
    high = [each.code for each in codes if each.alpha.interval and each.alpha.interval[0] >= LIMITS[1]]
    middle = [each.code for each in codes if each.alpha.interval and LIMITS[0] <= each.alpha.interval[0] < LIMITS[1]]
    low = [each.code for each in codes if each.alpha.interval and each.alpha.interval[0] < LIMITS[0]]
    none = len(codes) - len(high) - len(middle) - len(low)
    yield (
        f"Lower limits of alpha beside Krippendorff's (2004): at least {decimal(LIMITS[1])} for {_of(high)}, from "
        f"{decimal(LIMITS[0])} for {_of(middle)}, below for {_of(low)}"
        + (f"; {none} without a limit." if none else ".")
    )


def _of(names: Sequence[str]) -> str:
    return f"{len(names)} ({some(names, most=4)})" if names else "0"


def all_lines(found: StudyAgreement, *, benchmark: bool) -> Iterator[str]:
    """Everything under the numbers, warnings of provenance last, where they are read."""
    basis = found.basis
    blocks = (
        overall_lines(found),
        basis_lines(found),
        left_out_lines(basis),
        chain(undefined_lines(found), benchmark_lines(found) if benchmark else ()),
        talk_lines(found),
        chain(target_lines(basis), independence_lines(basis)),
        negotiated_lines(found),
        provenance_lines(basis.constructed, synthetic=basis.synthetic),
    )
    written = [lines for block in blocks if (lines := list(block))]
    for number, lines in enumerate(written):
        if number:
            yield ""
        yield from lines
