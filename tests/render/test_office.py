"""Workbooks, opened again."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.table import Column, Table
from imcommerce_qual.render.celltext import LIMIT, fit_cell
from imcommerce_qual.render.evidencetables import excerpts_table, matrix_table
from imcommerce_qual.render.fixedzip import fixed_times
from imcommerce_qual.render.office import render_xlsx
from imcommerce_qual.render.tables import theme_tables

REAL = Stamp(study="Chats", codebook="shop", revision=2, codebook_hash="0" * 16, tool="0.1.0")


def units(text: str) -> int:
    """What Excel counts."""
    return len(text.encode("utf-16-le")) // 2


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def tables(study, themes, ground, by_participant, quotations):
    return (
        *theme_tables(themes, study),
        matrix_table(by_participant, study, ground),
        excerpts_table(quotations, study, ground),
    )


@pytest.fixture(scope="module")
def content(tables, stamp):
    return render_xlsx(tables, stamp)


def test_words_are_the_same_words_and_never_a_formula(content, quotations):
    """A cell of text is text, whether it looks like a formula, an error, a number, a time or a flag."""
    sheet = opened(content)["excerpts"]
    column = [cell.value for cell in sheet[1]].index("Words")

    cells = [row[column] for row in sheet.iter_rows(min_row=2)]

    assert {"s"} == {cell.data_type for cell in cells}
    short = [each.words for each in quotations if len(each.words) < LIMIT]
    assert [words.replace("\x07", "␇") for words in short] == [
        unescape(cell.value) for cell, each in zip(cells, quotations, strict=True) if len(each.words) < LIMIT
    ]


def test_no_sheet_has_a_formula_anywhere(content):
    """Also as the file itself has it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]

    assert 6 == len(sheets)
    assert [] == [found for sheet in sheets for found in re.findall(rb"<f[ >]", sheet)]


def test_what_begins_like_a_formula_stays_text_when_it_is_edited(content, quotations):
    """Such cells have Excel's quote prefix; others don't."""
    sheet = opened(content)["excerpts"]
    column = [cell.value for cell in sheet[1]].index("Words")
    cells = [row[column] for row in sheet.iter_rows(min_row=2)]

    assert {"=1+1", "+49 30 1234", "-2 degrees", "@SUM(A1)", "'quoted'", "- no list"} == {
        cell.value for cell in cells if cell.quotePrefix
    }


def test_numbers_and_flags_have_their_types():
    """Cells can be summed and filtered, and None is an empty cell."""
    table = Table(
        name="t",
        title="T",
        columns=(
            Column(key="n", title="N", kind="integer"),
            Column(key="x", title="X", kind="number"),
            Column(key="f", title="F", kind="flag"),
            Column(key="w", title="W"),
        ),
        rows=((3, 0.5, True, "a"), (0, None, False, None)),
    )

    sheet = opened(render_xlsx([table], REAL))["t"]

    assert [("N", "X", "F", "W"), (3, 0.5, True, "a"), (0, None, False, None)] == list(sheet.values)
    assert ["n", "n", "b", "s"] == [cell.data_type for cell in sheet[2]]


def test_the_heading_stays_in_view_and_filters(content):
    """Each sheet has a bold first row, frozen, with a filter over all rows, and wraps its words."""
    sheet = opened(content)["themes"]

    assert ("A2", "A1:O7") == (sheet.freeze_panes, sheet.auto_filter.ref)
    assert sheet["A1"].font.bold
    assert sheet["F2"].alignment.wrap_text


def test_chinese_gets_the_room_it_takes():
    """A Chinese character is two columns wide; no column is wider than 60."""
    columns = tuple(Column(key=key, title=key) for key in ("latin", "chinese", "long"))
    table = Table(name="t", title="T", columns=columns, rows=(("a" * 12, "群" * 12, "a" * 400),))

    sheet = opened(render_xlsx([table], REAL))["t"]

    assert [13, 25, 60] == [sheet.column_dimensions[letter].width for letter in "ABC"]


def test_what_is_too_long_is_cut_and_said(content, hostile):
    """Excel would refuse the file, or lose the end in silence."""
    book = opened(content)
    column = [cell.value for cell in book["excerpts"][1]].index("Words")
    longest = max((row[column] for row in book["excerpts"].values), key=len)
    said = [words for part, words in book["about"].values if part == "changed to fit"]

    assert units(longest) <= LIMIT < units(hostile[-1])
    assert longest.endswith(" … [cut here: the cell is full]")
    missing = len(hostile[-1]) - len(longest.removesuffix(" … [cut here: the cell is full]"))
    assert f"the last {missing} characters cut" in next(each for each in said if each.startswith("excerpts, row 24"))


