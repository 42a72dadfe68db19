"""The theme table as papers print it: theme, statement, how many participants, who, and one excerpt of each."""

from __future__ import annotations

from collections.abc import Iterator

from imcommerce_qual.model.evidence import Quotation, Tally, ThemeRow, ThemeTable
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Cell, Table
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.paperevidence import printed_words, translation_cell
from imcommerce_qual.render.tables import OWN, RULE, columns_of, joined, themes_of

PAPER = (
    *columns_of("text", finding="Finding", theme="Theme", statement="Statement"),
    *columns_of("integer", participants="n"),
    *columns_of("text", who="Participants", words="An excerpt", translation="Translation", by="Said by"),
)


def paper_table(table: ThemeTable, study: Study) -> Table:
    """One row a theme; the excerpt is the first that is printed under it, of somebody who may be quoted."""
    return Table(
        name="themes_paper",
        title="Themes, participants and excerpts",
        columns=PAPER,
        rows=tuple(_rows(table)),
        notes=(*basis_lines(table.basis, study), f"n: of {len(table.basis.participants)} participants.", RULE),
    )


def counts_paper(table: ThemeTable, study: Study) -> Table:
    """The counts of findings, themes and codes, in as many columns as a page holds."""
    total = len(table.basis.participants)
    return Table(
        name="themes",
        title="Findings, themes and codes",
        columns=(
            *columns_of("text", level="Level", id="Id", label="Label"),
            *columns_of("integer", excerpts="Excerpts"),
            *columns_of("text", participants="Participants", who="Who", unfinished="Only in unfinished"),
            *columns_of("integer", supports="Supports", qualifies="Qualifies", contradicts="Contradicts"),
        ),
        rows=tuple(_counted_rows(table, total)),
        notes=(*basis_lines(table.basis, study), OWN),
    )


def _counted_rows(table: ThemeTable, total: int) -> Iterator[tuple[Cell, ...]]:
    for finding in table.findings:
        yield ("finding", finding.id, finding.statement, *_counts(finding.tally, total))
        for theme in finding.themes:
            yield from _theme_counts(theme, total)
    for theme in table.across:
        yield from _theme_counts(theme, total)


def _theme_counts(theme: ThemeRow, total: int) -> Iterator[tuple[Cell, ...]]:
    yield ("theme", theme.id, theme.label, *_counts(theme.tally, total))
    for row in theme.codes:
        yield ("code", row.code, row.label, *_counts(row.tally, total))


def _counts(tally: Tally, total: int) -> tuple[Cell, ...]:
    return (
        tally.excerpts,
        f"{len(tally.participants)} of {total}",
        joined(tally.participants),
        joined(tally.unfinished),
        tally.supports,
        tally.qualifies,
        tally.contradicts,
    )


def _rows(table: ThemeTable) -> Iterator[tuple[Cell, ...]]:
    for finding, theme in themes_of(table):
        first: Quotation | None = theme.quotations[0] if theme.quotations else None
        yield (
            finding.id if finding else None,
            theme.label,
            theme.statement or None,
            len(theme.tally.participants),
            joined(theme.tally.participants),
            printed_words(first) if first else None,
            translation_cell(first) if first else None,
            joined(first.participants) if first else None,
        )
