"""Memos that are being typed: on the disk with every key, until they are saved or given up.

They are kept beside the caches: forgetting takes them away, and git does not see them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from imcommerce_qual.store.cache import FOLDER

_PLAIN = re.compile(r"[0-9A-Za-z-]{1,64}\Z")


def _folder(root: Path, coder: str, transcript: str) -> Path:
    return root / FOLDER / "drafts" / coder / transcript


def draft_path(root: Path, coder: str, transcript: str, coding: str) -> Path | None:
    """Where the draft of a coding's memo is; None for an id that is no file name (ids are made by this program)."""
    return _folder(root, coder, transcript) / f"{coding}.md" if _PLAIN.match(coding) else None


def read_draft(path: Path | None) -> str | None:
    """What was typed; None where nothing, or nothing that can be read, was kept."""
    try:
        return None if path is None else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def write_draft(path: Path | None, text: str) -> bool:
    """Keep the text, in one step; False where the disk does not let us."""
    if path is None:
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{os.getpid()}")
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(path)
    except (OSError, UnicodeEncodeError):
        return False
    return True


def drop_draft(path: Path | None) -> None:
    """The draft was saved or given up."""
    if path is not None:
        path.unlink(missing_ok=True)


def drafted(root: Path, coder: str, transcript: str) -> tuple[str, ...]:
    """The codings whose memos were begun and not finished, the latest first."""
    try:
        found = [(path.stat().st_mtime_ns, path.stem) for path in _folder(root, coder, transcript).glob("*.md")]
    except OSError:
        return ()
    return tuple(coding for _, coding in sorted(found, reverse=True))
