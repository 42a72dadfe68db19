"""``grid/<writer>.jsonl``: cells of the framework grid, append-only, one writer a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from imcommerce_qual.model.grid import CellEvent, CellTakenBack, CellWritten
from imcommerce_qual.store.appending import append_lines
from imcommerce_qual.store.eventfields import DamagedEventError, NewerEventError, parse_at, render_at
from imcommerce_qual.store.eventlog import EventFile, read_events

FOLDER = "grid"
#: The version that new events carry, and the newest that is read.
VERSION = 1

Fields = Mapping[str, Any]


def read_grid_files(study: Path) -> tuple[EventFile, ...]:
    """Every writer's file, in order of names; each line that cannot be read is a problem of its file."""
    paths = sorted((study / FOLDER).glob("[!.]*.jsonl"))
    return tuple(read_events(path, f"{FOLDER}/{path.name}", cell_parser(path.stem)) for path in paths)


def append_cell(study: Path, event: CellEvent) -> Path:
    """Put the event at the end of its writer's file; when this returns, it is on the disk. Returns the file."""
    path = study / FOLDER / f"{event.by}.jsonl"
    append_lines(path, render_cell_event(event))
    return path


def cell_parser(writer: str) -> Callable[[Fields], CellEvent]:
    """What reads a line of that writer's file.

    It raises `NewerEventError` for a line of a newer program, and `DamagedEventError` for one that is not what it
    should be.
    """

    def parse(fields: Fields) -> CellEvent:
        version, kind = fields.get("v"), fields.get("event")
        if type(version) is not int or version < 1:
            raise DamagedEventError("`v` is not a version", "v")
        if version == VERSION and not isinstance(kind, str):
            raise DamagedEventError("`event` is missing or not text", "event")
        if version > VERSION or kind not in {"written", "taken_back"}:
            raise NewerEventError(f"version {version}, event `{kind}`")
        at = parse_at(_text(fields, "at"))
        envelope: dict[str, Any] = {
            "id": _text(fields, "id"),
            "action": _text(fields, "action"),
            "at": at,
            "by": writer,
        }
        if kind == "taken_back":
            return CellTakenBack(**envelope, of=_text(fields, "of"))
        return CellWritten(
            **envelope,
            participant=_text(fields, "participant"),
            theme=_text(fields, "theme"),
            text=_text(fields, "text", empty=True),
        )

    return parse


def render_cell_event(event: CellEvent) -> bytes:
    """The event as its line, LF included: sorted keys, no white space, UTF-8."""
    fields: dict[str, Any] = {"v": VERSION, "id": event.id, "action": event.action, "at": render_at(event.at)}
    match event:
        case CellWritten():
            fields |= {"event": "written", "participant": event.participant, "theme": event.theme, "text": event.text}
        case CellTakenBack():
            fields |= {"event": "taken_back", "of": event.of}
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def _text(fields: Fields, name: str, *, empty: bool = False) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not (value or empty):
        raise DamagedEventError(f"`{name}` is missing or not text", name)
    return value
