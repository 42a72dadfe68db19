"""Tables as one workbook for Excel and LibreOffice: words are text there, whatever they look like."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.table import Cell, Table
from imcommerce_qual.render.about import about_table, fit_table
from imcommerce_qual.render.fixedzip import fixed_times
from imcommerce_qual.render.sheetrows import COMPUTED, Styles, rows_xml, with_rows
from imcommerce_qual.render.stampwords import provenance_word, with_provenance

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: A column is as wide as its longest line, within these.
WIDTHS = (8, 60)
#: So many characters side by side can still be read on a printed page; wider tables take several.
PAGE = 260
#: Points a line takes, and the most that a row may have in a workbook.
LINE_HEIGHT, HIGHEST = 15, 409


def render_xlsx(tables: Sequence[Table], stamp: Stamp) -> bytes:
    """A workbook with a sheet *about* (stamp, notes, what had to be changed) and one for each table, in order.

    The same tables and stamp give the same bytes. Where anything was invented, every row of every sheet says so.
    """
    from openpyxl import Workbook

    marked = [table if provenance_word(stamp) == "real" else with_provenance(table, stamp) for table in tables]
    fitted = [fit_table(table) for table in marked]
    about, _ = fit_table(about_table(stamp, tables, [each for _, changes in fitted for each in changes]))
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = f"imqual {stamp.tool}"
    names: set[str] = set()
    rows: list[list[str]] = []
    for table in (about, *(table for table, _ in fitted)):
        sheet = workbook.create_sheet(sheet_name(table.name, names))
        names.add(sheet.title.casefold())
        rows.append(_write(sheet, table))
        sheet.oddFooter.center.text = provenance_word(stamp)
    out = io.BytesIO()
    workbook.save(out)
    inside = {f"xl/worksheets/sheet{n}.xml": partial(with_rows, rows=own) for n, own in enumerate(rows, start=1)}
    return fixed_times(out.getvalue(), inside)


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel accepts: 31 characters, none of its own signs, none that is *taken* (case folded).

    >>> sheet_name("codes: all/some", set()), sheet_name("Themes", {"themes"})
    ('codes_ all_some', 'Themes 2')
    """
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", name).strip("'")[:31] or "sheet"
    found = plain
    n = 1
    while found.casefold() in {*taken, "history"}:
        n += 1
        found = f"{plain[: 30 - len(str(n))]} {n}"
    return found


def _write(sheet: Worksheet, table: Table) -> list[str]:
    """The sheet's first row and all about it; returns its other rows as the file is to have them."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for column, heading in enumerate(table.columns, start=1):
        cell = sheet.cell(1, column)
        cell.value = heading.title
        cell.data_type = "s"
        if heading.title.startswith(COMPUTED):
            cell.quotePrefix = True
        cell.font = bold
        cell.alignment = wrapped
    heights = _lay_out(sheet, table)
    if not table.rows:
        return []
    # The far corner, so that the sheet knows how far it goes. It lends its styles to all the others.
    corner = sheet.cell(len(table.rows) + 1, len(table.columns))
    corner.alignment = wrapped
    plain = corner.style_id
    corner.style = "Normal"  # anew: the workbook keeps the style itself, and would see it change
    corner.alignment = wrapped
    corner.quotePrefix = True
    styles = Styles(plain=plain, quoted=corner.style_id)
    letters = [get_column_letter(n + 1) for n in range(len(table.columns))]
    return list(rows_xml(table.rows, heights, letters, styles))


def _lay_out(sheet: Worksheet, table: Table) -> list[int]:
    """Widths, filter, print; returns the height of each row in points."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    widths: list[int] = []
    for n, column in enumerate(table.columns):
        texts = {column.title + "   ", *(str(row[n]) for row in table.rows if row[n] is not None)}
        longest = max(display_width(line) for text in texts for line in text.split("\n"))
        widths.append(min(max(longest + 1, WIDTHS[0]), WIDTHS[1]))
        sheet.column_dimensions[get_column_letter(n + 1)].width = widths[-1]
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.fitToWidth = -(-sum(widths) // PAGE)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    # Not every program makes a row as high as its wrapped words when it opens a file.
    return [min(LINE_HEIGHT * _lines(row, widths), HIGHEST) for row in table.rows]


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines the highest cell of a row takes in columns of these widths, a little generously."""
    highest = 1
    for cell, width in zip(row, widths, strict=True):
        # A third as many characters as the column has room for are one line, whatever they are.
        if isinstance(cell, str) and (len(cell) > width // 3 or "\n" in cell):
            wide = (display_width(line) * 11 for line in cell.split("\n"))
            highest = max(highest, sum(max(1, -(-each // (10 * width))) for each in wide))
    return highest


def display_width(line: str) -> int:
    """How many columns of a terminal or half-width characters a line takes: Chinese characters take two.

    >>> display_width("ab"), display_width("群里")
    (2, 4)
    """
    if line.isascii():
        return len(line)
    return sum(map(_columns, line))


@lru_cache(maxsize=8192)
def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
