"""Planning: rounds opened and closed, who codes what, which agreement is aimed at."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from imcommerce_qual.actions.errors import BusyError, RefusedError, WrongUseError
from imcommerce_qual.actions.keeping import keep_text
from imcommerce_qual.actions.names import known_coder, known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.counted import alone
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.plan import (
    Assigned,
    Declared,
    Plan,
    PlanEvent,
    Round,
    RoundCancelled,
    RoundClosed,
)
from imcommerce_qual.store.cache import FOLDER
from imcommerce_qual.store.eventlog import EventFile
from imcommerce_qual.store.ids import folded
from imcommerce_qual.store.locks import LockHeldError
from imcommerce_qual.store.locks import holding as lock_held
from imcommerce_qual.store.planfile import append_plan, read_plan_files
from imcommerce_qual.store.tombs import forgotten_state

#: How long a command waits for another that changes the plan.
PATIENCE = 5.0


Envelope = dict[str, Any]


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
            keep_text(opened, transcript)
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


def events_of(plan: Plan) -> tuple[PlanEvent, ...]:
    """What opened and closed the rounds that stand, in order."""
    found = [event for each in plan.rounds.values() for event in (each.opened, each.closed) if event is not None]
    return tuple(sorted(found, key=lambda event: event.order))
