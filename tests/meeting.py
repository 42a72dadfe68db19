"""A study of two interviews, coded by two people who differ in five places: for tests of what comes after."""

from __future__ import annotations

from pathlib import Path

from tests.studies import write_study
from typer.testing import CliRunner, Result

from imcommerce_qual.cli.app import app

BOOK = """\
version: 1
id: book
revision: 1
codes:
  - {id: trust, label: Trust, definition: Confidence.}
  - {id: tie, label: Tie, definition: Knowing somebody.}
  - {id: price, label: Price, definition: Money.}
history: []
"""

INTERVIEW = """\
---
version: 1
id: {name}
language: en
speakers:
  I: {{role: interviewer}}
  {name}: {{role: participant, participant: {name}}}
participants: {{{name}: {{role: buyer}}}}
provenance: synthetic
---
I: Why do you buy there?

{name}: I know her and she knows me, we met at the school gate.

I: And the price?

{name}: It was cheap, and everybody wrote plus one.
"""

#: Coder, transcript, code, words: agreed, boundary, code, not by all; nothing but ann's in S02.
CODINGS = (
    ("ann", "S01", "price", "It was cheap"),
    ("ben", "S01", "price", "It was cheap"),
    ("ann", "S01", "trust", "I know her"),
    ("ben", "S01", "trust", "I know her and she knows me"),
    ("ann", "S01", "tie", "at the school gate"),
    ("ben", "S01", "trust", "the school gate"),
    ("ben", "S01", "tie", "everybody wrote plus one"),
    ("ann", "S02", "trust", "I know her"),
)


def imqual(study: Path, *arguments: str, code: int | None = 0, given: str | None = None) -> Result:
    """A command in that study, which ends with that exit code."""
    done = CliRunner().invoke(app, [*arguments, "--study", str(study)], prog_name="imqual", input=given)
    assert code is None or code == done.exit_code, done.output
    return done


def coded_study(root: Path) -> Path:
    """The study, with S01 completed by both and S02 by ann."""
    write_study(root, BOOK, *(INTERVIEW.format(name=name) for name in ("S01", "S02")))
    for coder, transcript, code, words in CODINGS:
        imqual(root, "apply", transcript, code, "--quote", words, "--as", coder)
    for coder, transcript in (("ann", "S01"), ("ben", "S01"), ("ann", "S02")):
        imqual(root, "done", transcript, "--as", coder)
    return root
