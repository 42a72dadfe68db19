"""Files that this process keeps to itself for longer than one action: read and folded once, then grown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from imcommerce_qual.actions.errors import BusyError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.history import Folded, fold
from imcommerce_qual.core.present import present_folded
from imcommerce_qual.model.event import Log
from imcommerce_qual.model.standing import Presence, Standing
from imcommerce_qual.store.eventlog import LogFile, read_log
from imcommerce_qual.store.locks import LockHeldError, keep_open, writing
from imcommerce_qual.store.workspace import log_path


@dataclass(frozen=True, slots=True)
class Held:
    """A file that this process keeps locked, as it was read or written last; ``on_disk`` is its signature then.

    ``state`` is what its events leave, so that a long file is neither parsed nor folded again at every key.
    """

    on_disk: tuple[int, int] | None
    read: LogFile
    state: Folded

    def grown(self, path: Path, size: int, log: Log, state: Folded) -> Held | None:
        """The same after *size* bytes were appended; None where the disk has another length: it must be read again."""
        now = signature(path)
        before = self.on_disk[1] if self.on_disk else 0
        if now is None or now[1] != before + size:
            return None
        return Held(now, replace(self.read, log=log), state)


#: Files that this process keeps locked for longer than one action; None: not read yet, or to be read again.
_HELD: dict[tuple[Path, str, str], Held | None] = {}


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
        _HELD[key] = Held(before, read, fold(read.log))
    return read


def known_file(opened: Opened, coder: str, transcript: str) -> Held | None:
    """The file as this process knows it, if it holds it and nobody changed it since."""
    known = _HELD.get((opened.root, coder, transcript))
    if known is None or known.on_disk != signature(log_path(opened.root, coder, transcript)):
        return None
    return known


def state_of(opened: Opened, coder: str, transcript: str) -> Folded:
    """What stands in one coder's file of a transcript, as the study was opened or last written through the desk."""
    log = opened.workspace.log(coder, transcript)
    known = _HELD.get((opened.root, coder, transcript))
    return known.state if known is not None and known.read.log is log else fold(log)


def presence_of(opened: Opened, coder: str, transcript: str, known: Iterable[Standing] = ()) -> Presence:
    """One coder's own codings of one transcript; *known* is what stood when the same study was asked last."""
    state = {(coder, transcript): state_of(opened, coder, transcript)}
    return present_folded(state, opened.study, carry=opened.carry, stamps=opened.stamps, viewer=coder, known=known)


def with_log(opened: Opened, coder: str, transcript: str) -> Opened:
    """The same study with one coder's file as it is now: what an action wrote, without reading all the rest."""
    known = known_file(opened, coder, transcript)
    read = known.read if known else read_log_of(opened, coder, transcript)
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
    with locked(opened, coder, transcript, patience):
        _HELD[key] = None
        keep_open(opened.root, coder, transcript)
        try:
            yield
        finally:
            _HELD.pop(key, None)


@contextmanager
def locked(opened: Opened, coder: str, transcript: str, patience: float) -> Iterator[None]:
    """The file for one action; other processes wait.

    Raises:
        BusyError: another process has it, and still has it after *patience* seconds.
    """
    with ExitStack() as lock:
        try:
            lock.enter_context(writing(opened.root, coder, transcript, seconds=patience))
        except LockHeldError as error:
            raise BusyError(f"{error}; nothing was written", error.remedy) from None
        yield


def holds(opened: Opened, coder: str, transcript: str) -> bool:
    """Whether this process keeps that file."""
    return (opened.root, coder, transcript) in _HELD


def keep(opened: Opened, coder: str, transcript: str, now: Held | None) -> None:
    """How a file that this process keeps is now; None: it must be read again."""
    _HELD[opened.root, coder, transcript] = now
