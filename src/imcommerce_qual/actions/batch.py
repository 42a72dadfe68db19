"""A batch of codings to apply: JSON Lines, or the hits that ``find --json`` prints."""

from __future__ import annotations

import json
from typing import Any

from imcommerce_qual.actions.applying import Request
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.study import Study

_FIELDS: dict[str, type] = {
    "transcript": str,
    "code": str,
    "quote": str,
    "near": str,
    "turn": int,
    "start": int,
    "end": int,
    "memo": str,
    "stance": str,
    "toward": str,
    "unsure": bool,
    "exemplar": bool,
}


def parse_span(written: str) -> tuple[int, int]:
    """``START:END`` as two numbers.

    Raises:
        WrongUseError: it is not.
    """
    start, colon, end = written.partition(":")
    if not (colon and start.strip().isdecimal() and end.strip().isdecimal()):
        raise WrongUseError(f"`{written}` is not a span", "write it like 120:164: code points, the end not included")
    return int(start), int(end)


def parse_batch(raw: bytes, code: str | None, study: Study) -> tuple[Request, ...]:
    """The requests in *raw*; *code*, where given, goes before those that they name.

    Raises:
        RefusedError: lines are wrong; the message lists all of them.
        WrongUseError: there is nothing, or not UTF-8.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUseError("what came on stdin is not UTF-8", "send JSON Lines in UTF-8") from None
    if not text.strip():
        raise WrongUseError("nothing came on stdin", "send one JSON object a line; `imqual apply --help` says which")
    hits = _hits(text)
    if hits is not None:
        return tuple(_from_hit(study, hit, code, n) for n, hit in enumerate(hits, 1))
    found: list[Request] = []
    wrong: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                found.append(_from_line(line, code, f"line {number}"))
            except WrongUseError as error:
                wrong.append(f"line {number}: {error}" + (f" ({error.remedy})" if error.remedy else ""))
    if wrong:
        lines = "\n  ".join([f"nothing was written; cannot be read ({len(wrong)}):", *wrong])
        raise RefusedError(lines, "put these lines right and send the batch again")
    return tuple(found)


def _hits(text: str) -> list[Any] | None:
    """The hits of an envelope; None where the text is not one."""
    try:
        envelope = json.loads(text)
    except ValueError:
        return None
    if not isinstance(envelope, dict) or envelope.get("kind") != "hits":
        return None
    if envelope.get("version") != 1 or not isinstance(envelope.get("hits"), list):
        raise WrongUseError("these hits are of another version", "use `imqual find --json` of the same imqual")
    hits: list[Any] = envelope["hits"]
    return hits


def _from_hit(study: Study, hit: Any, code: str | None, number: int) -> Request:
    """A hit as a request; its words must still stand where they were found."""
    try:
        name, start, end, raw = hit["transcript"], hit["span"]["start"], hit["span"]["end"], hit["raw"]
    except (KeyError, TypeError):
        raise WrongUseError(f"hit {number} has no transcript, span or words", "use `imqual find --json`") from None
    wanted = code or hit.get("code")
    if not wanted:
        raise WrongUseError("which code?", "imqual find … --json | imqual apply - CODE")
    transcript = study.transcripts.get(name)
    if transcript is not None and transcript.text[start:end] != raw:
        raise RefusedError(f"{name} changed since it was searched; nothing was written", "search again")
    return Request(transcript=name, code=wanted, at=(start, end), where=f"hit {number}")


def _from_line(line: str, code: str | None, where: str) -> Request:
    try:
        fields = json.loads(line)
    except ValueError:
        raise WrongUseError("this is not JSON", 'one object a line: {"transcript": "S03", "code": …}') from None
    if not isinstance(fields, dict):
        raise WrongUseError("this is not an object", 'write {"transcript": "S03", "code": …, "quote": …}')
    for name, value in fields.items():
        if name not in _FIELDS:
            raise WrongUseError(f"there is no field `{name}`", suggest(name, _FIELDS))
        wanted = _FIELDS[name]
        if value is not None and type(value) is not wanted:
            kind = {str: "text", int: "a whole number", bool: "true or false"}[wanted]
            raise WrongUseError(f"`{name}` should be {kind}")
    fields = {name: value for name, value in fields.items() if value is not None}
    if code:
        fields["code"] = code
    for name in ("transcript", "code"):
        if name not in fields:
            raise WrongUseError(f"there is no `{name}`")
    start, end = fields.pop("start", None), fields.pop("end", None)
    if (start is None) != (end is None):
        raise WrongUseError("`start` and `end` go together")
    return Request(**fields, at=(start, end) if start is not None else None, where=where)
