"""Excerpts by theme or code and participant, as tables that are shaded by their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from imcommerce_qual.model.report import Report
from imcommerce_qual.render.site.findings import wide
from imcommerce_qual.render.site.links import listed
from imcommerce_qual.render.site.markup import Html, el, figure

#: So many participants fit beside one another; the others follow in tables that are folded.
COLUMNS = 24
_SHADES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """What one matrix is of: rows by id with their label, depth and numbers."""

    key: str
    title: str
    head: str
    rows: tuple[tuple[str, str, int, tuple[int, ...]], ...]


def matrices_section(report: Report) -> Html:
    """Both matrices."""
    book = report.study.codebook.codes
    names = {theme.id: theme.label for theme in report.study.findings.themes}
    themes = tuple((name, names[name], 0, cells) for name, cells in report.theme_cells.items())
    codes = tuple(
        (code, book[code].label, book[code].depth, cells)
        for code, cells in zip(report.matrix.codes, report.matrix.cells, strict=True)
    )
    return el(
        "section",
        el("h2", "Who speaks of what", id="matrices-title"),
        el(
            "p",
            "Excerpts by participant; a code's number holds those of the codes that roll up into it. "
            "An excerpt of two participants stands in both columns. A number leads to its codings.",
        ),
        _matrix(report, _Rows(key="theme", title="Themes by participant", head="Theme", rows=themes)),
        _matrix(report, _Rows(key="code", title="Codes by participant", head="Code", rows=codes)),
        id="matrices",
        aria_labelledby="matrices-title",
    )


def _matrix(report: Report, matrix: _Rows) -> Iterator[Html]:
    people = report.matrix.participants
    yield el("h3", matrix.title)
    if not people or not matrix.rows:
        yield el("p", "Nothing to count yet.")
        return
    highest = max((n for _, _, _, cells in matrix.rows for n in cells), default=0)
    for first in range(0, len(people), COLUMNS):
        block = range(first, min(first + COLUMNS, len(people)))
        table = _block(matrix, people, block, highest)
        if len(people) <= COLUMNS:
            yield table
        else:
            span = f"{people[block[0]]} to {people[block[-1]]} ({first + 1}–{block[-1] + 1} of {len(people)})"
            yield el("details", el("summary", f"{matrix.title}: {span}"), table, open=first == 0, class_="fold")


def _block(matrix: _Rows, people: tuple[str, ...], block: range, highest: int) -> Html:
    title = f"{matrix.title}, {people[block[0]]} to {people[block[-1]]}"
    return wide(
        title,
        el(
            "table",
            el("caption", title, class_="unseen"),
            el(
                "thead", el("tr", el("th", matrix.head, scope="col"), [el("th", people[n], scope="col") for n in block])
            ),
            el("tbody", [_row(matrix.key, row, people, block, highest) for row in matrix.rows]),
            class_="matrix",
        ),
    )


def _row(
    key: str, row: tuple[str, str, int, tuple[int, ...]], people: tuple[str, ...], block: range, highest: int
) -> Html:
    name, label, depth, cells = row
    return el(
        "tr",
        el("th", label, scope="row", class_=f"d{min(depth, 4)}", title=name),
        [el("td", _cell(key, name, label, people[n], cells[n]), class_=f"s{shade(cells[n], highest)}") for n in block],
    )


def _cell(key: str, name: str, label: str, who: str, number: int) -> Html:
    shown = figure(number, f"matrix:{key}:{name}:{who}")
    if not number:
        return shown
    filters: Mapping[str, str] = {key: name, "participant": who}
    return el("a", shown, href=listed(**filters), title=f"{label}, {who}: {number}")


def shade(number: int, highest: int) -> int:
    """0 for nothing, else 1 to 8, the highest number darkest.

    >>> [shade(n, 16) for n in (0, 1, 2, 16)]
    [0, 1, 1, 8]
    """
    return max(1, round(_SHADES * number / highest)) if number else 0
