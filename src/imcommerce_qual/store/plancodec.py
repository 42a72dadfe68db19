"""One event of the plan as one JSON object, both ways."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from imcommerce_qual.model import plan as pl
from imcommerce_qual.store.eventfields import DamagedEventError, kind_of, parse_at, render_at

#: The version that new events carry, and the newest that is read.
VERSION = 1

Fields = Mapping[str, Any]


def plan_parser(writer: str) -> Callable[[Fields], pl.PlanEvent]:
    """What reads a line of that writer's file: ``parse_plan_event`` with the writer put in."""
    return lambda fields: parse_plan_event(fields, writer)


def parse_plan_event(fields: Fields, writer: str) -> pl.PlanEvent:
    """The event in a JSON object of *writer*'s file.

    Raises:
        NewerEventError: written by a newer program.
        DamagedEventError: a field is missing or not what it should be.
    """
    kind = kind_of(fields, _PARSERS, VERSION)
    at = parse_at(_text(fields, "at"))
    envelope = {"id": _text(fields, "id"), "action": _text(fields, "action"), "at": at, "by": writer}
    return _PARSERS[kind](fields, envelope)


def _opened(fields: Fields, envelope: dict[str, Any]) -> pl.RoundOpened:
    return pl.RoundOpened(
        **envelope,
        round=_text(fields, "round"),
        purpose=_one_of(fields, "purpose", pl.PURPOSES),
        transcripts=_texts(fields, "transcripts"),
        coders=_texts(fields, "coders"),
        unit=_one_of(fields, "unit", pl.UNITS),
        passages={
            name: tuple(pl.Passage(first=_whole(a, "passages"), last=_whole(b, "passages")) for a, b in each)
            for name, each in _pairs(fields, "passages", 2)
        },
        texts=_mapping_of_text(fields, "texts"),
        target=_target(fields.get("target")),
        drawn=_draw(fields.get("drawn")),
        units={
            name: tuple(pl.GivenUnit(start=_whole(a, "units"), end=_whole(b, "units"), by=str(by)) for a, b, by in each)
            for name, each in _pairs(fields, "units", 3)
        },
        why=_text(fields, "why", empty=True) if "why" in fields else "",
    )


def _target(found: Any) -> pl.Target | None:
    if found is None:
        return None
    if not (isinstance(found, dict) and isinstance(found.get("coefficient"), str) and _is_number(found.get("value"))):
        raise DamagedEventError("`target` is not a coefficient with a value", "target")
    return pl.Target(coefficient=found["coefficient"], value=float(found["value"]))


def _draw(found: Any) -> pl.Draw | None:
    if found is None:
        return None
    if not (isinstance(found, dict) and found.get("how") in pl.HOWS):
        raise DamagedEventError("`drawn` does not say how", "drawn")
    share, seed, strata = found.get("share"), found.get("seed"), found.get("strata", [])
    fits = (share is None or _is_number(share)) and (seed is None or type(seed) is int)
    if not (fits and isinstance(strata, list)):
        raise DamagedEventError("`drawn` has a share, a seed or strata that are none", "drawn")
    return pl.Draw(how=found["how"], share=share, seed=seed, strata=tuple(map(str, strata)))


def _closed(fields: Fields, envelope: dict[str, Any]) -> pl.RoundClosed:
    logs = fields.get("logs")
    if not isinstance(logs, dict) or not all(
        isinstance(ids, list) and all(isinstance(each, str) for each in ids) for ids in logs.values()
    ):
        raise DamagedEventError("`logs` is not lists of event ids by path", "logs")
    return pl.RoundClosed(
        **envelope,
        round=_text(fields, "round"),
        logs={path: tuple(ids) for path, ids in logs.items()},
        codebook=_text(fields, "codebook"),
        texts=_mapping_of_text(fields, "texts"),
    )


def _declared(fields: Fields, envelope: dict[str, Any]) -> pl.Declared:
    if not isinstance(fields.get("wanted"), bool):
        raise DamagedEventError("`wanted` is not true or false", "wanted")
    return pl.Declared(**envelope, wanted=fields["wanted"], why=_text(fields, "why", empty=True))


def _handed_in(fields: Fields, envelope: dict[str, Any]) -> pl.HandedIn:
    events = _whole(fields.get("events"), "events")
    return pl.HandedIn(**envelope, coder=_text(fields, "coder"), file=_text(fields, "file"), events=events)


