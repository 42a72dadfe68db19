"""The report page and its files: every figure is the library's, and nothing goes out that may not."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import threading
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.reportpages import Page, written

import imcommerce_qual
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.pageserving import address_of, page_server
from imcommerce_qual.actions.publicpage import public
from imcommerce_qual.actions.quotekeeping import keep
from imcommerce_qual.actions.quoting import kept_quotes
from imcommerce_qual.actions.reporting import report_formats, report_of, write_page
from imcommerce_qual.actions.theming import bundle, themes
from imcommerce_qual.core.evidencelist import evidence_list

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
