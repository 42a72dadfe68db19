"""Which decisions are in force, which contradict each other, and what they leave."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from imcommerce_qual.core.adjudication.agenda import JOIN
from imcommerce_qual.core.adjudication.marks import mark_of, order_of
from imcommerce_qual.core.evidence import place
from imcommerce_qual.model.adjudication import (
    Decided,
    DecisionEvent,
    Mark,
    Outcome,
    Proposed,
    Revoked,
    Settled,
    fingerprint,
)
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.model.transcript import Transcript

#: How a disagreement is left open, on purpose.
POSTPONED = "postponed"
#: Whose a coding is that a decision left.
NOBODY = "reconciled"

#: Brings an outcome to today's text and code; None where its words are lost or its code is gone.
Bring = Callable[[Coding], Standing | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What decisions did to the codings of one transcript.

    ``left`` are the codings that no decision settled; ``open`` maps the ids of codings to the decision about them that
    does not hold, with why. ``unplaced`` are outcomes that today's text or codebook has no place for.
    """

    left: tuple[Mark, ...]
    settled: tuple[Settled, ...] = ()
    conflicts: tuple[tuple[Decided, ...], ...] = ()
    outdated: tuple[Decided, ...] = ()
    open: Mapping[str, tuple[Decided, str]]
    unplaced: tuple[Coding, ...] = ()


def in_force(events: Iterable[DecisionEvent], as_of: datetime | None = None) -> tuple[Decided, ...]:
    """Decisions that were neither revoked nor replaced, in order of (at, id), each said once; proposals are none.

    Of two that say the same the first counts, with the reasons of both. What was decided later about an outcome of the
    second is about the first's: it names that one's codings in what comes back.
    """
    return _each_once(not_taken_back(events, as_of))[0]


def _each_once(decided: Iterable[Decided]) -> tuple[tuple[Decided, ...], dict[str, str]]:
    """Decisions that differ, and the ids of outcomes of those left out, as those of the ones that say the same."""
    found: dict[object, list[Decided]] = {}
    same: dict[str, str] = {}
    for event in decided:
        codings = {same.get(name, name): print_ for name, print_ in event.codings.items()}
        known = event if codings.keys() == event.codings.keys() else replace(event, codings=codings)
        alike = found.setdefault(said(known), [])
        if alike:
            same |= _same_outcomes(event, alike[0])
        alike.append(known)
    return tuple(map(as_one, found.values())), same


def as_one(alike: Sequence[Decided]) -> Decided:
    """The first of decisions that say the same, with every reason given, and the change of the codebook they led to."""
    first = alike[0]
    if len(alike) == 1:
        return first
    why = JOIN.join(dict.fromkeys(each.why for each in alike if each.why))
    return replace(first, why=why, change=next((each.change for each in alike if each.change), None))


def not_taken_back(events: Iterable[DecisionEvent], as_of: datetime | None = None) -> tuple[Decided, ...]:
    """Every decision that was neither revoked nor replaced, in order of (at, id), the same ones too."""
    unique = {event.id: event for event in events if as_of is None or event.at <= as_of}
    ordered = sorted(unique.values(), key=lambda event: event.order)
    gone = {event.of for event in ordered if isinstance(event, Revoked)}
    decided = [each for each in ordered if type(each) is Decided and each.id not in gone]
    gone |= {each for event in decided for each in event.replaces}
    return tuple(event for event in decided if event.id not in gone)


def by_coding(events: Iterable[DecisionEvent]) -> Mapping[str, tuple[str, ...]]:
    """For each coding, the decisions not taken back that name it: what a new decision about it replaces."""
    decided = not_taken_back(events)
    _, same = _each_once(decided)
    found: dict[str, list[str]] = {}
    for event in decided:
        for name in event.codings:
            found.setdefault(same.get(name, name), []).append(event.id)
    return {name: tuple(ids) for name, ids in found.items()}


def twins(events: Iterable[DecisionEvent], decision: Decided) -> tuple[Decided, ...]:
    """The decisions not taken back that say the same, itself among them: who takes one back means all of them."""
    if isinstance(decision, Proposed):
        return (decision,)
    decided = not_taken_back(events)
    _, same = _each_once(decided)

    def meant(event: Decided) -> object:
        return said(replace(event, codings={same.get(name, name): each for name, each in event.codings.items()}))

    return tuple(event for event in decided if event.id == decision.id or meant(event) == meant(decision))


def _same_outcomes(event: Decided, first: Decided) -> dict[str, str]:
    """The ids of the outcomes of *event* as those of *first*, which says the same."""
    left = [(n, _said_outcome(each)) for n, each in enumerate(first.outcome)]
    found = {}
    for n, each in enumerate(event.outcome):
        match = next((pair for pair in left if pair[1] == _said_outcome(each)), None)
        if match is not None:
            left.remove(match)
            found[outcome_id(event, n)] = outcome_id(first, match[0])
    return found


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
    outcomes = tuple(sorted(map(_said_outcome, event.outcome)))
    return (tuple(sorted(event.codings.items())), event.how == POSTPONED, outcomes)


def _said_outcome(each: Outcome) -> tuple[str, str, int, int, str, str]:
    span = each.anchor.span
    return (each.code, each.anchor.text, span.start, span.end, each.stance or "", each.toward or "")


