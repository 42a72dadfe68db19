"""Theme tables and their files: every figure and every excerpt is the library's, and the same twice."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

import imcommerce_qual
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.theming import FORMATS, bundle, known_formats, themes, write_themes
from imcommerce_qual.core.evidence import AlteredExcerptError
from imcommerce_qual.core.excerpts import excerpt_of

EXAMPLE = Path(imcommerce_qual.__file__).parent / "example"


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Path:
    """A copy of the worked example."""
    folder = tmp_path_factory.mktemp("example") / "study"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".imqual"))
    return folder


def export(study: Path, to: Path) -> dict[str, bytes]:
    """All files of an export, by name."""
    opened = open_study(study)
    found = themes(opened)
    return {path.name: path.read_bytes() for path in write_themes(bundle(opened, found), to, FORMATS)}


def test_running_twice_gives_the_same_bytes(example, tmp_path):
    """Nothing in an export depends on the clock, the folder or the order of a set."""
    first = export(example, tmp_path / "one")
    shutil.copytree(example, tmp_path / "moved", ignore=shutil.ignore_patterns(".imqual"))
    second = export(tmp_path / "moved", tmp_path / "two")

    assert {"themes.md", "themes.csv", "matrix.csv", "excerpts.csv", "themes.xlsx", "themes.json"} <= first.keys()
    assert first == second


def test_every_excerpt_of_every_export_is_the_transcripts_text(example, tmp_path):
    """Character for character: the words at the place that stands beside them."""
    files = export(example, tmp_path / "out")
    study = open_study(example).study
    rows = list(csv.DictReader(io.StringIO(files["excerpts.csv"].decode("utf-8"), newline="")))
    excerpts = json.loads(files["themes.json"])["value"]["excerpts"]

    assert 753 == len(rows) == len(excerpts)
    for row in rows:
        transcript = study.transcripts[row["transcript"]]
        place = study_span(row["start"], row["end"])
        found = excerpt_of(transcript, place)
        assert found is not None
        assert found.words == row["words"]
    assert [row["words"] for row in rows] == [each["words"] for each in excerpts]


def study_span(start, end):
    """A span from two cells."""
    from imcommerce_qual.model.span import Span

    return Span(int(start), int(end))


def test_the_figures_are_the_same_in_every_file(example, tmp_path):
    """Markdown, CSV, xlsx and JSON are four faces of one table."""
    from openpyxl import load_workbook

    files = export(example, tmp_path / "out")
    table = themes(open_study(example)).table
    own = [(theme.label, theme.tally.excerpts) for finding in table.findings for theme in finding.themes]
    rows = csv.DictReader(io.StringIO(files["themes.csv"].decode("utf-8"), newline=""))
    from_csv = [(row["label"], int(row["excerpts"])) for row in rows if row["level"] == "theme" and row["finding"]]
    findings = json.loads(files["themes.json"])["value"]["themes"]["findings"]
    from_json = [(theme["label"], theme["tally"]["excerpts"]) for each in findings for theme in each["themes"]]
    sheet = load_workbook(io.BytesIO(files["themes.xlsx"]))["themes"]
    titles = [cell.value for cell in next(sheet.iter_rows())]
    cells = [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    from_xlsx = [(row["Label"], row["Excerpts"]) for row in cells if row["Level"] == "theme" and row["Finding"]]
    text = files["themes.md"].decode("utf-8")

    assert own == from_csv == from_json == from_xlsx
    assert all(f"{number} excerpt" in text for _, number in own)


@pytest.mark.parametrize("name", ["themes.md", "themes.csv", "excerpts.csv", "themes.json"])
def test_synthetic_stands_in_every_file(example, tmp_path, name):
    """The example must not pass for data, wherever a piece of it ends up."""
    assert b"synthetic" in export(example, tmp_path / "out")[name].lower()


def test_whoever_may_not_be_quoted_is_not_printed(example):
    """S11 does not want to be quoted: counted, never offered."""
    table = themes(open_study(example)).table
    printed = [each for finding in table.findings for theme in finding.themes for each in theme.quotations]
    printed += [each for finding in table.findings for each in finding.against]

    assert printed
    assert "S11" in table.findings[0].tally.participants
    assert [] == [each for each in printed if "S11" in each.participants]


def test_a_coding_whose_quote_was_changed_stops_the_run(example, tmp_path):
    """Rather nothing than words that nobody said."""
    study = tmp_path / "study"
    shutil.copytree(example, study, ignore=shutil.ignore_patterns(".imqual"))
    path = study / "codings" / "coder-a" / "S04.jsonl"
    lines = path.read_text(encoding="utf-8").split("\n")
    event = json.loads(lines[0])
    event["quote"] = event["quote"][:-1] + "X"
    path.write_text("\n".join([json.dumps(event), *lines[1:]]), encoding="utf-8")

    with pytest.raises(AlteredExcerptError):
        themes(open_study(study))


def test_a_filter_on_coders_counts_only_theirs(example):
    """Nobody else's codings, and the basis says so."""
    opened = open_study(example)

    assert 171 == themes(opened, coders=["coder-b"]).table.basis.codings
    assert 582 == themes(opened, coders=["coder-a"]).table.basis.codings
    with pytest.raises(WrongUseError):
        themes(opened, coders=["coder-c"])


def test_formats_are_known_by_name():
    """A typo is not an empty export."""
    assert ("md", "csv") == known_formats("md, CSV")
    for wrong in ("markdown", "", ","):
        with pytest.raises(WrongUseError):
            known_formats(wrong)


def test_a_folder_that_cannot_be_written_is_said(example, tmp_path):
    """A file where the folder should be: a sentence, not a traceback."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    opened = open_study(example)

    with pytest.raises(RefusedError, match="cannot be written"):
        write_themes(bundle(opened, themes(opened)), tmp_path / "file", ["md"])


def test_the_example_keeps_what_it_promises(example):
    """Every theme has excerpts; every finding has two people who speak against it; one code is never used."""
    opened = open_study(example)
    table = themes(opened).table
    used = {each.code for each in opened.presence().standing}

    assert all(theme.tally.excerpts for finding in table.findings for theme in finding.themes)
    for finding in table.findings:
        assert len({who for each in finding.against for who in each.participants}) >= 2
    assert {"cost.credit"} == {code for code in opened.study.codebook.codes if code not in used}
