"""How wide the columns of a table on paper are."""

from __future__ import annotations

from imcommerce_qual.model.table import Table
from imcommerce_qual.render.office import display_width

#: So many half-width characters go side by side on a page on its side, in small print.
LINE = 150
#: What a column claims at most for its longest word, and for all it holds.
WORD, MOST = 20, 90
#: What the edges of a cell take.
PADDING = 4.5


def shares(table: Table) -> tuple[float, ...]:
    """Each column's share of the line; they sum to 1.

    As far as there is room, no column is narrower than its longest word; the rest goes to those that hold more.
    """
    floors: list[float] = []
    claims: list[float] = []
    for n, column in enumerate(table.columns):
        cells = [str(row[n]) for row in table.rows if row[n] is not None]
        cells += [table.summary[n]] if table.summary else []
        lines = [line for cell in cells for line in cell.split("\n")]
        longest = max((display_width(line) for line in lines), default=0)
        mean = sum(map(display_width, lines)) / len(lines) if lines else 0
        word = max((_word(each) for cell in cells for each in cell.split()), default=0)
        # Headings are bold.
        heading = max((display_width(each) * 1.15 for each in column.title.split()), default=0)
        floors.append(min(WORD, max(word, heading) + PADDING))
        claims.append(max(0.0, min(MOST, (longest + 2 * mean) / 3 + 2) - floors[-1]))
    room = max(0.0, LINE - sum(floors))
    spare = sum(claims)
    widths = [floor + (room * claim / spare if spare else 0) for floor, claim in zip(floors, claims, strict=True)]
    total = sum(widths) or 1
    return tuple(each / total for each in widths)


def _word(word: str) -> float:
    """Chinese can be broken anywhere."""
    return display_width(word) if word.isascii() else min(display_width(word), 8)
