"""The first sheet of a workbook: its stamp, what the other sheets are, and what a worksheet could not hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.table import Cell, Column, Table
from imcommerce_qual.render.celltext import LIMIT, Fitted, fit_cell, fits_as_it_is
from imcommerce_qual.render.stampwords import input_lines, stamp_lines
from imcommerce_qual.render.words import count

_COLUMNS = (Column(key="part", title="About"), Column(key="words", title="This workbook"))


def fit_table(table: Table) -> tuple[Table, tuple[str, ...]]:
    """The table with every text fitted to a cell, and a sentence for each that had to change."""
    changes: list[str] = []
    rows = [
        row
        if all(not isinstance(cell, str) or fits_as_it_is(cell) for cell in row)
        else tuple(_fit(cell, table, n, column, changes) for column, cell in enumerate(row))
        for n, row in enumerate(table.rows, start=2)  # row 1 of the sheet has the titles
    ]
    return replace(table, rows=tuple(rows)), tuple(changes)


def _fit(cell: Cell, table: Table, row: int, column: int, changes: list[str]) -> Cell:
    if not isinstance(cell, str):
        return cell
    fitted = fit_cell(cell)
    changes += (f"{table.name}, row {row}, {table.columns[column].title}: {said}" for said in _changes(fitted))
    return fitted.text


def _changes(fitted: Fitted) -> Iterator[str]:
    if fitted.cut:
        yield (
            f"the last {count(fitted.cut, 'character')} cut, because a cell holds {LIMIT:,}; the CSV has all the words."
        )
    if fitted.replaced:
        yield (
            f"{count(fitted.replaced, 'control character')} shown as a picture, because a worksheet cannot hold it; "
            "the CSV has the words as they are."
        )


def about_table(stamp: Stamp, tables: Sequence[Table], changes: Sequence[str]) -> Table:
    """Everything that must be known of the other sheets, warnings first."""
    return Table(name="about", title="About", columns=_COLUMNS, rows=tuple(_rows(stamp, tables, changes)))


def _rows(stamp: Stamp, tables: Sequence[Table], changes: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in stamp_lines(stamp):
        yield "provenance", line
    for change in changes:
        yield "changed to fit", change
    for table in tables:
        yield f"sheet {table.name}", f"{table.title}: {count(len(table.rows), 'row')}"
        for note in table.notes:
            yield f"sheet {table.name}", note
    for line in input_lines(stamp):
        yield "input", line
