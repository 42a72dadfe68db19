"""How far the coders of a study agree, by code and over codes, and what that was computed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal, cast

from imcommerce_qual.actions.agreeground import Ground, ground_of, newest_reliability
from imcommerce_qual.actions.agreegroups import grouped_transcripts, round_requests
from imcommerce_qual.actions.agreewanted import OVERLAP, AgreeRequest, checked_request
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.names import known_code
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.planview import how_apart
from imcommerce_qual.core.adjudication.measures import Negotiated
from imcommerce_qual.core.agreement.distances import SetDistance
from imcommerce_qual.core.agreement.estimate import Estimate, undefined
from imcommerce_qual.core.agreement.estimates import Spread
from imcommerce_qual.core.reliability.basis import AgreementBasis, Label, StudyAgreement, TargetMet
from imcommerce_qual.core.reliability.counting import Asked, TextCount, count_text
from imcommerce_qual.core.reliability.levels import Row, code_rows, rolled, theme_rows
from imcommerce_qual.core.reliability.pointing import boundaries_differ, generous, reached, talk_about
from imcommerce_qual.core.reliability.summing import How, Summed, odd_one
from imcommerce_qual.core.reliability.values import CodeAgreement, GroupAgreement
from imcommerce_qual.core.units.cutting import Cut
from imcommerce_qual.core.units.frame import Speakers
from imcommerce_qual.store.handing import copy_of

#: Krippendorff's limit for firm conclusions, where no target was declared: only for what to talk about first.
_GOAL = 0.8


def agree_study(opened: Opened, request: AgreeRequest | None = None, *, viewer: str | None = None) -> StudyAgreement:
    """The agreement of a study's coders, as far as *viewer* may see their codings.

    Raises:
        WrongUseError: an option or a name is not known, or there is nothing to compare.
        RefusedError: codings were made under several revisions of the codebook, and *mixed* was not asked for; or a
            version that a closed round names is not stored.
    """
    request = checked_request(request or AgreeRequest(), opened.study.attributes)
    asked = request.coders
    if request.by == "round":
        request = _with_round(opened, request, viewer)
    ground = ground_of(opened, request, viewer)
    _refuse_mixed(ground, mixed=request.mixed)
    rows = _rows(ground, request)
    summed = _summed(ground, request, rows)
    reopened = _reopened(ground)
    codes = summed.codes(reopened)
    pairs = summed.pairs()
    basis = _basis(opened, ground, request, summed, codes, reopened)
    goal = basis.target.target.value if basis.target is not None and not basis.target.beside else _GOAL
    groups = _groups(opened, ground, request, summed, viewer, asked)
    return StudyAgreement(
        basis=basis,
        codes=codes,
        overall=summed.overall(codes),
        pairs=pairs,
        odd=odd_one(pairs),
        swapped=summed.swapped(),
        talk=talk_about(codes, goal=goal),
        generous=generous(codes),
        boundaries=boundaries_differ(codes) if basis.unit != "character" else None,
        by=request.by,
        groups=groups,
        negotiated=_negotiated(opened, ground, viewer),
    )


def _refuse_mixed(ground: Ground, *, mixed: bool) -> None:
    found = _revisions(ground)
    if len(found) < 2 or mixed:
        return
    told = "; ".join(
        f"{len(pairs)} under {'this one' if key == _today(ground) else 'another'}: {_pairs(pairs)}"
        for key, pairs in sorted(found.items(), key=lambda each: -len(each[1]))
    )
    raise RefusedError(
        f"these transcripts were completed under {len(found)} revisions of the codebook: {told}",
        "compare within a round (`--round`), look again at what changed (`imqual done TRANSCRIPT --codes …`), or add "
        "--mixed: the figures then say so",
    )


def _pairs(pairs: tuple[tuple[str, str], ...], most: int = 4) -> str:
    named = ", ".join(f"{coder} {name}" for coder, name in pairs[:most])
    return named + (" …" if len(pairs) > most else "")


def _today(ground: Ground) -> tuple[str, ...]:
    return tuple(sorted(change.id for change in ground.study.codebook.history))


def _revisions(ground: Ground) -> dict[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Of transcripts that two coders count in."""
    shared = set(ground.shared)
    kept = {key: tuple(pair for pair in pairs if pair[1] in shared) for key, pairs in ground.revisions.items()}
    return {key: pairs for key, pairs in kept.items() if pairs}


def _rows(ground: Ground, request: AgreeRequest) -> tuple[Row, ...]:
    book = ground.study.codebook
    only = [known_code(book, name) for name in request.codes] or None
    shared = set(ground.shared)
    used = {each.code for (_, name), one in ground.looking.items() if name in shared for each in one.looked.marked}
    if request.level == "theme":
        rows = theme_rows(ground.study.findings.themes, book, only)
        what = "theme gathers codes" if only is None else "theme gathers that code"
        if not rows:
            raise WrongUseError(f"no {what}", "findings.yaml says which codes a theme gathers; or `--level code`")
        return rows
    rows = code_rows(book, used, only)
    if not rows:
        raise WrongUseError("the codebook has no codes", "imqual codebook add")
    return rows


