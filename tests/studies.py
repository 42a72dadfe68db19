"""Studies on disk, in the plain text that people write, for tests to work on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

STUDY = """\
version: 1
title: Small
provenance: synthetic
codebook: codebooks/book.yaml
attributes: {role: [buyer, seller]}
coders: {ann: {}, ben: {}}
"""

FINDINGS = """\
version: 1
findings:
  - id: F1
    statement: People buy from people.
    themes: [{id: t1, label: Trust, codes: [trust]}]
"""


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """The files in their folders, byte for byte; returns *root*."""
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def write_study(root: Path, book: str, *transcripts: str) -> Path:
    """A study with that codebook, a finding, and transcripts S01, S02 …; returns its folder."""
    named = {f"transcripts/S{n:02}.md": text for n, text in enumerate(transcripts, 1)}
    return write(root, {"study.yaml": STUDY, "codebooks/book.yaml": book, "findings.yaml": FINDINGS, **named})
