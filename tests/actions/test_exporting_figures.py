"""Every figure in every file is the library's: what is written is read back, format by format, cell by cell."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from html import unescape
from pathlib import Path

import docx
import openpyxl
import pytest

import imcommerce_qual
from imcommerce_qual.actions.analysing import sighted
from imcommerce_qual.actions.decided import decision_list
from imcommerce_qual.actions.exportfiles import export_files
from imcommerce_qual.actions.exporting import EXPORTS, export
from imcommerce_qual.actions.occurring import Options
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.core.themes import matrix, theme_table
from imcommerce_qual.model.table import for_people
from imcommerce_qual.render.celltext import fit_cell
from imcommerce_qual.render.phrases import visible
from imcommerce_qual.render.words import number_words

EXAMPLE = Path(imcommerce_qual.__file__).parent / "example"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Everything that can be exported from the worked example, by name."""
    root = tmp_path_factory.mktemp("figures") / "study"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns(".imqual"))
    seen = sighted(open_study(root))
    return seen, {found.what: found for found in export(seen, ["all"], Options(orders=20))}


def words(cell) -> str:
    """A cell as a document for people shows it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return cell if isinstance(cell, str) else number_words(cell)


@pytest.mark.parametrize("what", EXPORTS)
def test_csv_and_workbook_have_every_cell_of_the_library(made, what):
    """Numbers are numbers and equal, words are the same words, nothing is nothing, in order."""
    found = made[1][what]
    files = dict(export_files(found, "csv"))
    ((_, workbook),) = export_files(found, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(workbook))

    assert len(found.tables) == len(files) == len(book.sheetnames) - 1
    for table, content, sheet in zip(found.tables, files.values(), book.worksheets[1:], strict=True):
        read = list(csv.reader(io.StringIO(content.decode(), newline="")))
        assert [each.key for each in table.columns] == read[0][:-1]
        assert [[_field(cell) for cell in row] for row in table.rows] == [row[:-1] for row in read[1:]]
        cells = [tuple(map(_rounded, row[:-1])) for row in sheet.iter_rows(min_row=2, values_only=True)]
        assert [tuple(_fitted(cell) for cell in row) for row in table.rows] == cells


def _field(cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)


def _fitted(cell):
    return (fit_cell(cell).text or None) if isinstance(cell, str) else _rounded(cell)


def _rounded(cell):
    """A workbook keeps 16 digits of a number, and no point where there is nothing behind it."""
    return round(float(cell), 12) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell


@pytest.mark.parametrize("what", EXPORTS)
def test_documents_for_people_have_every_cell_that_they_show(made, what):
    """Word and HTML read as the tables do, cell by cell; so does Markdown, as far as it has the same tables."""
    found = made[1][what]
    shown = [for_people(table) for table in found.shown]
    ((_, packed),) = export_files(found, "docx")
    ((_, page),) = export_files(found, "html")
    in_word = docx.Document(io.BytesIO(packed)).tables
    in_page = re.findall(r"<table>.*?</table>", page.decode(), re.DOTALL)

    assert len(shown) == len(in_word) == len(in_page)
    for table, one, other in zip(shown, in_word, in_page, strict=True):
        expected = [[visible(words(cell)) for cell in row] for row in table.rows]
        rows = [[cell.text for cell in row.cells] for row in one.rows][1 : len(table.rows) + 1]
        assert expected == rows, table.name
        body = other[other.index("<tbody>") : other.index("</tbody>")]
        lines = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
        assert expected == [
            [unescape(each) for each in re.findall(r"<td[^>]*>(.*?)</td>", line, re.DOTALL)] for line in lines
        ], table.name


def test_json_says_everything_that_is_exported(made):
    """Each result of a study with decisions can be said in JSON; decisions as ``imqual decisions --json`` has them."""
    seen, found = made
    written = {what: json.loads(dict(export_files(each, "json"))[f"{what}.json"]) for what, each in found.items()}

    assert set(EXPORTS) == set(written)
    value = written["decisions"]["value"]
    left = decision_list(seen.opened).pairs_left
    assert left
    assert left == {tuple(each["codes"]): each["left"] for each in value["pairs"] if each["left"]}


def test_json_and_tables_count_what_the_library_counts(made):
    """Participants by theme, excerpts by code and participant: the same in JSON, in tables and in the core."""
    seen, found = made
    table = theme_table(seen.study, seen.presence, coders=seen.only)
    counted = matrix(seen.study, seen.presence, seen.only)

    ((_, content),) = export_files(found["themes"], "json")
    value = json.loads(content)["value"]
    tallies = {theme.id: theme.tally for each in table.findings for theme in each.themes}
    in_json = {theme["id"]: theme["tally"] for each in value["themes"]["findings"] for theme in each["themes"]}
    assert {name: tally.excerpts for name, tally in tallies.items()} == {
        name: tally["excerpts"] for name, tally in in_json.items()
    }
    paper = {row[1]: row[3] for row in found["themes"].shown[0].rows}
    labels = {theme.id: theme.label for theme in seen.study.findings.themes}
    assert {labels[name]: len(tally.participants) for name, tally in tallies.items()} == {
        label: n for label, n in paper.items() if label in {labels[name] for name in tallies}
    }
    assert [list(row) for row in counted.cells] == [list(row[2:-1]) for row in found["matrix"].tables[0].rows]