def _unit(ground: Ground, request: AgreeRequest) -> tuple[str, Literal["asked", "round", "usual"]]:
    if request.unit is not None:
        return request.unit, "asked"
    if ground.round is not None:
        return ground.round.opened.unit, "round"
    return "turn", "usual"


def _summed(ground: Ground, request: AgreeRequest, rows: tuple[Row, ...]) -> Summed:
    unit, _ = _unit(ground, request)
    if unit == "given" and not ground.given:
        raise WrongUseError(
            "no units were bounded beforehand here", "they belong to a round: imqual plan round open --unit given"
        )
    asked = Asked(
        names=ground.coders,
        rolled=rolled(rows, ground.study.codebook),
        applied=tuple(row.key for row in rows if row.level != "rolled up"),
        unit=cast("Cut", unit if unit in {"exchange", "sentence", "given"} else "turn"),
        speakers=cast("Speakers", request.speakers),
        overlap=(request.overlap or OVERLAP) if unit == "span-match" else request.overlap,
        unitizing=bool(request.unitizing),
    )
    texts: list[TextCount] = []
    for name in ground.shared:
        looked = [
            ground.looking[coder, name].looked if (coder, name) in ground.looking else None for coder in ground.coders
        ]
        texts.append(count_text(ground.study.transcripts[name], looked, asked, given=ground.given.get(name, ())))
    if not texts:
        raise RefusedError(_nothing(ground), _what_then(ground))
    how = How(
        coefs=request.coefs,
        spread=cast("Spread", request.ci),
        seed=request.seed,
        replicates=request.replicates,
        distances=(cast("SetDistance", request.distance),),
        unitizing=request.unitizing,
    )
    return Summed(texts, rows, ground.coders, how, by_character=unit == "character")


def _nothing(ground: Ground) -> str:
    if ground.hidden:
        names = sorted({name for _, name in ground.hidden})
        return f"no transcript can be compared before you have completed it ({', '.join(names[:6])} …)"
    done = {coder: sum(who == coder for who, _ in ground.looking) for coder in ground.coders}
    told = ", ".join(f"{coder} {many}" for coder, many in done.items())
    return f"no transcript was completed by two of these coders ({told} completed)"


def _what_then(ground: Ground) -> str:
    why = next((f"{coder} {name}: {why}" for coder, name, why in ground.excluded if why != "not coded"), "")
    return (f"{why}; " if why else "") + "`imqual done TRANSCRIPT --as CODER` says that all of it was read"


def _reopened(ground: Ground) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, dict[str, int]] = {}
    shared = set(ground.shared)
    for (coder, name), one in ground.looking.items():
        for code in one.reopened if name in shared else ():
            by = found.setdefault(code, {})
            by[coder] = by.get(coder, 0) + 1
    return found


def _label(ground: Ground) -> Label:
    if ground.round is None:
        return "no round"
    if ground.round.closed is None:
        return "open round"
    return "same coder twice" if ground.round.purpose == "recode" else ground.round.purpose


def _basis(
    opened: Opened,
    ground: Ground,
    request: AgreeRequest,
    summed: Summed,
    codes: Iterable[CodeAgreement],
    reopened: Mapping[str, Mapping[str, int]],
) -> AgreementBasis:
    found, shared = ground.round, set(ground.shared)
    there = {pair: one for pair, one in ground.looking.items() if pair[1] in shared}
    unit, unit_from = _unit(ground, request)
    declared = ground.plan.declared
    reliability = [each.id for each in ground.plan.rounds.values() if each.purpose == "reliability" and each.closed]

    def by_coder(number: str) -> dict[str, int]:
        totals = {
            coder: sum(getattr(one, number) for (who, _), one in there.items() if who == coder)
            for coder in ground.coders
        }
        return {coder: many for coder, many in totals.items() if many}

    study = opened.study
    return AgreementBasis(
        label=_label(ground),
        round=found.id if found is not None else None,
        purpose=found.purpose if found is not None else None,
        opened=found.opened.at if found is not None else None,
        closed=found.closed.at if found is not None and found.closed is not None else None,
        unit=unit,
        unit_from=unit_from,
        speakers=request.speakers,
        overlap=(request.overlap or OVERLAP) if unit == "span-match" else request.overlap,
        level=request.level,
        coders=ground.coders,
        transcripts=ground.shared,
        asked=len(ground.transcripts),
        of=len(study.transcripts),
        n_units=sum(each.units.units for each in summed.texts),
        n_characters=sum(each.characters.units for each in summed.texts),
        codings={
            coder: sum(len(one.looked.marked) for (who, _), one in there.items() if who == coder)
            for coder in ground.coders
        },
        outside={
            coder: many
            for number, coder in enumerate(ground.coders)
            if (many := sum(each.units.outside[number] for each in summed.texts))
        },
        excluded=ground.excluded,
        hidden=ground.hidden,
        reopened=reopened,
        absent=tuple((coder, name, one.absent) for (coder, name), one in there.items() if one.absent),
        passages=tuple(name for name in ground.shared if name in ground.assigned),
        lost=by_coder("lost"),
        unled=by_coder("unled"),
        other_language=(
            tuple(each.name for each in summed.texts if each.units.mixed),
            tuple(each.name for each in summed.texts if each.characters.mixed),
        ),
        codebook=ground.study.codebook.hash,
        revision=ground.study.codebook.revision,
        revisions=tuple(sorted((len(pairs) for pairs in _revisions(ground).values()), reverse=True)),
        mixed=len(_revisions(ground)) > 1,
        drawn=found.opened.drawn if found is not None else None,
        target=_target(ground, summed, codes),
        apart={}
        if found is None or found.purpose == "recode"
        else {coder: how_apart(ground.plan, coder, found) for coder in ground.coders},
        wanted=declared.wanted if declared is not None else None,
        why_wanted=declared.why if declared is not None else "",
        other_rounds=tuple(name for name in reliability if found is None or name != found.id),
        ci=request.ci,
        seed=request.seed,
        replicates=request.replicates,
        distance=request.distance or "jaccard",
        synthetic=study.synthetic,
        constructed=tuple(sorted({coder for coder in ground.coders if study.coder(coder).constructed})),
        as_of=opened.as_of,
        copy_for=copy_of(opened.root),
    )


