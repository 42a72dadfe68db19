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
    root: Path, name: str, *, before: str, text: str, version: Callable[[Path, str], Path], lock: str, seconds: float
) -> tuple[Path, ...]:
    """Put *text* in the place of a file whose text's hash16 is *before*; both are kept under ``history/``.

    Lines end as they did in the file; *lock* is what the lock is called. Returns what was written.

    Raises:
        ChangedUnderneathError: somebody changed the file.
        LockHeldError: another process is writing it.
    """
    path = root / name
    with holding(root / FOLDER / "locks" / f"{lock}.lock", f"changing {name}", seconds=seconds):
        raw = path.read_bytes()
        if hash16(text_of(raw)) != before:
            raise ChangedUnderneathError(name)
        new = text.encode("utf-8")
        kept = [
            stored
            for content in (text_of(raw), new)
            if store_version(stored := version(root, hash16(content)), content)
        ]
        replace_file(path, new.replace(b"\n", b"\r\n") if b"\r\n" in raw else new)
    return (path, *kept)
