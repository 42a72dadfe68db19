"""Where a quote stands in a transcript: exactly, or not at all."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from imcommerce_qual.core.excerpts import SIDES, side_of, turns_under
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

#: Between the first and the last words of a passage that is too long to type: ``First words … last words.``
FROM_TO = " … "


def find_quote(
    transcript: Transcript, quote: str, *, near: str | None = None, turn: int | None = None
) -> tuple[Candidate, ...]:
    """Every place in words of one language where *quote* stands, in order of the text.

    The quote is searched for as it is; then, until it is found: with any white space (also a line's end) for each
    white space in it, and none around it; as excerpts are shown, over lines and turns of one language (joined by
    `` / ``); where it has `` … `` in it, from the words before that to the first place of the words after.

    ``turn`` keeps the places that touch that turn. ``near`` keeps those closest to the nearest occurrence of that text
    (all, where it does not occur).
    """
    found = list(_places(transcript, re.escape(quote)))
    parts = quote.split()
    if not found and parts:
        found = list(_places(transcript, r"\s+".join(map(re.escape, parts))))
    if not found and parts:
        found = list(_as_shown(transcript, r"\s+".join(map(re.escape, parts))))
    if not found and FROM_TO in quote:
        head, _, tail = (part.strip() for part in quote.partition(FROM_TO))
        found = list(_from_to(transcript, head, tail))
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


def _as_shown(transcript: Transcript, pattern: str) -> Iterator[Span]:
    """The places of a quote that was copied from an excerpt: lines joined by LF, turns by `` / ``."""
    for side in SIDES:
        shown = ""
        places: list[tuple[int, int]] = []  # where each line begins in what is shown, and in the text
        for turn in transcript.turns:
            for n, line in enumerate(turn.lines(side)):
                shown += ("\n" if n else " / ") if shown else ""
                places.append((len(shown), line.span.start))
                shown += transcript.text[line.span.start : line.span.end]
        for match in re.finditer(f"(?=({pattern}))", shown):
            if match[1]:
                start = _in_text(places, match.start())
                yield Span(start, _in_text(places, match.start() + len(match[1]) - 1) + 1)


def _in_text(places: list[tuple[int, int]], offset: int) -> int:
    shown, text = places[bisect_right(places, offset, key=itemgetter(0)) - 1]
    return text + offset - shown


def _from_to(transcript: Transcript, head: str, tail: str) -> Iterator[Span]:
    """From each place of *head* to the first place of *tail* after it, in words of one language at both ends."""
    if not (head and tail):
        return
    ends = [span.end for span in _places(transcript, re.escape(tail))]
    for first in _places(transcript, re.escape(head)):
        end = next((end for end in ends if end - len(tail) >= first.end), None)
        if end is not None and side_of(transcript, Span(first.start, end)) is not None:
            yield Span(first.start, end)


def cuts_words(text: str, span: Span) -> bool:
    """Whether the span begins or ends inside a word; in Chinese, which has no spaces, no place is inside one.

    >>> cuts_words("and then", Span(0, 6)), cuts_words("and then", Span(4, 8)), cuts_words("都是认识", Span(1, 3))
    (True, False, False)
    """
    return any(
        0 < edge < len(text) and _spelled(text[edge - 1]) and _spelled(text[edge]) for edge in (span.start, span.end)
    )


def _spelled(character: str) -> bool:
    """Whether words are written with this character and spaces between them."""
    return character.isalpha() and character < "\u2e80"


def _nearest(transcript: Transcript, found: list[Span], near: str) -> list[Span]:
    marks = [match.start() for match in re.finditer(re.escape(near), transcript.text)]
    if not marks:
        return found

    def distance(span: Span) -> int:
        return min(max(mark - span.end, span.start - (mark + len(near)), 0) for mark in marks)

    least = min(map(distance, found))
    return [span for span in found if distance(span) == least]
