"""The chain of evidence as tables of cells: codes by participants, and every excerpt with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imcommerce_qual.model.evidence import Basis, Matrix, Quotation
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Cell, Column, Table
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.tables import BILINGUAL, bilingual_cells, columns_of, joined
from imcommerce_qual.render.words import count

EXCERPTS = (
    *columns_of("text", transcript="Transcript"),
    *columns_of("integer", turn="Turn", last_turn="Last turn"),
    *columns_of("text", time="Time"),
    *columns_of("integer", start="Start", end="End"),
    *columns_of("text", participants="Participants", codes="Codes", coders="Coders", stances="Stances"),
    *columns_of("flag", exemplar="Exemplar", unsure="Unsure", may_quote="May be quoted"),
    *columns_of("text", memo="Memo"),
    *BILINGUAL,
)


def matrix_table(matrix: Matrix, study: Study, basis: Basis) -> Table:
    """Excerpts by code and participant, and how many counted participants have any.

    The last column leaves out participants of unfinished transcripts only, as everywhere; their own columns do not.
    """
    who = tuple(Column(key=f"excerpts_{each}", title=each, kind="integer") for each in matrix.participants)
    rows: Iterator[tuple[Cell, ...]] = (
        (code, study.codebook.codes[code].label, *cells, _of_counted(matrix.participants, cells, basis))
        for code, cells in zip(matrix.codes, matrix.cells, strict=True)
    )
    last = (
        f"The last column: how many of the {count(len(basis.participants), 'participant')} in completed "
        "transcripts have an excerpt in the row. An excerpt of two participants stands in both columns, and one of a "
        "code that rolls up in the rows of the codes above it too."
    )
    return Table(
        name="matrix",
        title="Excerpts by code and participant",
        columns=(
            *columns_of("text", code="Code", label="Label"),
            *who,
            *columns_of("integer", participants="Participants"),
        ),
        rows=tuple(rows),
        notes=(*basis_lines(basis, study), last),
    )


def _of_counted(participants: tuple[str, ...], cells: tuple[int, ...], basis: Basis) -> int:
    return sum(1 for who, n in zip(participants, cells, strict=True) if n and who in basis.participants)


def excerpts_table(quotations: Iterable[Quotation], study: Study, basis: Basis) -> Table:
    """Every excerpt with its place: positions are code points of the transcript's text, half-open."""
    quotations = tuple(quotations)
    withheld = sum(not each.may_quote for each in quotations)
    notes = basis_lines(basis, study)
    if withheld:
        notes = (*notes, f"{count(withheld, 'excerpt')} must not be quoted: see the column “May be quoted”.")
    return Table(
        name="excerpts", title="Excerpts", columns=EXCERPTS, rows=tuple(map(_excerpt, quotations)), notes=notes
    )


def _excerpt(each: Quotation) -> tuple[Cell, ...]:
    return (
        each.transcript,
        each.turns[0],
        each.turns[-1],
        each.time,
        each.span.start,
        each.span.end,
        joined(each.participants),
        joined(each.codes),
        joined(each.coders),
        joined(each.stances),
        each.exemplar,
        each.unsure,
        each.may_quote,
        each.memo,
        *bilingual_cells(each),
    )
