"""The plan as it stands, from its events, whoever wrote them and in whatever order they come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from imcommerce_qual.model.plan import (
    Assigned,
    Declared,
    HandedIn,
    HandedOut,
    Plan,
    PlanEvent,
    Round,
    RoundCancelled,
    RoundClosed,
    RoundOpened,
)


def fold_plan(events: Iterable[PlanEvent], as_of: datetime | None = None) -> Plan:
    """The plan after all *events* (up to *as_of*), in order of (at, id), each id once.

    A round that two people opened or closed in different words stands as the first said it, and the pair is a conflict:
    nothing that a closed round computes may depend on who merged last.
    """
    unique = {event.id: event for event in events if as_of is None or event.at <= as_of}
    ordered = sorted(unique.values(), key=lambda each: each.order)
    rounds, conflicts = _rounds(ordered)
    return Plan(
        rounds=rounds,
        assigned=_assigned(ordered, rounds.values()),
        declared=next((event for event in reversed(ordered) if isinstance(event, Declared)), None),
        handed_out=tuple(event for event in ordered if isinstance(event, HandedOut)),
        handed_in=tuple(event for event in ordered if isinstance(event, HandedIn)),
        conflicts=conflicts,
    )


def _rounds(ordered: Iterable[PlanEvent]) -> tuple[dict[str, Round], tuple[tuple[PlanEvent, PlanEvent], ...]]:
    rounds: dict[str, Round] = {}
    conflicts: list[tuple[PlanEvent, PlanEvent]] = []
    for event in ordered:
        match event:
            case RoundOpened():
                known = rounds.setdefault(event.round, Round(opened=event)).opened
                if _said(known) != _said(event):
                    conflicts.append((known, event))
            case RoundClosed(round=name) if name in rounds:
                closed = rounds[name].closed
                if closed is None:
                    rounds[name] = replace(rounds[name], closed=event)
                elif _said(closed) != _said(event):
                    conflicts.append((closed, event))
            case RoundCancelled(round=name) if name in rounds and rounds[name].closed is None:
                del rounds[name]
            case _:
                pass
    return rounds, tuple(conflicts)


def _assigned(ordered: Iterable[PlanEvent], rounds: Iterable[Round]) -> frozenset[tuple[str, str]]:
    """Who codes what: as assigned, and as the rounds that stand have it."""
    pairs: set[tuple[str, str]] = set()
    for event in ordered:
        if isinstance(event, Assigned):
            these = {(event.coder, name) for name in event.transcripts}
            pairs = pairs - these if event.taken else pairs | these
    for each in rounds:
        if each.purpose != "recode":
            pairs |= {(coder, name) for coder in each.opened.coders for name in each.transcripts}
    return frozenset(pairs)


def _said(event: RoundOpened | RoundClosed) -> PlanEvent:
    """The event without who wrote it and when: two that are equal then say the same."""
    return replace(event, id="", action="", at=datetime.min, by="")  # noqa: DTZ901 - compared with nothing else
