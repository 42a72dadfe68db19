"""Lists of codes as people have them: whatever the columns are called, and wherever the tree is."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment

from imcommerce_qual.formats.codecolumns import recognise
from imcommerce_qual.formats.codelist import find_codes
from imcommerce_qual.formats.codesheet import SheetError, read_sheet

TREE = [("Trust",), ("Trust", "Person"), ("Price",)]


def paths(raw, **options):
    """The paths of the codes in a file of those bytes."""
    raw = raw.encode() if isinstance(raw, str) else raw
    return [code.path for code in find_codes(read_sheet("list", raw, **options).rows).codes]


@pytest.mark.parametrize(
    "raw",
    [
        "id,label\ntrust,Trust\ntrust.person,Person\nprice,Price\n",
        "Code,Parent code,Memo\nTrust,,x\nPerson,Trust,y\nPrice,,\n",
        "Code;Memo\nTrust;x\nTrust > Person;y\nPrice;\n",
        "Code;Memo\nTrust;x\nTrust\\Person;y\nPrice;\n",
        "Trust\nTrust>>Person\tmemo\nPrice\n",
        "Code,Comment\nTrust,x\nTrust::Person,y\nPrice,z\n",
        "Name,Description\nCodes\\\\Trust,x\nCodes\\\\Trust\\\\Person,y\nCodes\\\\Price,z\n",
        "Name\tDescription\nTrust\tx\n    Person\ty\nPrice\tz\n",
        "Name\tDescription\nTrust\tx\n\u3000Person\ty\nPrice\tz\n",
        "Name,Level\nTrust,1\nPerson,2\nPrice,1\n",
        "Level 1,Level 2,Definition\nTrust,,x\n,Person,y\nPrice,,z\n",
        "一级编码,二级编码,定义\nTrust,,x\n,Person,y\nPrice,,z\n",
        "编码,上级编码,定义\nTrust,,x\nPerson,Trust,y\nPrice,,z\n",
        "name,description\n--Trust,\n----Person,\n--Price,\n",
        "A title of the whole\n\nCode,Parent,Definition\nTrust,,x\nPerson,Trust,y\nPrice,,z\n",
    ],
)
def test_one_tree_is_read_from_every_way_of_writing_it(raw):
    """Dotted ids, parents, paths of four programs, indents, levels, dashes; after a title too."""
    assert TREE == paths(raw)


def test_dotted_names_are_paths_where_the_first_part_is_a_code():
    """As tags are written; a full stop in other names is one."""
    assert [("a",), ("a", "b")] == paths("tag,description\na,\na.b,\n")
    assert [("a",), ("e.g. this",)] == paths("tag,description\na,\ne.g. this,\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_lists_in_their_encodings(encoding):
    """GBK from Chinese Excel, UTF-16 from its text export, with and without a mark."""
    raw = "编码名称,描述\n信任,相信别人说的话，也相信他推荐的东西\n价格,便宜不便宜\n".encode(encoding)
    found = find_codes(read_sheet("list", raw).rows)

    assert ([("信任",), ("价格",)], "便宜不便宜") == (
        [each.path for each in found.codes],
        found.codes[1].fields["definition"],
    )


def test_a_workbook_is_read_from_the_sheet_that_lists_codes():
    """Whatever stands on the first; indents of cells are levels."""
    book = Workbook()
    book.active.append(["About", "this"])
    sheet = book.create_sheet("Codes")
    for row in (["Name", "Description", "References"], ["Trust", "x", 3], ["Person", "y", 1.0], ["Price", None, 2]):
        sheet.append(row)
    sheet["A3"].alignment = Alignment(indent=1)
    out = io.BytesIO()
    book.save(out)

    assert TREE == paths(out.getvalue())
    with pytest.raises(SheetError, match="no sheet"):
        read_sheet("list", out.getvalue(), sheet="Nothing")


def test_columns_of_known_programs_are_recognised():
    """By the field that they hold; what has none is left."""
    maxqda = ["Color", "Parent code", "Code", "Cod. seg. (all documents)", "Memo"]
    assert {"color": 0, "parent": 1, "label": 2, "definition": 4} == recognise(maxqda)
    assert {"label": 0, "definition": 1} == recognise(["Name", "Description", "Files", "References"])
    assert {"label": 0, "definition": 1} == recognise(["Code", "Comment", "Code Groups", "Grounded", "Density"])
    assert {"id": 0, "label": 1, "definition": 2} == recognise(["Code", "Label", "Definition"])
    assert {"label": 0, "definition": 1, "not_when": 2} == recognise(["编码名称", "定义", "排除标准"])


def test_a_better_definition_wins_and_the_other_column_is_told():
    """Nothing is dropped silently: columns, rows without a name, cells beyond the titles."""
    found = find_codes(read_sheet("list", b"Code,Memo,Definition,Weight\nTrust,m,d,7\n,m,d,\nPrice,,d,,x\n").rows)

    assert ["d", "d"] == [code.fields["definition"] for code in found.codes]
    assert [
        "the column Memo (2 filled): codes have no such field",
        "the column Weight (1 filled): codes have no such field",
        "cells beyond the last title, in 1 rows",
        "rows that name no code: 3",
    ] == list(found.lost)


def test_the_user_says_which_column_is_which():
    """Where titles say nothing, or the wrong thing."""
    rows = read_sheet("list", b"A,B,C\nx,Trust,what\n").rows
    found = find_codes(rows, {"label": "b", "definition": "C"})

    assert [("Trust",)] == [code.path for code in found.codes]
    with pytest.raises(SheetError, match="no column `D`"):
        find_codes(rows, {"label": "D"})
    with pytest.raises(SheetError, match="no field"):
        find_codes(rows, {"lable": "B"})


@pytest.mark.parametrize(
    "raw", [b"", b"\n\n", b"x,y,z\n1,2,3\n", b"<CodeBook/>", b"PK\x03\x04nonsense", b"\xd0\xcf\x11\xe0"]
)
def test_what_is_no_list_of_codes_is_refused_with_a_remedy(raw):
    """Empty, no titles, XML, a broken workbook, one of the old kind."""
    with pytest.raises(SheetError) as refused:
        find_codes(read_sheet("list", raw).rows)
    assert refused.value.remedy


def test_a_parent_that_is_its_own_ancestor_does_not_go_round_for_ever():
    """Somebody's table has everything in it."""
    assert [("b", "a"), ("a", "b")] == paths("Code,Parent\na,b\nb,a\n")
