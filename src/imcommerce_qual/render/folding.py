"""Long lines broken for a screen: between words, the rest of each line set in under its beginning."""

from __future__ import annotations

import re

from imcommerce_qual.render.problems import cells

#: A line of a file that is shown with its number, or the caret under it: these stay as they are.
_EXCERPT = re.compile(r"\s*\d* \| ")
#: Where a line may be broken: behind a space, and on either side of a wide character.
_PIECE = re.compile(
    r"\s*(?:[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60][，。！？；：、”’」』）]*|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]+)"
)
_LEAST = 30


def folded(text: str, width: int) -> str:
    """Each line of *text* in rows of at most *width* columns, as far as its words are no longer.

    >>> print(folded("  write: 7-1902 fetched the boy", 32))
      write: 7-1902 fetched the boy
    >>> print(folded("  write: 7-1902 fetched the boy from school", 32))
      write: 7-1902 fetched the boy
        from school
    """
    return "\n".join(row for line in text.split("\n") for row in _rows(line, max(width, _LEAST)))


def _rows(line: str, width: int) -> list[str]:
    if cells(line) <= width or _EXCERPT.match(line):
        return [line]
    indent = " " * (len(line) - len(line.lstrip(" ")) + 2)
    rows: list[str] = []
    row = ""
    for piece in _PIECE.findall(line):
        if row.strip() and cells(row) + cells(piece) > width:
            rows.append(row)
            row = indent + piece.lstrip()
        else:
            row += piece
    return [*rows, row]
