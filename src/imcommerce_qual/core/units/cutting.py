"""The words that count, cut in the units that a round declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from imcommerce_qual.core.excerpts import SIDES
from imcommerce_qual.core.segments import pieces, trimmed
from imcommerce_qual.core.units.exchanges import grouped
from imcommerce_qual.core.units.frame import Speakers, framed, words_of
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Side, Transcript, Turn

#: Units that can be counted; characters and span matches are no list of units.
Cut = Literal["turn", "exchange", "sentence", "given"]
#: Units in which a coding of the source meets one of the translation.
ACROSS_LANGUAGES: frozenset[str] = frozenset({"turn", "exchange"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit: the stretches of words that belong to it, in order, and the numbers of its turns."""

    turns: tuple[int, ...]
    stretches: tuple[Span, ...]


def cut(
    transcript: Transcript,
    unit: Cut,
    *,
    speakers: Speakers = "participants",
    side: Side = "source",
    given: Iterable[Span] = (),
) -> tuple[Unit, ...]:
    """The units of a transcript, in order. Units without a word are left out.

    Turns and exchanges have the words of both languages; sentences and given units those of *side*. A sentence never
    runs over the end of a line. *given*: where units were bounded beforehand; of them the words that count are taken.
    """
    turns = framed(transcript, speakers)
    match unit:
        case "turn":
            found: list[tuple[tuple[int, ...], tuple[Turn, ...]]] = [((turn.number,), (turn,)) for turn in turns]
        case "exchange":
            found = [(tuple(turn.number for turn in own), own) for own in grouped(transcript, turns)]
        case "sentence":
            return tuple(_sentences(transcript, speakers, side))
        case _:
            return tuple(_given(transcript, speakers, side, given))
    units = []
    for numbers, own in found:
        every = [span for each in SIDES for _, span in words_of(transcript.text, own, each)]
        if every:
            units.append(Unit(turns=numbers, stretches=tuple(sorted(every))))
    return tuple(units)


def _sentences(transcript: Transcript, speakers: Speakers, side: Side) -> Iterator[Unit]:
    for number, line in words_of(transcript.text, framed(transcript, speakers), side):
        words = transcript.text[line.start : line.end]
        for piece in pieces(words, "sentence"):
            kept = trimmed(words, piece)
            if kept is not None:
                yield Unit(turns=(number,), stretches=(Span(line.start + kept[0], line.start + kept[1]),))


def _given(transcript: Transcript, speakers: Speakers, side: Side, given: Iterable[Span]) -> Iterator[Unit]:
    lines = words_of(transcript.text, framed(transcript, speakers), side)
    for span in sorted(given):
        inside = [
            (number, Span(max(span.start, line.start), min(span.end, line.end)))
            for number, line in lines
            if line.overlap(span)
        ]
        spoken = [(number, piece) for number, piece in inside if transcript.text[piece.start : piece.end].strip()]
        if spoken:
            turns = tuple(dict.fromkeys(number for number, _ in spoken))
            yield Unit(turns=turns, stretches=tuple(piece for _, piece in spoken))
