"""A table in GitHub's Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from imcommerce_qual.model.table import Cell, Table
from imcommerce_qual.render.markdowntext import escape_markdown
from imcommerce_qual.render.words import number_words


def markdown_table(table: Table) -> str:
    """Heading row, rule, rows: one line each, numbers to the right, nothing for None; ends with LF."""
    rule = ("---:" if column.kind in {"integer", "number"} else "---" for column in table.columns)
    lines = [
        _line(escape_markdown(column.title) for column in table.columns),
        _line(rule),
        *(_line(map(cell_words, row)) for row in table.rows),
        *([_line(map(cell_words, table.summary))] if table.summary else []),
    ]
    return "\n".join(lines) + "\n"


def cell_words(cell: Cell) -> str:
    """A cell as Markdown: flags are yes or no, numbers are whole or have two decimals."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return escape_markdown(cell) if isinstance(cell, str) else number_words(cell)


def bullets(lines: Iterable[str]) -> str:
    """Sentences as a list; ends with LF unless there are none."""
    return "".join(f"- {escape_markdown(line)}\n" for line in lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
