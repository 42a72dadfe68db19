"""Evidence as it is printed: a table for each theme or finding, with room for the words.

Programs get one long table with a column for everything (`render.chaintables`, `render.tables`); on paper the columns
that say the same in every row are said once, in the heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, TypeVar

from imcommerce_qual.model.chain import Link
from imcommerce_qual.model.evidence import Basis, Quotation, ThemeTable
from imcommerce_qual.model.grid import Grid
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Cell, Column, Table
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.phrases import place_words, translation_note
from imcommerce_qual.render.tables import RULE, columns_of, joined, unprinted_lines

Text = TypeVar("Text", Cell, str | None)

MAY = Column(key="may_quote", title="May be quoted", kind="flag", usual=True)
EXCERPT = (
    *columns_of("text", participants="Participant", place="Place", words="Words", translation="Translation"),
    *columns_of("text", stances="Stance"),
)


def printed_words(each: Quotation) -> str:
    """The form in which it is kept for publication; else the words as they were said."""
    return each.published or each.words


def translation_cell(each: Quotation) -> str | None:
    """The translation, and that it is of more than the excerpt, where it is."""
    return f"{each.translation}{translation_note(each)}" if each.translation else None


def chain_papers(links: Sequence[Link], study: Study, notes: tuple[str, ...]) -> tuple[Table, ...]:
    """The chain of evidence, a table for each finding and theme; *notes* are those of the whole chain."""
    keys = dict.fromkeys((each.finding, each.theme) for each in links)
    labels = {each.id: each.label for each in study.findings.themes}
    if not keys:
        none = "No theme of the findings has an excerpt."
        return (Table(name="evidence", title="Chain of evidence", columns=EXCERPT, notes=(*notes, none)),)
    return tuple(
        Table(
            name=f"evidence_{finding or 'across'}_{theme}",
            title=f"{finding or 'Across findings'}: {labels[theme]}",
            columns=(*columns_of("text", code="Code"), *EXCERPT, MAY),
            rows=tuple(
                (each.code, *_excerpt(each.quotation), each.quotation.may_quote)
                for each in links
                if (each.finding, each.theme) == (finding, theme)
            ),
            notes=notes,
        )
        for finding, theme in keys
    )


def against_papers(table: ThemeTable, study: Study) -> tuple[Table, ...]:
    """The negative cases, a table for each finding; one without any says so."""
    notes = basis_lines(table.basis, study)
    missing = tuple(unprinted_lines(table))
    return tuple(
        Table(
            name=f"against_{finding.id}",
            title=f"Negative cases of {finding.id}: {finding.statement}",
            columns=(*EXCERPT, *columns_of("text", codes="Codes", memo="What it says of the claim")),
            rows=tuple((*_excerpt(each), joined(each.codes), each.memo) for each in finding.against),
            notes=(
                *notes,
                *(line for line in missing if line.startswith(f"{finding.id}:")),
                *([] if finding.against or missing else ["No excerpt qualifies or contradicts this finding."]),
            ),
        )
        for finding in table.findings
    )


def quotation_papers(table: ThemeTable, study: Study) -> tuple[Table, ...]:
    """The excerpts printed under each theme that has any, as an appendix shows them."""
    notes = (*basis_lines(table.basis, study), RULE)
    themes = [(each.id, theme) for each in table.findings for theme in each.themes]
    return tuple(
        Table(
            name=f"quotations_{finding}_{theme.id}",
            title=f"{finding}: {theme.label}",
            columns=(*EXCERPT, *columns_of("text", codes="Codes")),
            rows=tuple((*_excerpt(each), joined(each.codes)) for each in theme.quotations),
            notes=notes,
        )
        for finding, theme in [*themes, *(("Across findings", each) for each in table.across)]
        if theme.quotations
    )


def on_side(words: Text, translation: Text, side: str) -> tuple[Text, Text]:
    """The words and the translation to show of them: of *translation*, the words where there is none.

    >>> on_side("群里", "In the group", "translation"), on_side("Here", None, "translation")
    (('In the group', None), ('Here', None))
    """
    if side == "both":
        return words, translation
    return (translation if side == "translation" and translation is not None else words), None


def one_side(table: Table, side: Literal["source", "translation"]) -> Table:
    """The table with the words as they were said, or their translations, where there are any; a note says which."""
    keys = [column.key for column in table.columns]
    if not {"words", "translation"} <= set(keys):
        return table
    words, translation = keys.index("words"), keys.index("translation")
    rows: list[tuple[Cell, ...]] = []
    for row in table.rows:
        cells = list(row)
        cells[words], _ = on_side(row[words], row[translation], side)
        del cells[translation]
        rows.append(tuple(cells))
    note = {
        "source": "Words are those that were said; translations are left out.",
        "translation": "Words are translations, where the interview was in another language and has one.",
    }
    return replace(
        table,
        columns=tuple(column for column in table.columns if column.key != "translation"),
        rows=tuple(rows),
        summary=tuple(cell for n, cell in enumerate(table.summary) if n != translation),
        notes=(*table.notes, note[side]),
    )


def grid_papers(found: Grid, study: Study, basis: Basis) -> Iterator[Table]:
    """The excerpts of the grid's cells, a table for each participant who has any."""
    labels = {each.id: each.label for each in study.findings.themes}
    for who in found.participants:
        rows: list[tuple[Cell, ...]] = [
            (labels[theme], place_words(each), each.words, translation_cell(each), joined(each.codes), each.may_quote)
            for (participant, theme), these in found.excerpts.items()
            if participant == who
            for each in these
        ]
        if rows:
            yield Table(
                name=f"grid_{who}",
                title=f"Excerpts of {who}",
                columns=(
                    *columns_of("text", theme="Theme", place="Place", words="Words", translation="Translation"),
                    *columns_of("text", codes="Codes"),
                    MAY,
                ),
                rows=tuple(rows),
                notes=basis_lines(basis, study),
            )


def _excerpt(each: Quotation) -> tuple[Cell, ...]:
    return (
        joined(each.participants),
        place_words(each),
        printed_words(each),
        translation_cell(each),
        joined(each.stances),
    )
