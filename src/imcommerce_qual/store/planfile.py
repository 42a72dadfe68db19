"""``plan/<writer>.jsonl``: what was planned, append-only, one writer a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from imcommerce_qual.model.plan import PlanEvent
from imcommerce_qual.store.appending import append_lines
from imcommerce_qual.store.eventlog import EventFile, read_events
from imcommerce_qual.store.plancodec import plan_parser, render_plan_event

FOLDER = "plan"


def plan_path(study: Path, writer: str) -> Path:
    """Where that writer's events of the plan are."""
    return study / FOLDER / f"{writer}.jsonl"


def read_plan_files(study: Path) -> tuple[EventFile, ...]:
    """Every writer's file, in order of names; each line that cannot be read is a problem of its file."""
    paths = sorted((study / FOLDER).glob("[!.]*.jsonl"))
    return tuple(read_events(path, f"{FOLDER}/{path.name}", plan_parser(path.stem)) for path in paths)


def append_plan(study: Path, writer: str, events: Iterable[PlanEvent]) -> None:
    """Put the events at the end of the writer's file; when this returns, they are on the disk."""
    append_lines(plan_path(study, writer), b"".join(map(render_plan_event, events)))
