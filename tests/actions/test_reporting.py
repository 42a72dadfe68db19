"""The report page and its files: every figure is the library's, and nothing goes out that may not."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import threading
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

import imcommerce_qual
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.pageserving import address_of, page_server
from imcommerce_qual.actions.quotekeeping import keep
from imcommerce_qual.actions.quoting import kept_quotes
from imcommerce_qual.actions.reporting import public, report_formats, report_of, write_page
from imcommerce_qual.actions.theming import bundle, themes, write_themes
from imcommerce_qual.core.codeuse import code_list
from imcommerce_qual.core.evidencelist import evidence_list, theme_cells
from imcommerce_qual.core.themes import matrix, theme_table
from imcommerce_qual.model.evidence import Tally

EXAMPLE = Path(imcommerce_qual.__file__).parent / "example"
STANCES = ("supports", "qualifies", "contradicts")


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Path:
    """A copy of the worked example."""
    folder = tmp_path_factory.mktemp("example") / "study"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".imqual"))
    return folder


def written(study: Path, to: Path, *, for_all: bool = False) -> dict[str, str]:
    """Every text file of a report, by name."""
    opened = open_study(study)
    everything = bundle(opened, themes(opened))
    report = report_of(opened, everything)
    files = [] if for_all else list(write_themes(everything, to, ("md", "csv", "json")))
    files.append(write_page(public(report) if for_all else report, to))
    return {path.name: path.read_bytes().decode() for path in files}


@pytest.fixture(scope="module")
def files(example, tmp_path_factory) -> Mapping[str, str]:
    """The example's report."""
    return written(example, tmp_path_factory.mktemp("files"))


