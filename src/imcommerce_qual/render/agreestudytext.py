"""Under the numbers of a study's agreement, in plain words: what they rest on, what was left out, what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from imcommerce_qual.render.agreementtext import LIMITS, decimal, interval_words
from imcommerce_qual.render.phrases import listed
from imcommerce_qual.render.stampwords import provenance_lines
from imcommerce_qual.render.words import count, of

if TYPE_CHECKING:
    from imcommerce_qual.core.agreement.estimate import Estimate
    from imcommerce_qual.core.reliability.basis import AgreementBasis, StudyAgreement

#: Names are listed up to so many.
_MANY = 8
_UNIT_WORDS: Mapping[str, str] = {
    "turn": "turn",
    "exchange": "exchange",
    "sentence": "sentence",
    "character": "character",
    "span-match": "turn",
    "given": "given unit",
}


def some(names: Iterable[str], most: int = _MANY) -> str:
    """Names in a sentence; of very many the first, and how many more.

    >>> some(["b", "a"]), some("abcd", most=2)
    ('a and b', 'a, b and 2 more')
    """
    found = sorted(names)
    if len(found) <= most + 1:
        return listed(found)
    return f"{', '.join(found[:most])} and {len(found) - most} more"


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


def basis_lines(found: StudyAgreement) -> Iterator[str]:
    """What the numbers were computed on, and how their intervals were made."""
    basis = found.basis
    unit = _UNIT_WORDS[basis.unit]
    n_units = basis.n_characters if basis.unit == "character" else basis.n_units
    declared = {
        "round": f"the unit of {basis.round}",
        "usual": "no round declares a unit, so the turn",
        "asked": "as asked",
    }[basis.unit_from]
    whose = "participants' words only" if basis.speakers == "participants" else "everybody's words"
    names = some(basis.transcripts)
    where = f"{of(len(basis.transcripts), basis.of, 'transcript')} ({names})"
    yield f"Computed on {count(n_units, unit)} in {where}, {whose}."
    yield f"Unit: {declared}. {_rule(basis)}"
    yield "Codings there: " + ", ".join(f"{who} {many}" for who, many in basis.codings.items()) + "."
    yield f"Codebook: revision {basis.revision} ({basis.codebook})."
    if basis.mixed:
        yield (
            f"MIXED: completed under {len(basis.revisions)} revisions of the codebook "
            f"({', '.join(map(str, basis.revisions))} interviews by coder); codes may have meant different things."
        )
    yield _chosen(basis)
    yield from _intervals(found)
    yield (
        "Codes as applied are the headline; every code is a row of its own, there or not, on every unit."
        if basis.level == "code"
        else "A theme is there where any of its codes is; themes roll up codes, and are not what was applied."
    )


def _rule(basis: AgreementBasis) -> str:
    match basis.unit:
        case "character":
            return "A code is there on the characters that a coding covers."
        case "span-match":
            return (
                f"Spans match where both cover at least {basis.overlap:.0%} of what either covers; kappa and alpha are "
                "by turn, for there is no chance agreement on spans."
            )
        case _:
            return (
                f"A code is there in a {_UNIT_WORDS[basis.unit]} when a coding covers at least one character of its "
                "words."
            )


def _chosen(basis: AgreementBasis) -> str:
    share = f"Double-coded: {of(len(basis.transcripts), basis.of, 'transcript')}"
    drawn = basis.drawn
    if drawn is None:
        return f"{share}; how they were chosen was not recorded (imqual plan round open --share … draws them)."
    if drawn.how == "random":
        strata = f" by {', '.join(drawn.strata)}" if drawn.strata else ""
        of_all = f"share {drawn.share:g}, " if drawn.share is not None else ""
        return f"{share}, drawn at random{strata} ({of_all}seed {drawn.seed})."
    return f"{share}, {'chosen by hand' if drawn.how == 'chosen' else 'all there were'}."


def _intervals(found: StudyAgreement) -> Iterator[str]:
    basis = found.basis
    number = len(basis.transcripts)
    if basis.ci == "none":
        return
    if number < 2:
        yield "No intervals (one-transcript): they need two transcripts or more, because turns of one are alike."
        return
    few = " Fewer than 5: they are rough (few-transcripts)." if number < 5 else ""
    if basis.ci == "bootstrap":
        yield (
            f"95 % intervals: bootstrap over transcripts, {basis.replicates} replicates, seed {basis.seed}; with few "
            f"transcripts they are too narrow (the jackknife is not).{few}"
        )
        lost = [each.alpha.bootstrap.undefined for each in found.codes if each.alpha.bootstrap is not None]
        if lost and max(lost) > 0:
            yield f"Replicates without a value were left out: up to {max(lost):.0%} of a code's."
        for name, each in found.overall.on_sets.items():
            if each.bootstrap is not None and each.bootstrap.below:
                below = ", ".join(f"below {decimal(limit)}: {share:.0%}" for limit, share in each.bootstrap.below)
                yield f"Of the replicates of alpha on sets ({name}), {below}."
        return
    yield f"95 % intervals: one of {number} transcripts left out at a time (jackknife, t with {number - 1} df).{few}"


def left_out_lines(basis: AgreementBasis) -> Iterator[str]:
    """What is missing and never counted as 0, and why."""
    by_why: dict[str, dict[str, list[str]]] = {}
    for coder, name, why in basis.excluded:
        by_why.setdefault(why, {}).setdefault(coder, []).append(name)
    for why, coders in by_why.items():
        yield f"Left out, {why}: " + "; ".join(f"{coder} {some(names)}" for coder, names in coders.items()) + "."
    if basis.hidden:
        yield f"Hidden until you have completed them: {some({name for _, name in basis.hidden})}."
    if basis.copy_for is not None:
        yield f"This is {basis.copy_for}'s copy of the study: others' work is not in it."
    yield from _missing_lines(basis)
    for what, by in (
        ("touch none of these words", basis.outside),
        ("lie on words that are gone", basis.lost),
        ("have a code that is gone", basis.unled),
    ):
        if by:
            yield f"Codings that {what}, not counted: " + ", ".join(f"{who} {n}" for who, n in by.items()) + "."
    for what, others in zip(("unit", "character"), basis.other_language, strict=True):
        if others and (what == "character" or basis.unit in {"sentence", "given"}):
            yield (
                f"Not compared by {what} (different-language): {some(others)}; one coder worked on the source, another "
                "on the translation. Turns and exchanges can be compared."
            )


def _missing_lines(basis: AgreementBasis) -> Iterator[str]:
    """Units that are missing for somebody: reopened codes, turns that came later, passages that were not assigned."""
    for code, by in list(basis.reopened.items())[:_MANY]:
        whom = ", ".join(f"{coder} in {count(many, 'transcript')}" for coder, many in by.items())
        yield f"Missing for {code}, which came or widened since: {whom} (imqual done TRANSCRIPT --codes {code})."
    if len(basis.reopened) > _MANY:
        yield f"… and for {len(basis.reopened) - _MANY} more codes (--json has all)."
    if basis.absent:
        turns = sum(many for _, _, many in basis.absent)
        where = some({name for _, name, _ in basis.absent})
        yield f"Missing: {count(turns, 'turn')} that were not in the text somebody completed ({where})."
    if basis.passages:
        yield f"Only the passages that the round assigned, in {some(basis.passages)}."


def undefined_lines(found: StudyAgreement) -> Iterator[str]:
    """Each reason and each flag once, with its codes."""
    from imcommerce_qual.core.agreement.estimate import FLAGS, REASONS

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


def talk_lines(found: StudyAgreement) -> Iterator[str]:
    """What to talk about first."""
    basis = found.basis
    unit = _UNIT_WORDS[basis.unit]
    if found.talk:
        yield "To talk about first (imqual compare --code CODE shows where):"
        for each in found.talk:
            who = f", {each.most} alone on {each.alone}" if each.alone else ""
            alpha = decimal(each.alpha) if each.alpha is not None else f"undefined: {each.why_undefined}"
            yield f"  {each.code}: {each.differ} of {count(each.n_units, unit)} differ{who}; alpha {alpha}"
    if found.swapped:
        pairs = [f"{' / '.join(each.codes)} {each.units}×" for each in found.swapped[:5]]
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
        yield f"  {met.target.coefficient} was not computed: {met.beside}."
        return
    yes = [code for code, done in met.reached.items() if done]
    no = [code for code, done in met.reached.items() if done is False]
    unknown = [code for code, done in met.reached.items() if done is None]
    total = len(met.reached)
    verdict = "Met" if yes and not no and not unknown else "Met in part" if yes else "Not met"
    parts = [f"reached by {len(yes)} of {total}"]
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
    if basis.wanted is False:
        yield f"The plan says that agreement is not wanted in this study: {basis.why_wanted}"
    if basis.other_rounds and basis.label != "reliability":
        yield f"Closed reliability rounds: {some(basis.other_rounds)} (imqual agree --round {basis.other_rounds[-1]})."
    elif basis.other_rounds:
        yield f"Other closed reliability rounds: {some(basis.other_rounds)} (--round ID, or --by round)."


def negotiated_lines(found: StudyAgreement) -> Iterator[str]:
    """What was settled afterwards; apart, and no coefficient."""
    settled = found.negotiated
    if settled is None or settled.share is None:
        return
    from imcommerce_qual.render.disagreementtext import render_hows, render_negotiated

    yield f"Afterwards, apart from all of the above: {render_negotiated(settled)}"
    if settled.hows:
        yield f"  How: {render_hows(settled)}."


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
    yield from overall_lines(found)
    yield ""
    yield from basis_lines(found)
    yield from left_out_lines(basis)
    yield from undefined_lines(found)
    if benchmark:
        yield from benchmark_lines(found)
    yield ""
    yield from talk_lines(found)
    yield from target_lines(basis)
    yield from independence_lines(basis)
    yield from negotiated_lines(found)
    yield from provenance_lines(basis.constructed, synthetic=basis.synthetic)


def plot_of(found: StudyAgreement, *, benchmark: bool = False) -> str:
    """The codes (or, where groups were asked for, the groups) as a forest plot in SVG."""
    from imcommerce_qual.render.forest import ForestRow, render_forest

    basis = found.basis
    if found.by is not None:
        title = f"Agreement by {found.by}: alpha on sets of codes ({basis.distance})"
        rows = [ForestRow(label=each.group, **_row(each.on_sets)) for each in found.groups]
    else:
        title = f"Agreement of {listed(basis.coders)}"
        rows = [
            ForestRow(
                label=each.code if each.level != "rolled up" else f"{each.code} (rolled up)",
                strong=each.level != "rolled up",
                **_row(each.alpha),
            )
            for each in found.codes
        ]
    beneath = [
        heading(basis),
        next(basis_lines(found)),
        *provenance_lines(basis.constructed, synthetic=basis.synthetic),
    ]
    return render_forest(title, rows, beneath=beneath, limits=benchmark)


def _row(found: Estimate) -> dict[str, Any]:
    note = f"undefined: {found.why_undefined}" if found.why_undefined else ""
    return {"value": found.value, "interval": found.interval, "note": note}
