"""Whether anything was forgotten since a study was read: cheap, so that it can be asked before every writing."""

from __future__ import annotations

from pathlib import Path

#: The folder of tombstones.
FOLDER = "forgotten"


def forgotten_state(study: Path) -> str:
    """The names and sizes of all tombstone files; they only grow."""
    return " ".join(f"{path.name}:{path.stat().st_size}" for path in sorted((study / FOLDER).glob("*.jsonl")))
