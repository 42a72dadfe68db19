"""Every export in every format, of studies in which something is missing, huge or hostile."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pytest
from tests.actions.conftest import BOOK, S01, S02
from tests.studies import FINDINGS, STUDY, write, write_study

from imcommerce_qual.actions.analysing import sighted
from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.exportfiles import FORMATS, export_files, write_exports
from imcommerce_qual.actions.exporting import EXPORTS, export
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.gridding import write_cell
from imcommerce_qual.actions.occurring import Options
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.wordtranscript import write_transcripts

#: What participants might say, one line each: formulas, markup, TeX, signs that no font has, words that run both ways.
HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://example.org","click")',
    "+49 170 1234",
    "-2 degrees, she said",
    "@home it was",
    r"\input{/etc/passwd} \end{document} $x_1^2$ 100% & #1 ~ {",
    "<script>alert(1)</script> & <b>bold</b>",
    "| a | b |",
    "`code` *stars* _under_ [link](http://example.org) ![](x)",
    "他说：“好”，🙂👩‍👩‍👧 𠮷 ﷽",
    "e\u0301 \u202eright to left\u202c \u200bnothing\u200b",
    '\'quoted, "twice"; and\\n',
    "SUM(A1:A9);DDE|x",
)


def _said(lines: tuple[str, ...]) -> str:
    turns = "".join(f"I: And?\n\nS01: {line}\n\n" for line in lines)
    return S01[: S01.index("I: Why?")] + turns


def _study(root: Path, *transcripts: str, findings: str | None = FINDINGS, declared: str = STUDY) -> Path:
    write_study(root, BOOK, *transcripts)
    write(root, {"study.yaml": declared})
    if findings is None:
        (root / "findings.yaml").unlink()
    else:
        write(root, {"findings.yaml": findings})
    return root


def _code(root: Path, *requests: Request, coder: str = "ann", done: tuple[str, ...] = ("S01",)) -> Path:
    apply(open_study(root), coder, list(requests))
    for name in done:
        complete(open_study(root), coder, name)
    return root


def _without_findings(root: Path) -> Path:
    return _code(_study(root, S01, S02, findings=None), Request(transcript="S01", code="price", quote="It was cheap"))


def _without_codings(root: Path) -> Path:
    return _study(root, S01, S02)


def _without_transcripts(root: Path) -> Path:
    return _study(root)


def _without_attributes(root: Path) -> Path:
    bare = S01.replace("{S01: {role: buyer}}", "{S01: {}}")
    declared = STUDY.replace("attributes: {role: [buyer, seller]}\n", "")
    return _code(_study(root, bare, declared=declared), Request(transcript="S01", code="price", quote="cheap"))


def _with_one_participant_and_coder(root: Path) -> Path:
    declared = STUDY.replace("{ann: {}, ben: {}}", "{ann: {}}")
    return _code(_study(root, S01, declared=declared), Request(transcript="S01", code="price", quote="cheap"))


def _without_coders(root: Path) -> Path:
    return _study(root, S01, declared=STUDY.replace("{ann: {}, ben: {}}", "{}"))


def _with_unnamed_participants(root: Path) -> Path:
    unnamed = S01.replace("{role: participant, participant: S01}", "{role: participant}").replace(
        "participants: {S01: {role: buyer}}\n", ""
    )
    return _code(_study(root, unnamed), Request(transcript="S01", code="price", quote="cheap"))


def _with_everybody_withdrawn(root: Path) -> Path:
    gone = S01.replace("{role: buyer}", "{role: buyer, consent: {status: withdrawn}}")
    return _code(_study(root, gone), Request(transcript="S01", code="price", quote="cheap"))


def _where_nobody_may_be_quoted(root: Path) -> Path:
    quiet = S01.replace("{role: buyer}", "{role: buyer, consent: {status: given, quotes: false}}")
    root = _code(_study(root, quiet), Request(transcript="S01", code="trust.person", quote="I know her."))
    write_cell(open_study(root), "ann", "S01", "t1", "=Knows her\n<b>well</b>")
    return root


def _with_hostile_words(root: Path) -> Path:
    root = _study(root, _said(HOSTILE))
    requests = [Request(transcript="S01", code="trust", quote=line, memo=line) for line in HOSTILE]
    _code(root, *requests)
    for line in HOSTILE[:2]:
        write_cell(open_study(root), "ann", "S01", "t1", line)
    return root


def _with_a_huge_turn(root: Path) -> Path:
    huge = "word " * 8000 + "群里都是熟人。" * 4000
    root = _study(root, _said((huge.strip(),)))
    return _code(root, Request(transcript="S01", code="trust", quote=huge.strip()))


STUDIES: dict[str, Callable[[Path], Path]] = {
    each.__name__.strip("_").replace("_", " "): each
    for each in (
        _without_findings,
        _without_codings,
        _without_transcripts,
        _without_attributes,
        _with_one_participant_and_coder,
        _without_coders,
        _with_unnamed_participants,
        _with_everybody_withdrawn,
        _where_nobody_may_be_quoted,
        _with_hostile_words,
        _with_a_huge_turn,
    )
}


@pytest.mark.parametrize("name", STUDIES)
def test_every_export_of_any_study_is_written_in_every_format(name, tmp_path):
    """Whatever a study lacks or holds, each export is a file that its own program opens, and says what it rests on."""
    root = STUDIES[name](tmp_path / "study")
    found = export(sighted(open_study(root)), ["all"], Options(orders=5))

    written = write_exports(found, tmp_path / "to", FORMATS)

    assert tuple(EXPORTS) == tuple(each.what for each in found)
    for each in found:
        assert all(table.notes for table in each.tables), each.what
    for path in written:
        _opens(path)


def _opens(path: Path) -> None:
    content = path.read_bytes()
    assert content, path.name
    if path.suffix == ".json":
        assert json.loads(content)["stamp"]["synthetic"] is True
    elif path.suffix == ".xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert not [cell for sheet in book for row in sheet.rows for cell in row if cell.data_type == "f"], path.name
    elif path.suffix == ".docx":
        assert docx.Document(io.BytesIO(content)).tables
    elif path.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert 1 == len({len(row) for row in rows}), path.name
    elif path.suffix == ".png":
        assert content.startswith(b"\x89PNG")
    elif path.suffix == ".svg":
        ET.fromstring(content)
    else:
        content.decode("utf-8")


def test_hostile_words_are_the_same_words_in_csv_and_workbook(tmp_path):
    """A quotation that looks like a formula, markup or TeX is read back as what was said."""
    root = _with_hostile_words(tmp_path / "study")
    (found,) = export(sighted(open_study(root)), ["evidence"], Options())

    files = {kind: dict(export_files(found, kind)) for kind in ("csv", "xlsx", "html", "docx")}
    rows = list(csv.DictReader(io.StringIO(files["csv"]["evidence.csv"].decode(), newline="")))
    assert set(HOSTILE) == {row["words"] for row in rows}
    sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"]["evidence.xlsx"]))["evidence"]
    heads = [cell.value for cell in sheet[1]]
    assert set(HOSTILE) == {row[heads.index("Words")].value for row in sheet.iter_rows(min_row=2)}
    assert b"<script>alert" not in files["html"]["evidence.html"]


def test_a_transcript_in_word_holds_hostile_and_huge_words(tmp_path):
    """Comments are anchored in order, each closed once, whatever the words are; the file is XML throughout."""
    for n, make in enumerate((_with_hostile_words, _with_a_huge_turn, _where_nobody_may_be_quoted)):
        root = make(tmp_path / f"study{n}")
        (path,) = write_transcripts(sighted(open_study(root)), ["S01"], tmp_path / f"to{n}")

        with zipfile.ZipFile(path) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
        for name, content in parts.items():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(content)
        w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        body = ET.fromstring(parts["word/document.xml"])
        comments = {each.get(f"{w}id") for each in ET.fromstring(parts["word/comments.xml"])}
        for kind in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            ids = [each.get(f"{w}id") for each in body.iter(f"{w}{kind}")]
            assert sorted(ids) == sorted(comments), kind


@pytest.mark.parametrize("engine", ["pdflatex", "xelatex"])
def test_everything_that_is_exported_compiles(engine, tmp_path):
    """The document that shows all LaTeX tables is set by both engines, hostile words, Chinese and empty tables too."""
    if shutil.which(engine) is None:
        assert not os.environ.get("CI"), f"{engine} is needed here: .ci/run installs it"
        pytest.skip(f"{engine} is not installed")
    root = _with_hostile_words(tmp_path / "study")
    write_exports(export(sighted(open_study(root)), ["all"], Options(orders=5)), tmp_path / "to", ("tex",))

    done = subprocess.run(
        [engine, "-halt-on-error", "-interaction=nonstopmode", "-no-shell-escape", "imqual-tables.tex"],
        cwd=tmp_path / "to",
        capture_output=True,
        check=False,
    )

    said = done.stdout.decode("utf-8", "replace")
    if "CJKutf8.sty' not found" in said:
        assert not os.environ.get("CI"), "the CJK package is needed here: .ci/run installs it"
        pytest.skip("the CJK package is not installed")
    assert 0 == done.returncode, said[-2000:]
    assert "Overfull \\hbox" not in said
