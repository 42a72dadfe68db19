"""Tables that other actions made, as the page shows them: numbers under one another, intervals drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import floor

from imcommerce_qual.model.table import Cell, Column, Table, for_people
from imcommerce_qual.render.site.findings import wide
from imcommerce_qual.render.site.markup import Html, Piece, el

#: Columns with the ends of an interval around what stands in the column before them.
ENDS = ("low", "high")
#: An interval is drawn no further down than this; what goes on is cut at the edge, and stands in the table.
LOWEST = -1.0


def shown_table(table: Table, key: str) -> Html:
    """A table with its notes; *key* begins the names of its figures: ``key:table:row:column``."""
    table = _without_ids(for_people(table))
    scale = _scale(table)
    key = f"{key}:{table.name}"
    numbers = [each.kind in {"integer", "number"} for each in table.columns]
    return el(
        "div",
        el("h3", table.title),
        wide(
            table.title,
            el(
                "table",
                el("caption", table.title, class_="unseen"),
                el("thead", el("tr", list(_heads(table, scale)))),
                el(
                    "tbody",
                    [el("tr", list(_cells(table, row, f"{key}:{n}", scale))) for n, row in enumerate(table.rows)],
                ),
                el(
                    "tfoot",
                    el(
                        "tr",
                        [
                            el("td", words, class_="n" if number else None)
                            for words, number in zip(table.summary, numbers, strict=True)
                        ],
                    ),
                )
                if table.summary
                else None,
                class_="sheet",
            ),
            many=len(table.rows) > MANY,
        ),
        lines(table.notes) if table.notes else None,
    )


def _without_ids(table: Table) -> Table:
    """Ids of events lead nowhere on a page, and take the room of words."""
    kept = [n for n, column in enumerate(table.columns) if column.key not in _IDS]
    return replace(
        table,
        columns=tuple(table.columns[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in table.rows),
        summary=tuple(table.summary[n] for n in kept) if table.summary else (),
    )


_IDS = frozenset({"id", "replaces"})
#: A table of more rows scrolls within the page, its headings in sight.
MANY = 25


def _heads(table: Table, scale: tuple[float, float] | None) -> Iterator[Html]:
    for column in table.columns:
        number = column.kind in {"integer", "number"}
        yield el("th", column.title, scope="col", class_="n" if number else None)
        if scale is not None and column.key == ENDS[1]:
            yield el("th", f"Drawn, {scale[0]:g} to {scale[1]:g}".replace("-", "\u2212"), scope="col", class_="drawn")


def _cells(table: Table, row: tuple[Cell, ...], key: str, scale: tuple[float, float] | None) -> Iterator[Html]:
    for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
        yield _cell(column, cell, f"{key}:{column.key}")
        if scale is not None and column.key == ENDS[1]:
            value, low, high = (_number(row[place - back]) for back in (2, 1, 0))
            yield el("td", _interval(value, low, high, scale), class_="drawn")


def _cell(column: Column, cell: Cell, key: str) -> Html:
    number = column.kind in {"integer", "number"}
    return el("td", shown_cell(cell, key), class_="n" if number else None, dir=None if number else "auto")


def shown_cell(cell: Cell, key: str) -> Piece:
    """A cell: flags are yes or no, None is nothing, a fraction has three digits and its whole value beside it."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return el("data", f"{cell:.3f}".replace("-", "\u2212"), value=repr(cell), data_n=key)
    if isinstance(cell, int):
        return el("data", str(cell).replace("-", "\u2212"), value=cell, data_n=key)
    return cell


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


def _scale(table: Table) -> tuple[float, float] | None:
    """From where to where intervals are drawn: 0 to 1, and down by halves to the lowest; None where there is none."""
    keys = [each.key for each in table.columns]
    place = keys.index(ENDS[0]) if ENDS[0] in keys else 0
    if place < 1 or keys[place : place + 2] != list(ENDS) or table.columns[place - 1].kind != "number":
        return None
    ends = [
        number for row in table.rows for cell in row[place - 1 : place + 2] if (number := _number(cell)) is not None
    ]
    if not ends:
        return None
    return max(LOWEST, min(0.0, floor(2 * min(ends)) / 2)), max(1.0, *ends)


def _interval(value: float | None, low: float | None, high: float | None, scale: tuple[float, float]) -> Html | None:
    """A line from end to end and a mark at the value; what stands in the cells beside it, for the eye alone."""
    if value is None:
        return None

    def at(number: float) -> str:
        share = (number - scale[0]) / (scale[1] - scale[0])
        return f"{100 * min(max(share, 0.0), 1.0):.1f}%"

    whisker = (
        el("line", x1=at(low), x2=at(high), y1="50%", y2="50%", class_="whisker")
        if low is not None and high is not None
        else None
    )
    return el(
        "svg",
        el("line", x1=at(0.0), x2=at(0.0), y1="0", y2="100%", class_="zero"),
        whisker,
        el("circle", cx=at(value), cy="50%", r=4),
        aria_hidden="true",
    )


def lines(words: Iterable[str]) -> Html:
    """Sentences as a list."""
    return el("ul", [el("li", each) for each in words])
