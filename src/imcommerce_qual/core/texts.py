"""Which texts of a transcript are named, which edits nobody recorded, and what an edit did to codings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from imcommerce_qual.core.anchoring import shortest_path
from imcommerce_qual.core.excerpts import SIDES, pieces, side_of, turns_under
from imcommerce_qual.core.matching import Candidate, candidate
from imcommerce_qual.core.segments import trimmed
from imcommerce_qual.model.edit import Carried, Changed, Edit, Lost
from imcommerce_qual.model.event import Amended, Applied, Coding, Completed, Log
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Transcript

Verdict = Literal["kept", "changed", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of a coding's words: as they were, and as they are now; where lost, places that look like them."""

    coding: Coding
    verdict: Verdict
    was: Candidate | None
    now: Candidate | None = None
    candidates: tuple[Candidate, ...] = ()


def texts_named(logs: Iterable[Log], edits: Iterable[Edit]) -> tuple[str, ...]:
    """The hash16 of every text that events or edits of one transcript name, the one named last first."""
    last: dict[str, datetime] = {}

    def note(text: str, at: datetime) -> None:
        last[text] = max(at, last.get(text, at))

    for log in logs:
        for event in log.events:
            match event:
                case Applied(anchor=anchor):
                    note(anchor.text, event.at)
                case Amended(changes=changes) if changes.get("anchor"):
                    note(changes["anchor"].text, event.at)
                case Completed(text=text):
                    note(text, event.at)
                case _:
                    pass
    for edit in edits:
        note(edit.from_, edit.at)
        note(edit.to, edit.at)
    # An edit names two at once: what it led to is the newer.
    led_to = {edit.to: edit.at for edit in edits}
    return tuple(sorted(last, key=lambda text: (last[text], led_to.get(text) == last[text], text), reverse=True))


def unrecorded(named: Iterable[str], edits: Iterable[Edit], today: str) -> tuple[str, ...]:
    """Those of the texts from which no recorded edits lead to today's, in the order given."""
    known = tuple(edits)
    return tuple(text for text in named if text != today and shortest_path(known, text, today) is None)


def to_record(missing: Iterable[str], edits: Iterable[Edit], today: str) -> tuple[str, ...]:
    """The fewest of the texts *missing* a way (the newest first) whose edits, once recorded, lead all of them here."""
    known = list(edits)
    chosen: list[str] = []
    for text in missing:
        if shortest_path(known, text, today) is None:
            chosen.append(text)
            at = datetime.max.replace(tzinfo=UTC)
            known.append(Edit(id=text, at=at, by="", from_=text, to=today))
    return tuple(chosen)


def fates(
    codings: Iterable[Coding],
    *,
    before: Callable[[Coding], Carried],
    after: Callable[[Coding], Carried],
    old: Transcript,
    new: Transcript,
) -> tuple[Fate, ...]:
    """What an edit from *old* to *new* does to each coding; what it leaves as it finds it is kept."""
    found = []
    for coding in codings:
        then, now = before(coding), after(coding)
        was = None if isinstance(then, Lost) else place(old, then.span)
        fate = fate_of(coding, now, new, was)
        same = was is not None and fate.now is not None and was.words == fate.now.words
        if (isinstance(then, Lost) and isinstance(now, Lost)) or (isinstance(then, Changed) and same):
            fate = Fate(coding=coding, verdict="kept", was=was, now=fate.now)
        found.append(fate)
    return tuple(found)


def fate_of(coding: Coding, carried: Carried, transcript: Transcript, was: Candidate | None) -> Fate:
    """Where a coding's words are in *transcript*, for people."""
    if isinstance(carried, Lost):
        offered = [_bare(transcript, span) for span in carried.candidates]
        candidates = tuple(candidate(transcript, span) for span in dict.fromkeys(offered) if span is not None)
        return Fate(coding=coding, verdict="lost", was=was, candidates=candidates)
    verdict: Verdict = "changed" if isinstance(carried, Changed) else "kept"
    return Fate(coding=coding, verdict=verdict, was=was, now=place(transcript, carried.span))


def _bare(transcript: Transcript, span: Span) -> Span | None:
    """The part of a candidate that can be coded, without white space at its ends."""
    within = within_words(transcript, span)
    piece = trimmed(transcript.text, (within.start, within.end)) if within else None
    return Span(*piece) if piece else None


def place(transcript: Transcript, span: Span) -> Candidate:
    """A span to show, also one that touches no turn."""
    if turns_under(transcript, span):
        return candidate(transcript, span)
    words = transcript.text[span.start : span.end]
    return Candidate(span=span, turn=0, speaker="", before="", words=words, after="")


def within_words(transcript: Transcript, span: Span) -> Span | None:
    """The part of a span that begins and ends in words of one language, so that it can be coded; None: no such part.

    Of two languages, the one with more of its characters.
    """
    if side_of(transcript, span) is not None:
        return span
    turns = turns_under(transcript, span)
    found = [[piece for _, piece in pieces(turns, span, side)] for side in SIDES]
    most = max(found, key=lambda each: sum(map(len, each)))
    return Span(most[0].start, most[-1].end) if most else None
