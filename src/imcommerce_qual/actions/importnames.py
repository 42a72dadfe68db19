"""Ids of imported transcripts, and names of the originals that are kept."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Container
from pathlib import Path

from imcommerce_qual.store.cache import Cache
from imcommerce_qual.store.checked import read_checked
from imcommerce_qual.store.ids import file_id_fault, folded
from imcommerce_qual.store.textfile import read_text
from imcommerce_qual.store.transcriptfile import read_transcript
from imcommerce_qual.store.workspace import STUDY_FILE

#: The study's folder for originals as received.
SOURCES = "sources"

_CODE = re.compile(r"(?=.*[A-Za-z])(?=.*\d)[A-Za-z0-9_-]+")


def id_from_name(stem: str) -> str | None:
    """The id that a file name gives; None where it gives none, so that a number is due.

    Accents are dropped and other characters become hyphens; of a name in another script only a part like `S03` is kept.

    >>> [id_from_name(each) for each in ("S03", "Amélie 2", "S03_王老师", "访谈2", "con")]
    ['S03', 'Amelie-2', 'S03', None, None]
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", stem) if not unicodedata.combining(char))
    legal = re.sub(r"[^A-Za-z0-9_-]+", "-", plain)
    if legal != stem:
        legal = re.sub(r"-{2,}", "-", legal).strip("-_")
    foreign = any(char.isalnum() and not char.isascii() for char in plain)
    if not legal or file_id_fault(legal) or (foreign and not _CODE.fullmatch(legal)):
        return None
    return legal


def next_number(taken: Container[str]) -> str:
    """The first of `T01`, `T02`, … whose folded form is not *taken*."""
    number = 1
    while folded(f"T{number:02}") in taken:
        number += 1
    return f"T{number:02}"


def known_participants(root: Path) -> dict[str, str]:
    """The folded ids of the study's participants, and the transcript in which each is described first."""
    found: dict[str, str] = {}
    for path in sorted((root / "transcripts").glob("*.md")):
        transcript = read_transcript(path, path.name, Cache()).transcript
        for participant in transcript.participants if transcript is not None else ():
            found.setdefault(folded(participant), path.stem)
    return found


def original_path(root: Path, source: Path, raw: bytes, id: str, planned: dict[Path, bytes]) -> Path:  # noqa: A002
    """Where the original is kept: under its name in ``sources/``, with the id and numbers where that is another file.

    One that lies in ``sources/`` stays where it is. *planned* has what other files of this import will put there.
    """
    folder = root / SOURCES
    if folder.resolve() in source.resolve().parents:
        return source
    name, number = source.name, 1
    while not _free(folder / name, raw, planned):
        extra = f"-{id}" if number == 1 else f"-{id}-{number}"
        name, number = f"{source.stem}{extra}{source.suffix}", number + 1
    return folder / name


def _free(path: Path, raw: bytes, planned: dict[Path, bytes]) -> bool:
    """Whether nothing stands there, or the same bytes."""
    others = {folded(each.name): content for each, content in planned.items()}
    if others.get(folded(path.name), raw) != raw:
        return False
    try:
        return path.read_bytes() == raw
    except OSError:
        # Where no name can be looked up at all (`sources` is a file, say), another one is no better.
        return not os.path.lexists(path)


def study_provenance(root: Path) -> str:
    """What the study in *root* says of its transcripts; ``real`` where that cannot be read."""
    file, _ = read_text(root / STUDY_FILE, STUDY_FILE)
    head = read_checked("study", file, Cache()).data if file is not None else None
    return str(head["provenance"]) if head else "real"
