"""Every figure of every output is the library's."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from tests.reportpages import Page, written

import imcommerce_qual
from imcommerce_qual.actions.coderagreement import agreement_of
from imcommerce_qual.actions.decided import decision_list
from imcommerce_qual.actions.opened import Opened, open_study
from imcommerce_qual.actions.theming import bundle, themes, write_themes
from imcommerce_qual.core.codeuse import code_list
from imcommerce_qual.core.evidencelist import evidence_list, sides, theme_cells
from imcommerce_qual.core.themes import matrix, theme_table
from imcommerce_qual.model.evidence import Tally, ThemeRow
from imcommerce_qual.render.decisiontables import decision_tables

EXAMPLE = Path(imcommerce_qual.__file__).parent / "example"
STANCES = ("supports", "qualifies", "contradicts")


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Path:
    """A copy of the worked example."""
    folder = tmp_path_factory.mktemp("example") / "study"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".imqual"))
    return folder


@pytest.fixture(scope="module")
def files(example, tmp_path_factory) -> Mapping[str, str]:
    """The example's report."""
    return written(example, tmp_path_factory.mktemp("files"))


def tallied(key: str, tally: Tally) -> Iterator[tuple[str, int]]:
    """The figures of a tally under their names."""
    yield f"{key}:excerpts", tally.excerpts
    yield f"{key}:participants", len(tally.participants)
    yield from ((f"{key}:{stance}", getattr(tally, stance)) for stance in STANCES)


def library_figures(study: Path) -> dict[str, int]:
    """Every figure that a page may show, asked of the library one by one."""
    opened = open_study(study)
    presence = opened.presence()
    found: dict[str, int] = {}
    table = theme_table(opened.study, presence)
    found["participants"] = len(table.basis.participants)
    for row in table.findings:
        found |= dict(tallied(f"finding:{row.id}", row.tally))
        found |= {f"side:{row.id}:{stance}": getattr(row.tally, stance) for stance in STANCES}
    every = [theme for row in table.findings for theme in row.themes] + list(table.across)
    for theme in every:
        found |= dict(tallied(f"theme:{theme.id}", theme.tally))
        for code in theme.codes:
            found |= dict(tallied(f"code:{theme.id}:{code.code}", code.tally))
    for place, row in enumerate(table.findings):
        found |= {f"chart:stances:{place}:{stance}": getattr(row.tally, stance) for stance in STANCES}
    for place, theme in enumerate(every):
        found[f"chart:themes:{place}:people"] = len(theme.tally.participants)
    counted = matrix(opened.study, presence)
    for code, cells in zip(counted.codes, counted.cells, strict=True):
        found |= {f"matrix:code:{code}:{who}": n for who, n in zip(counted.participants, cells, strict=True)}
    for theme, cells in theme_cells(opened.study, presence, counted.participants).items():
        found |= {f"matrix:theme:{theme}:{who}": n for who, n in zip(counted.participants, cells, strict=True)}
    for use in code_list(opened.study, presence).codes:
        found[f"codebook:{use.code.id}:excerpts"] = use.tally.excerpts
        found[f"codebook:{use.code.id}:participants"] = len(use.tally.participants)
    return found | dict(other_figures(opened, every))


def other_figures(opened: Opened, every: Iterable[ThemeRow]) -> Iterator[tuple[str, int]]:
    """Those in the page's sentences."""
    presence = opened.presence()
    yield "header:transcripts", len(opened.study.transcripts)
    yield "header:codings", len(presence.standing)
    yield "listed:codings", len(presence.standing)
    yield from ((f"theme:{theme.id}:codes", len(theme.codes)) for theme in every)
    for side in sides(opened.study, presence):
        if rest := side.excerpts - len(side.quotations):
            yield f"side:{side.finding}:{side.stance}:rest", rest


def table_figures(study: Path) -> dict[str, str]:
    """Every number of the tables that other actions make, by place, as a page writes it."""
    opened = open_study(study)
    made = {"agreement": agreement_of(opened), "decisions": decision_tables(decision_list(opened))}
    return {
        f"table:{section}:{table.name}:{n}:{column.key}": f"{cell:.3f}" if isinstance(cell, float) else str(cell)
        for section, tables in made.items()
        for table in tables
        for n, row in enumerate(table.rows)
        for column, cell in zip(table.columns, row, strict=True)
        if not column.exact and isinstance(cell, int | float) and not isinstance(cell, bool)
    }


def test_every_figure_on_the_page_is_the_librarys(example, files):
    """Whatever has a name is what the library counts, and nothing that the library counts is left out but zeros."""
    expected = {key: str(n) for key, n in library_figures(example).items()} | table_figures(example)
    shown = [(key, words) for key, words in Page(files["report.html"]).numbers if not key.startswith("bar:")]

    assert len(shown) > 3000
    assert [] == [(key, words) for key, words in shown if expected.get(key) != words.replace("\N{MINUS SIGN}", "-")]
    assert {key for key in set(expected) - {key for key, _ in shown} if expected[key] != "0"} == set()
    assert all(key.endswith(STANCES) for key in set(expected) - {key for key, _ in shown})


