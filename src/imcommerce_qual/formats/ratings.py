"""A table of ratings from CSV or TSV: a row per unit, a column per coder, every fault with line and column."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from imcommerce_qual.core.lineends import foreign_line_ends
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.formats.decoding import decode
from imcommerce_qual.formats.ratingcells import (
    doubts,
    plain,
    said_separator,
    separator_of,
    strange_names,
    taken_as_missing,
    value_of,
    where,
)
from imcommerce_qual.model.problem import Place, Problem
from imcommerce_qual.model.ratings import Ratings

#: So many problems of a kind are listed, the rest is counted in the last one.
_LISTED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which columns are wanted: ``cluster`` by name; ``coders`` by name, all others where there are none.

    ``missing``: what their cells say where a unit was not coded, besides nothing.
    """

    cluster: str | None = None
    coders: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """One record: the line that it begins on (from 1) and its cells."""

    line: int
    cells: list[str]


Judge = Callable[[str], tuple[str, str] | None]


def read_ratings(
    name: str, raw: bytes, *, columns: Columns | None = None, judge: Judge | None = None, encoding: str | None = None
) -> tuple[Ratings | None, tuple[Problem, ...]]:
    """The table in these bytes, and everything that is wrong with it; None where an error is among that.

    The separator is a tab, else the commonest of comma, semicolon and bar in the first line, or what a line ``sep=;``
    before it says; cells may be quoted. White space around a cell is dropped, an empty cell is "not coded", rows
    without any text are passed over. Text is compared in Unicode's NFC; ``2.0`` is ``2``, because spreadsheets write
    both.

    Args:
        name: what the file is called in messages.
        raw: the file.
        columns: which columns are wanted.
        judge: what is wrong with a value, as message and remedy, or None; asked once for each value.
        encoding: the file's encoding, where it is not to be told from its bytes.

    Raises:
        ValueError: there is no such encoding.
    """
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return None, (_workbook(name),)
    decoded = decode(name, raw, encoding=encoding)
    if decoded.text is None:
        return None, decoded.problems
    text, problems = decoded.text, list(decoded.problems)
    if "\r" in text and "\n" not in text:  # as spreadsheets on old Macintoshes end lines
        text = text.replace("\r", "\n")
        problems = [problem for problem in problems if problem.code != "line-separator"]
        problems += foreign_line_ends(name, text)
    table = _Table(name, text, problems)
    found = table.read(columns or Columns(), judge)
    failed = found is None or any(problem.severity == "error" for problem in table.problems)
    return (None if failed else found), tuple(table.problems)


