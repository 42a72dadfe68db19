"""Files written whole or not at all: new ones never over another, others only where they are as they were read."""

from __future__ import annotations

import os
from pathlib import Path


def create_file(path: Path, content: bytes) -> bool:
    """Write *content* to a new file at *path* in one step; False where there is one already, which stays as it is.

    Raises:
        OSError: the disk does not let us.
    """
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name[:80]}.{os.getpid()}.part")
    try:
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        return _name(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def replace_file(path: Path, content: bytes) -> None:
    """Put *content* in the place of what *path* holds, in one step: a reader sees the one or the other.

    Raises:
        OSError: the disk does not let us; the file is as it was.
    """
    partial = path.with_name(f".{path.name[:80]}.{os.getpid()}.part")
    try:
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _name(partial: Path, path: Path) -> bool:
    """Give the finished file its name: a link fails where the name is taken, which a renaming would not."""
    try:
        path.hardlink_to(partial)
    except FileExistsError:
        return False
    except (OSError, NotImplementedError):  # a disk without links
        if path.exists():
            return False
        partial.replace(path)
    return True
