"""Fingerprints of codings whose words were moved or replaced: what decisions knew them by, and know them by now."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from imcommerce_qual.model.adjudication import fingerprint
from imcommerce_qual.model.event import Stance
from imcommerce_qual.model.span import Anchor, Span

_ANCHOR = ("text", "start", "end", "quote")


@dataclass(slots=True)
class _Seen:
    """What a coding ever was: pairs of before and after, and its stances."""

    anchors: dict[Anchor, Anchor] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    stances: dict[Stance | None, None] = field(default_factory=lambda: {None: None})


def reprinted(lines: Iterable[bytes], reworded: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, str]:
    """Old fingerprints with the new ones of everything that the codings in these lines ever were.

    A decision keeps the fingerprint of the coding as it was then, whatever was amended before and after: so every
    combination of its codes, anchors and stances is looked up.

    Args:
        lines: of the coders' files; what is no event is passed over.
        reworded: an event as it will be.
    """
    found: dict[str, _Seen] = {}
    for line in lines:
        event = _event(line)
        if event is None:
            continue
        seen = found.setdefault(str(event["id"] if event["event"] == "applied" else event.get("of")), _Seen())
        new = reworded(event)
        old_anchor, new_anchor = _anchor(event), _anchor(new)
        if old_anchor is not None and new_anchor is not None:
            seen.anchors[old_anchor] = new_anchor
        if isinstance(event.get("code"), str):
            seen.codes[event["code"]] = str(new.get("code"))
        if isinstance(event.get("stance"), str):
            seen.stances[event["stance"]] = None
    prints: dict[str, str] = {}
    for seen in found.values():
        for (code, code_now), (anchor, anchor_now), stance in product(
            seen.codes.items(), seen.anchors.items(), seen.stances
        ):
            if (code, anchor) != (code_now, anchor_now):
                prints[fingerprint(code, anchor, stance)] = fingerprint(code_now, anchor_now, stance)
    return prints


def _event(line: bytes) -> dict[str, Any] | None:
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    about = isinstance(event, dict) and event.get("event") in {"applied", "amended"} and "id" in event
    return event if about else None


def _anchor(event: dict[str, Any]) -> Anchor | None:
    if not all(name in event for name in _ANCHOR):
        return None
    text, start, end, quote = (event[name] for name in _ANCHOR)
    fits = isinstance(text, str) and isinstance(quote, str) and type(start) is int and type(end) is int
    return Anchor(text=text, span=Span(start, end), quote=quote, before="", after="") if fits and start <= end else None
