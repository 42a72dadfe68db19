"""A table as CSV: one dialect for programs, one for a double click in Excel.

UTF-8 without a mark, LF at the end of lines, commas, double quotes around cells that need them (RFC 4180). The first
line has the columns' keys. Nothing (None) is empty, flags are ``true`` and ``false``, numbers have a point.

Cells of the dialect for programs hold the exact words, also those that begin with ``=``, ``+``, ``-``, ``@``, a tab
or CR: an apostrophe put before them to stop a spreadsheet from computing them would stay in every other program's data,
and the words would no longer be the transcript's. A spreadsheet opened on this file may therefore take such a cell for
a formula, and may take its Chinese for another encoding: for Excel and LibreOffice there is the workbook
(`render.office`), where each of these cells is text. The one thing changed is an unpaired surrogate, which UTF-8
cannot hold; a transcript never has one.

The dialect for Excel has a byte order mark, CRLF, the headings for people, and an apostrophe before each cell that
Excel would compute; a cell that is longer than Excel's, which would spill over into the next row there, is cut, and
says so. A workbook is still the better thing to hand over.

A comment line would break readers, so the provenance is a last column, in every row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.table import Cell, Table
from imcommerce_qual.render.celltext import cut_to_cell
from imcommerce_qual.render.stampwords import with_provenance

_UNPAIRED = re.compile("[\ud800-\udfff]")


def render_csv(table: Table, stamp: Stamp) -> str:
    """The table with a column that says whether it is real; write it with ``newline=""``."""
    marked = with_provenance(table, stamp)
    rows = ([_field(cell) for cell in row] for row in marked.rows)
    return "".join(map(_line, ([column.key for column in marked.columns], *rows)))


def render_excel_csv(table: Table, stamp: Stamp) -> str:
    """The same for Excel, opened with a double click: its words are right, and none of them is computed."""
    marked = with_provenance(table, stamp)
    rows = ([_guarded(cell) for cell in row] for row in marked.rows)
    lines = map(_line, ([column.title for column in marked.columns], *rows))
    return "\ufeff" + "".join(f"{line.removesuffix(chr(10))}\r\n" for line in lines)


#: Excel computes a cell that begins so, also after white space.
_COMPUTED = re.compile(r"\s*[=+\-@|]|[\t\r]")


def _guarded(cell: Cell) -> str:
    words = _field(cell).replace("\r\n", "\n").replace("\r", "\n")
    return cut_to_cell(f"'{words}" if isinstance(cell, str) and _COMPUTED.match(words) else words)


def _field(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return _UNPAIRED.sub("�", str(cell))


def _line(fields: Iterable[str]) -> str:
    # The csv module puts quotes around a lone CR only where CR is part of the line's end.
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(fields)
    return line.getvalue().removesuffix("\r\n") + "\n"
