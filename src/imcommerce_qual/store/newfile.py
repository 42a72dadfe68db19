"""Files written whole or not at all: new ones never over another, others only where they are as they were read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: How a file is called that is not whole yet: a dot, so much of its name, the process, and this.
PARTIAL, SHOWN = ".part", 80


def create_file(path: Path, content: bytes) -> bool:
    """Write *content* to a new file at *path* in one step; False where there is one already, which stays as it is.

    Raises:
        OSError: the disk does not let us.
    """
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with _partial(path, content) as partial:
        return _name(partial, path)


def replace_file(path: Path, content: bytes) -> None:
    """Put *content* in the place of what *path* holds, in one step: a reader sees the one or the other.

    Raises:
        OSError: the disk does not let us; the file is as it was.
    """
    with _partial(path, content) as partial:
        partial.replace(path)


@contextmanager
def _partial(path: Path, content: bytes) -> Iterator[Path]:
    """A file beside *path* with the content, on the disk; gone afterwards, whatever became of it."""
    partial = path.with_name(f".{path.name[:SHOWN]}.{os.getpid()}{PARTIAL}")
    try:
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        yield partial
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
