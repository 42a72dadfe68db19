"""How wide the columns of a table on paper are."""

from __future__ import annotations

from collections.abc import Sequence

from imcommerce_qual.model.table import Cell, Table
from imcommerce_qual.render.office import display_width
from imcommerce_qual.render.words import number_words

#: So many half-width characters go side by side on a page on its side, in small print.
LINE = 150
#: What a column claims for its longest word, and the most that any column takes while others need room.
WORD, MOST = 22, 90
#: What the edges of a cell take.
PADDING = 2.5
#: Headings are bold.
BOLD = 1.15
#: A long table is judged by so many of its rows.
ROWS = 400


def shares(table: Table) -> tuple[float, ...]:
    """Each column's share of the line; they sum to 1.

    No column is narrower than its longest word, or wider than its longest line, as far as there is room. In between,
    widths go with the cube root of the sum of squared lengths: for rows as high as their text is long by the column's
    width, that makes the sum of squared heights least.
    """
    step = -(-len(table.rows) // ROWS) or 1
    rows = table.rows[::step]
    floors: list[float] = []
    most: list[float] = []
    loads: list[float] = []
    for n, column in enumerate(table.columns):
        cells = [_words(row[n]) for row in rows if row[n] is not None]
        cells += [table.summary[n]] if table.summary else []
        lines = [display_width(line) for cell in cells for line in cell.split("\n")]
        heads = [display_width(each) * BOLD for each in column.title.split()]
        word = max((_word(each) for cell in cells for each in cell.split()), default=0)
        floor = min(WORD, max(word, *heads, 1)) + PADDING
        floors.append(floor)
        most.append(max(floor, min(MOST, max(lines, default=0) + PADDING)))
        loads.append(max(1.0, sum(each * each for each in lines)) ** (1 / 3))
    return _filled(floors, most, loads)


def _filled(floors: Sequence[float], most: Sequence[float], loads: Sequence[float]) -> tuple[float, ...]:
    """Widths in proportion to their loads, between floors and most, that fill the line; as shares of it."""

    def at(scale: float) -> list[float]:
        return [min(top, max(floor, scale * load)) for floor, top, load in zip(floors, most, loads, strict=True)]

    low, high = 0.0, LINE / min(loads, default=1.0)
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if sum(at(middle)) > LINE else (middle, high)
    widths = at(low)
    total = sum(widths) or 1
    return tuple(each / total for each in widths)


def _words(cell: Cell) -> str:
    return number_words(cell) if isinstance(cell, float) else str(cell)


def _word(word: str) -> float:
    """Chinese can be broken anywhere."""
    return display_width(word) if word.isascii() else min(display_width(word), 8)
