"""What agreement was aimed at and how it came about, in plain words: the target, independence, talking afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from imcommerce_qual.render.agreebasistext import UNIT_WORDS, some
from imcommerce_qual.render.agreementtext import decimal
from imcommerce_qual.render.decisiontext import render_ways
from imcommerce_qual.render.phrases import listed
from imcommerce_qual.render.words import count

if TYPE_CHECKING:
    from imcommerce_qual.core.reliability.basis import AgreementBasis, StudyAgreement


def talk_lines(found: StudyAgreement) -> Iterator[str]:
    """What to talk about first."""
    basis = found.basis
    unit = UNIT_WORDS[basis.unit]
    if found.talk:
        yield "To talk about first (imqual compare --code CODE shows where):"
        for each in found.talk:
            who = f", {each.most} alone on {each.alone}" if each.alone else ""
            alpha = decimal(each.alpha) if each.alpha is not None else f"undefined: {each.why_undefined}"
            yield f"  {each.code}: {each.differ} of {count(each.n_units, unit)} differ{who}; alpha {alpha}"
    if found.swapped:
        most = [each for each in found.swapped if each.units > 1] or found.swapped
        pairs = [f"{' / '.join(each.codes)} {each.units}×" for each in most[:5]]
        yield f"Codes given for one another on the same {unit}: {', '.join(pairs)}."
    if found.generous is not None:
        high, low, times = found.generous
        yield (
            f"{high} codes {times:.1f} times as often as {low}: talk about when a {unit} is worth a code, before "
            "talking about single codes."
        )
    if found.boundaries is not None:
        one, two = found.boundaries
        yield (
            f"Alpha is {decimal(one)} by {unit} and {decimal(two)} by character (medians): the same ideas in other "
            "boundaries. Agree on how much to mark, or report turns."
        )
    if found.odd is not None:
        odd = found.odd
        yield (
            f"The odd one out: {odd.coder} (mean pooled kappa of pairs with them {decimal(odd.with_them)}, "
            f"of the others {decimal(odd.without)})."
        )


def target_lines(basis: AgreementBasis) -> Iterator[str]:
    """The value that was aimed at: when it was said, and for which codes it was reached."""
    met = basis.target
    if met is None:
        if basis.round is not None and basis.purpose == "reliability":
            yield "No target was declared with this round."
        return
    when = "before coding began" if met.before_coding else "AFTER coding had begun"
    yield f"Target: {met.target.coefficient} ≥ {met.target.value:g}, declared on {met.at:%Y-%m-%d}, {when}."
    if met.beside:
        yield f"  Not compared with it: {met.beside}."
        return
    yes = [code for code, done in met.reached.items() if done]
    no = [code for code, done in met.reached.items() if done is False]
    unknown = [code for code, done in met.reached.items() if done is None]
    total = len(met.reached)
    verdict = "Met" if yes and not no and not unknown else "Met in part" if yes else "Not met"
    wholly = f" ({len(met.wholly)} with the whole interval)" if met.wholly else ""
    parts = [f"reached by {len(yes)} of {total}{wholly}"]
    parts += [f"not by {some(no)}"] if no else []
    parts += [f"undefined for {some(unknown)}"] if unknown else []
    yield f"  {verdict}: {'; '.join(parts)}."


def independence_lines(basis: AgreementBasis) -> Iterator[str]:
    """Whether coders worked apart, and how that was ensured."""
    if basis.label == "same coder twice":
        yield "A coder against themselves: how stable they are, not whether others would agree."
        return
    if basis.apart:
        ways: dict[str, list[str]] = {}
        for coder, how in basis.apart.items():
            ways.setdefault(how, []).append(coder)
        told = "; ".join(f"{listed(coders)}: {how}" for how, coders in ways.items())
        yield f"Independent: only what was completed before seeing another's codings counts. Ensured by: {told}."
    else:
        yield (
            "Independent: only what was completed before seeing another's codings counts; outside rounds nothing else "
            "ensures it (the tool hides others' codings until then)."
        )
    if basis.reworked:
        who = ", ".join(f"{coder} {many}" for coder, many in basis.reworked.items())
        yield (
            "Not sure to be independent: codings made, changed or taken out after the transcript had been done once, "
            f"when others' codings of it showed already: {who}."
        )
    if basis.wanted is False:
        yield f"The plan says that agreement is not wanted in this study: {basis.why_wanted}"
    if basis.open_rounds:
        yield (
            f"Open reliability rounds: {some(basis.open_rounds)}. Their unit, draw and target count with imqual agree "
            f"--round {basis.open_rounds[-1]}; reliability it is once the round is closed."
        )
    if basis.other_rounds and basis.label != "reliability":
        yield f"Closed reliability rounds: {some(basis.other_rounds)} (imqual agree --round {basis.other_rounds[-1]})."
    elif basis.other_rounds:
        yield f"Other closed reliability rounds: {some(basis.other_rounds)} (--round ID, or --by round)."


def negotiated_lines(found: StudyAgreement) -> Iterator[str]:
    """What came of it: before talking, after talking, and each coder beside the result; three things with own names."""
    after = found.negotiated
    if after is None or after.share is None:
        if found.basis.label == "reliability" and any(each.differ for each in found.codes):
            yield "Nothing of it was settled yet: imqual reconcile, together; the figures above stay as they are."
        return
    before = "reliability" if found.basis.label == "reliability" else "agreement, no reliability"
    median = f"median alpha {decimal(found.overall.median)}" if found.overall.median is not None else "undefined"
    parts = [f"{after.agreed} agreed at once", f"{after.settled} settled between the coders"]
    parts += [f"{after.by_others} settled by somebody else"] if after.by_others else []
    total = after.agreed + after.settled + after.by_others + after.open
    yield "Before and after talking about it, three things that are not one another:"
    yield f"  before, apart: {before}, {median}"
    yield f"  after, today: negotiated agreement, {after.share:.1%} of {total} ({', '.join(parts)}, {after.open} open)"
    yield f"    settled {render_ways(after.settled_to)}"
    yield "  each coder beside the reconciled codings (agreed or settled; what is open is left out):"
    for each in after.coders:
        same = f" ({each.same / each.reconciled:.0%})" if each.reconciled else ""
        yield (
            f"    {each.coder}: {each.same} of {each.reconciled}{same} the same, {each.overlapping} with other ends, "
            f"{each.missing} not coded; {each.dropped} of their own not kept"
        )
