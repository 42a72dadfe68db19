"""Folding a coder's events: what stands, what can be undone, what can be redone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeGuard

from imcommerce_qual.model.event import (
    FINAL,
    Amended,
    Applied,
    Coding,
    Completed,
    Confirmed,
    Event,
    Log,
    Redone,
    Removed,
    Reopened,
    Saw,
    Undone,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """The state that a log's events leave.

    ``undoable``: actions in force, oldest first, the last is what undo takes back. ``redoable``: what redo puts back,
    the last first. ``undone``: actions that do nothing now. ``orphans``: events about codings that the log does not
    know. ``erased``: codings that erasing took off for good; undo and redo pass over what was done about nothing else.
    """

    codings: tuple[Coding, ...] = ()
    completions: tuple[Completed, ...] = ()
    undoable: tuple[str, ...] = ()
    redoable: tuple[str, ...] = ()
    undone: frozenset[str] = frozenset()
    orphans: tuple[Event, ...] = ()
    saw: tuple[Saw, ...] = ()
    last: datetime | None = None
    erased: frozenset[str] = frozenset()

    @property
    def completed(self) -> bool:
        """Whether the whole transcript has been read: a completion in force without passages or codes."""
        return any(each.round is None and each.codes is None for each in self.completions)


_NONE: frozenset[str] = frozenset()


def fold(log: Log, as_of: datetime | None = None) -> Folded:
    """The state after all events of *log* (up to *as_of*), whatever order they come in and however often.

    Events are taken in order of (at, id), each id once; actions that are undone at the end do nothing. What erasing
    took off is in no state, also of a time before it.
    """
    events = ordered(log.events, as_of)
    kinds = set(map(type, log.events))  # most histories have few kinds: what they lack is not looked for
    erased = frozenset(event.of for event in log.events if _is_final(event)) if Removed in kinds else _NONE
    undone, redoable = _undone(events, erased) if Undone in kinds else (_NONE, ())
    in_force = [event for event in events if event.action not in undone and not isinstance(event, Undone | Redone)]
    all_codings = {event.id for event in events if isinstance(event, Applied)}
    codings = {
        event.id: _coding(event, log) for event in in_force if isinstance(event, Applied) and event.id not in erased
    }
    orphans: list[Event] = []
    completions: list[Completed] = []
    for event in in_force if kinds - {Applied} else ():
        match event:
            case Amended() | Removed() | Confirmed():
                if event.of not in all_codings:
                    orphans.append(event)
                elif event.of in codings:
                    _alter(codings, event)
            case Completed():
                completions.append(event)
            case Reopened():
                completions.clear()
            case _:
                pass
    return Folded(
        codings=tuple(codings.values()),
        completions=tuple(completions),
        undoable=tuple(
            dict.fromkeys(
                event.action
                for event in in_force
                if not isinstance(event, Saw) and not (erased and _about(event) in erased)
            )
        ),
        redoable=redoable,
        undone=undone,
        orphans=tuple(orphans),
        saw=tuple(event for event in events if isinstance(event, Saw)),
        last=events[-1].at if events else None,
        erased=erased & all_codings,
    )


def completions_in(log: Log, as_of: datetime | None = None) -> tuple[Completed, ...]:
    """The completions in force: those of ``fold``, without folding the codings."""
    events = tuple(each for each in log.events if isinstance(each, Completed | Reopened | Undone | Redone))
    return fold(replace(log, events=events), as_of).completions


def last_known(log: Log) -> tuple[Coding, ...]:
    """Every coding that was ever applied, as it stands, or as it stood last: also those taken off and undone."""
    standing = {coding.id: coding for coding in fold(log).codings}
    found: dict[str, Coding] = {}
    for event in ordered(log.events):
        if isinstance(event, Applied):
            found[event.id] = _coding(event, log)
        elif isinstance(event, Amended) and event.of in found:
            _alter(found, event)
    return tuple((found | standing).values())


def fold_on(state: Folded, event: Event, log: Log) -> Folded:
    """The state after one more event, the last of *log*; *state* is what all the others leave.

    The same as ``fold(log)``, and at once where the event is a new one and about what stands; only then, for undoing
    and whatever is unusual needs the whole history.
    """
    anew = (
        isinstance(event, Undone | Redone)
        or _is_final(event)
        or (state.last is not None and event.at <= state.last)
        or event.action in state.undone
    )
    if anew:
        return fold(log)
    if isinstance(event, Saw):
        return replace(state, saw=(*state.saw, event), last=event.at)
    begins = event.action not in state.undoable[-1:]
    if begins and event.action in state.undoable:
        return fold(log)
    codings, completions = state.codings, state.completions
    match event:
        case Applied():
            codings = (*codings, _coding(event, log))
        case Amended() | Removed() | Confirmed():
            standing = {coding.id: coding for coding in codings}
            if event.of not in standing:
                return fold(log)
            _alter(standing, event)
            codings = tuple(standing.values())
        case Completed():
            completions = (*completions, event)
        case Reopened():
            completions = ()
        case _:
            return fold(log)
    return replace(
        state,
        codings=codings,
        completions=completions,
        undoable=(*state.undoable, event.action) if begins else state.undoable,
        redoable=() if begins else state.redoable,
        last=event.at,
    )


_order = attrgetter("at", "id")  # the same as Event.order, for whole histories at once


def ordered(events: Iterable[Event], as_of: datetime | None = None) -> tuple[Event, ...]:
    """The events in order, each id once, up to *as_of*."""
    unique = {event.id: event for event in events if as_of is None or event.at <= as_of}
    return tuple(sorted(unique.values(), key=_order))


def _is_final(event: Event) -> TypeGuard[Removed]:
    return isinstance(event, Removed) and event.why == FINAL


def _about(event: Event) -> str | None:
    """The coding that an event is about; None: it is about the transcript."""
    match event:
        case Applied():
            return event.id
        case Amended() | Removed() | Confirmed():
            return event.of
        case _:
            return None


def _undone(events: Iterable[Event], erased: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The actions that are undone at the end, and those of them that redo may still put back (last first)."""
    undone: set[str] = set()
    stack: list[str] = []
    seen: set[str] = set()
    reach: dict[str, bool] = {}  # of each action: whether anything in it is about more than what was erased
    for event in events:
        if erased and not isinstance(event, Saw | Undone | Redone):
            reach[event.action] = reach.get(event.action, False) or _about(event) not in erased
        if isinstance(event, Undone):
            undone.add(event.target)
            stack = [*(each for each in stack if each != event.target), event.target]
        elif isinstance(event, Redone):
            undone.discard(event.target)
            stack = [each for each in stack if each != event.target]
        elif not isinstance(event, Saw) and not _is_final(event) and event.action not in seen:
            seen.add(event.action)
            stack = []
    return frozenset(undone), tuple(each for each in reversed(stack) if reach.get(each, True))


def _coding(event: Applied, log: Log) -> Coding:
    return Coding(
        id=event.id,
        coder=log.coder,
        transcript=log.transcript,
        code=event.code,
        codebook=event.codebook,
        anchor=event.anchor,
        made=event.at,
        changed=event.at,
        stance=event.stance,
        toward=event.toward,
        exemplar=event.exemplar,
        unsure=event.unsure,
        memo=event.memo,
        print=event.print,
        stanced=event.at if event.stance else None,
    )


def _alter(codings: dict[str, Coding], event: Amended | Removed | Confirmed) -> None:
    coding = codings[event.of]
    match event:
        case Removed():
            del codings[event.of]
        case Confirmed():
            codings[event.of] = replace(coding, confirmed=event.codebook, changed=event.at)
        case Amended():
            changes: dict[str, Any] = {**event.changes, "changed": event.at}
            if not changes.keys().isdisjoint({"stance", "toward"}):
                changes["stanced"] = event.at
            codings[event.of] = replace(coding, **changes)
