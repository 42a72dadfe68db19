"""Where a quote stands in a transcript: exactly, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from imcommerce_qual.core.excerpts import side_of, turns_under
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place where a quote stands: its span, its turn and who speaks, and the words around it."""

    span: Span
    turn: int
    speaker: str
    before: str
    words: str
    after: str


_AROUND = 30


def find_quote(
    transcript: Transcript, quote: str, *, near: str | None = None, turn: int | None = None
) -> tuple[Candidate, ...]:
    """Every place in words of one language where *quote* stands, in order of the text.

    The quote is searched for as it is; if it is nowhere, with any white space (also a line's end) for each white
    space in it, and none around it. ``turn`` keeps the places that touch that turn. ``near`` keeps those closest to
    the nearest occurrence of that text (all, where it does not occur).
    """
    found = list(_places(transcript, re.escape(quote)))
    parts = quote.split()
    if not found and parts:
        found = list(_places(transcript, r"\s+".join(map(re.escape, parts))))
    if turn is not None:
        found = [span for span in found if any(each.number == turn for each in turns_under(transcript, span))]
    if near is not None and len(found) > 1:
        found = _nearest(transcript, found, near)
    return tuple(candidate(transcript, span) for span in found)


def candidate(transcript: Transcript, span: Span) -> Candidate:
    """A place to show to somebody who must choose."""
    text = transcript.text
    turns = turns_under(transcript, span)
    first, last = turns[0], turns[-1]
    return Candidate(
        span=span,
        turn=first.number,
        speaker=first.speaker,
        before=text[max(first.extent.start, span.start - _AROUND) : span.start],
        words=text[span.start : span.end],
        after=text[span.end : min(last.extent.end, span.end + _AROUND)].rstrip("\n"),
    )


def _places(transcript: Transcript, pattern: str) -> Iterator[Span]:
    # A lookahead, so that overlapping places are found too: an ambiguous quote must not look unique.
    for match in re.finditer(f"(?=({pattern}))", transcript.text):
        if match[1]:
            span = Span(match.start(), match.start() + len(match[1]))
            if side_of(transcript, span) is not None:
                yield span


def _nearest(transcript: Transcript, found: list[Span], near: str) -> list[Span]:
    marks = [match.start() for match in re.finditer(re.escape(near), transcript.text)]
    if not marks:
        return found

    def distance(span: Span) -> int:
        return min(max(mark - span.end, span.start - (mark + len(near)), 0) for mark in marks)

    least = min(map(distance, found))
    return [span for span in found if distance(span) == least]
