"""What agreement is computed on: which codebook, texts and coders, and what of everybody's history counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from imcommerce_qual.actions.agreeclosed import as_closed
from imcommerce_qual.actions.agreewanted import AgreeRequest
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.names import known_coder
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.planning import find_round
from imcommerce_qual.core.anchoring import carry_along
from imcommerce_qual.core.counted import alone, codings_changed, reworked
from imcommerce_qual.core.history import Folded, fold
from imcommerce_qual.core.reliability.looking import Looking, looker, turns_led
from imcommerce_qual.model.edit import Lost
from imcommerce_qual.model.event import Log
from imcommerce_qual.model.plan import Plan, Round
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.study import Study
from imcommerce_qual.store.versions import stored_transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """``study`` at the versions that count. ``looking``: by (coder, transcript), of whom something counts.

    ``excluded``: (coder, transcript, why) of whom nothing does; ``hidden``: pairs withheld from the viewer.
    ``revisions``: by set of history ids (sorted), the pairs whose last completion was under it. ``given``: the units
    that were bounded beforehand, by transcript; ``logs``: the histories, and ``began`` tells when coding began.
    """

    study: Study
    plan: Plan
    round: Round | None
    coders: tuple[str, ...]
    transcripts: tuple[str, ...]
    looking: Mapping[tuple[str, str], Looking]
    excluded: tuple[tuple[str, str, str], ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    revisions: Mapping[tuple[str, ...], tuple[tuple[str, str], ...]] = field(default_factory=dict)
    given: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    assigned: Mapping[str, frozenset[int]] = field(default_factory=dict)
    logs: Mapping[tuple[str, str], Log] = field(default_factory=dict)

    @property
    def shared(self) -> tuple[str, ...]:
        """The transcripts of which two coders' or more count."""
        return tuple(
            name for name in self.transcripts if sum((coder, name) in self.looking for coder in self.coders) > 1
        )


def newest_reliability(plan: Plan, coders: Iterable[str] = ()) -> Round | None:
    """The closed reliability round that was opened last, of those that these coders were in."""
    wanted = set(coders)
    found = [
        each
        for each in plan.rounds.values()
        if each.purpose == "reliability" and each.closed is not None and wanted <= set(each.opened.coders)
    ]
    return found[-1] if found else None


def ground_of(opened: Opened, request: AgreeRequest, viewer: str | None) -> Ground:
    """What the request is computed on, as far as *viewer* may see.

    Raises:
        WrongUseError: a name is not known, or fewer than two coders are left.
        RefusedError: a version that a closed round names is not stored.
    """
    plan = opened.plan()
    found = _round(plan, request)
    coders = _coders(opened, found, request.coders)
    if found is not None and found.closed is not None:
        opened = as_closed(opened, found)
    names = found.transcripts if found is not None else tuple(opened.study.transcripts)
    names = tuple(name for name in names if name in opened.study.transcripts)
    logs = {(each.log.coder, each.log.transcript): each.log for each in opened.workspace.logs}
    hidden = hidden_from(viewer, opened, logs, coders, names)
    ground = Ground(
        study=opened.study,
        plan=plan,
        round=found,
        coders=coders,
        transcripts=names,
        looking={},
        hidden=tuple(sorted(hidden)),
        given=_given(opened, found, names),
        assigned=_assigned(opened, found, names),
        logs=logs,
    )
    ground = _looked(opened, ground)
    # Of whom nothing counts anywhere is no column of zeros; `excluded` names them.
    there = tuple(coder for coder in coders if any((coder, name) in ground.looking for name in ground.shared))
    return replace(ground, coders=there) if len(there) > 1 and not request.coders else ground


def _round(plan: Plan, request: AgreeRequest) -> Round | None:
    if request.round is None:
        return newest_reliability(plan, request.coders)
    if request.round.casefold() == "none" and not any(name.casefold() == "none" for name in plan.rounds):
        return None
    return find_round(plan, request.round)


def _coders(opened: Opened, found: Round | None, asked: tuple[str, ...]) -> tuple[str, ...]:
    study = opened.study
    wanted = tuple(dict.fromkeys(known_coder(study, name) for name in asked))
    if found is not None and found.purpose == "recode":
        own = [name for name in found.opened.coders if not wanted or {name, f"{name}/{found.id}"} & set(wanted)]
        if len(own) != 1:
            raise WrongUseError(
                f"in {found.id} each coder is compared with themselves",
                f"name one: --coders {own[0] if own else found.opened.coders[0]}",
            )
        return own[0], f"{own[0]}/{found.id}"
    known = found.opened.coders if found is not None else tuple(study.coders)
    strange = [name for name in wanted if found is not None and name not in known]
    if found is not None and strange:
        raise WrongUseError(f"{strange[0]} was not in {found.id}", f"in it were {', '.join(known)}")
    coders = wanted or tuple(known)
    if len(coders) < 2:
        raise WrongUseError("agreement needs two coders", f"coders of this study: {', '.join(study.coders) or 'none'}")
    return coders


