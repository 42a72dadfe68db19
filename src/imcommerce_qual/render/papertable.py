"""The theme table as papers print it: theme, statement, how many participants, who, and one excerpt of each."""

from __future__ import annotations

from collections.abc import Iterator

from imcommerce_qual.model.evidence import Quotation, ThemeTable
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Cell, Table
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.phrases import translation_note
from imcommerce_qual.render.tables import RULE, columns_of, joined, themes_of

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


def _rows(table: ThemeTable) -> Iterator[tuple[Cell, ...]]:
    for finding, theme in themes_of(table):
        first: Quotation | None = theme.quotations[0] if theme.quotations else None
        translation = f"{first.translation}{translation_note(first)}" if first and first.translation else None
        yield (
            finding.id if finding else None,
            theme.label,
            theme.statement or None,
            len(theme.tally.participants),
            joined(theme.tally.participants),
            first.words if first else None,
            translation,
            joined(first.participants) if first else None,
        )
