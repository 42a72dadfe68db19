"""Results as tables of cells, counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from imcommerce_qual.core.themes import theme_table
from imcommerce_qual.model.table import Column, Table
from imcommerce_qual.render.evidencetables import excerpts_table, matrix_table
from imcommerce_qual.render.tables import theme_tables


def by_key(table: Table) -> list[dict[str, object]]:
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def test_a_row_for_each_finding_theme_and_code_says_what_it_counts(study, themes):
    """Who speaks in completed transcripts is counted; who speaks only in unfinished ones is named beside it."""
    counts = theme_tables(themes, study)[0]

    assert (
        ("finding", "F1", None, None, None, "People buy what others *like*.", 26, 2, 2, "S01, S02", "S03", 1, 1, 1),
        ("theme", "F1", "mutual", None, "Mutual trust", "They rely on it.", 26, 2, 2, "S01, S02", "S03", 1, 1, 1),
        ("code", "F1", "mutual", "trust", "Trust", None, 26, 2, 2, "S01, S02", "S03", 1, 1, 1),
        ("code", "F1", "mutual", "trust.person", "Trust in a *person*", None, 1, 1, 2, "S02", None, 1, 0, 0),
        ("theme", None, "money", None, "Money", None, 1, 1, 2, "S02", None, 0, 0, 0),
        ("code", None, "money", "cost", "Cost", None, 1, 1, 2, "S02", None, 0, 0, 0),
    ) == counts.rows


def test_a_quotation_has_its_place_in_words_and_its_translation(study, themes):
    """A quotation carries everything that its passage does: where, who, codes, stances, translation."""
    first = by_key(theme_tables(themes, study)[1])[0]

    assert {
        "finding": "F1",
        "theme": "mutual",
        "participants": "S02",
        "place": "S02, turn 2 [00:07:11]",
        "language": "zh",
        "words": "群里的人都说好。\n我就买了。",
        "translation": "Everybody in the group said it was good.\nSo I bought it.",
        "translation_exact": True,
        "codes": "trust, trust.person",
        "stances": "supports",
        "published": None,
        "kept": None,
    } == first


def test_negative_cases_are_a_table_of_their_own(study, themes):
    """A negative case is a participant, the excerpt, and what it changed in the claim."""
    against = by_key(theme_tables(themes, study)[2])

    assert [
        ("F1", "S02", "S02, turn 4", "contradicts", "后悔了。", "The claim holds for the\nfirst purchase only.")
    ] == [
        tuple(row[key] for key in ("finding", "participants", "place", "stances", "words", "memo")) for row in against
    ]


def test_negative_cases_that_are_not_printed_are_said(study, presence):
    """Evidence against a finding never goes without a word."""
    none_printed = theme_table(study, presence, quotes=0)

    against = theme_tables(none_printed, study)[2]

    withheld = theme_tables(theme_table(study, presence), study)[2]
    assert () == against.rows
    assert withheld.notes[-1] == against.notes[-1]
    assert against.notes[-1].startswith("F1: at least 1 more excerpt runs against it and is not printed")


def test_every_table_says_that_its_words_were_invented(study, themes, ground, by_participant, quotations):
    """Provenance is under every table, first of all its notes."""
    tables = (
        *theme_tables(themes, study),
        matrix_table(by_participant, study, ground),
        excerpts_table(quotations, study, ground),
    )

    assert {"SYNTHETIC: the transcripts were invented for an example; nothing here is evidence of anything."} == {
        table.notes[0] for table in tables
    }


def test_the_matrix_counts_excerpts_by_participant_and_participants_by_code(study, ground, by_participant):
    """S03's excerpt stands in S03's column; S03 is not counted, because nobody has completed that transcript."""
    table = matrix_table(by_participant, study, ground)

    assert ["code", "label", "excerpts_S01", "excerpts_S02", "excerpts_S03", "excerpts_S04", "participants"] == [
        column.key for column in table.columns
    ]
    assert (
        ("trust", "Trust", 23, 2, 1, 0, 2),
        ("trust.person", "Trust in a *person*", 0, 1, 0, 0, 1),
        ("cost", "Cost", 0, 1, 0, 0, 1),
    ) == table.rows


def test_every_excerpt_can_be_found_again(study, ground, quotations):
    """Start and end are code points of the transcript's text; each coding is one row."""
    rows = by_key(excerpts_table(quotations, study, ground))

    assert 28 == len(rows)
    last = rows[-1]
    text = study.transcripts["S03"].text
    assert "I never bought again." == text[last["start"] : last["end"]] == last["words"]
    assert {
        "transcript": "S03",
        "turn": 2,
        "last_turn": 2,
        "time": None,
        "start": 13,
        "end": 34,
        "participants": "S03",
        "codes": "trust",
        "coders": "coder-a",
        "stances": "qualifies",
        "exemplar": False,
        "unsure": True,
        "may_quote": False,
        "memo": None,
        "language": "en",
        "words": "I never bought again.",
        "translation": None,
        "translation_exact": None,
    } == last


def test_excerpts_that_must_not_be_quoted_are_pointed_out(study, ground, quotations):
    """The table is for analysis, so they are in it; whoever publishes from it is told."""
    notes = excerpts_table(quotations, study, ground).notes

    assert "1 excerpt must not be quoted: see the column “May be quoted”." == notes[-1]


@pytest.mark.parametrize(
    ("kind", "cell"),
    [("text", 1), ("integer", "1"), ("integer", True), ("integer", 1.0), ("number", float("nan")),
     ("number", float("inf")), ("flag", 1)],
)  # fmt: skip
def test_a_cell_is_of_its_columns_kind(kind, cell):
    """Types in a table can be relied on, and a number is always a number."""
    with pytest.raises(ValueError, match=f"row 1, x: no {kind} but"):
        Table(name="t", title="T", columns=(Column(key="x", title="X", kind=kind),), rows=((cell,),))


def test_a_table_is_rectangular_and_its_keys_are_unique():
    """A row too short, or two columns of one key, is the caller's mistake."""
    column = Column(key="x", title="X")
    table = Table(name="t", title="T", columns=(column,))

    with pytest.raises(ValueError, match="2 cells under 1 columns"):
        replace(table, rows=(("a", "b"),))
    with pytest.raises(ValueError, match="a key names one column"):
        replace(table, columns=(column, column))
