"""The one way to write codings: lock, read what is there, store what is named, append, and only then say so."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from imcommerce_qual.actions.errors import BusyError, RefusedError
from imcommerce_qual.actions.held import holds, keep, known_file, locked, read_log_of
from imcommerce_qual.actions.keeping import keep_codebook, keep_text
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.history import Folded, fold, fold_on
from imcommerce_qual.model.event import Amended, Applied, Event, Log
from imcommerce_qual.store.eventlog import append_events
from imcommerce_qual.store.findingsfile import NAME as FINDINGS_FILE
from imcommerce_qual.store.rewriting import text_of
from imcommerce_qual.store.textfile import hash16
from imcommerce_qual.store.tombs import forgotten_state
from imcommerce_qual.store.versions import findings_version, store_version
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
    _states: dict[str, Folded] = field(default_factory=dict)

    def state(self, transcript: str) -> Folded:
        """What stands in the coder's file of that transcript, now."""
        if transcript not in self._states:
            self._states[transcript] = fold(self.logs[transcript])
        return self._states[transcript]

    def envelope(self, transcript: str) -> dict[str, Any]:
        """Id, action and time of the next event in that file: later than all that it has."""
        now = datetime.now(UTC)
        last = self.state(transcript).last
        at = now if last is None or now > last else last + timedelta(microseconds=1)
        return {"id": str(uuid.uuid4()), "action": self.action, "at": at}

    def append(self, transcript: str, event: Event) -> None:
        """Put an event down to be written; later ones of the same file get later times."""
        before, log = self.state(transcript), self.logs[transcript]
        self.logs[transcript] = log = replace(log, events=(*log.events, event))
        self._states[transcript] = fold_on(before, event, log)
        self._pending.setdefault(transcript, []).append(event)

    _pending: dict[str, list[Event]] = field(default_factory=dict)

    def write(self) -> int:
        """Append everything to the files; when this returns, it is on the disk. Returns how many events.

        Raises:
            BusyError: words were forgotten since the study was read, which these events could bring back.
        """
        if forgotten_state(self.opened.root) != self.opened.forgotten:
            raise BusyError("words of this study were forgotten meanwhile; nothing was written", "do it again")
        for transcript, events in self._pending.items():
            keep_text(self.opened, transcript)
            if any(_takes_sides(event) for event in events):
                keep_findings(self.opened)
        if self._pending:
            keep_codebook(self.opened)
        written = 0
        for transcript, events in self._pending.items():
            path = log_path(self.opened.root, self.coder, transcript)
            known = known_file(self.opened, self.coder, transcript)
            size = append_events(path, events)
            if known is not None:
                now = known.grown(path, size, self.logs[transcript], self.state(transcript))
                keep(self.opened, self.coder, transcript, now)
            written += len(events)
        self._pending = {}
        return written


def _takes_sides(event: Event) -> bool:
    """Whether the event is about a finding as it is worded now."""
    if isinstance(event, Amended):
        return not event.changes.keys().isdisjoint({"stance", "toward"})
    return isinstance(event, Applied) and event.stance is not None


def keep_findings(opened: Opened) -> None:
    """Store the findings that a stance is about, so that a later change of them by hand is noticed."""
    digest = opened.study.findings.hash
    if not digest or findings_version(opened.root, digest).exists():
        return
    raw = (opened.root / FINDINGS_FILE).read_bytes()
    # Where the file changed meanwhile, the time of the stance still says before or after what it was given.
    if hash16(raw) == digest:
        text = text_of(raw)
        store_version(findings_version(opened.root, hash16(text)), text)


@contextmanager
def at_desk(opened: Opened, coder: str, transcripts: tuple[str, ...], *, patience: float = PATIENCE) -> Iterator[Desk]:
    """Sit down to write *coder*'s codings of *transcripts*: each file is locked, then read again.

    Raises:
        BusyError: another process has one of the files.
        RefusedError: one of the files was written by a newer program.
    """
    with ExitStack() as locks:
        logs: dict[str, Log] = {}
        states: dict[str, Folded] = {}
        for transcript in sorted(set(transcripts)):  # always in this order, so that two cannot wait for each other
            if not holds(opened, coder, transcript):
                locks.enter_context(locked(opened, coder, transcript, patience))
            known = known_file(opened, coder, transcript)
            read = known.read if known else read_log_of(opened, coder, transcript)
            if read.log.readonly:
                raise RefusedError(f"{read.log.readonly}; it is read, not written", "upgrade imqual")
            logs[transcript] = read.log
            if known:
                states[transcript] = known.state
        yield Desk(opened, coder, logs, _states=states)


def logs_of(opened: Opened, coder: str) -> Mapping[str, Log]:
    """All logs of a coder by transcript, as they were when the study was opened."""
    return {file.log.transcript: file.log for file in opened.workspace.logs if file.log.coder == coder}
