"""The one way to write codings: lock, read what is there, store what is named, append, and only then say so."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from imcommerce_qual.actions.errors import BusyError, RefusedError
from imcommerce_qual.actions.keeping import keep_codebook, keep_text
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.history import Folded, fold
from imcommerce_qual.model.event import Event, Log
from imcommerce_qual.store.eventlog import LogFile, append_events, read_log
from imcommerce_qual.store.locks import LockHeldError, writing
from imcommerce_qual.store.tombs import forgotten_state
from imcommerce_qual.store.workspace import log_path

#: How long a command waits for another process before it says who has the file.
PATIENCE = 5.0


@dataclass(slots=True)
class Desk:
    """One coder's files of some transcripts, locked and read. Made by ``at_desk``."""

    opened: Opened
    coder: str
    logs: dict[str, Log]
    action: str = field(default_factory=lambda: str(uuid.uuid4()))

    def state(self, transcript: str) -> Folded:
        """What stands in the coder's file of that transcript, now."""
        return fold(self.logs[transcript])

    def envelope(self, transcript: str) -> dict[str, object]:
        """Id, action and time of the next event in that file: later than all that it has."""
        now = datetime.now(UTC)
        events = self.logs[transcript].events
        last = max((event.at for event in events), default=None)
        at = now if last is None or now > last else last + timedelta(microseconds=1)
        return {"id": str(uuid.uuid4()), "action": self.action, "at": at}

    def append(self, transcript: str, event: Event) -> None:
        """Put an event down to be written; later ones of the same file get later times."""
        log = self.logs[transcript]
        self.logs[transcript] = replace(log, events=(*log.events, event))
        self._pending.setdefault(transcript, []).append(event)

    _pending: dict[str, list[Event]] = field(default_factory=dict)

    def write(self) -> int:
        """Append everything to the files; when this returns, it is on the disk. Returns how many events.

        Raises:
            BusyError: words were forgotten since the study was read, which these events could bring back.
        """
        if forgotten_state(self.opened.root) != self.opened.forgotten:
            raise BusyError("words of this study were forgotten meanwhile; nothing was written", "do it again")
        for transcript in self._pending:
            keep_text(self.opened, transcript)
        if self._pending:
            keep_codebook(self.opened)
        written = 0
        for transcript, events in self._pending.items():
            path = log_path(self.opened.root, self.coder, transcript)
            known = held_log(self.opened, self.coder, transcript)
            append_events(path, events)
            if known is not None:
                _HELD[self.opened.root, self.coder, transcript] = (
                    signature(path),
                    replace(known, log=self.logs[transcript]),
                )
            written += len(events)
        self._pending = {}
        return written


@contextmanager
def at_desk(opened: Opened, coder: str, transcripts: tuple[str, ...], *, patience: float = PATIENCE) -> Iterator[Desk]:
    """Sit down to write *coder*'s codings of *transcripts*: each file is locked, then read again.

    Raises:
        BusyError: another process has one of the files.
        RefusedError: one of the files was written by a newer program.
    """
    with ExitStack() as locks:
        logs: dict[str, Log] = {}
        for transcript in sorted(set(transcripts)):  # always in this order, so that two cannot wait for each other
            if (opened.root, coder, transcript) not in _HELD:
                locks.enter_context(_locked(opened, coder, transcript, patience))
            read = held_log(opened, coder, transcript) or read_log_of(opened, coder, transcript)
            if read.log.readonly:
                raise RefusedError(f"{read.log.readonly}; it is read, not written", "upgrade imqual")
            logs[transcript] = read.log
        yield Desk(opened, coder, logs)


#: Files that this process keeps locked for longer than one action: each as it was read or written last, and what the
#: disk said of it then, so that a long file is not parsed again at every key.
_HELD: dict[tuple[Path, str, str], tuple[tuple[int, int] | None, LogFile] | None] = {}


def signature(path: Path) -> tuple[int, int] | None:
    """Time and size of a file, to tell whether somebody changed it; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size)


def read_log_of(opened: Opened, coder: str, transcript: str) -> LogFile:
    """The file as it is on the disk; kept, where this process holds it."""
    key = (opened.root, coder, transcript)
    path = log_path(opened.root, coder, transcript)
    before = signature(path)
    read = read_log(path, f"codings/{coder}/{transcript}.jsonl", coder=coder, transcript=transcript)
    if key in _HELD:
        _HELD[key] = (before, read)
    return read


def held_log(opened: Opened, coder: str, transcript: str) -> LogFile | None:
    """The file as this process knows it, if it holds it and nobody changed it since."""
    known = _HELD.get((opened.root, coder, transcript))
    if known is None or known[0] != signature(log_path(opened.root, coder, transcript)):
        return None
    return known[1]


def with_log(opened: Opened, coder: str, transcript: str) -> Opened:
    """The same study with one coder's file as it is now: what an action wrote, without reading all the rest."""
    read = held_log(opened, coder, transcript) or read_log_of(opened, coder, transcript)
    logs = [each for each in opened.workspace.logs if each.name != read.name]
    logs.append(read)
    logs.sort(key=lambda each: each.name)
    return replace(opened, workspace=replace(opened.workspace, logs=tuple(logs)))


@contextmanager
def holding(opened: Opened, coder: str, transcript: str, *, patience: float = 0.5) -> Iterator[None]:
    """Keep the file to this process, from now on: ``at_desk`` of this process still writes, others are told who has it.

    Raises:
        BusyError: another process, or this one, has it already.
    """
    key = (opened.root, coder, transcript)
    if key in _HELD:
        raise BusyError(f"{coder}'s codings of {transcript} are open here already", "close that screen first")
    with _locked(opened, coder, transcript, patience):
        _HELD[key] = None
        try:
            yield
        finally:
            _HELD.pop(key, None)


@contextmanager
def _locked(opened: Opened, coder: str, transcript: str, patience: float) -> Iterator[None]:
    with ExitStack() as lock:
        try:
            lock.enter_context(writing(opened.root, coder, transcript, seconds=patience))
        except LockHeldError as error:
            raise BusyError(f"{error}; nothing was written", "try again when it has finished") from None
        yield


def logs_of(opened: Opened, coder: str) -> Mapping[str, Log]:
    """All logs of a coder by transcript, as they were when the study was opened."""
    return {file.log.transcript: file.log for file in opened.workspace.logs if file.log.coder == coder}
