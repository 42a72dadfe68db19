"""Interviews in several sittings: where the clock starts anew, a time alone does not say where it is."""

from __future__ import annotations

from itertools import pairwise

from imcommerce_qual.model.transcript import Transcript


def sitting_of(transcript: Transcript, turn: int) -> str | None:
    """What the sitting of that turn is headed by; None where the times of the interview run through."""
    timed = [(each.number, _seconds(each.time)) for each in transcript.turns if each.time]
    anew = [number for (_, before), (number, after) in pairwise(timed) if after < before]
    if not anew:
        return None
    starts = [1, *anew]
    first = max(start for start in starts if start <= turn)
    before = max((start for start in starts if start < first), default=0)
    headed = [
        transcript.text[each.span.start : each.span.end].removeprefix("# ").strip()
        for each in transcript.headings
        if before < each.before_turn <= first
    ]
    return headed[-1] if headed else f"sitting {starts.index(first) + 1}"


def _seconds(time: str | None) -> float:
    """Of ``[h:]mm:ss``, fractions allowed."""
    found = 0.0
    for part in (time or "0").split(":"):
        found = found * 60 + float(part)
    return found
