"""Decisions that come as JSON Lines: read whole, every line that says nothing that can be done is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from imcommerce_qual.actions.comparing import compare_study, find_disagreement
from imcommerce_qual.actions.deciding import Settling
from imcommerce_qual.actions.errors import ActionError, WrongUseError
from imcommerce_qual.actions.newcodings import Asked, new_codings
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.adjudication import Disagreement

_FIELDS = ("disagreement", "how", "why", "by", "codings", "change")
_CODING = ("code", "at", "quote", "stance", "toward")
EXAMPLE = 'a line like {"disagreement": "1a2b3c4d", "how": "union", "why": "…"}'


def parse_decisions(opened: Opened, raw: bytes, viewer: str | None) -> tuple[Settling, ...]:
    """What the lines ask for; new codings need the disagreements, as far as *viewer* may see them.

    Raises:
        WrongUseError: there is nothing, or lines cannot be read: each is named, with what is wrong.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = raw[: error.start].count(b"\n") + 1
        raise WrongUseError(f"line {at} is not UTF-8; nothing was written", "save the batch as UTF-8") from None
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    every: list[Disagreement] = []

    def about(name: str) -> Disagreement:
        if not every:
            every.extend(each for one in compare_study(opened, viewer=viewer).comparisons for each in one.disagreements)
        return find_disagreement(every, name)

    found: list[Settling] = []
    faults: list[str] = []
    for number, line in lines:
        try:
            found.append(_settling(opened, json.loads(line), about))
        except ActionError as error:
            faults.append(f"line {number}: {error}" + (f" ({error.remedy})" if error.remedy else ""))
        except ValueError:
            faults.append(f"line {number}: no JSON object")
    if faults:
        listed = "\n  ".join(faults)
        say = "1 line says" if len(faults) == 1 else f"{len(faults)} lines say"
        raise WrongUseError(f"{say} nothing that can be done:\n  {listed}", "nothing was written")
    if not found:
        raise WrongUseError("there is nothing on stdin", EXAMPLE)
    return tuple(found)


def _settling(opened: Opened, fields: Any, about: Callable[[str], Disagreement]) -> Settling:
    if not isinstance(fields, dict):
        raise WrongUseError("no JSON object", EXAMPLE)
    _known(fields, _FIELDS)
    by = fields.get("by", [])
    if isinstance(by, str):
        by = [each.strip() for each in by.split(",") if each.strip()]
    codings = fields.get("codings", [])
    if not isinstance(by, list) or not all(isinstance(each, str) for each in by):
        raise WrongUseError("`by` is no list of names", '"by": ["coder-a", "coder-b"]')
    if not isinstance(codings, list) or not all(isinstance(each, dict) for each in codings):
        raise WrongUseError("`codings` is no list of codings", '"codings": [{"code": "…", "at": "START:END"}]')
    asked = tuple(_asked(each) for each in codings)
    name, how = _text(fields, "disagreement"), _text(fields, "how")
    if not name or not how:
        raise WrongUseError("`disagreement` or `how` is missing", EXAMPLE)
    if asked and how != "new":
        raise WrongUseError(f"`codings` go with `how` new, not with `{how}`", "leave one of the two out")
    return Settling(
        disagreement=name,
        how=how,
        why=_text(fields, "why") or "",
        by=tuple(by),
        new=new_codings(opened, about(name), asked) if asked else (),
        change=_text(fields, "change"),
    )


def _asked(fields: Mapping[str, Any]) -> Asked:
    _known(fields, _CODING)
    return Asked(**{name: _text(fields, name) for name in _CODING})


def _known(fields: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for name in fields:
        if name not in known:
            raise WrongUseError(f"there is no field `{name}`", suggest(name, known))


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise WrongUseError(f"`{name}` is no text", EXAMPLE)
    return value
