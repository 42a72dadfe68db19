"""Tables and pictures as an HTML fragment: it needs nothing around it or from elsewhere, and every word is text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from imcommerce_qual.model.picture import Picture
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.table import Cell, Column, Table, for_people
from imcommerce_qual.render.phrases import visible
from imcommerce_qual.render.stampwords import input_lines, provenance_lines, stamp_lines
from imcommerce_qual.render.svg import render_svg
from imcommerce_qual.render.words import number_words

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_STYLE = """\
.imqual { font: 15px/1.45 system-ui, "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
.imqual .warning { background: #b3261e; color: #fff; padding: .4rem .75rem; margin: .25rem 0; font-weight: 600; }
.imqual .wide { overflow-x: auto; }
.imqual table { border-collapse: collapse; font-size: .9em; margin: .5rem 0; }
.imqual caption { text-align: left; font-weight: 600; padding: .3rem 0; }
.imqual th, .imqual td { text-align: left; vertical-align: top; padding: .25rem .7rem .25rem 0;
  border-bottom: 1px solid #8884; white-space: pre-wrap; overflow-wrap: anywhere; min-width: 3ch; max-width: 34rem; }
.imqual thead th { border-top: 2px solid; border-bottom: 1px solid; overflow-wrap: normal; }
.imqual .number { text-align: right; }
.imqual tfoot td { border-top: 1px solid; font-style: italic; }
.imqual ul { font-size: .85em; color: #555; padding-left: 1.2rem; }
.imqual svg { max-width: 100%; height: auto; }
@media (prefers-color-scheme: dark) { .imqual ul { color: #aaa; } }
"""


def render_html(title: str, tables: Iterable[Table], pictures: Iterable[Picture], stamp: Stamp) -> str:
    """One ``section`` with a style of its own: stamp, each table with its notes, each picture."""
    warnings = provenance_lines(stamp.constructed, synthetic=stamp.synthetic)
    return "\n".join(
        [
            f'<section class="imqual" lang="en" aria-label="{_text(title)}">',
            '<meta charset="utf-8">',
            f"<style>\n{_STYLE}</style>",
            *(f'<p class="warning">{_text(line)}</p>' for line in warnings),
            *(line for table in tables for line in _table(for_people(table))),
            *(f'<figure class="wide">\n{render_svg(each, stamp)}</figure>' for each in pictures),
            "<details><summary>Where this comes from</summary>",
            *_list((*stamp_lines(stamp), *input_lines(stamp))),
            "</details>",
            "</section>",
            "",
        ]
    )


def _table(table: Table) -> Iterator[str]:
    name = _text(table.title)
    yield f'<div class="wide" role="region" tabindex="0" aria-label="{name}">'
    yield f"<table><caption>{name}</caption><thead><tr>"
    for column in table.columns:
        yield f'<th scope="col"{_class(column)}>{_text(column.title)}</th>'
    yield "</tr></thead><tbody>"
    for row in table.rows:
        cells = zip(table.columns, row, strict=True)
        yield f"<tr>{''.join(_cell(column, cell) for column, cell in cells)}</tr>"
    yield "</tbody>"
    if table.summary:
        yield f"<tfoot><tr>{''.join(f'<td>{_text(each)}</td>' for each in table.summary)}</tr></tfoot>"
    yield "</table></div>"
    yield from _list(table.notes)


def _cell(column: Column, cell: Cell) -> str:
    if cell is None:
        return f"<td{_class(column)}></td>"
    words = number_words(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else str(cell)
    if isinstance(cell, bool):
        words = "yes" if cell else "no"
    language = ' lang="zh"' if isinstance(cell, str) and _HAN.search(cell) else ""
    return f"<td{_class(column)}{language}>{_text(words)}</td>"


def _class(column: Column) -> str:
    return ' class="number"' if column.kind in {"integer", "number"} else ""


def _list(lines: Iterable[str]) -> list[str]:
    return ["<ul>", *(f"<li>{_text(line)}</li>" for line in lines), "</ul>"]


def _text(words: str) -> str:
    return escape(visible(words))