class Page(HTMLParser):
    """What stands on a page: numbers by name, blocks of data, and words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.numbers: list[tuple[str, str]] = []
        self.blocks: dict[str, str] = {}
        self.words: list[str] = []
        self._in: tuple[str, str] | None = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """A number, or a block of data, begins."""
        found = dict(attrs)
        if "data-n" in found:
            self._in = ("number", found["data-n"])
        elif tag == "script" and "id" in found:
            self._in = ("block", found["id"])

    def handle_endtag(self, tag):
        """Whatever it was, it is over."""
        self._in = None

    def handle_data(self, data):
        """Words, under what they stand in."""
        if self._in and self._in[0] == "number":
            self.numbers.append((self._in[1], data))
        elif self._in:
            self.blocks[self._in[1]] = self.blocks.get(self._in[1], "") + data
        else:
            self.words.append(data)


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
    return found


def test_every_figure_of_every_output_is_the_librarys(example, files):
    """Page, pictures, tables and JSON show the same numbers, and each is what the library counts."""
    expected = library_figures(example)
    page = Page(files["report.html"])
    shown = [(key, words) for key, words in page.numbers if not key.startswith("bar:")]

    assert len(shown) > 900
    assert [] == [(key, words) for key, words in shown if str(expected[key]) != words]
    assert set(expected) - {key for key, _ in shown} <= {
        key for key, n in expected.items() if n == 0 and key.endswith(STANCES)
    }


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


def test_the_list_of_codings_is_the_librarys(example, files):
    """One entry for each coding that stands, with its words, its place, and what it is evidence of."""
    opened = open_study(example)
    blocks = Page(files["report.html"]).blocks
    listed = [each for name, text in blocks.items() if name.startswith("codings-") for each in json.loads(text)]
    expected = evidence_list(opened.study, opened.presence())

    assert [each.id for each in expected] == [each["id"] for each in listed]
    for ours, shown in zip(expected, listed, strict=True):
        assert ours.quotation.words == shown["words"]
        assert (ours.code, ours.coder, ours.stance) == (shown["code"], shown["coder"], shown.get("stance"))
        assert list(ours.themes) == shown.get("themes", [])


def test_every_transcript_on_the_page_is_whole(example, files):
    """The words of its turns, put together again, are the transcript's, and marked words are the codings'."""
    opened = open_study(example)
    blocks = Page(files["report.html"]).blocks
    by_id = {each.id: each for each in evidence_list(opened.study, opened.presence())}
    for number, (name, transcript) in enumerate(opened.study.transcripts.items()):
        shown = json.loads(blocks[f"transcript-{number}"])
        assert name == shown["id"]
        assert len(transcript.turns) == len(shown["turns"])
        for turn, drawn in zip(transcript.turns, shown["turns"], strict=True):
            for side, key in (("source", "words"), ("translation", "translation")):
                lines = [transcript.text[line.span.start : line.span.end] for line in turn.lines(side)]
                assert "\n".join(lines) == "".join(piece[0] for piece in drawn.get(key, []))
        for place, coding in enumerate(shown["codings"]):
            pieces = [
                piece[0]
                for turn in shown["turns"]
                for key in ("words", "translation")
                for piece in turn.get(key, [])
                if place in piece[1:]
            ]
            plain = by_id[coding].quotation.words.replace(" / ", "").replace("\n", "")
            assert plain == "".join(pieces)


def test_running_twice_gives_the_same_bytes(example, files, tmp_path):
    """Nothing on the page depends on the clock, the folder or the order of a set."""
    assert files["report.html"] == written(example, tmp_path)["report.html"]


def test_the_policy_names_the_very_script_and_style_that_stand_there(files):
    """A character more in either, and a browser would not take it."""
    page = files["report.html"]
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    script = re.search(r'<script type="module">(.*?)</script>', page, re.DOTALL)
    for found in (style, script):
        assert found is not None
        digest = b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        assert f"sha256-{digest}" in page
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert "eval" not in script[1]
    assert "innerHTML" not in script[1]


def test_synthetic_and_constructed_are_said_first(files):
    """Whoever opens the page, or sees a part of it printed, is told."""
    page = files["report.html"]
    assert page.index("SYNTHETIC") < page.index("<h1>")
    assert page.index("constructed example") < page.index("<h1>")


def test_a_public_page_holds_chosen_quotations_alone(example, tmp_path):
    """No other words of a transcript, nobody who did not agree, and all that is left out is named."""
    study = tmp_path / "study"
    shutil.copytree(example, study, ignore=shutil.ignore_patterns(".imqual"))
    silent = study / "transcripts" / "S02.md"
    said = silent.read_text(encoding="utf-8")
    assert "quotes: true" in said
    silent.write_text(said.replace(", quotes: true", ""), encoding="utf-8")
    opened = open_study(study)
    report = public(report_of(opened, bundle(opened, themes(opened))))
    page = written(study, tmp_path / "out", for_all=True)["report.html"]
    rows = [theme for finding in report.themes.findings for theme in finding.themes] + list(report.themes.across)
    chosen = [each for theme in rows for each in theme.quotations]

    assert len(chosen) > 10
    assert not {"S02", *opened.study.unquotable} & {who for each in chosen for who in each.participants}
    assert "<script" not in page
    kept = "".join(each.words + (each.translation or "") for each in chosen)
    shown = "".join(Page(page).words)
    for transcript in opened.study.transcripts.values():
        for turn in transcript.turns:
            for line in (*turn.words, *turn.translation):
                words = transcript.text[line.span.start : line.span.end]
                if len(words) > 40 and words not in kept:
                    assert words not in shown
    assert any("12 transcripts" in line for line in report.left_out)
    assert any("who have not said that they may be quoted" in line for line in report.left_out)
    assert all(line in shown for line in report.left_out)


def test_kept_quotations_are_the_chosen_ones(example, tmp_path):
    """Where authors kept quotations, the public page has these in their published form, and no others."""
    study = tmp_path / "study"
    shutil.copytree(example, study, ignore=shutil.ignore_patterns(".imqual"))
    opened = open_study(study)
    first = next(each for each in opened.presence().standing if each.transcript == "S02")
    keep(opened, "coder-a", first.coding.id)
    opened = open_study(study)
    report = public(report_of(opened, bundle(opened, themes(opened))), kept_quotes(opened))
    rows = [theme for finding in report.themes.findings for theme in finding.themes] + list(report.themes.across)

    assert [] == [each for theme in rows for each in theme.quotations]
    assert [first.coding.anchor.quote] == [each.words for each in report.sections[0].quotations]
    page = write_page(report, tmp_path / "out").read_text(encoding="utf-8")
    assert "S02, turn" in "".join(Page(page).words)


def test_a_blind_coders_page_has_none_of_the_others_codings(example, tmp_path):
    """The page is a look like any other: what is hidden from a coder is in no block of it."""
    study = tmp_path / "study"
    shutil.copytree(example, study, ignore=shutil.ignore_patterns(".imqual"))
    path = study / "study.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("coders:\n", "coders:\n  zoe: {}\n"), encoding="utf-8")
    opened = open_study(study)
    found = themes(opened, viewer="zoe")
    report = report_of(opened, bundle(opened, found, viewer="zoe"), viewer="zoe")

    assert () == report.evidence
    assert "coder-a" in write_page(report, tmp_path / "out").read_text(encoding="utf-8").split('id="rests"')[1]


def test_a_study_without_findings_or_codings_has_a_page(tmp_path):
    """The first day of a study: nothing to count is said, and nothing breaks."""
    from tests.studies import write

    study = write(
        tmp_path / "study",
        {
            "study.yaml": "version: 1\ntitle: <New> & small\nprovenance: real\ncodebook: codebooks/b.yaml\n",
            "codebooks/b.yaml": "version: 1\nid: b\nrevision: 1\ncodes: []\nhistory: []\n",
        },
    )
    page = written(study, tmp_path / "out")["report.html"]

    assert "&lt;New&gt; &amp; small" in page
    assert "This study has no findings yet." in page
    assert "SYNTHETIC" not in page


def test_a_server_answers_this_machine_with_the_page_alone(files, tmp_path):
    """No other file, no other name: a page elsewhere that leads here by its own name is turned away."""
    (tmp_path / "report.html").write_text("the page", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("no", encoding="utf-8")
    with page_server(tmp_path / "report.html") as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = address_of(server)
        try:
            assert "127.0.0.1" == server.server_address[0]
            with urllib.request.urlopen(address) as answer:
                assert b"the page" == answer.read()
            for wrong in (
                urllib.request.Request(f"{address}secret.txt"),
                urllib.request.Request(address, headers={"Host": "elsewhere.example"}),
            ):
                with pytest.raises(urllib.error.HTTPError) as refused:
                    urllib.request.urlopen(wrong)
                assert 404 == refused.value.code
                refused.value.close()
            with pytest.raises(RefusedError, match="cannot be used"):
                page_server(tmp_path / "report.html", server.server_port)
        finally:
            server.shutdown()


def test_formats_are_named():
    """What is not known is refused with the nearest."""
    assert ("md", "html") == report_formats("md, HTML")
    with pytest.raises(WrongUseError, match="htm"):
        report_formats("htm")
