"""Cells of a table of ratings: where they stand in their line, what they say, and what they may not mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_WHOLE = re.compile(r"([+-]?\d+)\.0+\Z")
#: What spreadsheets and R write for "nothing here", which we do not guess.
_LIKE_MISSING = frozenset({"na", "n/a", "nan", "null", "none", ".", "-", "#n/a"})


def separator_of(line: str) -> str:
    """The first of tab, comma, semicolon in the first line."""
    return next((mark for mark in "\t,;" if mark in line), ",")


def plain(cell: str) -> str:
    """A cell's text in NFC, without white space around it."""
    return unicodedata.normalize("NFC", cell.strip())


def value_of(cell: str) -> str | None:
    """A cell as a value; None for an empty one.

    >>> value_of(" 2.0 "), value_of(""), value_of("2.5")
    ('2', None, '2.5')
    """
    text = plain(cell)
    return _WHOLE.sub(r"\1", text) if text else None


def where(line: str, separator: str, at: int) -> tuple[int, int]:
    """Where cell *at* stands in its line, and how wide it is.

    >>> where('u1,"a,b",x', ",", 2)
    (9, 1)
    """
    start, quoted, number = 0, False, 0
    for offset, mark in enumerate(line):
        if mark == '"':
            quoted = not quoted
        elif mark == separator and not quoted:
            if number == at:
                return start, offset - start
            start, number = offset + 1, number + 1
    return (start, len(line) - start) if number == at else (max(0, len(line) - 1), 1)


def doubts(cells: Sequence[tuple[str | None, ...]]) -> Iterator[str]:
    """What may not be what it seems: values that differ only in how they are written, words for "nothing"."""
    used = sorted({cell for row in cells for cell in row if cell is not None})
    alike: dict[str, list[str]] = {}
    for value in used:
        alike.setdefault(unicodedata.normalize("NFKC", value).casefold(), []).append(value)
    for group in alike.values():
        if len(group) > 1:
            yield f"values that differ only in case or width count as different: {', '.join(group[:6])}"
    odd = [value for value in used if value.casefold() in _LIKE_MISSING]
    if odd:
        yield f"taken as a value, not as missing: {', '.join(odd)} (leave the cell empty for a unit that was not coded)"
