"""``history/transcripts/<id>/<writer>.jsonl``: the edits between stored texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from imcommerce_qual.model.edit import Edit
from imcommerce_qual.store.appending import append_lines
from imcommerce_qual.store.eventfields import DamagedEventError, parse_at, render_at


def read_edits(study: Path, transcript: str) -> tuple[Edit, ...]:
    """Every recorded edit of a transcript, by all writers; a line that cannot be read maps nothing and is passed over.

    Nothing depends on a line that is lost: where no path of edits leads to today's text, the texts are compared.
    """
    found: dict[str, Edit] = {}
    for path in sorted((study / "history" / "transcripts" / transcript).glob("*.jsonl")):
        for line in _content(path).split(b"\n"):
            edit = parse_edit(line)
            if edit is not None:
                found.setdefault(edit.id, edit)
    return tuple(sorted(found.values(), key=lambda edit: (edit.at, edit.id)))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def edits_path(study: Path, transcript: str, writer: str) -> Path:
    """Where that writer's edits of that transcript are recorded."""
    return study / "history" / "transcripts" / transcript / f"{writer}.jsonl"


def append_edit(study: Path, transcript: str, edit: Edit) -> None:
    """Record an edit in its writer's file; when this returns, it is on the disk."""
    append_lines(edits_path(study, transcript, edit.by), render_edit(edit))


def render_edit(edit: Edit) -> bytes:
    """The edit as its line, LF included: sorted keys, no white space, UTF-8."""
    fields = {
        "v": 1,
        "id": edit.id,
        "at": render_at(edit.at),
        "by": edit.by,
        "from": edit.from_,
        "to": edit.to,
        "why": edit.why,
        "changed": edit.changed,
        "moved": edit.moved,
    }
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def parse_edit(line: bytes) -> Edit | None:
    """The edit on a line; None where it is none that this version writes."""
    try:
        fields: dict[str, Any] = json.loads(line)
        if fields["v"] != 1:
            return None
        return Edit(
            id=str(fields["id"]),
            at=parse_at(fields["at"]),
            by=str(fields["by"]),
            from_=str(fields["from"]),
            to=str(fields["to"]),
            why=str(fields.get("why", "")),
            changed=tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in fields["changed"]),
            moved=tuple((int(a), int(b), int(c)) for a, b, c in fields.get("moved", ())),
        )
    except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError, DamagedEventError):
        return None
