"""``codings/<coder>/<transcript>.jsonl``: append-only, one event a line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from imcommerce_qual.model.event import Event, Log
from imcommerce_qual.model.problem import Place, Problem, Severity
from imcommerce_qual.store.appending import append_lines
from imcommerce_qual.store.eventcodec import parse_event, render_event
from imcommerce_qual.store.eventfields import DamagedEventError, NewerEventError
from imcommerce_qual.store.textfile import unreadable


@dataclass(frozen=True, slots=True)
class LogFile:
    """A log with the problems of its file, and the line on which each event stands."""

    log: Log
    name: str
    problems: tuple[Problem, ...]
    lines: dict[str, int]


@dataclass(frozen=True, slots=True)
class EventFile:
    """Events of any kind as read from their file, in order; ``readonly`` says why nothing may be appended."""

    events: tuple[Event, ...]
    name: str
    problems: tuple[Problem, ...]
    lines: dict[str, int]
    readonly: str | None


def read_log(path: Path, name: str, *, coder: str, transcript: str) -> LogFile:
    """Every event that can be read, unique by id, in order; each line that cannot be read is a problem.

    A file that is not there is an empty log.
    """
    read = read_events(path, name, parse_event)
    log = Log(coder=coder, transcript=transcript, events=read.events, readonly=read.readonly)
    return LogFile(log, name, read.problems, read.lines)


def read_events(path: Path, name: str, parse: Callable[[Mapping[str, Any]], Event]) -> EventFile:
    """The same of a file of other events, each of which *parse* reads (raising as ``parse_event`` does)."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raw = b""
    except OSError as error:
        reader = _Reader(name, parse)
        reader.refuse(path, error)
        return reader.file()
    return parse_events(raw, name, parse)


def parse_events(raw: bytes, name: str, parse: Callable[[Mapping[str, Any]], Event] = parse_event) -> EventFile:
    """The events in *raw*, as if it were the content of a file of that name."""
    reader = _Reader(name, parse)
    for number, line in enumerate(raw.split(b"\n"), 1):
        if line.strip():
            reader.read(number, line.removesuffix(b"\r"))
    return reader.file()


_decode = json.JSONDecoder().raw_decode
_order = attrgetter("at", "id")  # Event.order, for a whole file


def _parse_line(text: str) -> Any:
    if text[0] == "{":
        found, end = _decode(text)
        if end == len(text):
            return found
    return json.loads(text)


class _Reader:
    """Reads line by line; a line that cannot be read is set aside and the next one is read."""

    def __init__(self, name: str, parse: Callable[[Mapping[str, Any]], Event]) -> None:
        self.name = name
        self.parse = parse
        self.events: dict[str, Event] = {}
        self.raw: dict[str, dict[str, Any]] = {}
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.readonly: str | None = None
        self.conflict = False

    def file(self) -> EventFile:
        return EventFile(
            events=tuple(sorted(self.events.values(), key=_order)),
            name=self.name,
            problems=tuple(_runs(self.problems)),
            lines=self.lines,
            readonly=self.readonly,
        )

    def refuse(self, path: Path, error: OSError) -> None:
        problem = unreadable(path, self.name, error)
        self.readonly = f"{self.name} cannot be read: {error.strerror}"
        remedy = f"{problem.remedy}; until then nothing in it counts, and nothing is written to it"
        self.problems.append(replace(problem, remedy=remedy))

    def read(self, number: int, line: bytes) -> None:
        try:
            text = line.decode("utf-8")
            fields = _parse_line(text)
        except (ValueError, RecursionError) as error:  # also a number of thousands of digits, or endless brackets
            self._unreadable(number, line, error)
            return
        if not isinstance(fields, dict):
            self._problem("damaged-line", number, text, "this line is not an event", _RESTORE)
            return
        if "\\u" in text and (at := _half_character(text, fields)):
            message = f"`{text[slice(*at)]}` is only half of a character"
            self._problem("damaged-line", number, text, message, _RESTORE, at=at)
            return
        try:
            event = self.parse(fields)
        except NewerEventError as error:
            self.readonly = f"{self.name} was written by a newer imqual ({error})"
            self._problem(
                "newer-event",
                number,
                text,
                f"this event is newer than this program ({error})",
                "upgrade imqual; until then the file is read, and nothing is written to it",
                at=field_span(text, "event" if fields.get("v") == 1 else "v"),
            )
            return
        except DamagedEventError as error:
            message = f"this event was changed by hand or damaged: {error}"
            self._problem("damaged-line", number, text, message, _RESTORE, at=field_span(text, error.field))
            return
        self._keep(number, text, fields, event)

    def _keep(self, number: int, text: str, fields: dict[str, Any], event: Event) -> None:
        known = self.raw.get(event.id)
        if known is None:
            self.raw[event.id] = fields
            self.events[event.id] = event
            self.lines[event.id] = number
        elif known != fields:
            other = min(name for name in fields | known if fields.get(name) != known.get(name))
            self._problem(
                "event-id-twice",
                number,
                text,
                f"another event with this id, but another `{other}`, is on line {self.lines[event.id]}",
                "one of the two was edited: restore the original from git and delete the other",
                at=field_span(text, other) or field_span(text, "id"),
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
                at=(max(0, len(shown) - 1), len(shown)),
                severity="warning",
            )
        elif _CONFLICT.match(shown):
            follows, self.conflict = self.conflict and shown[0] != "<", shown[0] != ">"
            if follows:
                return
            remedy = "keep the events of both versions, each once, and delete the lines of `<`, `=` and `>`"
            self._problem("damaged-line", number, shown, "git left a conflict in this file", remedy)
        else:
            message, remedy, at = _not_json(line, error)
            self._problem("damaged-line", number, shown, message, remedy, at=at)

    def _problem(
        self,
        code: str,
        number: int,
        text: str,
        message: str,
        remedy: str,
        *,
        at: tuple[int, int] | None = None,
        severity: Severity = "error",
    ) -> None:
        start, end = at or (0, len(text))
        place = Place(file=self.name, line=number, column=start + 1, source=text, width=max(1, end - start))
        self.problems.append(Problem(code=code, message=message, remedy=remedy, place=place, severity=severity))


