"""The next of something in a transcript: a turn, a coding, words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from imcommerce_qual.core.excerpts import side_of
from imcommerce_qual.core.segments import joined
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.model.transcript import Transcript, Turn


def _from(transcript: Transcript, turn: int, *, forward: bool) -> Iterable[Turn]:
    """The turns after (or before) that one, the nearest first."""
    return transcript.turns[turn:] if forward else reversed(transcript.turns[: turn - 1])


def next_of_speaker(transcript: Transcript, turn: int, *, forward: bool) -> int | None:
    """The nearest turn of the same speaker."""
    speaker = transcript.turns[turn - 1].speaker
    return next((each.number for each in _from(transcript, turn, forward=forward) if each.speaker == speaker), None)


def next_uncoded(transcript: Transcript, coded: Collection[int], turn: int, *, forward: bool) -> int | None:
    """The nearest turn in which a participant said something that has no coding."""
    for each in _from(transcript, turn, forward=forward):
        spoken = each.words or each.translation
        if spoken and each.number not in coded and transcript.speakers[each.speaker].role == "participant":
            return each.number
    return None


def next_coding(standing: Iterable[Standing], cursor: int, *, forward: bool) -> Standing | None:
    """The coding that begins nearest after (or before) the cursor; of several that begin there, the shortest."""
    starts = [each for each in standing if (each.span.start > cursor if forward else each.span.start < cursor)]
    if not starts:
        return None
    return min(starts, key=lambda each: (abs(each.span.start - cursor), len(each.span)))


def occurrences(transcript: Transcript, words: str) -> tuple[Span, ...]:
    """Every place in words of one language where *words* stand, whatever their case and the white space in them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    if not pattern:
        return ()
    found = (Span(*match.span()) for match in re.finditer(pattern, transcript.text, re.IGNORECASE))
    whole = (_whole(transcript.text, span) for span in found)
    return tuple(span for span in whole if side_of(transcript, span))


def _whole(text: str, span: Span) -> Span:
    """The span with all of its first and last character, as people see them."""
    start, end = span.start, span.end
    while joined(text, start):
        start -= 1
    while joined(text, end):
        end += 1
    return Span(start, end)
