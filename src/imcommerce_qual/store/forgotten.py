"""``forgotten/<writer>.jsonl``: that words were forgotten, so that they are known when they come back."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from imcommerce_qual.core.forgetting.words import spelled
from imcommerce_qual.model.forgetting import Tombstone
from imcommerce_qual.store.eventfields import DamagedEventError, parse_at, render_at
from imcommerce_qual.store.tombs import FOLDER

#: A line with fewer characters than this may be anybody's.
LEAST = 12


def tombstone(envelope: Mapping[str, object], words: Iterable[str], lines: Iterable[str] = ()) -> Tombstone:
    """The tombstone of *words* and of whole *lines*, with a salt of its own."""
    salt = secrets.token_hex(16)
    by_length: dict[int, set[str]] = {}
    for word in map(_folded, words):
        by_length.setdefault(len(word), set()).add(_hash(salt, word))
    long = {_folded(line) for line in lines}
    return Tombstone(
        **envelope,  # type: ignore[arg-type]
        salt=salt,
        words={length: frozenset(each) for length, each in by_length.items()},
        lines=frozenset(_hash(salt, line) for line in long if len(line) >= LEAST),
    )


def render_tombstone(stone: Tombstone) -> bytes:
    """The tombstone as its line, LF included."""
    fields = {
        "v": 1,
        "id": stone.id,
        "at": render_at(stone.at),
        "by": stone.by,
        "event": stone.kind,
        "salt": stone.salt,
        "words": {str(length): sorted(each) for length, each in stone.words.items()},
        "lines": sorted(stone.lines),
    }
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def read_tombstones(study: Path) -> tuple[Tombstone, ...]:
    """All tombstones of a study; a line that cannot be read forbids nothing."""
    found = []
    for path in sorted((study / FOLDER).glob("*.jsonl")):
        found += [stone for line in path.read_bytes().split(b"\n") if (stone := parse_tombstone(line)) is not None]
    return tuple(found)


def come_back(stones: Iterable[Tombstone], text: str) -> tuple[int, ...]:
    """The lines of *text* (from 1) that hold forgotten words, whatever their case, width and white space."""
    known = tuple(stones)
    if not known:
        return ()
    return tuple(n for n, line in enumerate(text.split("\n"), 1) if any(_holds(stone, line) for stone in known))


def _holds(stone: Tombstone, line: str) -> bool:
    folded = _folded(line)
    if stone.lines and any(_hash(stone.salt, part) in stone.lines for part in _parts(folded)):
        return True
    for length, hashes in stone.words.items():
        for at in range(len(folded) - length + 1):
            word = folded[at : at + length]
            if _stands_alone(folded, at, at + length) and _hash(stone.salt, word) in hashes:
                return True
    return False


def _stands_alone(text: str, start: int, end: int) -> bool:
    begins = not (start and spelled(text[start - 1]) and spelled(text[start]))
    return begins and not (end < len(text) and spelled(text[end]) and spelled(text[end - 1]))


def _parts(line: str) -> Iterator[str]:
    """The line, and what follows a label or the mark of a translation."""
    yield line
    yield line.removeprefix("= ")
    for mark in re.finditer("[:：]", line):
        yield line[mark.end() :].strip()


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _hash(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def parse_tombstone(line: bytes) -> Tombstone | None:
    """The tombstone on a line; None where it is none that this version writes."""
    try:
        fields = json.loads(line)
        if fields["v"] != 1:
            return None
        return Tombstone(
            id=str(fields["id"]),
            at=parse_at(fields["at"]),
            by=str(fields["by"]),
            kind=str(fields["event"]),
            salt=str(fields["salt"]),
            words={int(length): frozenset(each) for length, each in fields["words"].items()},
            lines=frozenset(fields["lines"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, DamagedEventError):
        return None
