"""Rows of worksheets, written straight: what a reader gets back is what went in."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.table import Column, Table
from imcommerce_qual.render.office import render_xlsx
from imcommerce_qual.render.sheetrows import Styles, rows_xml, with_rows

REAL = Stamp(study="Chats", codebook="shop", revision=2, codebook_hash="0" * 16, tool="0.1.0")
STYLES = Styles(plain=1, quoted=2)
KINDS = ("text", "integer", "number", "flag")
SIMPLE = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff_"), max_size=12)
ROW = st.tuples(
    st.none() | SIMPLE,
    st.none() | st.integers(-(10**9), 10**9),
    st.none() | st.floats(-1e12, 1e12) | st.integers(0, 2),
    st.none() | st.booleans(),
)


@given(st.lists(ROW, max_size=6))
def test_a_workbook_holds_the_cells_that_went_in(rows):
    """Each with its value and its type; what is empty stays empty."""
    columns = tuple(Column(key=kind, title=kind, kind=kind) for kind in KINDS)
    table = Table(name="t", title="T", columns=columns, rows=tuple(rows))

    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx([table], REAL)))["t"]

    expected = [tuple(None if cell == "" else cell for cell in row) for row in rows]
    found = list(sheet.iter_rows(min_row=2, max_row=len(rows) + 1, max_col=4, values_only=True)) if rows else []
    assert [KINDS, *expected] == [next(sheet.values), *found]
    assert [[isinstance(cell, bool) for cell in row] for row in expected] == [
        [isinstance(cell, bool) for cell in row] for row in found
    ]


@pytest.mark.parametrize("words", ["</t></is></c>", "a\rb", " a ", "a\nb", "]]>", "&lt;", "\u2028", "\u202eabc"])
def test_words_are_read_from_the_xml_as_they_were_written(words):
    """Markup, line ends and white space within a cell are words."""
    (row,) = rows_xml([(words,)], [15], ["A"], STYLES)

    assert words == ET.fromstring(row).findtext("c/is/t")


def test_what_looks_computed_has_the_other_style_and_a_flag_is_no_number():
    """1 and True are the same key of a dictionary, and yet two kinds of cells."""
    (row,) = rows_xml([(1, True, "=1", "a", 1.5, 0, False)], [15], list("ABCDEFG"), STYLES)
    cells = ET.fromstring(row).findall("c")

    assert ["n", "b", "inlineStr", "inlineStr", "n", "n", "b"] == [each.get("t") for each in cells]
    assert ["1", "1", "2", "1", "1", "1", "1"] == [each.get("s") for each in cells]
    assert ["A2", "G2"] == [cells[0].get("r"), cells[-1].get("r")]


def test_rows_come_under_the_first_and_nothing_else_changes():
    """Whatever stood there in their place is gone."""
    sheet = b'<x><sheetData><row r="1"><c/></row><row r="9"><c/></row></sheetData><y/></x>'

    assert b'<x><sheetData><row r="1"><c/></row><row r="2"/></sheetData><y/></x>' == with_rows(sheet, ['<row r="2"/>'])
    with pytest.raises(ValueError, match="without rows"):
        with_rows(b"<x/>", [])
