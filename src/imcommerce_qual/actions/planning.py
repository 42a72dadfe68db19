"""Planning: rounds opened and closed, who codes what, which agreement is aimed at."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from imcommerce_qual.actions.errors import BusyError, RefusedError, WrongUseError
from imcommerce_qual.actions.names import known_coder, known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.targets import checked_target
from imcommerce_qual.core.counted import alone
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.plan import (
    Assigned,
    Declared,
    Draw,
    GivenUnit,
    Passage,
    Plan,
    PlanEvent,
    Purpose,
    Round,
    RoundCancelled,
    RoundClosed,
    RoundOpened,
    Target,
    UnitName,
)
from imcommerce_qual.store.cache import FOLDER
from imcommerce_qual.store.eventlog import EventFile
from imcommerce_qual.store.ids import file_id_fault, folded
from imcommerce_qual.store.locks import LockHeldError
from imcommerce_qual.store.locks import holding as lock_held
from imcommerce_qual.store.planfile import append_plan, read_plan_files
from imcommerce_qual.store.tombs import forgotten_state

#: How long a command waits for another that changes the plan.
PATIENCE = 5.0

Envelope = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundWanted:
    """What a new round should be; names as they were typed."""

    id: str
    purpose: Purpose
    transcripts: tuple[str, ...]
    coders: tuple[str, ...]
    unit: UnitName = "turn"
    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    target: Target | None = None
    drawn: Draw | None = None
    units: Mapping[str, tuple[GivenUnit, ...]] = field(default_factory=dict)
    why: str = ""


@contextmanager
def writing_plan(opened: Opened, writer: str) -> Iterator[Callable[[], Envelope]]:
    """The lock on *writer*'s file of the plan, and what makes the next event's envelope.

    Raises:
        BusyError: another process is writing it, or it was written since the study was read.
        RefusedError: it was written by a newer program.
    """
    try:
        # One lock for all writers of this machine: two cannot open a round of the same name at once.
        with lock_held(opened.root / FOLDER / "locks" / "plan.lock", "changing the plan", seconds=PATIENCE):
            now_there = {file.name: file for file in read_plan_files(opened.root)}
            if _ids(now_there.values()) != _ids(opened.workspace.plan):
                raise BusyError("the plan changed meanwhile; nothing was written", "run the command again")
            mine = now_there.get(f"plan/{writer}.jsonl")
            if mine is not None and mine.readonly:
                raise RefusedError(f"{mine.readonly}; it is read, not written", "upgrade imqual")
            last = [max((event.at for event in mine.events), default=None) if mine is not None else None]
            action = str(uuid.uuid4())

            def envelope() -> Envelope:
                now = datetime.now(UTC)
                last[0] = now if last[0] is None or now > last[0] else last[0] + timedelta(microseconds=1)
                return {"id": str(uuid.uuid4()), "action": action, "at": last[0], "by": writer}

            if forgotten_state(opened.root) != opened.forgotten:
                raise BusyError("words of this study were forgotten meanwhile; nothing was written", "do it again")
            yield envelope
    except LockHeldError as error:
        raise BusyError(f"{error}; nothing was written", "try again when it has finished") from None


def _ids(files: Iterable[EventFile]) -> frozenset[str]:
    return frozenset(event.id for file in files for event in file.events)


def open_round(opened: Opened, writer: str, wanted: RoundWanted) -> RoundOpened:
    """Open a round; from now on ``status`` follows it.

    Raises:
        WrongUseError: a name is not known, or the round's id cannot be one.
        RefusedError: the id is taken, or the coders had discussed one of its transcripts before (for reliability).
    """
    plan = opened.plan()
    event_fields = _round_fields(opened, plan, wanted)
    with writing_plan(opened, writer) as envelope:
        event = RoundOpened(**envelope(), **event_fields)
        for name in event.transcripts:
            _keep_text(opened, name)
        append_plan(opened.root, writer, [event])
    return event


def _round_fields(opened: Opened, plan: Plan, wanted: RoundWanted) -> dict[str, Any]:
    study = opened.study
    if wrong := file_id_fault(wanted.id):
        raise WrongUseError(f"`{wanted.id}` cannot be a round's id: {wrong}", "such as: pilot-1, reliability-1")
    taken = {folded(each): each for each in (*plan.rounds, *study.coders, *study.transcripts)}
    if folded(wanted.id) in taken:
        raise RefusedError(f"`{taken[folded(wanted.id)]}` is taken already", "give the round another name")
    names = tuple(dict.fromkeys(known_transcript(study, name).id for name in (*wanted.transcripts, *wanted.passages)))
    who = tuple(dict.fromkeys(known_coder(study, name) for name in wanted.coders))
    if not names:
        raise WrongUseError("a round needs transcripts", "name them, or draw them: imqual plan draw --share 0.25")
    need = 1 if wanted.purpose in {"main", "recode"} else 2
    if len(who) < need:
        raise WrongUseError(f"a {wanted.purpose} round needs {need} coders or more", "--coders coder-a,coder-b")
    passages = {known_transcript(study, name).id: each for name, each in wanted.passages.items()}
    for name, each in passages.items():
        _check_passages(name, each, len(study.transcripts[name].turns))
    _check_units(opened, wanted, names)
    if wanted.purpose == "reliability":
        refuse_discussed(opened, plan, names, who)
    return {
        "round": wanted.id,
        "purpose": wanted.purpose,
        "transcripts": names,
        "coders": who,
        "unit": wanted.unit,
        "passages": passages,
        "texts": {name: study.transcripts[name].hash for name in names},
        "target": checked_target(wanted.target),
        "drawn": wanted.drawn,
        "units": {known_transcript(study, name).id: each for name, each in wanted.units.items()},
        "why": wanted.why,
    }


def _check_passages(name: str, passages: tuple[Passage, ...], turns: int) -> None:
    end = 0
    for each in sorted(passages, key=lambda passage: passage.first):
        if not 1 <= each.first <= each.last <= turns:
            raise WrongUseError(f"{name} has turns 1 to {turns}, not {each.first} to {each.last}", "`imqual show` them")
        if each.first <= end:
            raise WrongUseError(f"turn {each.first} of {name} would be in two passages", "join the two")
        end = each.last


def _check_units(opened: Opened, wanted: RoundWanted, names: tuple[str, ...]) -> None:
    if (wanted.unit == "given") != bool(wanted.units):
        raise WrongUseError(
            "given units need a file that bounds them, and only they do", "--unit given --units FILE.csv"
        )
    if not wanted.units:
        return
    units = {known_transcript(opened.study, name).id: each for name, each in wanted.units.items()}
    if missing := [name for name in names if name not in units]:
        raise WrongUseError(f"there are no units of {', '.join(missing)}", "bound units in every transcript")
    for name, each in units.items():
        length, end = len(opened.study.transcripts[name].text), 0
        for unit in sorted(each, key=lambda one: one.start):
            if not end <= unit.start < unit.end <= length:
                raise WrongUseError(
                    f"the unit {unit.start}:{unit.end} of {name} overlaps another or is outside the text",
                    f"units are spans within 0:{length} that do not overlap",
                )
            end = unit.end


def refuse_discussed(opened: Opened, plan: Plan, names: tuple[str, ...], coders: tuple[str, ...]) -> None:
    """Reliability is of work done apart: not of a transcript that these coders had talked about before.

    Raises:
        RefusedError: one was in an earlier training, pilot or reliability round of two of them, or one of them saw
            another's codings of it before completing it.
    """
    for name in names:
        for each in plan.rounds_of(name):
            if each.purpose in {"training", "pilot", "reliability"} and len({*each.opened.coders} & {*coders}) > 1:
                raise RefusedError(
                    f"{name} was in the {each.purpose} round {each.id}: these coders may have discussed it",
                    "choose another transcript; agreement after talking about it would not be reliability",
                )
        decided = [path.parent.name for path in (opened.root / "decisions").glob(f"*/{name}.jsonl")]
        if decided:
            raise RefusedError(f"disagreements about {name} were settled already", "choose another transcript")
        for coder in coders:
            log = opened.workspace.log(coder, name)
            cut = alone(log)
            if cut.state is None and cut.why != "not completed":
                raise RefusedError(
                    f"{coder} saw another's codings of {name} before completing it",
                    "choose another transcript, or another purpose for this round",
                )


def find_round(plan: Plan, name: str) -> Round:
    """The round of that id, ignoring case.

    Raises:
        WrongUseError: there is none.
    """
    by_folded = {folded(each): each for each in plan.rounds}
    if folded(name) not in by_folded:
        raise WrongUseError(f"there is no round `{name}`", suggest(name, plan.rounds, otherwise="imqual plan list"))
    return plan.rounds[by_folded[folded(name)]]


def close_round(opened: Opened, writer: str, name: str, *, unfinished: bool = False) -> RoundClosed:
    """Close a round: the events that are there now are what it will ever count.

    Raises:
        RefusedError: it is closed already; or somebody has not completed a transcript of it and *unfinished* is false.
    """
    found = find_round(opened.plan(), name)
    if found.closed is not None:
        raise RefusedError(f"{found.id} was closed on {found.closed.at:%Y-%m-%d}", "nothing changes what it computes")
    missing = not_done(opened, found)
    if missing and not unfinished:
        listed = ", ".join(f"{coder} {transcript} ({why})" for coder, transcript, why in missing)
        raise RefusedError(
            f"{found.id} is not finished: {listed}",
            "let them finish (`imqual done`), or close without them: --unfinished leaves them out, by name",
        )
    logs = {
        path: tuple(event.id for event in log.events)
        # Where coders code again, what they are compared with is frozen too.
        for coder in dict.fromkeys([*coders_of(found), *found.opened.coders])
        for transcript in found.transcripts
        if (log := opened.workspace.log(coder, transcript)).events
        for path in [f"codings/{coder}/{transcript}.jsonl"]
    }
    from imcommerce_qual.actions.keeping import keep_codebook

    with writing_plan(opened, writer) as envelope:
        for transcript in found.transcripts:
            _keep_text(opened, transcript)
        keep_codebook(opened)
        event = RoundClosed(
            **envelope(),
            round=found.id,
            logs=logs,
            codebook=opened.study.codebook.hash,
            texts={name: opened.study.transcripts[name].hash for name in found.transcripts},
        )
        append_plan(opened.root, writer, [event])
    return event


def coders_of(found: Round) -> tuple[str, ...]:
    """Under which names a round's codings are filed: a coder who codes again has a folder of the round below theirs."""
    if found.purpose != "recode":
        return found.opened.coders
    return tuple(f"{coder}/{found.id}" for coder in found.opened.coders)


