"""Who is writing: one lock for each coder and transcript, with the name of who holds it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from imcommerce_qual.store.cache import FOLDER


class LockHeldError(Exception):
    """Another process is writing there; the message says which, and since when."""


def lock_path(study: Path, coder: str, transcript: str) -> Path:
    """The lock's file."""
    return study / FOLDER / "locks" / f"{coder}.{transcript}.lock"


@contextmanager
def writing(study: Path, coder: str, transcript: str, *, seconds: float) -> Iterator[None]:
    """Hold the lock on that coder's codings of that transcript; wait up to *seconds* for whoever has it.

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
    try:
        lock.acquire(timeout=seconds, poll_interval=0.05)
    except Timeout:
        raise LockHeldError(f"{_who(holder)} is {doing}") from None
    try:
        holder.write_text(json.dumps({"pid": os.getpid(), "since": _now()}), encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _who(holder: Path) -> str:
    """The holder in words, as far as they left their name."""
    try:
        found = json.loads(holder.read_text(encoding="utf-8"))
        return f"another imqual (process {int(found['pid'])}, since {found['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another imqual"


def _now() -> str:
    return datetime.now(UTC).strftime("%H:%M:%S UTC")
