"""One transcript compared: what coders agree on, where they differ, and what was settled."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from imcommerce_qual.core.adjudication.deciding import Bring, apply_decisions, in_force
from imcommerce_qual.core.adjudication.linking import Group, coders_in, common_share, groups, pair_across
from imcommerce_qual.core.adjudication.marks import fingerprint_of, marks_of, order_of
from imcommerce_qual.model.adjudication import (
    Agreement,
    Comparison,
    Decided,
    DecisionEvent,
    Disagreement,
    Kind,
    Mark,
    Settled,
)
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.model.transcript import Transcript

#: Whether a coder has looked at a turn for a code: completed it, and the code is not reopened for them.
Completion = Callable[[str, int, str], bool]

#: Text as JSON; the lists around it are written by hand, because tens of thousands of ids are worked out with it.
_text = json.JSONEncoder(ensure_ascii=False).encode


def compare(
    transcript: Transcript,
    standing: Iterable[Standing],
    *,
    coders: Sequence[str],
    completed: Completion,
    decisions: Iterable[DecisionEvent] = (),
    bring: Bring,
    absent: Iterable[Coding] = (),
) -> Comparison:
    """Agreements and disagreements of *coders* on one transcript, after what was decided.

    Every coding of *coders* in it is in exactly one place of what comes back: an agreement, a disagreement, a decision
    that settled it, or among those that nobody else looked for. Decisions hold or not whoever is compared.

    Args:
        transcript: today's text.
        standing: everybody's codings on it, carried, in any order.
        coders: who is compared.
        completed: whether a coder has looked at a turn (by number) for a code.
        decisions: every event about this transcript, of every writer, in any order.
        bring: carries an outcome to today's text and code.
        absent: codings on it that have no place in today's text or codebook; decisions about them hold all the same.
    """
    here = [each for each in standing if each.transcript == transcript.id]
    wanted = frozenset(coders)
    marks, by_turns = marks_of(transcript, here, wanted)
    placed = {mark.id for mark in marks}
    aside = [*absent, *(each.coding for each in here if each.coding.id not in placed)]
    done = apply_decisions(
        transcript,
        marks,
        in_force(decisions),
        bring,
        by_turns=by_turns,
        absent={coding.id: fingerprint_of(coding) for coding in aside if coding.transcript == transcript.id},
    )
    looked = _Looked(coders, completed)
    left = (mark for mark in done.left if mark.coders & wanted)
    found = _sort_out(transcript.id, left, looked, by_turns=by_turns)
    agreements, disagreements, single = found
    return Comparison(
        transcript=transcript.id,
        coders=tuple(sorted(coders)),
        # What a decision left, and nobody else has to be compared with, is settled: it is not agreed on as well.
        agreements=tuple(each for each in agreements if any(mark.decision is None for mark in each.marks)),
        disagreements=tuple(_with_decision(each, done.open) for each in disagreements),
        settled=tuple(_with_kind(each) for each in done.settled if wanted & set(each.decision.coders)),
        single=tuple(sorted(single, key=order_of)),
        conflicts=tuple(each for each in done.conflicts if any(wanted & set(event.coders) for event in each)),
        outdated=tuple(each for each in done.outdated if wanted & set(each.coders)),
        unplaced=done.unplaced,
    )


class _Looked:
    """Who has looked at turns for a code; asked once for each turn and code."""

    def __init__(self, coders: Sequence[str], completed: Completion) -> None:
        self._coders = frozenset(coders)
        self._completed = completed
        self._known: dict[tuple[int, str], frozenset[str]] = {}

    def __call__(self, turns: Iterable[int], code: str) -> frozenset[str]:
        """The coders who have looked at every one of *turns*."""
        found = self._coders
        for turn in turns:
            who = self._known.get((turn, code))
            if who is None:
                who = frozenset(coder for coder in self._coders if self._completed(coder, turn, code))
                self._known[turn, code] = who
            if who is not found:
                found &= who
        return found


def _sort_out(
    transcript: str, marks: Iterable[Mark], looked: _Looked, *, by_turns: bool
) -> tuple[list[Agreement], list[Disagreement], list[Mark]]:
    """What is agreed, what is not, and what nobody else looked for.

    A coder who has a coding among those that belong together is compared there, whatever else these touch; one who has
    none, only where they completed every turn that these touch.
    """
    agreements: list[Agreement] = []
    disagreements: list[Disagreement] = []
    single: list[Mark] = []
    lonely: list[tuple[Group, frozenset[str]]] = []
    own: list[Mark] = []
    for mark in marks:
        decided = mark.decision is not None
        (own if decided or mark.coders & looked(mark.turns, mark.code) else single).append(mark)
    for group in groups(own):
        touched = group[0].turns if len(group) == 1 else {turn for mark in group for turn in mark.turns}
        who = looked(touched, group[0].code)
        have = coders_in(group)
        who = who if have <= who else who | have
        kind = kind_of(group, who) if len(who) > 1 else None
        if len(who) < 2:
            single += group
        elif kind is None:
            agreements.append(Agreement(transcript=transcript, coders=tuple(sorted(who)), marks=group))
        elif kind == "not by all":
            lonely.append((group, who))
        else:
            disagreements.append(_disagreement(transcript, kind, who, group, by_turns=by_turns))
    paired = pair_across(lonely)
    taken = {place for pair in paired for place in pair}
    for first, second in paired:
        both = tuple(sorted((*lonely[first][0], *lonely[second][0]), key=order_of))
        who = lonely[first][1] & lonely[second][1]
        disagreements.append(_disagreement(transcript, "code", who, both, by_turns=by_turns))
    for place, (group, who) in enumerate(lonely):
        if place not in taken:
            disagreements.append(_disagreement(transcript, "not by all", who, group, by_turns=by_turns))
    return agreements, sorted(disagreements, key=lambda each: order_of(each.marks[0])), single


def kind_of(group: Sequence[Mark], who: frozenset[str]) -> Kind | None:
    """How the codings of a group differ among those compared; None where they agree.

    Somebody who has none comes first, then somebody who has several; ends and stances are compared one to one.
    """
    if len(group) == 1:
        return "not by all" if not who <= group[0].coders else None
    having = [sum(coder in mark.coders for mark in group) for coder in who]
    if min(having) == 0:
        return "not by all"
    if max(having) > 1:
        return "split"
    if len({mark.extent for mark in group}) > 1:
        return "boundary"
    return "stance" if len({mark.stance for mark in group} - {None}) > 1 else None


def _disagreement(
    transcript: str, kind: Kind, who: Iterable[str], marks: tuple[Mark, ...], *, by_turns: bool
) -> Disagreement:
    coders = tuple(sorted(who))
    return Disagreement(
        id=disagreement_id(transcript, coders, (mark.id for mark in marks)),
        transcript=transcript,
        kind=kind,
        coders=coders,
        codes=tuple(dict.fromkeys(mark.code for mark in marks)),
        marks=marks,
        overlap=common_share(marks) if len(marks) > 1 and len(coders_in(marks)) > 1 else 0.0,
        by_turns=by_turns,
    )


def disagreement_id(transcript: str, coders: Iterable[str], codings: Iterable[str]) -> str:
    """Sixteen digits: the same for the same transcript, coders compared and codings, in whatever order they come."""
    named = f"[{_text(transcript)}, [{_listed(coders)}], [{_listed(codings)}]]"
    return hashlib.sha256(named.encode()).hexdigest()[:16]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_text, sorted(names)))


def _with_decision(each: Disagreement, still_open: Mapping[str, tuple[Decided, str]]) -> Disagreement:
    for mark in each.marks:
        if mark.id in still_open:
            decided, why = still_open[mark.id]
            return replace(each, decision=decided.id, open_because=why)
    return each


def _with_kind(settled: Settled) -> Settled:
    """What kind of disagreement it was about, by the same rules."""
    found = groups(settled.marks)
    who = frozenset(settled.decision.coders)
    kind: Kind | None = "code" if len({mark.code for mark in settled.marks}) > 1 else None
    if kind is None and found:
        kind = kind_of(found[0], who) if len(found) == 1 else "split"
    return replace(settled, kind=kind)
