"""``decisions/<writer>/<transcript>.jsonl``: what was settled, append-only, one writer a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from imcommerce_qual.model.adjudication import DecisionEvent
from imcommerce_qual.store.appending import append_lines
from imcommerce_qual.store.decisioncodec import decision_parser, render_decision
from imcommerce_qual.store.eventlog import EventFile, log_paths, read_events

FOLDER = "decisions"


def decisions_path(study: Path, writer: str, transcript: str) -> Path:
    """Where that writer's decisions about that transcript are."""
    return study / FOLDER / writer / f"{transcript}.jsonl"


def read_decision_files(study: Path) -> tuple[EventFile, ...]:
    """Every writer's files, in order of names; each line that cannot be read is a problem of its file."""
    return tuple(
        read_events(path, f"{FOLDER}/{writer}/{transcript}.jsonl", decision_parser(writer, transcript))
        for writer, transcript, path in log_paths(study / FOLDER)
    )


def append_decisions(study: Path, events: Iterable[DecisionEvent]) -> None:
    """Put the events at the end of the files of their writers; when this returns, they are on the disk."""
    by_file: dict[tuple[str, str], list[DecisionEvent]] = {}
    for event in events:
        by_file.setdefault((event.writer, event.transcript), []).append(event)
    for (writer, transcript), each in by_file.items():
        append_lines(decisions_path(study, writer, transcript), b"".join(map(render_decision, each)))
