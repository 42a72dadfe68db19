"""Long lines broken for a screen, the rest of each set in under its beginning."""

from __future__ import annotations

import re

from imcommerce_qual.core.wrapping import wrap

#: A line of a file that is shown with its number, or the caret under it: these stay as they are.
_EXCERPT = re.compile(r"\s*\d* \| ")
_LEAST = 30


def folded(text: str, width: int) -> str:
    """Each line of *text* in rows of at most *width* columns.

    >>> print(folded("  write: 7-1902 fetched the boy", 32))
      write: 7-1902 fetched the boy
    >>> print(folded("  write: 7-1902 fetched the boy from school", 32))
      write: 7-1902 fetched the boy
        from school
    """
    return "\n".join(row for line in text.split("\n") for row in _rows(line, max(width, _LEAST)))


def _rows(line: str, width: int) -> list[str]:
    if _EXCERPT.match(line):
        return [line]
    (start, end), *more = wrap(line, 0, len(line), width) or [(0, len(line))]
    if not more:
        return [line]
    indent = " " * (len(line) - len(line.lstrip(" ")) + 2)
    rest = [line[a:b].strip() for a, b in wrap(line, end, len(line), width - len(indent))]
    return [line[start:end].rstrip(), *(f"{indent}{each}" for each in rest if each)]
