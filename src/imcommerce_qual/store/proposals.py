"""``codebooks/proposals/<coder>.jsonl``: codes proposed while coding, appended, one a line."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.model.codebook import Code, Codebook, Proposal
from imcommerce_qual.model.problem import Problem
from imcommerce_qual.store.looselines import read_loose

VERSION = 1


def proposals_path(root: Path, coder: str) -> Path:
    """Where that coder's proposals are."""
    return root / "codebooks" / "proposals" / f"{coder}.jsonl"


def read_proposals(root: Path) -> tuple[Proposal, ...]:
    """Every coder's proposals that can be read; the last line about a slug is the one that counts."""
    return tuple({each.id: each for each in _all_lines(root) if isinstance(each, Proposal)}.values())


def proposal_problems(root: Path) -> tuple[Problem, ...]:
    """A problem for every line under ``codebooks/proposals/`` that is no proposal; the others count."""
    return tuple(each for each in _all_lines(root) if isinstance(each, Problem))


def _all_lines(root: Path) -> Iterator[Proposal | Problem]:
    return read_loose(root, "codebooks/proposals", proposal_of, f"proposal of version {VERSION}")


def proposal_of(coder: str, fields: dict[str, Any]) -> Proposal | None:
    """The proposal that a line's fields are; None where they are none that this version writes."""
    if fields.get("v") != VERSION or not _is_text(fields, "slug", "label"):
        return None
    return Proposal(
        coder=coder,
        slug=fields["slug"],
        label=fields["label"],
        definition=str(fields.get("definition") or ""),
        from_=str(fields.get("from") or ""),
    )


def _is_text(fields: dict[str, Any], *names: str) -> bool:
    return all(isinstance(fields.get(name), str) and fields[name] for name in names)


def append_proposal(root: Path, proposal: Proposal) -> None:
    """Write the proposal at the end of its coder's file; when this returns, it is on the disk."""
    path = proposals_path(root, proposal.coder)
    path.parent.mkdir(parents=True, exist_ok=True)
    fields = {
        "v": VERSION,
        "slug": proposal.slug,
        "label": proposal.label,
        "definition": proposal.definition,
        "from": proposal.from_,
    }
    line = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"
    torn = path.exists() and not path.read_bytes().endswith(b"\n") and path.stat().st_size > 0
    with path.open("ab") as stream:
        stream.write(b"\n" + line if torn else line)
        stream.flush()
        os.fsync(stream.fileno())


def with_proposals(codebook: Codebook, proposals: Iterable[Proposal]) -> Codebook:
    """The codebook with the codes that are still proposed after its own; hash and history stay, as its file does.

    A proposal that the history leads to a code, or that it retires, is none any more.
    """
    line = lineage(codebook.history)
    added = {
        each.id: Code(id=each.id, label=each.label, definition=each.definition, origin="inductive, proposed")
        for each in proposals
        if line.today(each.id) == each.id and each.id not in line.retired
    }
    return replace(codebook, codes={**codebook.codes, **added}) if added else codebook


def slug_of(label: str, taken: Collection[str] = ()) -> str:
    """A label as the last part of a code's id, unlike those that are *taken*.

    >>> slug_of("She's like family!"), slug_of("不好意思退", ["不好意思退"]), slug_of("…")
    ('she_s_like_family', '不好意思退_2', 'code')
    """
    plain = unicodedata.normalize("NFKC", label).lower()
    slug = re.sub(r"[\W_]+", "_", plain).strip("_")[:40].strip("_") or "code"
    name, n = slug, 1
    while name in taken:
        n += 1
        name = f"{slug}_{n}"
    return name