_PARSERS: dict[str, Callable[[Fields, dict[str, Any]], pl.PlanEvent]] = {
    "round_opened": _opened,
    "round_closed": _closed,
    "round_cancelled": lambda fields, envelope: pl.RoundCancelled(
        **envelope, round=_text(fields, "round"), why=_text(fields, "why", empty=True)
    ),
    "declared": _declared,
    "assigned": lambda fields, envelope: pl.Assigned(
        **envelope,
        coder=_text(fields, "coder"),
        transcripts=_texts(fields, "transcripts"),
        taken=fields.get("taken") is True,
    ),
    "handed_out": lambda fields, envelope: pl.HandedOut(
        **envelope,
        coder=_text(fields, "coder"),
        file=_text(fields, "file"),
        transcripts=_texts(fields, "transcripts"),
    ),
    "handed_in": _handed_in,
}
_NAMES: dict[type[pl.PlanEvent], str] = {
    pl.RoundOpened: "round_opened",
    pl.RoundClosed: "round_closed",
    pl.RoundCancelled: "round_cancelled",
    pl.Declared: "declared",
    pl.Assigned: "assigned",
    pl.HandedOut: "handed_out",
    pl.HandedIn: "handed_in",
}


def render_plan_event(event: pl.PlanEvent) -> bytes:
    """The event as its line, LF included: sorted keys, no white space, UTF-8; what is unset is left out."""
    fields: dict[str, Any] = {"v": VERSION, "id": event.id, "action": event.action, "at": render_at(event.at)}
    fields["event"] = _NAMES[type(event)]
    match event:
        case pl.RoundOpened():
            fields |= _opened_fields(event)
        case pl.RoundClosed():
            fields |= {"round": event.round, "logs": dict(event.logs), "codebook": event.codebook}
            fields["texts"] = dict(event.texts)
        case pl.RoundCancelled():
            fields |= {"round": event.round, "why": event.why}
        case pl.Declared():
            fields |= {"wanted": event.wanted, "why": event.why}
        case pl.Assigned():
            fields |= {"coder": event.coder, "transcripts": event.transcripts}
            fields |= {"taken": True} if event.taken else {}
        case pl.HandedOut():
            fields |= {"coder": event.coder, "file": event.file, "transcripts": event.transcripts}
        case pl.HandedIn():
            fields |= {"coder": event.coder, "file": event.file, "events": event.events}
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def _opened_fields(event: pl.RoundOpened) -> dict[str, Any]:
    fields: dict[str, Any] = {"round": event.round, "purpose": event.purpose, "transcripts": event.transcripts}
    fields |= {"coders": event.coders, "unit": event.unit, "texts": dict(event.texts)}
    if event.passages:
        fields["passages"] = {name: [[p.first, p.last] for p in each] for name, each in event.passages.items()}
    if event.target is not None:
        fields["target"] = {"coefficient": event.target.coefficient, "value": event.target.value}
    if event.drawn is not None:
        drawn = event.drawn
        named = {"how": drawn.how, "share": drawn.share, "seed": drawn.seed, "strata": list(drawn.strata)}
        fields["drawn"] = {name: value for name, value in named.items() if value not in (None, [])}
    if event.units:
        fields["units"] = {name: [[u.start, u.end, u.by] for u in each] for name, each in event.units.items()}
    return fields | ({"why": event.why} if event.why else {})


def _text(fields: Fields, name: str, *, empty: bool = False) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not (value or empty):
        raise DamagedEventError(f"`{name}` is missing or not text", name)
    return value


def _texts(fields: Fields, name: str) -> tuple[str, ...]:
    value = fields.get(name)
    if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
        raise DamagedEventError(f"`{name}` is not a list of names", name)
    return tuple(value)


def _one_of(fields: Fields, name: str, allowed: tuple[Any, ...]) -> Any:
    value = _text(fields, name)
    if value not in allowed:
        raise DamagedEventError(f"`{name}` cannot be `{value}`, only {', '.join(allowed)}", name)
    return value


def _mapping_of_text(fields: Fields, name: str) -> dict[str, str]:
    value = fields.get(name, {})
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise DamagedEventError(f"`{name}` is not a mapping of names to hashes", name)
    return value


def _pairs(fields: Fields, name: str, length: int) -> list[tuple[str, list[Any]]]:
    value = fields.get(name, {})
    fits = isinstance(value, dict) and all(
        isinstance(each, list) and all(isinstance(one, list) and len(one) == length for one in each)
        for each in value.values()
    )
    if not fits:
        raise DamagedEventError(f"`{name}` is not lists of {length} by transcript", name)
    return list(value.items())


def _whole(value: Any, name: str) -> int:
    if type(value) is not int or value < 0:
        raise DamagedEventError(f"`{name}` has something that is no whole number", name)
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")
