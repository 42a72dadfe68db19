"""Fields of an event as JSON has them, each proved when it is read."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from imcommerce_qual.model.span import Anchor, Span

_HASH = re.compile(r"[0-9a-f]{16}\Z")


class DamagedEventError(ValueError):
    """A line is an object, but not an event that this version writes; ``field`` is the one that is wrong."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class NewerEventError(ValueError):
    """The event has a newer version or an unknown kind: the file may be read, not written."""


def parse_at(text: str) -> datetime:
    """UTC with microseconds, as we write it."""
    try:
        found = datetime.fromisoformat(text)
        in_utc = found if found.tzinfo is UTC else found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise DamagedEventError(f"`at` is not a time: {text!r}", "at") from None
    if found.tzinfo is None:
        raise DamagedEventError("`at` has no time zone", "at")
    return in_utc


def render_at(at: datetime) -> str:
    """UTC with microseconds: ``2026-01-04T09:30:00.000001Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def anchor_fields(anchor: Anchor) -> dict[str, Any]:
    """An anchor as fields of an event."""
    return {
        "text": anchor.text,
        "start": anchor.span.start,
        "end": anchor.span.end,
        "quote": anchor.quote,
        "before": anchor.before,
        "after": anchor.after,
    }


def parse_anchor(fields: Mapping[str, Any]) -> Anchor:
    """The fields of an anchor, proved against each other.

    Raises:
        DamagedEventError: one is missing, or the quote is not as long as its span.
    """
    start, end = fields.get("start"), fields.get("end")
    whole = type(start) is int and type(end) is int
    if not (whole and isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
        raise DamagedEventError("`start` and `end` are not a span", "start")
    quote = text_field(fields, "quote")
    if len(quote) != end - start:
        raise DamagedEventError(f"`quote` has {len(quote)} characters, its span {end - start}", "quote")
    return Anchor(
        text=hash_field(fields, "text"),
        span=Span(start, end),
        quote=quote,
        before=text_field(fields, "before", empty=True),
        after=text_field(fields, "after", empty=True),
    )


def kind_of(fields: Mapping[str, Any], kinds: Collection[str], version: int) -> str:
    """Which of *kinds* a line is, in files whose lines are of that *version*.

    Raises:
        NewerEventError: a later version, or a kind that this program does not know.
        DamagedEventError: it has no version, or no kind.
    """
    own, kind = fields.get("v"), fields.get("event")
    if type(own) is not int or own < 1:
        raise DamagedEventError("`v` is not a version", "v")
    if own == version and not isinstance(kind, str):
        raise DamagedEventError("`event` is missing or not text", "event")
    if own > version or not isinstance(kind, str) or kind not in kinds:
        raise NewerEventError(f"version {own}, event `{kind}`")
    return kind


def text_field(fields: Mapping[str, Any], name: str, *, empty: bool = False) -> str:
    """A field that is text, and not *empty*.

    Raises:
        DamagedEventError: it is missing, or something else.
    """
    value = fields.get(name)
    if not isinstance(value, str) or not (value or empty):
        raise DamagedEventError(f"`{name}` is missing or not text", name)
    return value


def hash_field(fields: Mapping[str, Any], name: str) -> str:
    """A field that is a hash16.

    Raises:
        DamagedEventError: it is none.
    """
    value = known_hash(text_field(fields, name))
    if value is None:
        raise DamagedEventError(f"`{name}` is not a hash of 16 digits", name)
    return value


@lru_cache(maxsize=4096)
def known_hash(text: str) -> str | None:
    """The hash, one string for all events that have it: a study has few, and thousands of events."""
    return text if _HASH.match(text) else None
