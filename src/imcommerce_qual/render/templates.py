"""The files that a new study begins with, commented for whoever opens them first."""

from __future__ import annotations

import json

GIT_ATTRIBUTES = "* text=auto eol=lf\n*.jsonl text eol=lf merge=union\n"

_ALWAYS = """\
# what imqual can make again
.imqual/
# recordings and transcripts as they were received
sources/
"""

_WORDS = """\
# participants' words: they stay on this machine unless you decide otherwise (take a line out to track it)
transcripts/*
!transcripts/.gitkeep
history/
codings/
decisions/
quotes/
grid/
memos/
"""


def render_gitignore(*, tracked: bool) -> str:
    """What git leaves alone; participants' words too, unless they are invented or the user said so."""
    return _ALWAYS if tracked else _ALWAYS + _WORDS


def quoted(text: str) -> str:
    """Text as a YAML scalar that is text to every reader."""
    return json.dumps(text, ensure_ascii=False)


def render_study(title: str, provenance: str, coders: tuple[str, ...], codebook: str) -> str:
    """``study.yaml``."""
    entries = "".join(f'  {coder}:\n    name: ""\n    languages: []\n    wrote_codebook: false\n' for coder in coders)
    people = f"coders:\n{entries}" if coders else "coders: {}\n"
    return f"""\
# The study. `imqual check` says what is wrong with it; docs/reference/files.md lists every field.
version: 1
title: {quoted(title)}
provenance: {provenance}            # real, or synthetic where the transcripts are invented: it is printed on everything
codebook: codebooks/{codebook}.yaml

# What you know of every participant: a list of allowed values, or text, integer, number, boolean.
# The values themselves stand in each transcript, under `participants:`.
attributes: {{}}
#  role: [buyer, seller]
#  age: integer

# Who codes. Say who wrote the codebook (`wrote_codebook: true`) and who led interviews (`interviewer: true`):
# readers of your paper will ask, and `imqual methods` says it.
{people}
# What is done with disagreements that nobody has settled: leave_out, keep_all, or a coder's id.
reconciled: {{undecided: leave_out}}
"""


def render_findings() -> str:
    """``findings.yaml``: questions first; findings come later."""
    return """\
# A study begins with questions; findings come later. A theme is not a code: it gathers codes under a statement.
version: 1
questions: []
#  - {id: RQ1, text: How do people …?}
findings: []
#  - id: F1
#    statement: What you claim, in one sentence.
#    themes:
#      - {id: closeness, label: Closeness, statement: …, codes: [relationship]}   # a code brings those below it
across: []
#  - {id: platform, label: What the platform offers, codes: [platform]}
"""


def render_codebook(codebook: str) -> str:
    """A codebook with one code, to be replaced."""
    return f"""\
# The codebook: a tree of codes. An id is the full dotted path, so `relationship.close` stands under `relationship`.
version: 1
id: {codebook}
revision: 1
codes:
  - id: relationship
    label: Relationship
    short: The tie between people shapes what they do
    definition: >-
      What must be in the words for the code to apply. Write it so that somebody else would code the same passages.
    use_when: The speaker says who the other person is to them, and that it mattered.
    not_when: "Name the code to use instead, where two are close: use … for …"
    example: ""
    origin: a priori           # or: inductive, with the date
    codes:
      - id: relationship.close
        label: Close ties
        short: Family and old friends
        definition: Family, or friends from before.
        origin: a priori
history: []
"""
