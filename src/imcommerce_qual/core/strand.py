"""The words of a transcript in one language as something to walk along, unit by unit, across lines and turns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Literal

from imcommerce_qual.core.excerpts import SIDES
from imcommerce_qual.core.segments import Unit, joined, pieces, trimmed
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Side, Transcript, Turn, Words

Step = Literal["character", "word", "clause", "sentence", "turn"]


@dataclass(slots=True)
class Strand:
    """The units of one side, found turn by turn when they are asked for, as spans of the text without outer spaces."""

    transcript: Transcript
    side: Side
    _found: dict[tuple[int, Step], tuple[Span, ...]] = field(default_factory=dict)
    _turns: tuple[Turn, ...] = ()
    _starts: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self._turns = tuple(turn for turn in self.transcript.turns if turn.lines(self.side))
        self._starts = tuple(turn.lines(self.side)[0].span.start for turn in self._turns)

    @property
    def empty(self) -> bool:
        """Whether nothing was said in this language."""
        return not self._turns

    def units(self, place: int, step: Step) -> tuple[Span, ...]:
        """The units of the turn at *place* in this strand."""
        key = (place, step)
        if key not in self._found:
            self._found[key] = tuple(_units(self.transcript.text, self._turns[place].lines(self.side), step))
        return self._found[key]

    def turn_place(self, offset: int) -> int:
        """Which turn of the strand *offset* is in, or the one before it; the first where it is before all."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def at(self, offset: int, step: Step) -> Span:
        """The unit that *offset* is in, or else the nearest of its turn."""
        units = self.units(self.turn_place(offset), step)
        after = bisect_right(units, offset, key=_start)
        if after == 0:
            return units[0]
        before = units[after - 1]
        if offset < before.end or after == len(units):
            return before
        return before if offset - before.end < units[after].start - offset else units[after]

    def next_start(self, offset: int, step: Step) -> int | None:
        """Where the next unit after *offset* begins."""
        place = self.turn_place(offset)
        for each in range(place, len(self._turns)):
            units = self.units(each, step)
            at = bisect_right(units, offset, key=_start)
            if at < len(units):
                return units[at].start
        return None

    def last_start(self, offset: int, step: Step) -> int | None:
        """Where the last unit that begins before *offset* begins."""
        for each in range(self.turn_place(offset), -1, -1):
            units = self.units(each, step)
            at = bisect_left(units, offset, key=_start)
            if at:
                return units[at - 1].start
        return None

    def next_end(self, offset: int, step: Step) -> int | None:
        """Where the first unit ends that ends after *offset*."""
        for each in range(self.turn_place(offset), len(self._turns)):
            units = self.units(each, step)
            at = bisect_right(units, offset, key=_end)
            if at < len(units):
                return units[at].end
        return None

    def last_end(self, offset: int, step: Step) -> int | None:
        """Where the last unit ends that ends before *offset*."""
        for each in range(self.turn_place(offset), -1, -1):
            units = self.units(each, step)
            at = bisect_left(units, offset, key=_end)
            if at:
                return units[at - 1].end
        return None


def strands(transcript: Transcript) -> dict[Side, Strand]:
    """The strand of each language that has words."""
    found = {side: Strand(transcript, side) for side in SIDES}
    return {side: strand for side, strand in found.items() if not strand.empty}


def snapped(text: str, offset: int) -> int:
    """The beginning of the character, as people see it, that *offset* is in."""
    while joined(text, offset):
        offset -= 1
    return offset


def _start(span: Span) -> int:
    return span.start


def _end(span: Span) -> int:
    return span.end


def _units(text: str, lines: tuple[Words, ...], step: Step) -> list[Span]:
    if step == "turn":
        return [Span(lines[0].span.start, lines[-1].span.end)]
    found: list[Span] = []
    for paragraph in dict.fromkeys(line.paragraph for line in lines):
        own = [line.span for line in lines if line.paragraph == paragraph]
        found += _paragraph_units(text, own, step)
    return found


def _paragraph_units(text: str, lines: list[Span], step: Unit) -> list[Span]:
    """Units of a paragraph; its lines are joined by LF, and a unit may run over the end of one."""
    whole = "\n".join(text[line.start : line.end] for line in lines)
    begins: list[int] = []
    at = 0
    for line in lines:
        begins.append(at)
        at += len(line) + 1
    found: list[Span] = []
    for piece in pieces(whole, step):
        inner = piece if step == "character" and whole[piece[0]] != "\n" else trimmed(whole, piece)
        if inner is not None and step == "word":
            inner = (inner[0], _word_end(whole, *inner))
        if inner is not None:
            found.append(Span(_in_text(begins, lines, inner[0]), _in_text(begins, lines, inner[1] - 1) + 1))
    return found


def _word_end(text: str, start: int, end: int) -> int:
    """Where the word ends, without the punctuation after it; *end* where there is no letter."""
    last = next((at for at in range(end - 1, start - 1, -1) if text[at].isalnum()), end - 1)
    while last + 1 < end and joined(text, last + 1):
        last += 1
    return last + 1


def _in_text(begins: list[int], lines: list[Span], at: int) -> int:
    n = bisect_right(begins, at) - 1
    return lines[n].start + at - begins[n]
