"""``findings.yaml`` and its stored versions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from imcommerce_qual.model.study import Findings
from imcommerce_qual.store.build import build_findings
from imcommerce_qual.store.cache import Cache
from imcommerce_qual.store.checked import Checked, read_checked
from imcommerce_qual.store.textfile import parse_text, read_text

NAME = "findings.yaml"


def read_findings(root: Path, cache: Cache) -> tuple[Checked, Findings]:
    """The study's findings, with the problems of their file; none where there is no file."""
    if not (root / NAME).exists():
        return Checked(None, name=NAME), Findings()
    file, problems = read_text(root / NAME, NAME)
    if file is None:
        return Checked(None, name=NAME, problems=problems), Findings()
    head = read_checked("findings", file, cache)
    findings = build_findings(head.data, file.raw_hash) if head.data is not None else Findings()
    return Checked(head.data, head.yaml, (*problems, *head.problems), NAME), findings


def parse_findings(raw: bytes) -> Checked:
    """What a findings file of these bytes would hold, with everything that would be wrong with it."""
    file, problems = parse_text(NAME, raw)
    if file is None:
        return Checked(None, name=NAME, problems=problems)
    head = read_checked("findings", file, Cache())
    return Checked(head.data, head.yaml, (*problems, *head.problems), NAME)


def stored_findings(root: Path, cache: Cache) -> Iterator[Findings]:
    """Every stored version that can be read, in order of their hashes."""
    for path in sorted((root / "history" / "findings").glob("*.yaml")):
        file, _ = read_text(path, path.name)
        head = read_checked("findings", file, cache) if file is not None else None
        if head is not None and head.data is not None:
            yield build_findings(head.data, path.stem)
