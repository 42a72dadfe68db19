"""The rows of a worksheet as the file has them: written straight, for a study has hundreds of thousands of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from imcommerce_qual.model.table import Cell

#: A cell edited by hand would be computed if it begins so; Excel's quote prefix keeps it text.
COMPUTED = ("=", "+", "-", "@", "'", "\t")
_ENDS_BLANK = re.compile(r"\A\s|\s\Z|\n")
_ROWS = re.compile(rb"(<sheetData>(?:<row r=\"1\".*?</row>)?).*(?=</sheetData>)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Styles:
    """The numbers under which the workbook knows the style of every cell, and that of text which looks computed."""

    plain: int
    quoted: int


def rows_xml(
    rows: Iterable[Sequence[Cell]], heights: Iterable[int], letters: Sequence[str], styles: Styles
) -> Iterator[str]:
    """``<row>`` elements from the second on; *heights* are points, *letters* the columns' names.

    Text is text, whatever it looks like; None is no cell.
    """
    written = _Written(styles)
    for number, (row, height) in enumerate(zip(rows, heights, strict=True), start=2):
        cells = "".join(
            f'<c r="{letter}{number}"{written[value]}'
            for letter, value in zip(letters, row, strict=True)
            if value is not None
        )
        yield f'<row r="{number}" ht="{height}" customHeight="1">{cells}</row>'


def with_rows(sheet: bytes, rows: Iterable[str]) -> bytes:
    """The file of a worksheet with these rows under its first."""
    found = _ROWS.search(sheet)
    if found is None:
        raise ValueError("a worksheet without rows to put others under")
    return b"".join([sheet[: found.end(1)], *(row.encode("utf-8") for row in rows), sheet[found.end() :]])


class _Written(dict[Cell, str]):
    """Values as they stand after a cell's place; most stand in many cells."""

    def __init__(self, styles: Styles) -> None:
        super().__init__()
        self.styles = styles

    def __missing__(self, value: Cell) -> str:
        # A flag is no number: True and 1 are one key, so neither is kept.
        if not isinstance(value, str):
            kind, shown = ("b", int(value)) if isinstance(value, bool) else ("n", value)
            return f' s="{self.styles.plain}" t="{kind}"><v>{shown!r}</v></c>'
        style = self.styles.quoted if value.startswith(COMPUTED) else self.styles.plain
        blank = ' xml:space="preserve"' if _ENDS_BLANK.search(value) else ""
        inside = f"<is><t{blank}>{_escaped(value)}</t></is>" if value else ""
        found = self[value] = f' s="{style}" t="inlineStr">{inside}</c>'
        return found


def _escaped(words: str) -> str:
    """As XML has it; a carriage return would be read as a line's end."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