def test_no_number_of_the_page_is_without_a_name(files):
    """In no sentence of the page does a count stand where the test above would not find it."""
    said = " ".join(Page(files["report.html"]).sentences)

    assert "not printed here" in said
    assert [] == re.findall(
        r"\b\d+ (?:transcript|coding|excerpt|more excerpt|participant|code|unit|decision)s?\b", said
    )


def test_json_and_pictures_show_the_same_figures(example, files):
    """What a program reads, and what a bar says at its end."""
    expected = library_figures(example)
    bars = dict(Page(files["report.html"]).numbers)
    value = json.loads(files["themes.json"])["value"]
    every = [theme for row in value["themes"]["findings"] for theme in row["themes"]] + value["themes"]["across"]
    for place, row in enumerate(value["themes"]["findings"]):
        assert " · ".join(str(row["tally"][stance]) for stance in STANCES) == bars[f"bar:stances:{place}"]
        for stance in STANCES:
            assert expected[f"finding:{row['id']}:{stance}"] == row["tally"][stance]
        assert expected[f"finding:{row['id']}:excerpts"] == row["tally"]["excerpts"]
    for place, theme in enumerate(every):
        assert str(len(theme["tally"]["participants"])) == bars[f"bar:themes:{place}"]
        assert expected[f"theme:{theme['id']}:excerpts"] == theme["tally"]["excerpts"]
    for code, cells in zip(value["matrix"]["codes"], value["matrix"]["cells"], strict=True):
        for who, number in zip(value["matrix"]["participants"], cells, strict=True):
            assert expected[f"matrix:code:{code}:{who}"] == number


def test_tables_show_the_same_figures(example, files):
    """Row by row, and cell by cell of the matrix."""
    expected = library_figures(example)
    for row in rows_of(files["themes.csv"]):
        key = {"finding": f"finding:{row['finding']}", "theme": f"theme:{row['theme']}"}.get(
            row["level"], f"code:{row['theme']}:{row['code']}"
        )
        for name in ("excerpts", "participants", *STANCES):
            assert str(expected[f"{key}:{name}"]) == row[name], (key, name)
    for row in rows_of(files["matrix.csv"]):
        for name, number in row.items():
            if name.startswith("excerpts_"):
                assert str(expected[f"matrix:code:{row['code']}:{name.removeprefix('excerpts_')}"]) == number


def rows_of(text: str) -> list[dict[str, str]]:
    """A table's rows by column."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_workbook_and_csv_hold_the_same_cells(example, tmp_path):
    """Cell by cell, in every table: what is filtered in one program is what is read by another."""
    opened = open_study(example)
    found = bundle(opened, themes(opened))
    write_themes(found, tmp_path, ("csv", "xlsx"))
    book = openpyxl.load_workbook(tmp_path / "themes.xlsx")
    seen = 0
    for table in found.tables:
        rows = [list(row.values()) for row in rows_of((tmp_path / f"{table.name}.csv").read_text(encoding="utf-8"))]
        cells = list(book[table.name].iter_rows(min_row=2, values_only=True))
        assert len(table.rows) == len(rows) == len(cells)
        for row, cell_row, own in zip(rows, cells, table.rows, strict=True):
            for value, cell, mine in zip(row, cell_row, own, strict=False):
                seen += 1
                if isinstance(mine, int | float) and not isinstance(mine, bool):
                    assert (str(mine), mine) == (value, cell)
                elif isinstance(mine, str):
                    assert mine == unescape(cell or "")
    assert seen > 10_000


def test_markdown_says_the_same_figures(example, files):
    """The sentence under each finding and theme, and each row of its codes."""
    expected = library_figures(example)
    opened = open_study(example)
    table = theme_table(opened.study, opened.presence())
    total = expected["participants"]
    text = files["themes.md"]
    for row in table.findings:
        for part in (row, *row.themes):
            key = f"{'finding' if part is row else 'theme'}:{part.id}"
            n, who = expected[f"{key}:excerpts"], expected[f"{key}:participants"]
            assert f"{n} excerpt{'s' * (n != 1)}, {who} of {total} participants" in text
    cells = [line.split(" | ") for line in text.splitlines() if line.startswith("| ")]
    for theme in [theme for row in table.findings for theme in row.themes] + list(table.across):
        for code in theme.codes:
            wanted = [code.tally.excerpts, len(code.tally.participants), *(getattr(code.tally, s) for s in STANCES)]
            assert any(
                row[1].replace("\\", "").startswith(f"{code.code} (")
                and [str(n) for n in wanted] == [row[2], row[3], row[6], row[7], row[8].removesuffix(" |")]
                for row in cells
                if len(row) > 8
            ), code.code


def test_excerpts_in_json_and_csv_are_the_codings_of_the_page(example, files):
    """One for each coding that stands, in the same order, with the same words."""
    blocks = Page(files["report.html"]).blocks
    listed = [each for name, text in blocks.items() if name.startswith("codings-") for each in json.loads(text)]
    excerpts = json.loads(files["themes.json"])["value"]["excerpts"]
    rows = rows_of(files["excerpts.csv"])
    opened = open_study(example)

    assert len(evidence_list(opened.study, opened.presence())) == len(listed) == len(excerpts) == len(rows)
    for shown, each, row in zip(listed, excerpts, rows, strict=True):
        assert (shown["at"], shown["turns"][0]) == (each["transcript"], each["turns"][0])
        assert row["transcript"] == shown["at"]
        assert shown["words"] == each["words"]
