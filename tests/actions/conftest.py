"""A small study on disk, for the actions to work on."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.studies import write_study

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
    return write_study(tmp_path, BOOK, S01, S02)
