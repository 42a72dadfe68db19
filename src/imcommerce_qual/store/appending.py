"""Lines put at the end of a file, so that what was reported as written is on the disk."""

from __future__ import annotations

import os
from pathlib import Path


def append_lines(path: Path, lines: bytes) -> int:
    """Write whole *lines* at the file's end and wait until they are on the disk. Returns how many bytes were written.

    Where the last write was interrupted (the file does not end with LF), an LF goes first, so that the torn line
    cannot swallow the first of these.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = not path.exists()
    with path.open("ab") as stream:
        if not new and _ends_torn(path):
            lines = b"\n" + lines
        stream.write(lines)
        stream.flush()
        os.fsync(stream.fileno())
    return len(lines)


def _ends_torn(path: Path) -> bool:
    with path.open("rb") as stream:
        if stream.seek(0, os.SEEK_END) == 0:
            return False
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) != b"\n"
