"""Tables as one workbook for Excel and LibreOffice: words are text there, whatever they look like."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, cast

from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.table import Cell, Table
from imcommerce_qual.render.about import about_table, fit_table
from imcommerce_qual.render.fixedzip import fixed_times
from imcommerce_qual.render.stampwords import provenance_word, with_provenance

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

#: A column is as wide as its longest line, within these.
WIDTHS = (8, 60)
#: So many characters side by side can still be read on a printed page; wider tables take several.
PAGE = 260
#: Points a line takes, and the most that a row may have in a workbook.
LINE_HEIGHT, HIGHEST = 15, 409
#: A cell edited by hand would be computed if it begins so; Excel's quote prefix keeps it text.
_COMPUTED = ("=", "+", "-", "@", "'", "\t")


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
    for table in (about, *(table for table, _ in fitted)):
        sheet = workbook.create_sheet(sheet_name(table.name, names))
        names.add(sheet.title.casefold())
        _write(sheet, table)
        sheet.oddFooter.center.text = provenance_word(stamp)
    out = io.BytesIO()
    workbook.save(out)
    return fixed_times(out.getvalue())


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


def _write(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Alignment, Font

    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for column, heading in enumerate(table.columns, start=1):
        cell = sheet.cell(1, column)
        _put(cell, heading.title)
        cell.font = bold
        cell.alignment = wrapped
    plain = None
    for n, row in enumerate(table.rows, start=2):
        for column, value in enumerate(row, start=1):
            if value is None:
                continue
            cell = sheet.cell(n, column)
            _put(cell, value)
            styled = cast("Any", cell)
            if plain is None or cell.has_style:
                cell.alignment = wrapped
                plain = plain or (None if cell.quotePrefix else copy(styled._style))  # noqa: SLF001 - no other way
            else:  # looking the same style up for every cell takes most of the time of a large workbook
                styled._style = copy(plain)  # noqa: SLF001 - same
    _lay_out(sheet, table)


def _put(cell: SheetCell | MergedCell, value: Cell) -> None:
    """A value of its own type: text is text even if it looks like a formula, an error or a date."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        if value.startswith(_COMPUTED):
            cell.quotePrefix = True


def _lay_out(sheet: Worksheet, table: Table) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    widths: list[int] = []
    for n, column in enumerate(table.columns):
        texts = [column.title + "   ", *(str(row[n]) for row in table.rows if row[n] is not None)]
        longest = max(display_width(line) for text in texts for line in text.split("\n"))
        widths.append(min(max(longest + 1, WIDTHS[0]), WIDTHS[1]))
        sheet.column_dimensions[get_column_letter(n + 1)].width = widths[-1]
    for n, row in enumerate(table.rows, start=2):
        # Not every program makes a row as high as its wrapped words when it opens a file.
        sheet.row_dimensions[n].height = min(LINE_HEIGHT * _lines(row, widths), HIGHEST)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.fitToWidth = -(-sum(widths) // PAGE)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines the highest cell of a row takes in columns of these widths, a little generously."""
    return max(
        (
            sum(max(1, -(-display_width(line) * 11 // (10 * width))) for line in str(cell).split("\n"))
            for cell, width in zip(row, widths, strict=True)
            if isinstance(cell, str)
        ),
        default=1,
    )


def display_width(line: str) -> int:
    """How many columns of a terminal or half-width characters a line takes: Chinese characters take two.

    >>> display_width("ab"), display_width("群里")
    (2, 4)
    """
    if line.isascii():
        return len(line)
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line
    )
