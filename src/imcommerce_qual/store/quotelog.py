"""``quotes/<writer>.jsonl``: quotations kept for publication, appended, one event a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from imcommerce_qual.model.kept import DroppedQuote, KeptQuote
from imcommerce_qual.model.problem import Problem
from imcommerce_qual.model.span import Anchor, Span
from imcommerce_qual.store.appending import append_lines
from imcommerce_qual.store.eventfields import DamagedEventError, parse_at, render_at
from imcommerce_qual.store.looselines import read_loose

#: The version that new lines carry, and the newest that is read.
VERSION = 1

QuoteEvent = KeptQuote | DroppedQuote


def quotes_path(root: Path, writer: str) -> Path:
    """Where that writer's kept quotations are."""
    return root / "quotes" / f"{writer}.jsonl"


def read_kept(root: Path) -> tuple[KeptQuote, ...]:
    """Everybody's kept quotations that nobody dropped, in order of time."""
    events = {each.id: each for each in _all_lines(root) if not isinstance(each, Problem)}
    dropped = {each.of for each in events.values() if isinstance(each, DroppedQuote)}
    kept = [each for each in events.values() if isinstance(each, KeptQuote) and each.id not in dropped]
    return tuple(sorted(kept, key=lambda each: (each.at, each.id)))


def quote_problems(root: Path) -> tuple[Problem, ...]:
    """A problem for every line under ``quotes/`` that cannot be read; the others count."""
    return tuple(each for each in _all_lines(root) if isinstance(each, Problem))


def append_quote(root: Path, event: QuoteEvent) -> None:
    """Write the event at the end of its writer's file; when this returns, it is on the disk."""
    append_lines(quotes_path(root, event.by), render_quote(event))


def render_quote(event: QuoteEvent) -> bytes:
    """One event as a line."""
    fields: dict[str, Any] = {"v": VERSION, "id": event.id, "action": event.id, "at": render_at(event.at)}
    if isinstance(event, KeptQuote):
        anchor = event.anchor
        fields |= {
            "event": "kept",
            "transcript": event.transcript,
            "text": anchor.text,
            "start": anchor.span.start,
            "end": anchor.span.end,
            "quote": anchor.quote,
            "before": anchor.before,
            "after": anchor.after,
        }
        optional = {"coding": event.coding, "print": event.print, "translation": event.translation}
    else:
        fields |= {"event": "dropped", "of": event.of}
        optional = {"why": event.why}
    fields |= {name: value for name, value in optional.items() if value is not None}
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def _all_lines(root: Path) -> Iterator[QuoteEvent | Problem]:
    return read_loose(root, "quotes", _parse, f"kept quotation of version {VERSION}")


def _parse(writer: str, fields: dict[str, Any]) -> QuoteEvent | None:
    if fields.get("v") != VERSION:
        return None
    try:
        envelope: dict[str, Any] = {"id": _text(fields, "id"), "by": writer, "at": parse_at(_text(fields, "at"))}
        if fields.get("event") == "dropped":
            return DroppedQuote(**envelope, of=_text(fields, "of"), why=_optional(fields, "why"))
        if fields.get("event") != "kept":
            return None
        anchor = Anchor(
            text=_text(fields, "text"),
            span=Span(int(fields["start"]), int(fields["end"])),
            quote=_text(fields, "quote"),
            before=str(fields.get("before") or ""),
            after=str(fields.get("after") or ""),
        )
        return KeptQuote(
            **envelope,
            transcript=_text(fields, "transcript"),
            anchor=anchor,
            coding=_optional(fields, "coding"),
            print=_optional(fields, "print"),
            translation=_optional(fields, "translation"),
        )
    except (ValueError, KeyError, TypeError, DamagedEventError):
        return None


def _text(fields: dict[str, Any], name: str) -> str:
    found = fields.get(name)
    if not isinstance(found, str) or not found:
        raise ValueError(name)
    return found


def _optional(fields: dict[str, Any], name: str) -> str | None:
    return None if fields.get(name) is None else _text(fields, name)