def _runs(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Of lines after each other that are damaged alike (a whole file that an editor wrapped, say), the first speaks."""
    first: Problem | None = None
    more = 0
    for problem in problems:
        if first is not None and problem.code == "damaged-line":
            next_line = (first.place.line or 0) + more + 1
            if (problem.message, problem.place.line) == (first.message, next_line):
                more += 1
                continue
        if first is not None:
            yield _with_more(first, more)
        first, more = problem, 0
    if first is not None:
        yield _with_more(first, more)


def _with_more(problem: Problem, more: int) -> Problem:
    lines = "line" if more == 1 else f"{more} lines"
    return replace(problem, message=f"{problem.message} (and so the {lines} after it)") if more else problem


def field_span(line: str, field: str) -> tuple[int, int] | None:
    """Where an event's line has the value of that field (within the quotation marks of a text); None: nowhere.

    >>> field_span('{"code":"trust","start":2}', "code")
    (9, 14)
    """
    # Within a text, a quotation mark has a backslash before it.
    found = re.search(rf'(?<!\\)"{field}"\s*:\s*(?:"((?:[^"\\]|\\.)+)"|([^",}}\]]+|.))', line)
    return None if found is None else found.span(1 if found[1] else 2)


def _not_json(line: bytes, error: Exception) -> tuple[str, str, tuple[int, int] | None]:
    """Message, remedy, and where the line stops being JSON."""
    if isinstance(error, json.JSONDecodeError):
        return "this line is no JSON from here on", _RESTORE, (error.pos, error.pos + 1)
    if isinstance(error, UnicodeDecodeError):
        before = len(line[: error.start].decode("utf-8", "replace"))
        return f"byte 0x{line[error.start]:02x} is not UTF-8", _RESTORE, (before, before + 1)
    return "this line is not JSON", _RESTORE, None


def _half_character(text: str, fields: dict[str, Any]) -> tuple[int, int] | None:
    """Where one half of a character beyond U+FFFF is escaped without the other: no file of ours can hold that."""
    try:
        json.dumps(fields, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        halves = (found.span() for found in _HALVES.finditer(text) if found.end() - found.start() == 6)
        return next(halves, (0, len(text)))
    return None


def _breaks_off(line: bytes, error: Exception) -> bool:
    """Whether what is missing is the end: a quote's own `}` may be the last that was written."""
    if not isinstance(error, json.JSONDecodeError):
        return not line.rstrip().endswith(b"}")
    unended = error.pos >= len(error.doc) or error.msg.startswith("Unterminated string")
    return unended or (not line.rstrip().endswith(b"}") and error.msg != "Extra data")


_CONFLICT = re.compile(r"<{7} |={7}$|>{7} ")
_HALVES = re.compile(r"\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w|\\u[dD][89a-fA-F]\w\w")
_RESTORE = "restore the line from git or a backup; the other lines were read"


def render_line(event: Event) -> bytes:
    """The event as its line, LF included: sorted keys, no white space, UTF-8."""
    text = json.dumps(render_event(event), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"


def append_events(path: Path, events: Iterable[Event]) -> int:
    """Write the events at the file's end and wait until they are on the disk. Returns how many bytes they took."""
    return append_lines(path, b"".join(map(render_line, events)))


def log_paths(folder: Path) -> Iterator[tuple[str, str, Path]]:
    """``(coder, transcript, path)`` of every log under ``codings/``, in order of names.

    What a coder codes again in a round stands in a folder of that name below theirs: ``coder-a/recode-1``.
    """
    for coder in _folders(folder):
        yield from _logs(coder.name, coder)
        for again in _folders(coder):
            yield from _logs(f"{coder.name}/{again.name}", again)


def _folders(folder: Path) -> list[Path]:
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(each for each in found if each.is_dir() and not each.name.startswith("."))


def _logs(coder: str, folder: Path) -> Iterator[tuple[str, str, Path]]:
    for path in sorted(folder.glob("[!.]*.jsonl")):  # a dot: a Mac's notes about the file, on a shared drive
        yield coder, path.stem, path
