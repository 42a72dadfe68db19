"""The transcript as rows of a screen, by line and turn: where each stands, and what stands where."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from imcommerce_qual.core.wrapping import width_of, wrap
from imcommerce_qual.model.transcript import Side, Transcript, Turn

#: The translation below each turn, beside it, or not shown.
Layout = Literal["below", "beside", "away"]
Stretch = tuple[int, int]
_GAP = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One row: characters of the words of ``side`` (None: a heading or nothing), and of the translation beside them.

    ``turn`` is 0 outside turns; ``first``: the turn's label stands before it.
    """

    turn: int
    side: Side | None = None
    words: Stretch = (0, 0)
    beside: Stretch = (0, 0)
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """All rows at one width. ``columns`` is the width of the words, ``second`` where the translation beside begins."""

    rows: tuple[Row, ...]
    columns: int
    second: int
    layout: Layout
    _places: dict[Side, tuple[list[int], list[int]]]

    def row_of(self, offset: int, side: Side) -> int:
        """The row that shows the character; the nearest before it where it is not shown."""
        starts, numbers = self._places[side]
        if not starts:
            return 0
        return numbers[max(0, bisect_right(starts, offset) - 1)]

    def end_of_turn(self, row: int) -> int:
        """The last row of the turn that the row is of, its translation included."""
        end = row
        while end + 1 < len(self.rows) and self.rows[end + 1].turn == self.rows[row].turn:
            end += 1
        return end

    def stretch(self, row: int, side: Side) -> Stretch:
        """The characters of one side in a row; empty where it has none."""
        found = self.rows[row]
        if found.side == side:
            return found.words
        return found.beside if side == "translation" and found.side is not None else (0, 0)


def lay_out(transcript: Transcript, columns: int, layout: Layout, *, airy: bool) -> Rows:
    """The transcript at a width; ``airy`` leaves a row free between turns."""
    beside = layout == "beside" and any(turn.translation for turn in transcript.turns)
    width = max(8, (columns - _GAP) // 2 if beside else columns)
    headings = {each.before_turn: each.span for each in transcript.headings}
    rows: list[Row] = []
    for turn in transcript.turns:
        if turn.number in headings:
            span = headings[turn.number]
            rows += [Row(0, None, words) for words in wrap(transcript.text, span.start, span.end, columns)]
            rows += [Row(0)] if airy else []
        rows += _turn_rows(transcript, turn, width, layout)
        rows += [Row(0)] if airy else []
    return Rows(
        rows=tuple(rows),
        columns=columns,
        second=width + _GAP if beside else 0,
        layout=layout,
        _places={"source": _places(rows, "source"), "translation": _places(rows, "translation")},
    )


def _turn_rows(transcript: Transcript, turn: Turn, width: int, layout: Layout) -> Iterator[Row]:
    words = _wrapped(transcript, turn, "source", width)
    other = _wrapped(transcript, turn, "translation", width) if layout != "away" or not words else []
    if layout == "beside" and words:
        for n in range(max(len(words), len(other))):
            left = words[n] if n < len(words) else (words[-1][1], words[-1][1])
            yield Row(turn.number, "source", left, other[n] if n < len(other) else (0, 0), n == 0)
        return
    for n, stretch in enumerate(words):
        yield Row(turn.number, "source", stretch, first=n == 0)
    for n, stretch in enumerate(other):
        yield Row(turn.number, "translation", stretch, first=n == 0 and not words)
    if not words and not other:
        yield Row(turn.number, None, first=True)


def _wrapped(transcript: Transcript, turn: Turn, side: Side, width: int) -> list[Stretch]:
    return [
        stretch for line in turn.lines(side) for stretch in wrap(transcript.text, line.span.start, line.span.end, width)
    ]


def _places(rows: list[Row], side: Side) -> tuple[list[int], list[int]]:
    found = [
        (stretch[0], n)
        for n, row in enumerate(rows)
        for stretch in ((row.words,) if row.side == side else (row.beside,) if side == "translation" else ())
        if stretch[0] < stretch[1]
    ]
    return [start for start, _ in found], [n for _, n in found]


def offset_at(text: str, stretch: Stretch, column: int) -> int:
    """The character of a row's stretch that stands at a column; the last where the row ends before it."""
    start, end = stretch
    used = 0
    for at in range(start, end):
        used += width_of(text[at])
        if used > column:
            return at
    return max(start, end - 1)


def column_of(text: str, stretch: Stretch, offset: int) -> int:
    """The column at which a character of the stretch begins."""
    return width_of(text[stretch[0] : offset])
