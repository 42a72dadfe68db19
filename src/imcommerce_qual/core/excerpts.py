"""The words under a span: which turns, which language, how they read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from imcommerce_qual.model.span import CONTEXT, Anchor, Span
from imcommerce_qual.model.transcript import Side, Transcript, Turn, Words

_start = attrgetter("extent.start")
SIDES: tuple[Side, ...] = ("source", "translation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The words under a span, as they read: lines joined by LF, turns by `` / ``.

    ``pieces`` are the stretches of text that it is made of, each with its turn's number.
    """

    words: str
    side: Side
    pieces: tuple[tuple[int, Span], ...]

    @property
    def turns(self) -> tuple[int, ...]:
        """The numbers of the turns that it touches, in order."""
        return tuple(dict.fromkeys(number for number, _ in self.pieces))


def turns_under(transcript: Transcript, span: Span) -> tuple[Turn, ...]:
    """The turns whose extent the span touches."""
    turns = transcript.turns
    first = max(0, bisect_right(turns, span.start, key=_start) - 1)
    end = first
    while end < len(turns) and turns[end].extent.start < span.end:
        end += 1
    return tuple(turn for turn in turns[first:end] if turn.extent.end > span.start)


def side_of(transcript: Transcript, span: Span) -> Side | None:
    """The language in whose words the span both begins and ends; None where it does not."""
    return side_in(turns_under(transcript, span), span)


def side_in(turns: Sequence[Turn], span: Span) -> Side | None:
    """The same, where the turns under the span are known."""
    if not turns:
        return None
    for side in SIDES:
        begins = _holds(turns[0].lines(side), span.start)
        if begins and _holds(turns[-1].lines(side), span.end - 1):
            return side
    return None


def _holds(lines: tuple[Words, ...], offset: int) -> bool:
    return any(line.span.start <= offset < line.span.end for line in lines)


def pieces(turns: Iterable[Turn], span: Span, side: Side) -> Iterator[tuple[int, Span]]:
    """The stretches of words of one language under the span in these turns, each with its turn's number, in order."""
    for turn in turns:
        for line in turn.lines(side):
            start, end = max(span.start, line.span.start), min(span.end, line.span.end)
            if start < end:
                yield turn.number, Span(start, end)


def excerpt_of(transcript: Transcript, span: Span) -> Excerpt | None:
    """The excerpt under a span; None where the span begins or ends outside words, or between two languages."""
    turns = turns_under(transcript, span)
    side = side_in(turns, span)
    if side is None:
        return None
    found = tuple(pieces(turns, span, side))
    return Excerpt(words=join_pieces(transcript.text, found), side=side, pieces=found)


def join_pieces(text: str, found: tuple[tuple[int, Span], ...]) -> str:
    """The words of the pieces, character for character, lines of a turn joined by LF and turns by `` / ``."""
    words = ""
    last = 0
    for number, piece in found:
        if words:
            words += "\n" if number == last else " / "
        words += text[piece.start : piece.end]
        last = number
    return words


def translation_of(transcript: Transcript, excerpt: Excerpt) -> str | None:
    """The translation of the turns under an excerpt of the source, whole paragraphs; None where there is none."""
    if excerpt.side == "translation" or transcript.translation is None:
        return None
    by_turn: list[str] = []
    for number in excerpt.turns:
        turn = transcript.turns[number - 1]
        touched = [
            line.paragraph
            for line in turn.words
            for n, piece in excerpt.pieces
            if n == number and line.span.overlap(piece)
        ]
        several = len({line.paragraph for line in turn.words}) == len(turn.translation)
        wanted = [line for line in turn.translation if not several or line.paragraph in touched]
        by_turn.append("\n".join(transcript.text[line.span.start : line.span.end] for line in wanted))
    return " / ".join(part for part in by_turn if part) or None


def covers_paragraphs(transcript: Transcript, excerpt: Excerpt) -> bool:
    """Whether the excerpt is all of the paragraphs that it touches, so that their translation is its translation."""
    own = sum(len(piece) for _, piece in excerpt.pieces)
    touched = 0
    for number in excerpt.turns:
        lines = transcript.turns[number - 1].lines(excerpt.side)
        here = [piece for n, piece in excerpt.pieces if n == number]
        on = {line.paragraph for line in lines if any(line.span.overlap(piece) for piece in here)}
        touched += sum(len(line.span) for line in lines if line.paragraph in on)
    return own == touched


def speakers_under(transcript: Transcript, excerpt: Excerpt) -> tuple[str, ...]:
    """The participants (ids) who speak in the turns under an excerpt, in order; interviewers and others left out."""
    found: dict[str, None] = {}
    for number in excerpt.turns:
        who = transcript.speakers[transcript.turns[number - 1].speaker].participant
        if who is not None:
            found[who] = None
    return tuple(found)


def anchor_at(transcript: Transcript, span: Span) -> Anchor:
    """The anchor of a span in the transcript as it is now."""
    text = transcript.text
    return Anchor(
        text=transcript.hash,
        span=span,
        quote=text[span.start : span.end],
        before=text[max(0, span.start - CONTEXT) : span.start],
        after=text[span.end : span.end + CONTEXT],
    )


def words_of_turn(transcript: Transcript, turn: Turn, side: Side = "source") -> str:
    """All words of a turn in one language, lines joined by LF."""
    return "\n".join(transcript.text[line.span.start : line.span.end] for line in turn.lines(side))
