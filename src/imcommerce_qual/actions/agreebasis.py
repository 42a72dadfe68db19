"""What a study's agreement was computed on, what was left out, and whether the declared target was reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from imcommerce_qual.actions.agreeground import Ground
from imcommerce_qual.actions.agreesums import revisions_of, unit_of
from imcommerce_qual.actions.agreewanted import OVERLAP, AgreeRequest
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.planview import how_apart
from imcommerce_qual.core.reliability.basis import AgreementBasis, Label, TargetMet
from imcommerce_qual.core.reliability.pointing import says_little
from imcommerce_qual.core.reliability.summing import Summed
from imcommerce_qual.core.reliability.unitizing import FAMILY
from imcommerce_qual.core.reliability.values import CodeAgreement
from imcommerce_qual.model.forgetting import ERASED
from imcommerce_qual.store.handing import copy_of


def reopened_of(ground: Ground) -> Mapping[str, Mapping[str, int]]:
    """By code, in how many of the transcripts compared each coder is to look again."""
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


def basis_of(
    opened: Opened,
    ground: Ground,
    request: AgreeRequest,
    summed: Summed,
    codes: Iterable[CodeAgreement],
    reopened: Mapping[str, Mapping[str, int]],
) -> AgreementBasis:
    """Everything that stands beside the numbers."""
    found, shared = ground.round, set(ground.shared)
    there = {pair: one for pair, one in ground.looking.items() if pair[1] in shared}
    unit, unit_from = unit_of(ground, request)
    asked_for = frozenset().union(*(row.codes for row in summed.rows))
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
            coder: sum(
                each.code in asked_for for (who, _), one in there.items() if who == coder for each in one.looked.marked
            )
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
        later=by_coder("later"),
        reworked=by_coder("reworked"),
        erased=tuple(name for name in ground.shared if ERASED in ground.study.transcripts[name].text),
        other_language=(
            tuple(each.name for each in summed.texts if each.units.mixed),
            tuple(each.name for each in summed.texts if each.characters.mixed),
        ),
        codebook=ground.study.codebook.hash,
        revision=ground.study.codebook.revision,
        revisions=tuple(sorted((len(pairs) for pairs in revisions_of(ground).values()), reverse=True)),
        mixed=len(revisions_of(ground)) > 1,
        drawn=found.opened.drawn if found is not None else None,
        target=_target(ground, request, summed, codes),
        apart={}
        if found is None or found.purpose == "recode"
        else {coder: how_apart(ground.plan, coder, found) for coder in ground.coders},
        wanted=declared.wanted if declared is not None else None,
        why_wanted=declared.why if declared is not None else "",
        open_rounds=tuple(
            name
            for name, each in ground.plan.rounds.items()
            if found is None and each.purpose == "reliability" and each.closed is None
        ),
        other_rounds=tuple(name for name in reliability if found is None or name != found.id),
        ci=request.ci,
        seed=request.seed,
        replicates=request.replicates,
        distance=request.distance or "jaccard",
        synthetic=study.synthetic,
        constructed=tuple(sorted({coder for coder in ground.coders if study.coder(coder).constructed})),
        as_of=opened.as_of,
        copy_for=copy_of(opened.root),
        not_unitized=_not_unitized(summed) if request.unitizing else (),
    )


def _not_unitized(summed: Summed) -> tuple[str, ...]:
    """Where two codes stand on one place nothing can be unitized at all, and that is said otherwise."""
    if any(each.overlapping for each in summed.texts):
        return ()
    return tuple(each.name for each in summed.texts if not each.characters.mixed and not each.unitized[""].any())


def _before_coding(ground: Ground, transcripts: Iterable[str], declared: datetime) -> bool:
    """Whether none of these coders had begun with any of these transcripts when the target was declared.

    Where a coder codes again, only what was coded again: the first time is older by its nature.
    """
    again = ground.round is not None and ground.round.purpose == "recode"
    coders = [coder for coder in ground.coders if "/" in coder or not again]
    logs = [ground.logs.get((coder, name)) for name in transcripts for coder in coders]
    return all(declared <= log.events[0].at for log in logs if log is not None and log.events)


def _target(ground: Ground, request: AgreeRequest, summed: Summed, codes: Iterable[CodeAgreement]) -> TargetMet | None:
    found = ground.round
    if found is None or found.opened.target is None:
        return None
    target = found.opened.target
    before = _before_coding(ground, found.transcripts, found.opened.at)
    codes = tuple(codes)
    name = target.coefficient
    declared_for, counted = found.opened.unit, unit_of(ground, request)[0]
    if counted != declared_for and name not in FAMILY:
        why = f"it was declared for the unit {declared_for}, and these figures are by {counted}"
        return TargetMet(target=target, at=found.opened.at, before_coding=before, beside=why)
    aimed = {each.code: each.estimates[name] for each in codes if each.level != "rolled up" and name in each.estimates}
    if not aimed:
        overall = summed.overall(codes)
        together = {"pooled_kappa": overall.pooled_kappa, **overall.unitizing}
        together |= {f"alpha_{distance}": each for distance, each in overall.on_sets.items()}
        aimed = {"all codes together": together[name]} if name in together else {}
    return TargetMet(
        target=target,
        at=found.opened.at,
        before_coding=before,
        reached={code: None if each.value is None else each.value >= target.value for code, each in aimed.items()},
        wholly=tuple(
            code
            for code, each in aimed.items()
            if each.interval and each.interval[0] >= target.value and not says_little(each)
        ),
        beside="" if aimed else f"`imqual agree` knows no coefficient `{name}`",
    )
