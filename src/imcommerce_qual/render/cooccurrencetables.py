"""Codes that occur together, as tables of cells."""

from __future__ import annotations

from collections.abc import Iterator

from imcommerce_qual.model.analysis import CoOccurrence
from imcommerce_qual.model.evidence import Basis
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Cell, Column, Table
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.tables import columns_of


def cooccurrence_table(found: CoOccurrence, study: Study, basis: Basis) -> Table:
    """Code by code: turns or excerpts that two codes share."""
    unit = "turns that have both" if found.by == "turn" else "pairs of excerpts, one of each, that overlap"
    own = "the turns with the code" if found.by == "turn" else "the code's own excerpts"
    rows: Iterator[tuple[Cell, ...]] = (
        (code, study.codebook.codes[code].label, *cells) for code, cells in zip(found.codes, found.cells, strict=True)
    )
    return Table(
        name=f"cooccurrence_{found.by}",
        title=f"Codes that occur together, by {found.by}",
        columns=(
            *columns_of("text", code="Code", label="Label"),
            *(Column(key=f"with_{code}", title=code, kind="integer") for code in found.codes),
        ),
        rows=tuple(rows),
        notes=(
            *basis_lines(basis, study),
            (
                f"Counted are {unit}; the diagonal has {own}. Only a code's own codings count, not of those below "
                "it. Codes that never occur are left out."
            ),
        ),
    )


def pair_table(found: CoOccurrence, study: Study, basis: Basis) -> Table:
    """The pairs that occur together, most often first."""
    ranked = [
        (found.codes[m], found.codes[n], found.cells[m][n], found.cells[m][m], found.cells[n][n])
        for m in range(len(found.codes))
        for n in range(m + 1, len(found.codes))
        if found.cells[m][n]
    ]
    pairs: list[tuple[Cell, ...]] = [*sorted(ranked, key=lambda each: -each[2])]
    unit = "Turns" if found.by == "turn" else "Overlaps"
    return Table(
        name=f"pairs_{found.by}",
        title=f"Pairs of codes, by {found.by}",
        columns=(
            *columns_of("text", first="Code", second="Other code"),
            *columns_of("integer", together=f"{unit} together", of_first="Of the first", of_second="Of the other"),
        ),
        rows=tuple(pairs),
        notes=basis_lines(basis, study),
    )
