"""Tables for people and programs: named columns of one kind each, and what must be said under them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Cell = str | int | float | bool | None
Kind = Literal["text", "integer", "number", "flag"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: ``key`` is its name for programs and never changes, ``title`` its heading for people."""

    key: str
    title: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under columns; ``notes`` are sentences that belong under it wherever it is shown.

    A cell is of its column's kind, or None for nothing. Numbers are finite.

    Raises:
        ValueError: two columns share a key, a row is not as wide as the columns, or a cell is not of its kind.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if len(set(keys)) < len(keys):
            raise ValueError(f"table {self.name}: a key names one column: {', '.join(keys)}")
        for n, row in enumerate(self.rows, start=1):
            if len(row) != len(keys):
                raise ValueError(f"table {self.name}, row {n}: {len(row)} cells under {len(keys)} columns")
            for column, cell in zip(self.columns, row, strict=True):
                if not _is_of(column.kind, cell):
                    # Never the cell itself: it may be a participant's words.
                    raise ValueError(
                        f"table {self.name}, row {n}, {column.key}: no {column.kind} but {type(cell).__name__}"
                    )


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