def not_done(opened: Opened, found: Round) -> tuple[tuple[str, str, str], ...]:
    """(coder, transcript, why) of everybody who has not completed their part alone."""
    states = [
        alone(opened.workspace.log(coder, transcript), round_id=found.id)
        for coder in coders_of(found)
        for transcript in found.transcripts
    ]
    return tuple((each.coder, each.transcript, each.why) for each in states if each.state is None)


def cancel_round(opened: Opened, writer: str, name: str, why: str) -> RoundCancelled:
    """Take back a round that was opened by mistake.

    Raises:
        RefusedError: it is closed: what was computed on it stays.
    """
    found = find_round(opened.plan(), name)
    if found.closed is not None:
        raise RefusedError(f"{found.id} is closed; a closed round stays", "open another one")
    with writing_plan(opened, writer) as envelope:
        event = RoundCancelled(**envelope(), round=found.id, why=why)
        append_plan(opened.root, writer, [event])
    return event


def assign(opened: Opened, writer: str, coder: str, transcripts: tuple[str, ...], *, taken: bool = False) -> Assigned:
    """Say that *coder* codes these transcripts (or, *taken*, that they need not)."""
    who = known_coder(opened.study, coder)
    names = tuple(dict.fromkeys(known_transcript(opened.study, name).id for name in transcripts))
    if not names:
        raise WrongUseError("assign which transcripts?", "imqual plan assign coder-b S03 S05")
    with writing_plan(opened, writer) as envelope:
        event = Assigned(**envelope(), coder=who, transcripts=names, taken=taken)
        append_plan(opened.root, writer, [event])
    return event


def declare(opened: Opened, writer: str, *, wanted: bool, why: str) -> Declared:
    """Say, with today's date, whether agreement is wanted in this study, and why."""
    if not why.strip():
        raise WrongUseError("why? A reviewer will ask", "--why '…'")
    with writing_plan(opened, writer) as envelope:
        event = Declared(**envelope(), wanted=wanted, why=why)
        append_plan(opened.root, writer, [event])
    return event


def _keep_text(opened: Opened, name: str) -> None:
    from imcommerce_qual.actions.keeping import keep_text

    keep_text(opened, name)


def events_of(plan: Plan) -> tuple[PlanEvent, ...]:
    """What opened and closed the rounds that stand, in order."""
    found = [event for each in plan.rounds.values() for event in (each.opened, each.closed) if event is not None]
    return tuple(sorted(found, key=lambda event: event.order))
