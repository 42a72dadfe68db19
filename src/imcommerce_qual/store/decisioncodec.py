"""One event about disagreements as one JSON object, both ways."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from imcommerce_qual.model.adjudication import (
    HOWS,
    TAKE,
    Decided,
    DecisionEvent,
    Outcome,
    Proposed,
    Revoked,
)
from imcommerce_qual.model.event import STANCES
from imcommerce_qual.store.eventfields import (
    DamagedEventError,
    anchor_fields,
    hash_field,
    kind_of,
    parse_anchor,
    parse_at,
    render_at,
    text_field,
)

#: The version that new events carry, and the newest that is read.
VERSION = 1

Fields = Mapping[str, Any]


def decision_parser(writer: str, transcript: str) -> Callable[[Fields], DecisionEvent]:
    """What reads a line of that writer's file about that transcript."""
    return lambda fields: parse_decision(fields, writer, transcript)


def parse_decision(fields: Fields, writer: str, transcript: str) -> DecisionEvent:
    """The event in a JSON object.

    Raises:
        NewerEventError: written by a newer program.
        DamagedEventError: a field is missing or not what it should be.
    """
    kind = kind_of(fields, {"decided", "proposed", "revoked"}, VERSION)
    envelope = {"id": text_field(fields, "id"), "action": text_field(fields, "action")}
    envelope |= {"writer": writer, "transcript": transcript}
    at = parse_at(text_field(fields, "at"))
    if kind == "revoked":
        of, why = text_field(fields, "of"), _optional(fields, "why") or ""
        return Revoked(**envelope, at=at, of=of, by=_names(fields, "by"), why=why)
    return (Proposed if kind == "proposed" else Decided)(
        **envelope,
        at=at,
        coders=_names(fields, "coders"),
        by=_names(fields, "by"),
        codings=_codings(fields),
        how=_how(fields),
        outcome=tuple(map(_outcome, _list(fields, "outcome"))),
        replaces=_names(fields, "replaces") if "replaces" in fields else (),
        rule=_optional(fields, "rule"),
        change=_optional(fields, "change"),
        why=_optional(fields, "why") or "",
    )


def _how(fields: Fields) -> str:
    how = text_field(fields, "how")
    if how not in HOWS and not (how.startswith(TAKE) and len(how) > len(TAKE)):
        raise DamagedEventError(f"`how` cannot be `{how}`, only {', '.join(HOWS)}, or `take` and a coder", "how")
    return how


def _codings(fields: Fields) -> dict[str, str]:
    value = fields.get("codings")
    if not isinstance(value, dict) or not value or not all(isinstance(each, str) for each in value.values()):
        raise DamagedEventError("`codings` is not a mapping of ids to fingerprints", "codings")
    return value


def _outcome(each: Any) -> Outcome:
    if not isinstance(each, dict):
        raise DamagedEventError("`outcome` has something that is no coding", "outcome")
    stance = each.get("stance")
    if stance is not None and stance not in STANCES:
        raise DamagedEventError(f"`stance` cannot be `{stance}`, only {', '.join(STANCES)}", "outcome")
    try:
        return Outcome(
            code=text_field(each, "code"),
            codebook=hash_field(each, "codebook"),
            anchor=parse_anchor(each),
            stance=stance,
            toward=_optional(each, "toward"),
            memo=_optional(each, "memo"),
        )
    except DamagedEventError as error:
        raise DamagedEventError(f"an outcome is no coding: {error}", "outcome") from None


def render_decision(event: DecisionEvent) -> bytes:
    """The event as its line, LF included: sorted keys, no white space, UTF-8; what is unset is left out."""
    fields: dict[str, Any] = {"v": VERSION, "id": event.id, "action": event.action, "at": render_at(event.at)}
    if isinstance(event, Revoked):
        fields |= {"event": "revoked", "of": event.of, "by": event.by}
        fields |= {"why": event.why} if event.why else {}
    elif isinstance(event, Decided):
        fields |= {"event": "proposed" if isinstance(event, Proposed) else "decided"}
        fields |= {"coders": event.coders, "by": event.by, "codings": dict(event.codings), "how": event.how}
        fields["outcome"] = [_outcome_fields(each) for each in event.outcome]
        optional = {"replaces": event.replaces, "rule": event.rule, "change": event.change, "why": event.why}
        fields |= {name: value for name, value in optional.items() if value}
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def _outcome_fields(each: Outcome) -> dict[str, Any]:
    fields: dict[str, Any] = {"code": each.code, "codebook": each.codebook, **anchor_fields(each.anchor)}
    optional = {"stance": each.stance, "toward": each.toward, "memo": each.memo}
    return fields | {name: value for name, value in optional.items() if value is not None}


def _list(fields: Fields, name: str) -> list[Any]:
    value = fields.get(name)
    if not isinstance(value, list):
        raise DamagedEventError(f"`{name}` is not a list", name)
    return value


def _names(fields: Fields, name: str) -> tuple[str, ...]:
    value = _list(fields, name)
    if not all(isinstance(each, str) and each for each in value):
        raise DamagedEventError(f"`{name}` is not a list of names", name)
    return tuple(value)


def _optional(fields: Fields, name: str) -> str | None:
    return text_field(fields, name, empty=True) if fields.get(name) is not None else None
