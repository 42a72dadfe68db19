"""The page for everybody: what was chosen, of those who agreed, and nothing else of the interviews."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from tests.studies import write
from typer.testing import CliRunner

import imcommerce_qual
from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.cli.app import app

EXAMPLE = Path(imcommerce_qual.__file__).parent / "example"
STUDY = """\
version: 1
title: Small
provenance: real
codebook: codebooks/book.yaml
attributes: {job: text, street: [secretlane, otherlane]}
coders: {ann: {name: Secretname Ann}}
"""
BOOK = """\
version: 1
id: book
revision: 1
codes:
- {id: trust, label: Trust, definition: Told of everybody., example: Secretexample words.}
history: []
"""
FINDINGS = """\
version: 1
findings:
- id: F1
  statement: People buy from people.
  themes: [{id: t1, label: Trust, codes: [trust]}]
"""
TRANSCRIPT = """\
---
version: 1
id: {id}
language: zh
translation: {{language: en, coded: false}}
speakers:
  I: {{role: interviewer}}
  Secretlabel{id}: {{role: participant, participant: {id}}}
participants: {{{id}: {{job: secretjob, street: secretlane, consent: {{status: {status}{quotes}}}}}}}
interview: {{date: 2026-01-04, place: secretplace}}
provenance: real
---
# Secretheading one

I [00:01]: Secretquestion, why?
= Secretquestion translated?

Secretlabel{id} [00:05]: Chosen words of {id}, whole and said by one. Secretrest that nobody coded.
= Secrettranslation of the whole paragraph.

# Secretheading two

Secretlabel{id} [00:01]: Secretlater words.
= Secretlater in translation.
"""
MEMO = "---\nversion: 1\nabout: [{about}]\nauthor: ann\ndate: 2026-01-05\n---\nSecretmemo about it.\n"
ABOUT = ("study", "finding:F1", "code:trust")
CONSENTS = {
    "S01": ("given", ", quotes: true"),
    "S02": ("given", ", quotes: false"),
    "S03": ("given", ""),
    "S04": ("unknown", ""),
    "S05": ("withdrawn", ", quotes: true"),
}


@pytest.fixture
def study(tmp_path) -> Path:
    """Five interviews, one of somebody who may be quoted; whatever is no chosen word begins with *secret*."""
    folder = write(
        tmp_path / "study",
        {
            "study.yaml": STUDY,
            "codebooks/book.yaml": BOOK,
            "findings.yaml": FINDINGS,
            **{
                f"memos/{n}.md": MEMO.format(about=about)
                for n, about in enumerate(("study", "finding:F1", "code:trust"))
            },
            **{
                f"transcripts/{name}.md": TRANSCRIPT.format(id=name, status=status, quotes=quotes)
                for name, (status, quotes) in CONSENTS.items()
            },
        },
    )
    for name in CONSENTS:
        quote = f"Chosen words of {name}, whole and said by one."
        request = Request(transcript=name, code="trust", quote=quote, memo="Secretnote", stance="supports")
        apply(open_study(folder), "ann", [request])
        complete(open_study(folder), "ann", name)
    return folder


def public_files(folder: Path, to: Path) -> dict[str, str]:
    """Every file of a public report, however deep, as it reads."""
    done = CliRunner().invoke(app, ["report", "--study", str(folder), "--to", str(to), "--public"])
    assert done.exit_code == 0, done.stderr
    assert done.stdout == ""
    found = (path for path in to.rglob("*") if path.is_file())
    return {str(path.relative_to(to)): unescape(path.read_text(encoding="utf-8")) for path in found}


def test_nothing_goes_out_that_was_not_chosen(study, tmp_path):
    """Questions, headings, labels, jobs, memos, notes, translations of more than the excerpt, words of the others."""
    files = public_files(study, tmp_path / "out")

    assert ["report.html"] == list(files)
    page = files["report.html"]
    assert "Chosen words of S01, whole and said by one." in page
    assert [] == re.findall(r"(?i)secret\w+", page)
    for name in ("S02", "S03", "S04", "S05"):
        assert f"Chosen words of {name}" not in page
    assert not re.search(r"<script(?! )", page)
    assert "[00:0" not in page  # which of two sittings it was would be said by a heading


def test_what_is_left_out_is_listed(study, tmp_path):
    """On the page as when it is written: transcripts, codings, attributes, memos, and how many quotations."""
    done = CliRunner().invoke(app, ["report", "--study", str(study), "--to", str(tmp_path / "out"), "--public"])
    page = unescape((tmp_path / "out" / "report.html").read_text(encoding="utf-8"))

    for line in (
        "5 transcripts, whole.",
        "5 codings with their excerpts, but for the chosen quotations.",
        "What is known of participants: job, street.",
        "3 memos, and what coders noted at codings.",
        "of participants who have not said that they may be quoted.",
    ):
        assert line in page
        assert line in done.stderr


def test_the_example_lets_no_other_words_out(tmp_path):
    """No thirty characters of any transcript stand anywhere but in a quotation."""
    folder = tmp_path / "study"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".imqual"))
    page = "".join(public_files(folder, tmp_path / "out").values())
    quoted = "\n".join(re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.DOTALL))
    rest = re.sub(r"<blockquote[^>]*>.*?</blockquote>", "", page, flags=re.DOTALL)
    opened = open_study(folder)
    looked = 0
    for transcript in opened.study.transcripts.values():
        words = [w.span for turn in transcript.turns for w in (*turn.words, *turn.translation)]
        for span in words:
            line = transcript.text[span.start : span.end]
            for n in range(0, max(1, len(line) - 30), 15):
                part = line[n : n + 30]
                if len(part) == 30:
                    looked += 1
                    assert part not in rest, transcript.id
    assert looked > 5_000
    assert len(quoted) > 1_000
