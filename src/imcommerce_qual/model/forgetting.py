"""What is put in the place of forgotten words, and what is kept to know them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

#: What stands where words were erased.
ERASED = "[erased]"


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """Characters ``[start, end)`` of a text, and what takes their place; never empty on either side."""

    start: int
    end: int
    put: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """That words were forgotten: salted hashes, never the words. ``words`` has hashes by length, ``lines`` of lines."""

    id: str
    at: datetime
    by: str
    kind: str
    salt: str
    words: Mapping[int, frozenset[str]]
    lines: frozenset[str] = frozenset()
