"""Who is writing: one lock for each coder and transcript, with the name of who holds it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from imcommerce_qual.store.cache import FOLDER

#: How long somebody may take who has something open, before they are said to keep it: commands are done by then.
_A_MOMENT = 0.2


class LockHeldError(Exception):
    """Another process is writing there; the message says which, and since when; ``remedy`` what to do about it."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def lock_path(study: Path, coder: str, transcript: str) -> Path:
    """The lock's file."""
    return study / FOLDER / "locks" / f"{coder}.{transcript}.lock"


@contextmanager
def writing(study: Path, coder: str, transcript: str, *, seconds: float) -> Iterator[None]:
    """Hold the lock on that coder's codings of that transcript; wait up to *seconds* for whoever has it.

    Whoever keeps it open on a screen is not waited for.

    Raises:
        LockHeldError: somebody still has it.
    """
    doing = f"writing {coder}'s codings of {transcript}"
    with holding(lock_path(study, coder, transcript), doing, seconds=seconds):
        yield


@contextmanager
def keeping_quotes(study: Path, writer: str, *, seconds: float) -> Iterator[None]:
    """Hold the lock on that writer's kept quotations.

    Raises:
        LockHeldError: somebody still has it.
    """
    path = study / FOLDER / "locks" / f"quotes.{writer}.lock"
    with holding(path, f"writing {writer}'s kept quotations", seconds=seconds):
        yield


@contextmanager
def replacing_text(study: Path, transcript: str, *, seconds: float) -> Iterator[None]:
    """Hold the lock on a transcript's own text and the record of its edits.

    Raises:
        LockHeldError: somebody still has it.
    """
    path = study / FOLDER / "locks" / f"text.{transcript}.lock"
    with holding(path, f"changing the text of {transcript}", seconds=seconds):
        yield


@contextmanager
def holding(path: Path, doing: str, *, seconds: float) -> Iterator[None]:
    """Hold the lock at *path*, leaving a name in it; *doing* is what to say of whoever has it.

    Raises:
        LockHeldError: somebody still has it.
    """
    from filelock import FileLock, Timeout

    path.parent.mkdir(parents=True, exist_ok=True)
    holder = path.with_suffix(".by")
    lock = FileLock(path)
    patience = min(seconds, _A_MOMENT)
    while True:
        try:
            lock.acquire(timeout=patience, poll_interval=0.05)
            break
        except Timeout:
            found = _holder(holder)
            if found.get("open"):
                raise LockHeldError(
                    f"{_who(found)} has it open on the coding screen ({doing})", "go on there, or leave it there with Q"
                ) from None
            if patience >= seconds:
                raise LockHeldError(f"{_who(found)} is {doing}", "try again when it has finished") from None
            patience = seconds
    try:
        holder.write_text(json.dumps({"pid": os.getpid(), "since": _now()}), encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def keep_open(study: Path, coder: str, transcript: str) -> None:
    """Say, of a lock that this process holds, that it is kept as long as a screen is open."""
    holder = lock_path(study, coder, transcript).with_suffix(".by")
    holder.write_text(json.dumps({"pid": os.getpid(), "since": _now(), "open": True}), encoding="utf-8")


def _holder(path: Path) -> Mapping[str, Any]:
    """What the holder left, as far as it can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _who(found: Mapping[str, Any]) -> str:
    """The holder in words, as far as they left their name."""
    if isinstance(found.get("pid"), int) and "since" in found:
        return f"another imqual (process {found['pid']}, since {found['since']})"
    return "another imqual"


def _now() -> str:
    return datetime.now(UTC).strftime("%H:%M:%S UTC")
