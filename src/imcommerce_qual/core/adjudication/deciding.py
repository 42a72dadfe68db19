"""Which decisions are in force, which contradict each other, and what they leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from imcommerce_qual.core.adjudication.marks import fingerprint, mark_of, order_of
from imcommerce_qual.core.evidence import place
from imcommerce_qual.model.adjudication import Decided, DecisionEvent, Mark, Outcome, Proposed, Revoked, Settled
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.model.transcript import Transcript

#: Whose a coding is that a decision left.
NOBODY = "reconciled"

#: Brings an outcome to today's text and code; None where its words are lost or its code is gone.
Bring = Callable[[Coding], Standing | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What decisions did to the codings of one transcript.

    ``left`` are the codings that no decision settled; ``open`` maps the ids of codings to the decision about them that
    does not hold, with why.
    """

    left: tuple[Mark, ...]
    settled: tuple[Settled, ...] = ()
    conflicts: tuple[tuple[Decided, ...], ...] = ()
    outdated: tuple[Decided, ...] = ()
    open: Mapping[str, tuple[Decided, str]]


def in_force(events: Iterable[DecisionEvent], as_of: datetime | None = None) -> tuple[Decided, ...]:
    """Decisions that were neither revoked nor replaced, in order of (at, id), each said once; proposals are none."""
    unique = {event.id: event for event in events if as_of is None or event.at <= as_of}
    ordered = sorted(unique.values(), key=lambda event: event.order)
    gone = {event.of for event in ordered if isinstance(event, Revoked)}
    decided = [each for each in ordered if type(each) is Decided and each.id not in gone]
    gone |= {each for event in decided for each in event.replaces}
    found: dict[object, Decided] = {}
    for event in decided:
        if event.id not in gone:
            found.setdefault(said(event), event)
    return tuple(found.values())


def proposals(events: Iterable[DecisionEvent]) -> tuple[Proposed, ...]:
    """Each person's latest proposal about the same codings, unless it was revoked."""
    unique = {event.id: event for event in events}
    ordered = sorted(unique.values(), key=lambda event: event.order)
    gone = {event.of for event in ordered if isinstance(event, Revoked)}
    found: dict[object, Proposed] = {}
    for event in ordered:
        if isinstance(event, Proposed) and event.id not in gone:
            found[event.by, tuple(sorted(event.codings))] = event
    return tuple(sorted(found.values(), key=lambda event: event.order))


def said(event: Decided) -> object:
    """What a decision says, without who wrote it, when and why: two that are equal are one."""
    outcomes = tuple(sorted((o.code, o.anchor.text, o.anchor.span, o.stance or "") for o in event.outcome))
    return (tuple(sorted(event.codings.items())), event.how == "postponed", outcomes)


def apply_decisions(
    transcript: Transcript, marks: Iterable[Mark], decided: Sequence[Decided], bring: Bring, *, by_turns: bool
) -> Applied:
    """Put what was decided in the place of the codings that it was about.

    A decision holds when every coding that it names is there as it was then; it consumes exactly those. Two that share
    a coding and differ are a conflict, and neither holds.
    """
    standing = {mark.id: mark for mark in marks}
    settled: list[Settled] = []
    outdated: list[Decided] = []
    conflicts: list[tuple[Decided, ...]] = []
    still_open: dict[str, tuple[Decided, str]] = {}
    waiting = list(decided)
    while waiting:
        ready = [each for each in waiting if _fits(each, standing)]
        if not ready:
            break
        waiting = [each for each in waiting if each not in ready]
        postponed = [each for each in ready if each.how == "postponed"]
        clashing = _clashes([each for each in ready if each.how != "postponed"])
        conflicts += clashing
        against = {each.id for group in clashing for each in group}
        for event in postponed:
            still_open |= dict.fromkeys(event.codings, (event, "postponed"))
        for event in ready:
            if event.id in against:
                still_open |= dict.fromkeys(event.codings, (event, "decisions contradict each other"))
            elif event.how != "postponed":
                consumed = tuple(sorted((standing.pop(each) for each in event.codings), key=order_of))
                outcomes = tuple(_outcomes(transcript, event, consumed, bring, by_turns=by_turns))
                standing |= {mark.id: mark for mark in outcomes}
                settled.append(Settled(decision=event, kind=None, marks=consumed, outcomes=outcomes))
    gone = {mark.id for each in settled for mark in each.marks}
    for event in waiting:
        if event.how != "postponed" or not set(event.codings) <= gone:
            outdated.append(event)
            still_open |= {
                coding: (event, "the codings were changed since it was settled")
                for coding in event.codings
                if coding in standing
            }
    return Applied(
        left=tuple(sorted(standing.values(), key=order_of)),
        settled=tuple(settled),
        conflicts=tuple(conflicts),
        outdated=tuple(outdated),
        open=still_open,
    )


def _fits(event: Decided, standing: Mapping[str, Mark]) -> bool:
    return all(each in standing and standing[each].fingerprint == print_ for each, print_ in event.codings.items())


def _clashes(ready: Sequence[Decided]) -> list[tuple[Decided, ...]]:
    """Sets of decisions that share a coding with one another; each of them differs from the others, or it is one."""
    by_coding: dict[str, list[Decided]] = {}
    for event in ready:
        for each in event.codings:
            by_coding.setdefault(each, []).append(event)
    found: list[set[str]] = []
    for group in by_coding.values():
        if len(group) > 1:
            ids = {event.id for event in group}
            for other in [each for each in found if each & ids]:
                ids |= other
                found.remove(other)
            found.append(ids)
    by_id = {event.id: event for event in ready}
    return [tuple(sorted((by_id[each] for each in ids), key=lambda event: event.order)) for ids in found]


def _outcomes(
    transcript: Transcript, event: Decided, consumed: Sequence[Mark], bring: Bring, *, by_turns: bool
) -> Iterable[Mark]:
    for number, each in enumerate(event.outcome):
        standing = bring(outcome_coding(event, number, each, consumed))
        placed = place(transcript, standing) if standing is not None else None
        if placed is not None:
            mark = mark_of(placed, by_turns=by_turns, coders=event.coders, decision=event.id)
            yield replace(mark, fingerprint=fingerprint(each.code, each.anchor, each.stance))


def outcome_coding(event: Decided, number: int, outcome: Outcome, consumed: Sequence[Mark]) -> Coding:
    """An outcome as a coding of nobody in particular; marks of the codings that it replaces stay with it.

    It is an exemplar where one of those with the same code was.
    """
    same = [mark.standing.coding for mark in consumed if mark.standing.coding.code == outcome.code]
    return Coding(
        id=f"{event.id}:{number}",
        coder=NOBODY,
        transcript=event.transcript,
        code=outcome.code,
        codebook=outcome.codebook,
        anchor=outcome.anchor,
        made=event.at,
        changed=event.at,
        stance=outcome.stance,
        toward=outcome.toward,
        memo=outcome.memo,
        exemplar=any(each.exemplar for each in same),
        print=next((each.print for each in same if each.print and each.anchor == outcome.anchor), None),
    )
