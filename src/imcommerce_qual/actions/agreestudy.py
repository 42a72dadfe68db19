"""How far the coders of a study agree, by code and over codes, and what that was computed on."""

from __future__ import annotations

from dataclasses import replace

from imcommerce_qual.actions.agreebasis import basis_of, reopened_of
from imcommerce_qual.actions.agreeground import Ground, ground_of, newest_reliability
from imcommerce_qual.actions.agreegroups import grouped_transcripts, round_requests
from imcommerce_qual.actions.agreesums import refuse_mixed, rows_of, summed_of
from imcommerce_qual.actions.agreewanted import AgreeRequest, aiming, checked_request
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.adjudication.aftermath import settlement
from imcommerce_qual.core.agreement.estimate import undefined
from imcommerce_qual.core.reliability.basis import StudyAgreement
from imcommerce_qual.core.reliability.pointing import boundaries_differ, generous, odd_one, talk_about
from imcommerce_qual.core.reliability.summing import Summed
from imcommerce_qual.core.reliability.values import GroupAgreement
from imcommerce_qual.model.decided import Settlement

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
    refuse_mixed(ground, mixed=request.mixed)
    request = aiming(request, ground.round)
    rows = rows_of(ground, request)
    summed = summed_of(ground, request, rows)
    reopened = reopened_of(ground)
    codes = summed.codes(reopened)
    pairs = summed.pairs()
    basis = basis_of(opened, ground, request, summed, codes, reopened)
    aimed = basis.target.target if basis.target is not None else None
    goal = aimed.value if aimed is not None and aimed.coefficient == "krippendorff_alpha" else _GOAL
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
            refuse_mixed(other, mixed=request.mixed)
            own = summed_of(other, each, rows_of(other, each))
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


def _negotiated(opened: Opened, ground: Ground, viewer: str | None) -> Settlement | None:
    """What was settled afterwards, where anything was; of what stands today."""
    from imcommerce_qual.actions.comparing import Wanted, compare_study, decisions_of

    names = [name for name in ground.shared if name in opened.study.transcripts]
    if not set(decisions_of(opened)) & set(names) or any("/" in coder for coder in ground.coders):
        return None
    compared = compare_study(opened, Wanted(coders=ground.coders, transcripts=tuple(names)), viewer=viewer)
    found = settlement(compared.comparisons)
    return found if found.settled or found.by_others else None
