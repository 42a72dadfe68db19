"""Interviews in several sittings: where the clock starts anew, a time alone does not say where it is."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise

from imcommerce_qual.model.transcript import Transcript

#: Excerpts are asked for theme by theme, and each theme goes through all transcripts: a large study fits in.
_AT_HAND = 1024


def sitting_of(transcript: Transcript, turn: int) -> str | None:
    """What the sitting of that turn is headed by; None where the times of the interview run through."""
    starts = _sittings(_The(transcript))
    return starts[bisect_right(starts, turn, key=_first) - 1][1] if starts else None


class _The:
    """That very transcript: it is told by what it is, and not by reading all that is in it."""

    __slots__ = ("transcript",)

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _The) and self.transcript is other.transcript

    def __hash__(self) -> int:
        return id(self.transcript)


def _first(sitting: tuple[int, str]) -> int:
    return sitting[0]


@lru_cache(maxsize=_AT_HAND)
def _sittings(the: _The) -> tuple[tuple[int, str], ...]:
    """The first turn of each sitting and what it is headed by; nothing where there is one sitting."""
    transcript = the.transcript
    timed = [(each.number, _seconds(each.time)) for each in transcript.turns if each.time]
    anew = [number for (_, before), (number, after) in pairwise(timed) if after < before]
    if not anew:
        return ()
    starts = [1, *anew]
    found = []
    for place, (before, first) in enumerate(pairwise([0, *starts]), start=1):
        headed = [
            transcript.text[each.span.start : each.span.end].removeprefix("# ").strip()
            for each in transcript.headings
            if before < each.before_turn <= first
        ]
        found.append((first, headed[-1] if headed else f"sitting {place}"))
    return tuple(found)


def _seconds(time: str | None) -> float:
    """Of ``[h:]mm:ss``, fractions allowed."""
    found = 0.0
    for part in (time or "0").split(":"):
        found = found * 60 + float(part)
    return found