class _Table:
    """One file while it is read: its lines, and the problems met so far."""

    def __init__(self, name: str, text: str, problems: list[Problem]) -> None:
        self.name = name
        self.lines = text.split("\n")
        self.problems = problems
        self.counts: dict[str, int] = {}
        first = next((at for at, line in enumerate(self.lines) if line.strip()), 0)
        said = said_separator(self.lines[first])
        if said is not None:
            self.lines[first] = ""
        self.separator = said or separator_of(next((line for line in self.lines if line.strip()), ""))

    def read(self, columns: Columns, judge: Judge | None) -> Ratings | None:
        """The table, as far as it can be read."""
        rows = [row for row in self._rows() if any(cell.strip() for cell in row.cells)]
        if not rows:
            if not self.problems:
                self._add("empty-file", "there is nothing in this file", _SHAPE, Place(file=self.name))
            return None
        head, body = rows[0], rows[1:]
        self._trim(head, body)
        names = [plain(cell) for cell in head.cells]
        if not self._header(head, names):
            return None
        cluster = self._cluster(head, names, columns.cluster)
        coders = self._coders(head, names, cluster, columns.coders)
        body = [row for row in body if self._whole(row, len(names))]
        units = self._units(body, cluster)
        cells = self._cells(body, coders, judge, frozenset(columns.missing))
        self._finish()
        return Ratings(
            name=self.name,
            unit_column=names[0],
            coders=tuple(names[at] for at in coders),
            units=tuple(units),
            cells=tuple(cells),
            cluster_column=None if cluster is None else names[cluster],
            clusters=None if cluster is None else tuple(plain(row.cells[cluster]) for row in body),
            notes=(*strange_names(names), *taken_as_missing(columns.missing), *doubts(cells)),
        )

    def _rows(self) -> Iterator[_Row]:
        reader = csv.reader((line + "\n" for line in self.lines), delimiter=self.separator, strict=True)
        line = 1
        try:
            for cells in reader:
                yield _Row(line, cells)
                line = reader.line_num + 1
        except csv.Error as error:
            message = (
                "a quotation mark is opened here and never closed"
                if "end of data" in str(error)
                else "this row cannot be cut into cells: a quotation mark stands inside a cell"
                if "expected after" in str(error)
                else "a cell is too long to be a rating: a quotation mark before it may be missing"
            )
            remedy = 'close it, or write two (`""`) for one that belongs to the words'
            source = self.lines[line - 1]
            self._add("table-quote", message, remedy, self._place(line, max(0, source.find('"')), 1))

    def _trim(self, head: _Row, body: list[_Row]) -> None:
        """Columns at the end in which nothing stands, as spreadsheets write them, are none."""
        while len(head.cells) > 1 and not head.cells[-1].strip():
            at = len(head.cells) - 1
            if any(row.cells[at].strip() for row in body if len(row.cells) > at):
                return
            head.cells.pop()

    def _header(self, head: _Row, names: list[str]) -> bool:
        """Whether every column has a name of its own."""
        fine = True
        for at, name in enumerate(names):
            if not name and at:
                self._cell("table-header", f"column {at + 1} has no name", "name its coder in the first line", head, at)
                fine = False
            elif name in names[:at]:
                message = f"two columns are called `{name}`"
                remedy = "the first line has names, not ratings: give every coder a name of their own"
                self._cell("table-header", message, remedy, head, at)
                fine = False
        return fine

    def _cluster(self, head: _Row, names: list[str], wanted: str | None) -> int | None:
        if wanted is None:
            return None
        if wanted in names[1:]:
            return names.index(wanted)
        if wanted == names[0]:
            return 0
        message = f"there is no column `{wanted}` for `--cluster`"
        self._cell("table-column", message, suggest(wanted, names), head, 0)
        return None

    def _coders(self, head: _Row, names: list[str], cluster: int | None, wanted: Sequence[str]) -> list[int]:
        there = [at for at in range(1, len(names)) if at != cluster]
        for name in wanted:
            if name not in [names[at] for at in there]:
                message = f"there is no coder's column `{name}`"
                self._cell("table-column", message, suggest(name, [names[at] for at in there]), head, 0)
        return [at for at in there if not wanted or names[at] in wanted]

    def _whole(self, row: _Row, width: int) -> bool:
        """Whether a row has as many cells as the first line names; empty ones too many at its end do no harm."""
        while len(row.cells) > width and not row.cells[-1].strip():
            row.cells.pop()
        if len(row.cells) == width:
            return True
        there, wanted = len(row.cells), width
        message = f"this row has {there} cell{'' if there == 1 else 's'}, the first line names {wanted} columns"
        remedy = "leave a cell empty where a coder did not code the unit, and quote cells that hold the separator"
        self._cell("table-ragged", message, remedy, row, min(there, wanted) - 1)
        return False

    def _units(self, rows: list[_Row], cluster: int | None) -> list[str]:
        """The units' names; within a cluster each occurs once."""
        seen: dict[tuple[str, str], int] = {}
        found = []
        for row in rows:
            unit = plain(row.cells[0])
            group = plain(row.cells[cluster]) if cluster else ""
            found.append(unit)
            if not unit:
                self._cell("table-unit", "this row does not say which unit it is", "name it in the first cell", row, 0)
            elif (group, unit) in seen:
                message = f"unit `{unit}` was rated in line {seen[group, unit]} already"
                remedy = (
                    "the first column is the unit: keep one of the rows, or put a column of units before the coders; "
                    "where units of several transcripts have one name, say `--cluster COLUMN`"
                )
                self._cell("table-unit", message, remedy, row, 0)
            if cluster and not group:
                message = "this row does not say which cluster its unit belongs to"
                self._cell("table-unit", message, "fill the cell, or leave `--cluster` away", row, cluster)
            seen.setdefault((group, unit), row.line)
        return found

    def _cells(
        self, rows: list[_Row], coders: list[int], judge: Judge | None, missing: frozenset[str]
    ) -> list[tuple[str | None, ...]]:
        known: dict[str, str | None] = {}
        wrong: dict[str, tuple[str, str] | None] = {}
        found = []
        for row in rows:
            values = []
            for at in coders:
                cell = row.cells[at]
                if cell not in known:
                    known[cell] = None if plain(cell) in missing else value_of(cell)
                value = known[cell]
                if value is not None and judge is not None:
                    if value not in wrong:
                        wrong[value] = judge(value)
                    fault = wrong[value]
                    if fault is not None:
                        self._cell("table-value", fault[0], fault[1], row, at)
                values.append(value)
            found.append(tuple(values))
        return found

    def _cell(self, code: str, message: str, remedy: str, row: _Row, at: int) -> None:
        """A problem with one cell; after many of a kind they are only counted."""
        self.counts[code] = self.counts.get(code, 0) + 1
        if self.counts[code] <= _LISTED:
            start, width = where(self.lines[row.line - 1], self.separator, at)
            self._add(code, message, remedy, self._place(row.line, start, width))

    def _finish(self) -> None:
        for code, many in self.counts.items():
            if many > _LISTED:
                message = f"and {many - _LISTED} more like these"
                self._add(code, message, "the first ones are listed above", Place(file=self.name))

    def _place(self, line: int, column: int, width: int) -> Place:
        source = self.lines[line - 1]
        return Place(file=self.name, line=line, column=column + 1, source=source, width=max(1, width))

    def _add(self, code: str, message: str, remedy: str, place: Place) -> None:
        self.problems.append(Problem(code=code, message=message, remedy=remedy, place=place))


_SHAPE = "write a first line `unit,coder-a,coder-b`, then a row for each unit; an empty cell is not coded"


def _workbook(name: str) -> Problem:
    return Problem(
        code="not-text",
        message="this is a workbook, not text",
        remedy="save the sheet with the ratings as CSV (UTF-8) and name that file",
        place=Place(file=name),
    )
