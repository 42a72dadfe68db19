"""Undo and redo: whole actions of a coder taken back, and done again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from imcommerce_qual.actions.changing import Change
from imcommerce_qual.actions.desk import Desk, at_desk, logs_of
from imcommerce_qual.actions.erased import refuse_erased
from imcommerce_qual.actions.errors import RefusedError
from imcommerce_qual.actions.held import state_of
from imcommerce_qual.actions.names import known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.history import fold
from imcommerce_qual.model.event import (
    Amended,
    Applied,
    Completed,
    Confirmed,
    Event,
    Redone,
    Removed,
    Reopened,
    Undone,
)


def undo(opened: Opened, coder: str, transcript: str | None = None) -> Change:
    """Take back the coder's latest action in force in that transcript, in every file that it touched.

    Without a transcript: in the one where the latest action in force was.

    Raises:
        RefusedError: there is nothing to undo, or it would bring a coding back onto erased words.
    """
    name = known_transcript(opened.study, transcript).id if transcript else _latest(opened, coder)
    state = state_of(opened, coder, name) if name else None
    if name is None or state is None or not state.undoable:
        erased = state is not None and state.erased
        raise RefusedError(
            "there is nothing to undo",
            "what was coded on erased words stays out for good"
            if erased
            else f"{coder} has done nothing here that is in force",
        )
    return _take_back(opened, coder, name, state.undoable[-1], Undone, "undid")


def redo(opened: Opened, coder: str, transcript: str | None = None) -> Change:
    """Put back what undo took back last; a new action in between empties this.

    Raises:
        RefusedError: there is nothing to redo.
    """
    names = [known_transcript(opened.study, transcript).id] if transcript else list(logs_of(opened, coder))
    undone = [(name, state_of(opened, coder, name).redoable) for name in names]
    latest = max(
        ((_undone_at(opened, coder, name, stack[0]), name, stack[0]) for name, stack in undone if stack), default=None
    )
    if latest is None:
        raise RefusedError("there is nothing to redo", "nothing was undone, or something else was done since")
    return _take_back(opened, coder, latest[1], latest[2], Redone, "redid")


def _undone_at(opened: Opened, coder: str, transcript: str, action: str) -> Any:
    events = opened.workspace.log(coder, transcript).events
    return max(event.order for event in events if isinstance(event, Undone) and event.target == action)


def _latest(opened: Opened, coder: str) -> str | None:
    found = []
    for name, log in logs_of(opened, coder).items():
        state = fold(log)
        if state.undoable and name in opened.study.transcripts:
            last = state.undoable[-1]
            found.append((max(event.order for event in log.events if event.action == last), name))
    return max(found)[1] if found else None


def _take_back(
    opened: Opened, coder: str, transcript: str, target: str, kind: type[Undone | Redone], verb: str
) -> Change:
    touched = [
        name
        for name, log in logs_of(opened, coder).items()
        if any(event.action == target and not isinstance(event, Undone | Redone) for event in log.events)
    ]
    with at_desk(opened, coder, tuple(touched)) as desk:
        ready = desk.state(transcript)
        in_reach = ready.undoable[-1:] if kind is Undone else ready.redoable[:1]
        if target not in in_reach:
            raise RefusedError(f"{coder}'s codings of {transcript} changed meanwhile", "run the command again")
        what = describe(desk, target)
        before = {name: desk.state(name) for name in touched}
        for name in touched:
            desk.append(name, kind(**desk.envelope(name), target=target))
        refuse_erased(desk, before)
        written = desk.write()
    passed_over = any(state.erased for state in before.values())
    what += " (codings on erased words stay out)" if passed_over else ""
    return Change(what=f"{verb}: {what}", transcripts=tuple(touched), written=written)


def describe(desk: Desk, action: str) -> str:
    """An action in words: what its events were."""
    events = [event for log in desk.logs.values() for event in log.events if event.action == action]
    codes = {event.id: event.code for log in desk.logs.values() for event in log.events if isinstance(event, Applied)}
    said = [_describe(event, codes) for event in events if not isinstance(event, Undone | Redone)]
    return said[0] if len(said) == 1 else f"{said[0]} and {len(said) - 1} more"


def _describe(event: Event, codes: Mapping[str, str]) -> str:
    match event:
        case Applied():
            return f"applied {event.code}"
        case Amended():
            return f"changed {codes.get(event.of, 'a coding')}"
        case Removed():
            return f"took off {codes.get(event.of, 'a coding')}"
        case Confirmed():
            return f"confirmed {codes.get(event.of, 'a coding')}"
        case Completed():
            return "completed"
        case Reopened():
            return "reopened"
        case _:
            return "an action"
