"""Finding words and codings: filters, and keyword in context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from imcommerce_qual.core.evidence import place
from imcommerce_qual.core.excerpts import SIDES, excerpt_of, side_of
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.transcript import AttributeValue, Side, Transcript, Turn, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for. Every field that is set must hold.

    ``pattern`` is searched in words, line by line, in either language; ``codes`` are wanted codes with what rolls up
    into them; ``attributes`` of the participant who speaks; the rest are about codings, ``codings`` names some by id.
    """

    pattern: re.Pattern[str] | None = None
    transcripts: frozenset[str] | None = None
    speakers: frozenset[str] | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    codes: frozenset[str] | None = None
    coders: frozenset[str] | None = None
    stances: frozenset[str] | None = None
    unsure: bool | None = None
    exemplar: bool | None = None
    codings: frozenset[str] | None = None

    @property
    def about_codings(self) -> bool:
        """Whether codings are asked for, not just words."""
        asked = (self.codes, self.coders, self.stances, self.unsure, self.exemplar, self.codings)
        return any(each is not None for each in asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place found: the words, with what stands before and after them in the line, and the codes on them.

    ``turn`` is where it begins, ``speaker`` the first participant who speaks in it, else whoever speaks first; ``raw``
    is the text from the span's start to its end, which proves the place; ``words`` leaves out labels.
    """

    transcript: str
    span: Span
    turn: int
    time: str | None
    speaker: str
    participant: str | None
    side: Side
    before: str
    words: str
    raw: str
    after: str
    codes: tuple[str, ...]
    coding: str | None = None
    code: str | None = None
    coder: str | None = None
    stance: str | None = None
    toward: str | None = None
    unsure: bool = False
    exemplar: bool = False
    memo: str | None = None


def find(study: Study, standing: Iterable[Standing], query: Query) -> Iterator[Hit]:
    """The places that the query wants, in order of transcript and text.

    Without a filter on codings: each match of the pattern, with the codes that overlap it. With one: each coding that
    fits, and, if there is a pattern, in whose excerpt it matches.
    """
    by_transcript: dict[str, list[Standing]] = {}
    for each in standing:
        by_transcript.setdefault(each.transcript, []).append(each)
    for name, transcript in study.transcripts.items():
        if query.transcripts is not None and name not in query.transcripts:
            continue
        coded = by_transcript.get(name, [])
        if query.about_codings:
            yield from _codings(transcript, coded, query)
        else:
            yield from _words(transcript, coded, query)


def _codings(transcript: Transcript, coded: list[Standing], query: Query) -> Iterator[Hit]:
    for each in coded:
        if not _fits(each, query):
            continue
        placed = place(transcript, each)
        excerpt = excerpt_of(transcript, each.span)
        if placed is None or excerpt is None:
            continue
        turns = [transcript.turns[number - 1] for number in placed.turns]
        if not any(_speaks(transcript, turn, query) for turn in turns):
            continue
        if query.pattern is not None and not query.pattern.search(excerpt.words):
            continue
        voice = next((turn for turn in turns if transcript.speakers[turn.speaker].participant), turns[0])
        line = _line_at(turns[0], placed.side, each.span.start)
        last = _line_at(turns[-1], placed.side, each.span.end - 1)
        yield Hit(
            transcript=transcript.id,
            span=each.span,
            turn=turns[0].number,
            time=turns[0].time,
            speaker=voice.speaker,
            participant=transcript.speakers[voice.speaker].participant,
            side=placed.side,
            before=transcript.text[line.span.start : each.span.start],
            words=excerpt.words,
            raw=transcript.text[each.span.start : each.span.end],
            after=transcript.text[each.span.end : last.span.end],
            codes=(each.code,),
            coding=each.coding.id,
            code=each.code,
            coder=each.coder,
            stance=each.stance,
            toward=each.coding.toward,
            unsure=each.coding.unsure,
            exemplar=each.coding.exemplar,
            memo=each.coding.memo,
        )


def _fits(each: Standing, query: Query) -> bool:
    return (
        (query.codings is None or each.coding.id in query.codings)
        and (query.codes is None or each.code in query.codes)
        and (query.coders is None or each.coder in query.coders)
        and (query.stances is None or (each.stance or "unset") in query.stances)
        and (query.unsure is None or each.coding.unsure is query.unsure)
        and (query.exemplar is None or each.coding.exemplar is query.exemplar)
    )


def _words(transcript: Transcript, coded: list[Standing], query: Query) -> Iterator[Hit]:
    on: dict[Side | None, list[Standing]] = {}
    for each in coded:  # what runs over several paragraphs runs over the other language too, and is not on it
        on.setdefault(side_of(transcript, each.span), []).append(each)
    for turn in transcript.turns:
        if not _speaks(transcript, turn, query):
            continue
        for side in SIDES:
            for line in turn.lines(side):
                yield from _line_hits(transcript, turn, side, line, on.get(side, []), query)


def _line_hits(
    transcript: Transcript, turn: Turn, side: Side, line: Words, coded: list[Standing], query: Query
) -> Iterator[Hit]:
    words = transcript.text[line.span.start : line.span.end]
    matches = [(0, len(words))] if query.pattern is None else [m.span() for m in query.pattern.finditer(words)]
    for start, end in matches:
        if start == end:
            continue
        span = Span(line.span.start + start, line.span.start + end)
        yield Hit(
            transcript=transcript.id,
            span=span,
            turn=turn.number,
            time=turn.time,
            speaker=turn.speaker,
            participant=transcript.speakers[turn.speaker].participant,
            side=side,
            before=words[:start],
            words=words[start:end],
            raw=words[start:end],
            after=words[end:],
            codes=tuple(sorted({each.code for each in coded if each.span.overlap(span)})),
        )


def _speaks(transcript: Transcript, turn: Turn, query: Query) -> bool:
    speaker = transcript.speakers[turn.speaker]
    if query.speakers is not None and not {speaker.label, speaker.role, speaker.participant} & query.speakers:
        return False
    if not query.attributes:
        return True
    participant = transcript.participants.get(speaker.participant or "")
    if participant is None:
        return False
    return all(_said(participant.attributes.get(key)) == value for key, value in query.attributes.items())


def _said(value: AttributeValue) -> str:
    """The value of an attribute as it is written in a file, and asked for."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _line_at(turn: Turn, side: Side, offset: int) -> Words:
    return next(line for line in turn.lines(side) if line.span.start <= offset < line.span.end)
