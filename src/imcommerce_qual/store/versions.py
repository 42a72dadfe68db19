"""``history/``: every text, codebook and findings file that anything names, by its hash16."""

from __future__ import annotations

import os
from pathlib import Path

from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.store.cache import Cache
from imcommerce_qual.store.codebookfile import read_codebook
from imcommerce_qual.store.transcriptfile import parse_transcript


def transcript_version(study: Path, transcript: str, digest: str) -> Path:
    """Where the text of that hash16 is stored."""
    return study / "history" / "transcripts" / transcript / f"{digest}.md"


def codebook_version(study: Path, digest: str) -> Path:
    """Where the codebook of that hash16 is stored."""
    return study / "history" / "codebook" / f"{digest}.yaml"


def findings_version(study: Path, digest: str) -> Path:
    """Where the findings file of that hash16 is stored."""
    return study / "history" / "findings" / f"{digest}.yaml"


def store_version(path: Path, content: bytes) -> bool:
    """Keep *content* at *path* unless it is there already, in one step; whether it was written."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    with partial.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)
    return True


def stored_transcript(study: Path, transcript: str, digest: str) -> Transcript | None:
    """The stored transcript of that hash16, proved by it; None where it is missing or not what its name says."""
    path = transcript_version(study, transcript, digest)
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    found = parse_transcript(path.name, raw, transcript).transcript
    return found if found is not None and found.hash == digest else None


def stored_text(study: Path, transcript: str, digest: str) -> str | None:
    """The text of the stored transcript of that hash16, or None."""
    found = stored_transcript(study, transcript, digest)
    return found.text if found is not None else None


def stored_history_ids(study: Path, digest: str, cache: Cache) -> frozenset[str] | None:
    """The ids of the history entries in the stored codebook of that hash16; None where there is no such version."""
    path = codebook_version(study, digest)
    if not path.is_file():
        return None
    read = read_codebook(path, path.name, cache)
    if read.codebook.hash != digest:
        return None
    return frozenset(change.id for change in read.codebook.history)
