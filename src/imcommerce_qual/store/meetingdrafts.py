"""What is typed in a meeting, reasons and entries of the codebook: on the disk with every key, until it is written.

It is kept beside the caches: forgetting takes it away, and git does not see it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from imcommerce_qual.store.cache import FOLDER
from imcommerce_qual.store.drafts import drop_draft, read_draft, write_draft


def _folder(root: Path, writer: str) -> Path:
    return root / FOLDER / "meetings" / "drafts" / writer


def typed_path(root: Path, writer: str, about: str) -> Path:
    """The file of the words about something; what they are about stands in a file beside it."""
    return _folder(root, writer) / f"{hashlib.sha256(about.encode()).hexdigest()[:16]}.md"


def read_typed(root: Path, writer: str, about: str) -> str | None:
    """What was typed about it; None where nothing was, or nothing that can be read."""
    return read_draft(typed_path(root, writer, about))


def keep_typed(root: Path, writer: str, about: str, words: str) -> bool:
    """Keep the words as they are now; False where the disk does not let us."""
    path = typed_path(root, writer, about)
    named = path.with_suffix(".about")
    return (read_draft(named) == about or write_draft(named, about)) and write_draft(path, words)


def drop_typed(root: Path, writer: str, about: str) -> None:
    """They were written where they belong, or given up."""
    path = typed_path(root, writer, about)
    drop_draft(path)
    drop_draft(path.with_suffix(".about"))


def typed(root: Path, writer: str) -> tuple[str, ...]:
    """Everything about which words are kept, what was typed last first."""
    try:
        found = [(path.stat().st_mtime_ns, path) for path in _folder(root, writer).glob("*.md")]
    except OSError:
        return ()
    named = (read_draft(path.with_suffix(".about")) for _, path in sorted(found, reverse=True))
    return tuple(about for about in named if about)
