"""A YAML file that people write, replaced by its next version: under a lock, only where it is as it was read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from imcommerce_qual.store.cache import FOLDER
from imcommerce_qual.store.locks import holding
from imcommerce_qual.store.newfile import replace_file
from imcommerce_qual.store.textfile import hash16
from imcommerce_qual.store.versions import store_version

_MARK = b"\xef\xbb\xbf"


class ChangedUnderneathError(Exception):
    """The file is not as it was read."""


def text_of(raw: bytes) -> bytes:
    """The bytes that a version's hash16 is of: without a byte order mark, LF at the ends of lines."""
    return raw.removeprefix(_MARK).replace(b"\r\n", b"\n")


def rewrite(
    root: Path,
    name: str,
    *,
    before: str,
    text: bytes,
    version: Callable[[Path, str], Path],
    lock: str,
    seconds: float,
    kept: bytes | None = None,
    first: Callable[[], None],
) -> tuple[Path, ...]:
    """Put *text* in the place of a file whose text's hash16 is *before*; both are kept under ``history/``.

    *kept* is the older version to keep, where that is not what the file has. Line ends and a byte order mark stay as
    they were in the file; *lock* is what the lock is called; *first* is called under it, and may raise. Returns what
    was written, the file last.

    Raises:
        ChangedUnderneathError: somebody changed the file.
        LockHeldError: another process is writing it.
    """
    path = root / name
    with holding(root / FOLDER / "locks" / f"{lock}.lock", f"changing {name}", seconds=seconds):
        raw = path.read_bytes() if path.is_file() else b""
        old = text_of(raw)
        if hash16(old) != before:
            raise ChangedUnderneathError(name)
        first()
        versions = [each for each in (old if kept is None else kept, text) if each]
        stored = [(version(root, hash16(each)), each) for each in versions]
        new = [to for to, each in stored if store_version(to, each)]
        replace_file(path, _as_it_was_written(raw, text))
    return (*new, path)


def _as_it_was_written(raw: bytes, text: bytes) -> bytes:
    """New content with the line ends and the byte order mark of the old."""
    if raw.count(b"\r\n") * 2 > raw.count(b"\n"):
        text = text.replace(b"\n", b"\r\n")
    return _MARK + text if raw.startswith(_MARK) else text
