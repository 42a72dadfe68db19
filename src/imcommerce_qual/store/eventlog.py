"""``codings/<coder>/<transcript>.jsonl``: append-only, one event a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imcommerce_qual.model.event import Event, Log
from imcommerce_qual.model.problem import Place, Problem
from imcommerce_qual.store.appending import append_lines
from imcommerce_qual.store.eventcodec import DamagedEventError, NewerEventError, parse_event, render_event


@dataclass(frozen=True, slots=True)
class LogFile:
    """A log with the problems of its file, and the line on which each event stands."""

    log: Log
    name: str
    problems: tuple[Problem, ...]
    lines: dict[str, int]


def read_log(path: Path, name: str, *, coder: str, transcript: str) -> LogFile:
    """Every event that can be read, unique by id, in order; each line that cannot be read is a problem.

    A file that is not there is an empty log.
    """
    reader = _Reader(name)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raw = b""
    except OSError as error:
        raw = b""
        reader.refuse(error)
    for number, line in enumerate(raw.split(b"\n"), 1):
        if line.strip():
            reader.read(number, line.removesuffix(b"\r"))
    log = Log(
        coder=coder,
        transcript=transcript,
        events=tuple(sorted(reader.events.values(), key=lambda event: event.order)),
        readonly=reader.readonly,
    )
    return LogFile(log, name, tuple(reader.problems), reader.lines)


class _Reader:
    """Reads line by line; a line that cannot be read is set aside and the next one is read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.events: dict[str, Event] = {}
        self.raw: dict[str, dict[str, Any]] = {}
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.readonly: str | None = None

    def refuse(self, error: OSError) -> None:
        self.readonly = f"{self.name} cannot be read: {error.strerror}"
        self.problems.append(
            Problem(
                code="file-unreadable",
                message=f"the file cannot be read: {error.strerror}",
                remedy="check its permissions; until then nothing in it counts, and nothing is written to it",
                place=Place(file=self.name),
            )
        )

    def read(self, number: int, line: bytes) -> None:
        try:
            text = line.decode("utf-8")
            fields = json.loads(text)
        except (ValueError, RecursionError) as error:  # also a number of thousands of digits, or endless brackets
            self._unreadable(number, line, error)
            return
        if not isinstance(fields, dict):
            self._problem("damaged-line", number, text, "this line is not an event", _RESTORE)
            return
        try:
            event = parse_event(fields)
        except NewerEventError as error:
            self.readonly = f"{self.name} was written by a newer imqual ({error})"
            self._problem(
                "newer-event",
                number,
                text,
                f"this event is newer than this program ({error})",
                "upgrade imqual; until then the file is read, and nothing is written to it",
            )
            return
        except DamagedEventError as error:
            self._problem("damaged-line", number, text, f"this event was changed by hand or damaged: {error}", _RESTORE)
            return
        self._keep(number, text, fields, event)

    def _keep(self, number: int, text: str, fields: dict[str, Any], event: Event) -> None:
        known = self.raw.get(event.id)
        if known is None:
            self.raw[event.id] = fields
            self.events[event.id] = event
            self.lines[event.id] = number
        elif known != fields:
            self._problem(
                "event-id-twice",
                number,
                text,
                f"another event with this id, but other content, is on line {self.lines[event.id]}",
                "one of the two was edited: restore the original from git and delete the other",
            )

    def _unreadable(self, number: int, line: bytes, error: Exception) -> None:
        shown = line.decode("utf-8", "replace")
        if line.startswith(b"{") and _breaks_off(line, error):
            self._problem(
                "torn-line",
                number,
                shown,
                "this line ends in the middle: writing was interrupted here",
                "nothing that was reported as saved is in it; code the passage again if it is missing, "
                "and delete the line when you like",
                severity_warning=True,
            )
        else:
            reason = "not UTF-8" if isinstance(error, UnicodeDecodeError) else "not JSON"
            self._problem("damaged-line", number, shown, f"this line is {reason}", _RESTORE)

    def _problem(
        self, code: str, number: int, text: str, message: str, remedy: str, *, severity_warning: bool = False
    ) -> None:
        place = Place(file=self.name, line=number, column=1, source=text, width=len(text))
        severity: Any = "warning" if severity_warning else "error"
        self.problems.append(Problem(code=code, message=message, remedy=remedy, place=place, severity=severity))


def _breaks_off(line: bytes, error: Exception) -> bool:
    """Whether what is missing is the end: a quote's own `}` may be the last that was written."""
    if not isinstance(error, json.JSONDecodeError):
        return not line.rstrip().endswith(b"}")
    unended = error.pos >= len(error.doc) or error.msg.startswith("Unterminated string")
    return unended or (not line.rstrip().endswith(b"}") and error.msg != "Extra data")


_RESTORE = "restore the line from git or a backup; the other lines were read"


def render_line(event: Event) -> bytes:
    """The event as its line, LF included: sorted keys, no white space, UTF-8."""
    text = json.dumps(render_event(event), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"


def append_events(path: Path, events: Iterable[Event]) -> None:
    """Write the events at the file's end and wait until they are on the disk."""
    append_lines(path, b"".join(map(render_line, events)))


def log_paths(folder: Path) -> Iterator[tuple[str, str, Path]]:
    """``(coder, transcript, path)`` of every log under ``codings/``, in order of names."""
    if not folder.is_dir():
        return
    for coder in sorted(each for each in folder.iterdir() if each.is_dir()):
        for path in sorted(coder.glob("[!.]*.jsonl")):  # a dot: a Mac's notes about the file, on a shared drive
            yield coder.name, path.stem, path
