"""Tables for people and programs: named columns of one kind each, and what must be said under them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Cell = str | int | float | bool | None
Kind = Literal["text", "integer", "number", "flag"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: ``key`` is its name for programs and never changes, ``title`` its heading for people.

    ``exact``: a position, a hash or an id that only programs need; documents for people leave it out. ``usual``: what
    goes without saying; a column that holds nothing else is left out too. ``blank``: it is to be filled in, and stays
    although it holds nothing.
    """

    key: str
    title: str
    kind: Kind = "text"
    exact: bool = False
    usual: Cell = None
    blank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under columns; ``notes`` are sentences that belong under it wherever it is shown.

    A cell is of its column's kind, or None for nothing. Numbers are finite. ``summary`` is one more row of words, for
    people only: nothing, or as wide as the columns.

    Raises:
        ValueError: two columns share a key, a row is not as wide as the columns, or a cell is not of its kind.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    notes: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if len(set(keys)) < len(keys):
            raise ValueError(f"table {self.name}: a key names one column: {', '.join(keys)}")
        if self.summary and len(self.summary) != len(keys):
            raise ValueError(f"table {self.name}: {len(self.summary)} cells of a summary under {len(keys)} columns")
        for n, row in enumerate(self.rows, start=1):
            if len(row) != len(keys):
                raise ValueError(f"table {self.name}, row {n}: {len(row)} cells under {len(keys)} columns")
        for place, column in enumerate(self.columns):
            if {type(row[place]) for row in self.rows} <= _SURE[column.kind]:
                continue
            for n, row in enumerate(self.rows, start=1):
                if not _is_of(column.kind, row[place]):
                    # Never the cell itself: it may be a participant's words.
                    raise ValueError(
                        f"table {self.name}, row {n}, {column.key}: no {column.kind} but {type(row[place]).__name__}"
                    )


def for_people(table: Table) -> Table:
    """The table as a document shows it: without what only programs need, and without columns that say nothing."""
    kept = [
        n
        for n, column in enumerate(table.columns)
        if not column.exact and (column.blank or not table.rows or _says(column, [row[n] for row in table.rows]))
    ]
    return replace(
        table,
        columns=tuple(table.columns[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in table.rows),
        summary=tuple(table.summary[n] for n in kept) if table.summary else (),
    )


def _says(column: Column, cells: Sequence[Cell]) -> bool:
    return any(cell is not None and not (cell == column.usual and type(cell) is type(column.usual)) for cell in cells)


#: Cells of these types need no second look.
_SURE: Mapping[Kind, frozenset[type]] = {
    "text": frozenset({str, type(None)}),
    "integer": frozenset({int, type(None)}),
    "number": frozenset({int, type(None)}),
    "flag": frozenset({bool, type(None)}),
}


def _is_of(kind: Kind, cell: Cell) -> bool:
    if cell is None:
        return True
    if isinstance(cell, bool):
        return kind == "flag"
    if isinstance(cell, str):
        return kind == "text"
    if isinstance(cell, int):
        return kind in {"integer", "number"}
    return kind == "number" and math.isfinite(cell)