@pytest.mark.parametrize(
    ("words", "is_cut"),
    [("😀" * 20_000, True), ("_x0041_" * 4_000, True), ("a" * 32_768, True), ("a" * 32_767, False)],
)
def test_a_cell_never_holds_more_than_it_can(words, is_cut):
    """Excel counts UTF-16 units; a character of two is not split; what is escaped counts as it is written."""
    fitted = fit_cell(words)

    assert units(fitted.text) <= LIMIT
    assert is_cut == (fitted.cut > 0)
    assert words.startswith(unescape(fitted.text.partition(" … [cut here")[0]))


def test_what_a_worksheet_cannot_hold_is_shown_and_said():
    """Control characters would make the file unreadable; they leave a picture of themselves, not a gap."""
    table = Table(
        name="t", title="T", columns=(Column(key="w", title="W"),), rows=(("a\x00b\x1b[31m\r\ud800\ufffe\x9b\x7f",),)
    )

    book = opened(render_xlsx([table], REAL))

    assert "a␀b␛[31m␍���␡" == book["t"]["A2"].value
    assert [True] == ["t, row 2, W: 7 control characters" in w for part, w in book["about"].values if "changed" in part]


def test_words_that_look_like_an_escape_are_not_taken_for_one():
    """Excel reads ``_x0041_`` in a file as A; the file says ``_x005F_x0041_`` and Excel shows what was said."""
    words = "_x0041_ _xyz_ _x0041_x0042_ __x0041__"

    assert "_x005F_x0041_ _xyz_ _x005F_x0041_x005F_x0042_ __x005F_x0041__" == fit_cell(words).text
    assert words == unescape(fit_cell(words).text)


def test_the_first_sheet_says_where_everything_comes_from(content, tables):
    """Whoever opens the workbook sees the warning first; notes of each table and all inputs are there."""
    book = opened(content)
    about = list(book["about"].values)

    assert ["about", *(table.name for table in tables)] == book.sheetnames
    assert about[1][1].startswith("SYNTHETIC: ")
    assert ("input", "transcripts/S01.md " + "a" * 16) in about
    assert {note for table in tables for note in table.notes} <= {words for _, words in about}


def test_every_row_of_an_invented_study_says_so(content, tables, stamp):
    """A sheet copied on its own still warns, on screen and on paper; a real study has no such column."""
    book = opened(content)
    real = opened(render_xlsx(tables, replace(stamp, synthetic=False, constructed=())))

    assert "Provenance" == book["matrix"]["H1"].value
    assert {"synthetic, constructed example"} == {cell.value for cell in book["matrix"]["H"][1:]}
    assert "synthetic, constructed example" == book["matrix"].oddFooter.center.text
    assert 7 == real["matrix"].max_column


def test_the_same_tables_are_the_same_bytes(content, tables, stamp):
    """The moment of writing is nowhere in the file, so that a rerun shows no change in git."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        times = {entry.date_time for entry in archive.infolist()}
        core = archive.read("docProps/core.xml").decode()

    assert content == render_xlsx(tables, stamp)
    assert {(1980, 1, 1, 0, 0, 0)} == times
    assert ["1980-01-01T00:00:00Z"] * 2 == re.findall(r"dcterms:W3CDTF\">([^<]*)<", core)


def test_fixing_the_times_keeps_the_contents():
    """Every member of the archive is there with its bytes, in its order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("b.xml", b"<b/>")
        archive.writestr("a.xml", b"<dcterms:created>2026</dcterms:created>")

    with zipfile.ZipFile(io.BytesIO(fixed_times(out.getvalue()))) as fixed:
        assert [("b.xml", b"<b/>"), ("a.xml", b"<dcterms:created>2026</dcterms:created>")] == [
            (name, fixed.read(name)) for name in fixed.namelist()
        ]


def test_two_tables_of_one_name_are_two_sheets():
    """Excel takes ``Codes`` and ``codes`` for one name, and refuses long ones."""
    column = (Column(key="w", title="W"),)
    names = ["codes", "Codes", "About", "n" * 40, "n" * 40]

    book = opened(render_xlsx([Table(name=name, title="T", columns=column) for name in names], REAL))

    assert ["about", "codes", "Codes 2", "About 2", "n" * 31, "n" * 29 + " 2"] == book.sheetnames
