"""How much there is to read in a study, without reading it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from imcommerce_qual.store.eventlog import log_paths

#: Bytes that are read before anybody notices.
_LITTLE = 8_000_000


@dataclass(frozen=True, slots=True)
class Bulk:
    """How many transcripts and files of codings a study has, and their size in bytes."""

    transcripts: int
    logs: int
    size: int

    @property
    def large(self) -> bool:
        """Whether reading it takes long enough to be said."""
        return self.size > _LITTLE

    @property
    def in_words(self) -> str:
        """What there is to read."""
        return f"{self.transcripts} transcripts and {self.logs} files of codings"


def bulk_of(root: Path) -> Bulk:
    """Of the study in *root*; files that cannot be looked at count nothing."""
    transcripts = [_size(path) for path in (root / "transcripts").glob("[!.]*.md")]
    logs = [_size(path) for *_, path in log_paths(root / "codings")]
    return Bulk(transcripts=len(transcripts), logs=len(logs), size=sum(transcripts) + sum(logs))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
