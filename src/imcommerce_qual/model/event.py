"""What coders do: events, appended and never changed, and the codings they fold to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from imcommerce_qual.model.span import Anchor

Stance = Literal["supports", "qualifies", "contradicts"]
STANCES: tuple[Stance, ...] = ("supports", "qualifies", "contradicts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The envelope: ``action`` groups what one key press or one batch did; ``at`` is UTC."""

    id: str
    action: str
    at: datetime

    @property
    def order(self) -> tuple[datetime, str]:
        """Histories are read in this order, whatever order the lines stand in."""
        return (self.at, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied(Event):
    """A code was put on a span. ``codebook`` is the hash16 of the codebook it was made under."""

    code: str
    codebook: str
    anchor: Anchor
    stance: Stance | None = None
    toward: str | None = None
    exemplar: bool = False
    unsure: bool = False
    memo: str | None = None
    print: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended(Event):
    """Fields of a coding changed: ``changes`` holds only those, None clears; *anchor* changes as a whole."""

    of: str
    changes: Mapping[str, Any] = field(default_factory=dict)


#: Why erasing took a coding off: what it lay on is gone, so nothing brings it back.
FINAL = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed(Event):
    """A coding was taken off; for good, where ``why`` is ``FINAL``."""

    of: str
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed(Event):
    """A coding was looked at again and is right under the newer definition."""

    of: str
    codebook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed(Event):
    """The whole transcript was read (or, with ``round``, its passages; with ``codes``, for those codes only)."""

    codebook: str
    text: str
    round: str | None = None
    codes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Event):
    """All completions in force are taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saw(Event):
    """First sight of another coder's codings of this transcript."""

    coder: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone(Event):
    """An action was taken back."""

    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redone(Event):
    """An undone action was put back."""

    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One code on one span by one coder, as it stands after folding; ``made`` and ``changed`` are times of events."""

    id: str
    coder: str
    transcript: str
    code: str
    codebook: str
    anchor: Anchor
    made: datetime
    changed: datetime
    stance: Stance | None = None
    toward: str | None = None
    exemplar: bool = False
    unsure: bool = False
    memo: str | None = None
    print: str | None = None
    confirmed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """One coder's events on one transcript, in order. ``readonly`` says why nothing may be appended, or is None."""

    coder: str
    transcript: str
    events: tuple[Event, ...] = ()
    readonly: str | None = None