def outcome_id(event: Decided, number: int) -> str:
    """The id of what a decision left, as a coding."""
    return f"{event.id}:{number}"


def apply_decisions(
    transcript: Transcript,
    marks: Iterable[Mark],
    decided: Sequence[Decided],
    bring: Bring,
    *,
    by_turns: bool,
    absent: Mapping[str, str] | None = None,
) -> Applied:
    """Put what was decided in the place of the codings that it was about.

    A decision holds when every coding that it names is there as it was then; it consumes exactly those. Two that share
    a coding and differ are a conflict, and neither holds, nor does what was decided about their outcomes.

    Args:
        transcript: today's text.
        marks: the codings that stand in it.
        decided: decisions in force.
        bring: carries an outcome to today's text and code.
        by_turns: how extents count.
        absent: fingerprints of codings that were not changed, but have no place in today's text or codebook.
    """
    standing = {mark.id: mark for mark in marks}
    if not decided:
        return Applied(left=tuple(standing.values()), open={})
    prints = {name: mark.fingerprint for name, mark in standing.items()} | dict(absent or {})
    possible = _possible(decided, prints)
    conflicts = _clashes([each for each in possible if each.how != POSTPONED])
    against = {each.id for group in conflicts for each in group}
    settled: list[Settled] = []
    unplaced: list[Coding] = []
    held: set[str] = set()
    for event in possible:
        if event.how == POSTPONED or event.id in against or not _fits(event, prints):
            continue
        consumed = tuple(sorted((standing.pop(name) for name in event.codings if name in standing), key=order_of))
        outcomes = []
        for name in event.codings:
            del prints[name]
        for number, each in enumerate(event.outcome):
            coding = outcome_coding(event, number, each, consumed)
            mark = _outcome(transcript, event, coding, bring, by_turns=by_turns)
            prints[coding.id] = fingerprint(each.code, each.anchor, each.stance)
            if mark is None:
                unplaced.append(coding)
            else:
                outcomes.append(mark)
                standing[mark.id] = mark
        settled.append(Settled(decision=event, kind=None, marks=consumed, outcomes=tuple(outcomes)))
        held.add(event.id)
    gone = {name for event in decided if event.id in held for name in event.codings}
    outdated = tuple(each for each in decided if each.id not in held | against and _is_outdated(each, prints, gone))
    return Applied(
        left=tuple(sorted(standing.values(), key=order_of)),
        settled=tuple(settled),
        conflicts=tuple(conflicts),
        outdated=outdated,
        open=_still_open([each for each in decided if each.id not in held], against, outdated, standing),
        unplaced=tuple(coding for coding in unplaced if coding.id in prints),
    )


def _possible(decided: Sequence[Decided], prints: Mapping[str, str]) -> list[Decided]:
    """Decisions that could hold, each after those on whose outcomes it rests: whatever the order of the files."""
    known = dict(prints)
    found: list[Decided] = []
    waiting = list(decided)
    while ready := [each for each in waiting if _fits(each, known)]:
        found += ready
        ids = {each.id for each in ready}
        waiting = [each for each in waiting if each.id not in ids]
        for event in ready:
            for number, each in enumerate(event.outcome):
                known[outcome_id(event, number)] = fingerprint(each.code, each.anchor, each.stance)
    return found


def _fits(event: Decided, prints: Mapping[str, str]) -> bool:
    return all(prints.get(name) == print_ for name, print_ in event.codings.items())


def _is_outdated(event: Decided, prints: Mapping[str, str], gone: Collection[str]) -> bool:
    if event.how != POSTPONED:
        return True
    # Postponed first and settled later, or postponed still: it says what it said.
    return not _fits(event, prints) and not set(event.codings) <= set(gone)


def _still_open(
    not_held: Iterable[Decided], against: Collection[str], outdated: Iterable[Decided], standing: Mapping[str, Mark]
) -> dict[str, tuple[Decided, str]]:
    """Codings with the decision about them that does not hold: the weightiest reason where there are several."""
    found: dict[str, tuple[Decided, str]] = {}
    late = {each.id for each in outdated}
    reasons = ("decisions contradict each other", POSTPONED, "the codings were changed since it was settled")
    ranked = [(0 if event.id in against else 2 if event.id in late else 1, event) for event in not_held]
    for rank, event in sorted(ranked, key=lambda pair: pair[0]):
        for name in event.codings:
            if name in standing:
                found.setdefault(name, (event, reasons[rank]))
    return found


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


def _outcome(transcript: Transcript, event: Decided, coding: Coding, bring: Bring, *, by_turns: bool) -> Mark | None:
    """What a decision left, as it is compared: it stands for everybody whom the decision was between."""
    standing = bring(coding)
    placed = place(transcript, standing) if standing is not None else None
    if placed is None:
        return None
    return mark_of(placed, by_turns=by_turns, coders=event.coders, decision=event.id)


def outcome_coding(event: Decided, number: int, outcome: Outcome, consumed: Sequence[Mark]) -> Coding:
    """An outcome as a coding of nobody in particular; marks of the codings that it replaces stay with it.

    It is an exemplar where one of those with the same code was.
    """
    same = [mark.standing.coding for mark in consumed if mark.standing.coding.code == outcome.code]
    return Coding(
        id=outcome_id(event, number),
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
