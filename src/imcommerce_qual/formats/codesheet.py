"""The cells of a list of codes: CSV in any common encoding, or a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from imcommerce_qual.formats.codecolumns import levels, recognise
from imcommerce_qual.formats.decoding import decode
from imcommerce_qual.model.problem import Problem

#: A workbook with more than this is no list of codes.
LARGEST = 50_000_000
MOST_ROWS = 20_000
_SEPARATORS = (",", ";", "\t")
#: So many rows at the top may be titles of the whole, before the names of the columns.
_TOP = 12


class SheetError(Exception):
    """The file is no list of codes; the message says why, ``remedy`` what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the file or sheet, from 1, its cells, and by how many steps its first words are indented."""

    number: int
    cells: tuple[str, ...]
    indent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of a file, with how it was read."""

    rows: tuple[Row, ...]
    how: str
    problems: tuple[Problem, ...] = ()


def read_sheet(name: str, raw: bytes, *, encoding: str | None = None, sheet: str | None = None) -> Sheet:
    """The rows of the file *name*; of a workbook those of the *sheet* named, else of the first that lists codes.

    Raises:
        SheetError: it is no workbook and no text, or there is no such sheet.
        ValueError: there is no such encoding.
    """
    if raw.startswith(b"PK\x03\x04"):
        return _workbook(raw, sheet)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError("this is a workbook of the old kind (.xls)", "save it as .xlsx or CSV, and import that")
    if raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise SheetError("this is XML or HTML, not a table", "export the codes as CSV or xlsx, and import that")
    decoded = decode(name, raw, encoding=encoding)
    if decoded.text is None:
        return Sheet(rows=(), how=decoded.encoding or "not text", problems=decoded.problems)
    separator = _separator(decoded.text)
    rows = tuple(_csv_rows(decoded.text, separator))
    called = {",": "commas", ";": "semicolons", "\t": "tabs"}[separator]
    guessed = " (guessed)" if decoded.guessed else ""
    return Sheet(rows=rows, how=f"{decoded.encoding}{guessed}, {called} between cells", problems=decoded.problems)


def _separator(text: str) -> str:
    """The sign that parts most rows at the top into the same number of cells, more than one."""
    best, most = "\t" if "\t" in text and "," not in text.partition("\n")[0] else ",", 0
    for separator in _SEPARATORS:
        widths = [len(row.cells) for _, row in zip(range(_TOP), _csv_rows(text, separator), strict=False)]
        usual = max(set(widths), key=widths.count, default=1)
        score = widths.count(usual) * 100 + usual if usual > 1 else 0
        if score > most:
            best, most = separator, score
    return best


def _csv_rows(text: str, separator: str) -> Iterator[Row]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(line, tuple(cells), _indent(cells[0]) if cells else 0)
            line = reader.line_num + 1
            if line > MOST_ROWS * 50:
                raise SheetError("this is longer than any list of codes", "is it the right file?")
    except csv.Error as error:
        raise SheetError(f"line {line} is no CSV: {error}", "save it as CSV again") from None


def _indent(cell: str) -> int:
    """Characters before the first words: a tab or a full-width space counts as four."""
    space = cell[: len(cell) - len(cell.lstrip())]
    return sum(4 if each in "\t\u3000" else 1 for each in space)


def _workbook(raw: bytes, wanted: str | None) -> Sheet:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if len(raw) > LARGEST:
        raise SheetError("this is larger than any list of codes", "is it the right file?")
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError):
        raise SheetError("this is no workbook that can be read", "save it as .xlsx or CSV, and import that") from None
    names = book.sheetnames
    if wanted is not None and wanted not in names:
        raise SheetError(f"there is no sheet `{wanted}`", f"there are: {', '.join(names)}")
    found = {name: _sheet_rows(book[name]) for name in ([wanted] if wanted is not None else names)}
    name = wanted or next((each for each, rows in found.items() if lists_codes(rows)), None)
    name = name or next((each for each, rows in found.items() if rows), names[0])
    others = f" (of {len(names)}; another: --sheet NAME)" if len(names) > 1 and wanted is None else ""
    return Sheet(rows=found[name], how=f"workbook, sheet {name}{others}")


def _sheet_rows(sheet: object) -> tuple[Row, ...]:
    rows: list[Row] = []
    iterate = getattr(sheet, "iter_rows", None)  # a chart has none
    for number, cells in enumerate(iterate() if iterate is not None else (), 1):
        words = tuple("" if cell.value is None else _words(cell.value) for cell in cells)
        if any(each.strip() for each in words):
            first = next(n for n, each in enumerate(words) if each.strip())
            alignment = getattr(cells[first], "alignment", None)
            steps = int(getattr(alignment, "indent", 0) or 0)
            rows.append(Row(number, words, steps * 2 or _indent(words[0])))
        if number >= MOST_ROWS:
            break
    return tuple(rows)


def _words(value: object) -> str:
    """A cell's value as somebody sees it: a whole number without a point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("_x005F_", "_")


def lists_codes(rows: tuple[Row, ...]) -> bool:
    """Whether one of the first rows names columns of a list of codes."""
    return header_of(rows) is not None


def header_of(rows: tuple[Row, ...]) -> int | None:
    """The place among *rows* of the one that names the columns: it names a code, and something else or nothing else."""
    for n, row in enumerate(rows[:_TOP]):
        found = recognise(row.cells)
        filled = sum(bool(cell.strip()) for cell in row.cells)
        named = bool({"id", "label", "path"} & found.keys())
        if levels(row.cells) or (named and (len(found) > 1 or filled == 1)):
            return n
    return None
