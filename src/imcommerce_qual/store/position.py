"""Where a coder was reading: kept beside the caches, never the truth."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imcommerce_qual.store.cache import FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in a transcript's text (hash16 ``text``); ``turn`` finds it roughly where the text is another."""

    text: str
    cursor: int
    turn: int


def _path(root: Path, coder: str) -> Path:
    return root / FOLDER / "positions" / f"{coder}.json"


def _read(root: Path, coder: str) -> dict[str, Any]:
    try:
        found = json.loads(_path(root, coder).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def read_position(root: Path, coder: str, transcript: str) -> Position | None:
    """Where *coder* was in *transcript*; None where nothing, or nothing that can be read, was kept."""
    match _read(root, coder).get(transcript):
        case {"text": str(text), "cursor": int(cursor), "turn": int(turn)}:
            return Position(text=text, cursor=cursor, turn=turn)
    return None


def write_position(root: Path, coder: str, transcript: str, position: Position) -> None:
    """Keep it, in one step; a disk that does not let us is no fault, for nothing depends on it."""
    path = _path(root, coder)
    kept = _read(root, coder)
    kept[transcript] = {"text": position.text, "cursor": position.cursor, "turn": position.turn}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{os.getpid()}")
        partial.write_text(json.dumps(kept), encoding="utf-8")
        partial.replace(path)
    except OSError:
        return
