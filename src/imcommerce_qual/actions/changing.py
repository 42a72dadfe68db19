"""Changing, taking off, undoing, completing: everything a coder does to codings that are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from imcommerce_qual.actions.applying import Request, check_text, locate, stance_of
from imcommerce_qual.actions.desk import Desk, at_desk, logs_of
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.held import presence_of
from imcommerce_qual.actions.names import known_code, known_finding, known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.excerpts import anchor_at
from imcommerce_qual.core.history import fold
from imcommerce_qual.model.event import (
    FINAL,
    Amended,
    Coding,
    Removed,
)

#: So many characters of an id are enough to type, where they are one coding's only.
SHORT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an action did, in words, and in which transcripts; nothing was written where ``written`` is 0."""

    what: str
    transcripts: tuple[str, ...]
    written: int


def find_coding(opened: Opened, coder: str, name: str) -> Coding:
    """The coder's own coding whose id begins with *name*.

    Raises:
        WrongUseError: none does, or several do.
    """
    found = [
        coding
        for log in logs_of(opened, coder).values()
        for coding in fold(log).codings
        if len(name) >= 4 and coding.id.startswith(name)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise WrongUseError(f"{len(found)} codings of {coder} begin with `{name}`", "type more of the id")
    raise WrongUseError(
        f"{coder} has no coding `{name}`", "`imqual show TRANSCRIPT --as CODER` and `imqual find` print the ids"
    )


def coding_on(opened: Opened, coder: str, request: Request) -> Coding:
    """The coder's own coding with that code on exactly that span.

    Raises:
        WrongUseError: there is none.
        AmbiguousQuoteError: the quote does not stand in one place.
    """
    transcript = known_transcript(opened.study, request.transcript)
    code = known_code(opened.study.codebook, request.code)
    span = locate(transcript, request)
    for each in opened.presence(viewer=coder).standing:
        if (each.coder, each.transcript, each.code, each.span) == (coder, transcript.id, code, span):
            return each.coding
    raise WrongUseError(
        f"{coder} has no coding `{code}` on exactly these words of {transcript.id}",
        f"`imqual show {transcript.id} --as {coder}` prints what there is",
    )


def uncode(opened: Opened, coder: str, coding: Coding, why: str | None = None) -> Change:
    """Take a coding off.

    Raises:
        WrongUseError: *why* is what erasing says.
    """
    check_text(why)
    if why == FINAL:
        raise WrongUseError(f"`{FINAL}` says that words were erased, which nothing undoes", "give another reason")
    with at_desk(opened, coder, (coding.transcript,)) as desk:
        _still_there(desk, coding)
        desk.append(coding.transcript, Removed(**desk.envelope(coding.transcript), of=coding.id, why=why))
        written = desk.write()
    return Change(what=f"took off {coding.code}", transcripts=(coding.transcript,), written=written)


def amend(opened: Opened, coder: str, coding: Coding, wanted: Mapping[str, Any]) -> Change:
    """Change fields of a coding: ``code``, ``quote``/``near``/``turn``/``at``, stance, toward, memo, unsure, exemplar.

    None clears a field. What is so already is left alone; where that is everything, nothing is written.

    Raises:
        WrongUseError: a name or a place is not known.
        RefusedError: the coder has a coding with that code on these words already.
    """
    changes = _changes(opened, coding, wanted)
    changes = {name: value for name, value in changes.items() if getattr(coding, name) != value}
    if "code" in changes:
        changes["codebook"] = opened.study.codebook.hash
    else:
        changes.pop("codebook", None)
    if not changes:
        return Change(what="it is so already", transcripts=(coding.transcript,), written=0)
    refuse_twice(opened, coder, coding, changes)
    with at_desk(opened, coder, (coding.transcript,)) as desk:
        _still_there(desk, coding)
        event = Amended(**desk.envelope(coding.transcript), of=coding.id, changes=changes)
        desk.append(coding.transcript, event)
        written = desk.write()
    named = ", ".join({"anchor": "span"}.get(name, name) for name in changes if name != "codebook")
    to = f" to {changes['code']}" if "code" in changes else ""
    return Change(what=f"changed {named} of {coding.code}{to}", transcripts=(coding.transcript,), written=written)


def refuse_twice(opened: Opened, coder: str, coding: Coding, changes: Mapping[str, Any]) -> None:
    """The same code is on the same words once: as ``apply`` leaves what is there already, this does not make it twice.

    Raises:
        RefusedError: with these changes of code or anchor, *coding* would say what another coding says.
    """
    if not changes.keys() & {"code", "anchor"}:
        return
    own = presence_of(opened, coder, coding.transcript).standing
    now = next((each for each in own if each.coding.id == coding.id), None)
    code = changes.get("code") or (now.code if now is not None else coding.code)
    span = changes["anchor"].span if "anchor" in changes else now.span if now is not None else None
    twin = next((each for each in own if each.coding.id != coding.id and (each.code, each.span) == (code, span)), None)
    if twin is not None:
        raise RefusedError(
            f"{coder} has `{code}` on these words already ({twin.coding.id[:8]})",
            f"take this one off, if that one is enough: imqual uncode {coding.id[:8]} --as {coder}",
        )


def _changes(opened: Opened, coding: Coding, wanted: Mapping[str, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {name: wanted[name] for name in ("memo", "unsure", "exemplar") if name in wanted}
    check_text(changes.get("memo"))
    if "stance" in wanted:
        changes["stance"] = stance_of(wanted["stance"])
    if "toward" in wanted:
        changes["toward"] = known_finding(opened.study, wanted["toward"]) if wanted["toward"] else None
        if changes["toward"] and not changes.get("stance", coding.stance):
            raise WrongUseError(f"toward {changes['toward']}, but with which stance?", "add `--stance supports`, …")
    if wanted.get("code"):
        changes["code"] = known_code(opened.study.codebook, wanted["code"])
    if wanted.get("quote") or wanted.get("at"):
        transcript = known_transcript(opened.study, coding.transcript)
        place: dict[str, Any] = {name: wanted.get(name) for name in ("quote", "near", "turn", "at")}
        span = locate(transcript, Request(transcript=transcript.id, code=coding.code, **place))
        changes["anchor"] = anchor_at(transcript, span)
    return changes


def _still_there(desk: Desk, coding: Coding) -> None:
    if all(each.id != coding.id for each in desk.state(coding.transcript).codings):
        raise RefusedError("the coding is not there any more", "another process took it off meanwhile")
