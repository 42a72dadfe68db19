"""Where a meeting stopped: kept beside the caches, never the truth."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from imcommerce_qual.store.cache import FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPlace:
    """The disagreement that was talked about, its place in the list, and the order of the list."""

    disagreement: str
    index: int
    order: str


def _path(root: Path, writer: str, *, apart: bool) -> Path:
    return root / FOLDER / "meetings" / ("apart" if apart else "together") / f"{writer}.json"


def read_meeting_place(root: Path, writer: str, *, apart: bool) -> MeetingPlace | None:
    """Where *writer* stopped, in the meeting or *apart*; None where nothing that can be read was kept."""
    try:
        found = json.loads(_path(root, writer, apart=apart).read_bytes())
    except (OSError, ValueError):
        return None
    match found:
        case {"disagreement": str(disagreement), "index": int(index), "order": str(order)}:
            return MeetingPlace(disagreement=disagreement, index=max(0, index), order=order)
    return None


def write_meeting_place(root: Path, writer: str, place: MeetingPlace, *, apart: bool) -> None:
    """Keep it, in one step; a disk that does not let us is no fault, for nothing depends on it."""
    path = _path(root, writer, apart=apart)
    kept = {"disagreement": place.disagreement, "index": place.index, "order": place.order}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{os.getpid()}")
        partial.write_text(json.dumps(kept), encoding="utf-8")
        partial.replace(path)
    except OSError:
        return
