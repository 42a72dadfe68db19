"""What agreement rests on and what was left out of it, in plain words, under the numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from imcommerce_qual.render.agreementtext import decimal
from imcommerce_qual.render.phrases import listed
from imcommerce_qual.render.words import count, of

if TYPE_CHECKING:
    from imcommerce_qual.core.reliability.basis import AgreementBasis, StudyAgreement

#: Names are listed up to so many.
_MANY = 8
#: What the units are called in a sentence.
UNIT_WORDS: Mapping[str, str] = {
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


def basis_lines(found: StudyAgreement) -> Iterator[str]:
    """What the numbers were computed on, and how their intervals were made."""
    basis = found.basis
    unit = UNIT_WORDS[basis.unit]
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
                f"A code is there in a {UNIT_WORDS[basis.unit]} when a coding covers at least one character of its "
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
    if basis.later:
        yield (
            "Codings made, changed or taken out after the transcript was done, which does not count: "
            + ", ".join(f"{who} {n}" for who, n in basis.later.items())
            + ". To count them: imqual reopen TRANSCRIPT, then imqual done, before seeing another's codings."
        )
    for what, others in zip(("unit", "character"), basis.other_language, strict=True):
        if others and (what == "character" or basis.unit in {"sentence", "given"}):
            yield (
                f"Not compared by {what} (different-language): {some(others)}; one coder worked on the source, another "
                "on the translation. Turns and exchanges can be compared."
            )


def _missing_lines(basis: AgreementBasis) -> Iterator[str]:
    """Units that are missing for somebody: erased, reopened codes, later turns, passages that were not assigned."""
    if basis.erased:
        yield (
            f"Words were erased in {some(basis.erased)}: turns count as they were coded, and by sentence or character "
            "only what is left of them."
        )
    for code, by in list(basis.reopened.items())[:_MANY]:
        whom = ", ".join(f"{coder} in {count(many, 'transcript')}" for coder, many in by.items())
        yield f"Missing for {code}, which came or widened since: {whom} (imqual done TRANSCRIPT --codes {code})."
    if len(basis.reopened) > _MANY:
        yield f"… and for {len(basis.reopened) - _MANY} more codes (--json has all)."
    if basis.absent:
        turns = sum(many for _, _, many in basis.absent)
        where = some({name for _, name, _ in basis.absent})
        yield f"Missing: {count(turns, 'turn')} that were not in the text somebody completed ({where})."
    if basis.not_unitized:
        yield (
            f"Left out of the unitizing alphas of all codes together: {some(basis.not_unitized)}; no two coders there "
            "have looked for every code in the same words."
        )
    if basis.passages:
        yield f"Only the passages that the round assigned, in {some(basis.passages)}."