def _target(ground: Ground, summed: Summed, codes: Iterable[CodeAgreement]) -> TargetMet | None:
    found = ground.round
    if found is None or found.opened.target is None:
        return None
    target = found.opened.target
    began = [
        event.at
        for coder in ground.coders
        for name in found.transcripts
        if (log := ground.logs.get((coder, name))) is not None and log.events
        for event in log.events[:1]
    ]
    codes = tuple(codes)
    name = target.coefficient
    by_code = reached(codes, name, target.value)
    beside = ""
    if not by_code:
        overall: dict[str, Estimate] = {
            **summed.overall(codes).on_sets,
            "pooled_kappa": summed.overall(codes).pooled_kappa,
        }
        if name in overall:
            value = overall[name].value
            by_code = {"all codes together": None if value is None else value >= target.value}
        else:
            beside = f"add --coef {name}"
    return TargetMet(
        target=target,
        at=found.opened.at,
        before_coding=all(found.opened.at <= at for at in began),
        reached=by_code,
        beside=beside,
    )


def _with_round(opened: Opened, request: AgreeRequest, viewer: str | None) -> AgreeRequest:
    """What stands beside the rounds is of the one asked for, else of the newest reliability round, else of any."""
    plan = opened.plan()
    if not plan.rounds:
        raise WrongUseError("there are no rounds", "imqual plan round open, or `--by order`")
    newest = newest_reliability(plan, request.coders)
    if request.round is not None or newest is not None:
        return request
    asked = [each for _, _, each in round_requests(plan, request)]
    for each in reversed(asked):
        if ground_of(opened, each, viewer).shared:
            return replace(request, round=each.round, coders=each.coders)
    return request


def _groups(
    opened: Opened,
    ground: Ground,
    request: AgreeRequest,
    summed: Summed,
    viewer: str | None,
    asked: tuple[str, ...],
) -> tuple[GroupAgreement, ...]:
    """*asked*: the coders that were named."""
    if request.by is None:
        return ()
    if request.by != "round":
        return summed.groups(grouped_transcripts(opened.study, ground, request.by))
    found: list[GroupAgreement] = []
    for name, note, each in round_requests(ground.plan, replace(request, coders=asked)):
        try:
            other = ground_of(opened, each, viewer)
            _refuse_mixed(other, mixed=request.mixed)
            own = _summed(other, each, _rows(other, each))
        except (RefusedError, WrongUseError) as error:
            found.append(_nothing_of(name, f"{note}; {error}", summed))
            continue
        (group,) = own.groups({name: other.shared})
        found.append(_noted(group, note))
    return tuple(found)


def _nothing_of(name: str, why: str, summed: Summed) -> GroupAgreement:
    """A round of which nothing can be computed, with the reason."""
    return GroupAgreement(
        group=name,
        transcripts=(),
        coders=summed.names,
        n_units=0,
        median=None,
        minimum=None,
        lowest=None,
        defined=0,
        of=0,
        on_sets=undefined("no-shared-units"),
        note=why,
    )


def _noted(group: GroupAgreement, note: str) -> GroupAgreement:
    return replace(group, note=note)


def _negotiated(opened: Opened, ground: Ground, viewer: str | None) -> Negotiated | None:
    """What was settled afterwards, where anything was; of what stands today."""
    from imcommerce_qual.actions.comparing import Wanted, compare_study, decisions_of

    names = [name for name in ground.shared if name in opened.study.transcripts]
    if not set(decisions_of(opened)) & set(names) or any("/" in coder for coder in ground.coders):
        return None
    found = compare_study(opened, Wanted(coders=ground.coders, transcripts=tuple(names)), viewer=viewer).negotiated()
    return found if found.settled or found.by_others else None
