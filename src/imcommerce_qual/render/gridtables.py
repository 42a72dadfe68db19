"""The framework grid as tables of cells."""

from __future__ import annotations

from collections.abc import Iterator

from imcommerce_qual.model.evidence import Basis
from imcommerce_qual.model.grid import Grid
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Cell, Column, Table
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.phrases import listed, place_words
from imcommerce_qual.render.tables import BILINGUAL, bilingual_cells, columns_of, joined
from imcommerce_qual.render.words import of

EXCERPTS = (
    *columns_of("text", participant="Participant", theme="Theme", place="Place"),
    *BILINGUAL,
    *columns_of("text", codes="Codes", stances="Stances"),
    *columns_of("flag", may_quote="May be quoted"),
)


def grid_tables(found: Grid, study: Study, basis: Basis) -> tuple[Table, Table]:
    """Participants by themes in the author's words, and the excerpts that each cell is about."""
    labels = {each.id: each.label for each in study.findings.themes}
    written = sum(key in found.cells for key in _keys(found))
    notes = [
        *basis_lines(basis, study),
        (
            f"The cells are the authors' own words: {of(written, len(list(_keys(found))), 'cell')} written, by "
            f"{listed({each.by for each in found.cells.values()}) if found.cells else 'nobody'}."
        ),
    ]
    if not found.themes:
        notes.append("findings.yaml has no theme yet, so the grid has no column to write in.")
    if found.hidden:
        notes.append(f"Left out: cells by {listed(found.hidden)} about participants whom the viewer has not completed.")
    rows: Iterator[tuple[Cell, ...]] = (
        (who, *(each.text if (each := found.cells.get((who, theme))) else None for theme in found.themes))
        for who in found.participants
    )
    excerpts: Iterator[tuple[Cell, ...]] = (
        (
            *(who, theme, place_words(each), *bilingual_cells(each)),
            *(joined(each.codes), joined(each.stances), each.may_quote),
        )
        for (who, theme), these in found.excerpts.items()
        for each in these
    )
    return (
        Table(
            name="grid",
            title="Framework grid",
            columns=(
                *columns_of("text", participant="Participant"),
                *(Column(key=f"theme_{each}", title=labels[each], blank=True) for each in found.themes),
            ),
            rows=tuple(rows),
            notes=tuple(notes),
        ),
        Table(
            name="grid_excerpts",
            title="Excerpts of the grid's cells",
            columns=EXCERPTS,
            rows=tuple(excerpts),
            notes=basis_lines(basis, study),
        ),
    )


def _keys(found: Grid) -> Iterator[tuple[str, str]]:
    return ((who, theme) for who in found.participants for theme in found.themes)