def hidden_from(
    viewer: str | None,
    opened: Opened,
    logs: Mapping[tuple[str, str], Log],
    coders: Iterable[str],
    names: Iterable[str],
) -> frozenset[tuple[str, str]]:
    """The pairs that a coder may not see before having completed the transcript by now: the rule for codings."""
    if viewer is None:
        return frozenset()
    own = (
        {viewer}
        if "/" in viewer
        else {viewer, *(name for name in opened.study.recodes if name.startswith(f"{viewer}/"))}
    )
    found = set()
    for name in names:
        others = [coder for coder in coders if coder not in own and (coder, name) in logs]
        if others:
            log = logs.get((viewer, name))
            if log is None or not fold(log).completed:
                found |= {(coder, name) for coder in others}
    return frozenset(found)


def _given(opened: Opened, found: Round | None, names: Iterable[str]) -> Mapping[str, tuple[Span, ...]]:
    """Units that were bounded beforehand, where they stand in the text that counts."""
    units: dict[str, tuple[Span, ...]] = {}
    for name in names if found is not None else ():
        assert found is not None
        spans = [Span(each.start, each.end) for each in found.opened.units.get(name, ())]
        path = opened.carry.path(name, found.opened.texts.get(name, "")) if spans else ()
        if path:
            places = [carry_along(span, path) for span in spans]
            spans = [each.span for each in places if not isinstance(each, Lost)]
        if spans:
            units[name] = tuple(spans)
    return units


def _assigned(opened: Opened, found: Round | None, names: Iterable[str]) -> Mapping[str, frozenset[int]]:
    """The turns of the passages that a round assigned, in the text that counts."""
    turns: dict[str, frozenset[int]] = {}
    for name in names if found is not None else ():
        assert found is not None
        passages = found.opened.passages.get(name, ())
        if not passages:
            continue
        numbers = frozenset(number for each in passages for number in range(each.first, each.last + 1))
        turns[name] = _led(opened, name, found.opened.texts.get(name, ""), numbers) or numbers
    return turns


def _led(opened: Opened, name: str, digest: str, numbers: Iterable[int] | None = None) -> frozenset[int] | None:
    """Where turns (all of them) of an older text are in the one that counts; None: it is the same, or not stored."""
    new = opened.study.transcripts[name]
    if digest == new.hash:
        return None
    old, path = stored_transcript(opened.root, name, digest), opened.carry.path(name, digest)
    if old is None or path is None:
        return None
    return turns_led((turn.number for turn in old.turns) if numbers is None else numbers, old, new, path)


def _frozen(opened: Opened, ground: Ground, coder: str, name: str) -> frozenset[str] | None:
    """The ids of the events that count; None: all."""
    log = ground.logs[coder, name]
    if ground.round is not None and ground.round.closed is not None:
        ids = ground.round.closed.logs.get(f"codings/{coder}/{name}.jsonl")
        if ids is not None or ground.round.purpose != "recode":
            return frozenset(ids or ())
        # A round that was closed before the first codings were frozen with it.
        return frozenset(event.id for event in log.events if event.at <= ground.round.opened.at)
    if opened.as_of is not None:
        return frozenset(event.id for event in log.events if event.at <= opened.as_of)
    return None


def _later(log: Log | None, state: Folded) -> int:
    """How many codings were made, changed or taken out after what counts."""
    if log is None or log.events[-1].id == state.completions[-1].id:
        return 0
    return codings_changed(state, fold(log))


def _looked(opened: Opened, ground: Ground) -> Ground:
    """The ground with what everybody had done alone."""
    looking = looker(ground.study.codebook, carry=opened.carry, stamps=opened.stamps)
    round_id = ground.round.id if ground.round is not None else None
    # What came later is no news of a closed round, nor of a day in the past.
    counts_today = (ground.round is None or ground.round.closed is None) and opened.as_of is None
    found: dict[tuple[str, str], Looking] = {}
    excluded: list[tuple[str, str, str]] = []
    revisions: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    rivals = set(ground.coders)
    for name in ground.transcripts:
        known: dict[str, frozenset[int] | None] = {}

        def read(
            digest: str, *, name: str = name, known: dict[str, frozenset[int] | None] = known
        ) -> frozenset[int] | None:
            if digest not in known:
                known[digest] = _led(opened, name, digest)
            return known[digest]

        for coder in ground.coders:
            if (coder, name) in ground.hidden:
                continue
            log = ground.logs.get((coder, name))
            state = alone(log, frozen=_frozen(opened, ground, coder, name), round_id=round_id) if log else None
            if state is None or state.state is None:
                excluded.append((coder, name, state.why if state is not None else "not coded"))
                continue
            one = looking(
                state.state,
                coder=coder,
                turns=len(ground.study.transcripts[name].turns),
                read=read,
                assigned=ground.assigned.get(name),
                round_id=round_id,
            )
            later = _later(log, state.state) if counts_today else 0
            others = [ground.logs[who, name] for who in rivals - {coder} if (who, name) in ground.logs]
            again = reworked(log, state.state, others, round_id) if log is not None else 0
            found[coder, name] = replace(one, later=later, reworked=again)
            ids = opened.stamps.get(one.codebook)
            key = tuple(sorted(ids)) if ids is not None else (f"codebook {one.codebook}",)
            revisions.setdefault(key, []).append((coder, name))
    return replace(
        ground,
        looking=found,
        excluded=tuple(excluded),
        revisions={key: tuple(pairs) for key, pairs in revisions.items()},
    )
