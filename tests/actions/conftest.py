"""A small study on disk, for the actions to work on."""

from __future__ import annotations

from pathlib import Path

import pytest

STUDY = """\
version: 1
title: Small
provenance: synthetic
codebook: codebooks/book.yaml
attributes: {role: [buyer, seller]}
coders: {ann: {}, ben: {}}
"""

BOOK = """\
version: 1
id: book
revision: 1
codes:
  - id: trust
    label: Trust
    definition: Confidence.
    aliases: [confidence]
    codes:
      - {id: trust.person, label: In a person, definition: In somebody.}
      - {id: trust.breach, label: Broken, definition: Gone., rolls_up: false}
  - {id: price, label: Price, definition: Money.}
history: []
"""

FINDINGS = """\
version: 1
findings:
  - id: F1
    statement: People buy from people.
    themes: [{id: t1, label: Trust, codes: [trust]}]
"""

S01 = """\
---
version: 1
id: S01
language: en
speakers:
  I: {role: interviewer}
  S01: {role: participant, participant: S01}
participants: {S01: {role: buyer}}
provenance: synthetic
---
I: Why?

S01: I know her. She is my aunt. Yes.

I: And the price?

S01: Yes. It was cheap, yes.
"""

S02 = S01.replace("S01", "S02").replace("She is my aunt", "他是我同学 😀")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The folder of a study with two transcripts, two coders and four codes."""
    for name, text in {
        "study.yaml": STUDY,
        "codebooks/book.yaml": BOOK,
        "findings.yaml": FINDINGS,
        "transcripts/S01.md": S01,
        "transcripts/S02.md": S02,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return tmp_path
