"""How wide the columns of a table on paper are."""

from __future__ import annotations

from imcommerce_qual.model.table import Table
from imcommerce_qual.render.office import display_width

#: A column's claim, in half-width characters: at least, and at most, whatever it holds.
LEAST, MOST = 4, 48


def shares(table: Table) -> tuple[float, ...]:
    """Each column's share of the line, by what it holds; they sum to 1.

    A column is never narrower than its longest unbroken word, as far as there is room for that.
    """
    claims: list[float] = []
    for n, column in enumerate(table.columns):
        cells = [str(row[n]) for row in table.rows if row[n] is not None]
        lines = [line for cell in cells for line in cell.split("\n")]
        longest = max((display_width(line) for line in lines), default=0)
        mean = sum(map(display_width, lines)) / len(lines) if lines else 0
        word = max((display_width(each) for cell in (*cells, column.title) for each in cell.split()), default=0)
        claims.append(max(LEAST, min(word + 1, 16), min(MOST, (longest + 2 * mean) / 3)))
    total = sum(claims) or 1
    return tuple(each / total for each in claims)
