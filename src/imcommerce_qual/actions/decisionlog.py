"""The decisions of a study one by one, with the words that they are about and whether they hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from imcommerce_qual.actions.comparing import bring
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.adjudication.deciding import POSTPONED, as_one, not_taken_back, outcome_coding, said
from imcommerce_qual.core.adjudication.marks import fingerprint_of
from imcommerce_qual.core.evidence import may_quote
from imcommerce_qual.core.excerpts import excerpt_of, turns_under
from imcommerce_qual.core.lineage import Lineage, lineage
from imcommerce_qual.model.adjudication import Comparison, Decided, DecisionEvent, Kind, Revoked
from imcommerce_qual.model.decided import Entry, State, Told
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.standing import Presence, Standing


class DecisionLog:
    """The log of a study, with the words that decisions are about."""

    def __init__(self, opened: Opened, presence: Presence) -> None:
        self._study = opened.study
        self._line: Lineage = lineage(opened.study.codebook.history)
        self._bring = bring(opened)
        self._standing: dict[str, Standing] = {each.coding.id: each for each in presence.standing}
        self._aside: dict[str, Coding] = {each.id: each for each in (*presence.lost, *presence.unled)}
        self._changes = {each.id: each for each in opened.study.codebook.history}
        self._decided: dict[str, Decided] = {}

    def entries(self, events: Iterable[DecisionEvent], compared: Comparison | None) -> list[Entry]:
        """Every decision about one transcript, those that were taken back too; the same ones once."""
        ordered = sorted({each.id: each for each in events}.values(), key=lambda each: each.order)
        decided = [each for each in ordered if type(each) is Decided]
        self._decided |= {each.id: each for each in decided}
        revoked = {each.of: each for each in ordered if isinstance(each, Revoked)}
        in_force = {each.id for each in not_taken_back(ordered)}
        holds, clashing, kinds = _found(compared)
        alike: dict[object, list[Decided]] = {}
        for event in decided:
            alike.setdefault(said(event) if event.id in in_force else event.id, []).append(event)
        found = []
        for events_alike in alike.values():
            event = as_one(events_alike)
            state: State = "holds" if event.id in holds else "postponed" if event.how == POSTPONED else "outdated"
            if event.id not in in_force:
                state = "revoked" if event.id in revoked else "replaced"
            elif event.id in clashing:
                state = "conflict"
            entry = self.entry(event, state, kinds.get(event.id) or kinds.get(frozenset(event.codings)))
            end = revoked.get(event.id)
            ended = (", ".join(end.by) or end.writer, end.at, end.why) if end is not None else None
            found.append(replace(entry, ended=ended, same=tuple(each.id for each in events_alike[1:])))
        return found

    def entry(self, event: Decided, state: State, kind: Kind | None) -> Entry:
        """One decision with the words that it is about."""
        codings = [self._told(name, print_) for name, print_ in sorted(event.codings.items())]
        outcome = [self._left(event, number) for number in range(len(event.outcome))]
        transcript = self._study.transcripts[event.transcript]
        spans = [each.span for each in (*codings, *outcome) if each.span is not None]
        under = [turn for span in spans for turn in turns_under(transcript, span)]
        turns = [turn.number for turn in under]
        voices = {transcript.speakers[turn.speaker].participant for turn in under}
        # Words without a place today may be anybody's of that interview.
        who = voices if turns else set(transcript.participants)
        change = self._changes.get(event.change or "")
        return Entry(
            id=event.id,
            transcript=event.transcript,
            turns=(min(turns), max(turns)) if turns else None,
            kind=kind,
            codes=tuple(dict.fromkeys(each.code for each in codings)),
            coders=event.coders,
            codings=tuple(sorted(codings, key=_place)),
            how=event.how,
            outcome=tuple(outcome),
            by=event.by,
            writer=event.writer,
            at=event.at,
            state=state,
            why=event.why,
            rule=event.rule,
            change=event.change,
            change_words=f"{change.change} {', '.join(change.to or change.from_)}" if change is not None else None,
            replaces=event.replaces,
            may_quote=may_quote(self._study, (each for each in who if each is not None)),
        )

    def _told(self, name: str, print_: str) -> Told:
        standing = self._standing.get(name)
        coding = standing.coding if standing is not None else self._aside.get(name)
        if coding is None:
            decision, _, number = name.rpartition(":")
            event = self._decided.get(decision)
            if event is not None and number.isdigit() and int(number) < len(event.outcome):
                return self._left(event, int(number))
            return Told(coders=(), code="?", words=None)
        changed = fingerprint_of(coding) != print_
        return Told(
            coders=(coding.coder,),
            code=standing.code if standing is not None else self._line.today(coding.code),
            # What was decided about is not there any more: other words are not put in its place.
            words=None if changed else self._words(coding.transcript, coding.anchor.quote, standing),
            span=standing.span if standing is not None and not changed else None,
            stance=coding.stance,
            toward=coding.toward,
            unsure=coding.unsure,
            memo=coding.memo,
        )

    def _left(self, event: Decided, number: int) -> Told:
        each = event.outcome[number]
        standing = self._bring(outcome_coding(event, number, each, ()))
        return Told(
            coders=event.coders,
            code=self._line.today(each.code),
            words=self._words(event.transcript, each.anchor.quote, standing),
            span=standing.span if standing is not None else None,
            stance=each.stance,
            toward=each.toward,
            memo=each.memo,
        )

    def _words(self, transcript: str, quote: str, standing: Standing | None) -> str:
        """What was coded, without the labels and times between its turns where the text is as it was."""
        text = self._study.transcripts[transcript]
        if standing is None or text.text[standing.span.start : standing.span.end] != quote:
            return quote
        excerpt = excerpt_of(text, standing.span)
        return excerpt.words if excerpt is not None else quote


def _found(compared: Comparison | None) -> tuple[set[str], set[str], dict[object, Kind | None]]:
    """The decisions that hold, those in conflict, and the kinds of disagreement, by decision and by codings."""
    if compared is None:
        return set(), set(), {}
    kinds: dict[object, Kind | None] = {each.decision: each.kind for each in compared.disagreements if each.decision}
    kinds |= {frozenset(mark.id for mark in each.marks): each.kind for each in compared.disagreements}
    kinds |= {each.decision.id: each.kind for each in compared.settled}
    kinds |= {frozenset(mark.id for mark in each.marks): each.kind for each in compared.settled}
    holds = {each.decision.id for each in compared.settled}
    return holds, {each.id for group in compared.conflicts for each in group}, kinds


def _place(each: Told) -> tuple[int, int, tuple[str, ...], str]:
    """Those without a place today come first."""
    start, end = (each.span.start, each.span.end) if each.span is not None else (0, 0)
    return start, end, each.coders, each.code
