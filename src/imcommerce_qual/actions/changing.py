"""Changing, taking off, undoing, completing: everything a coder does to codings that are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from imcommerce_qual.actions.applying import Request, check_text, locate, stance_of
from imcommerce_qual.actions.desk import Desk, at_desk, logs_of
from imcommerce_qual.actions.erased import refuse_erased
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.held import presence_of, state_of
from imcommerce_qual.actions.names import known_code, known_finding, known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.excerpts import anchor_at
from imcommerce_qual.core.history import fold
from imcommerce_qual.core.reopened import reopening
from imcommerce_qual.model.event import (
    FINAL,
    Amended,
    Applied,
    Coding,
    Completed,
    Confirmed,
    Event,
    Redone,
    Removed,
    Reopened,
    Undone,
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
        desk.append(coding.transcript, Removed(**_envelope(desk, coding.transcript), of=coding.id, why=why))
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
        event = Amended(**_envelope(desk, coding.transcript), of=coding.id, changes=changes)
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


def undo(opened: Opened, coder: str, transcript: str | None = None) -> Change:
    """Take back the coder's latest action in force in that transcript, in every file that it touched.

    Without a transcript: in the one where the latest action in force was.

    Raises:
        RefusedError: there is nothing to undo, or it would bring a coding back onto erased words.
    """
    name = known_transcript(opened.study, transcript).id if transcript else _latest(opened, coder)
    state = state_of(opened, coder, name) if name else None
    if name is None or state is None or not state.undoable:
        erased = state is not None and state.erased
        raise RefusedError(
            "there is nothing to undo",
            "what was coded on erased words stays out for good"
            if erased
            else f"{coder} has done nothing here that is in force",
        )
    return _take_back(opened, coder, name, state.undoable[-1], Undone, "undid")


def redo(opened: Opened, coder: str, transcript: str | None = None) -> Change:
    """Put back what undo took back last; a new action in between empties this.

    Raises:
        RefusedError: there is nothing to redo.
    """
    names = [known_transcript(opened.study, transcript).id] if transcript else list(logs_of(opened, coder))
    undone = [(name, state_of(opened, coder, name).redoable) for name in names]
    latest = max(
        ((_undone_at(opened, coder, name, stack[0]), name, stack[0]) for name, stack in undone if stack), default=None
    )
    if latest is None:
        raise RefusedError("there is nothing to redo", "nothing was undone, or something else was done since")
    return _take_back(opened, coder, latest[1], latest[2], Redone, "redid")


def _undone_at(opened: Opened, coder: str, transcript: str, action: str) -> Any:
    events = opened.workspace.log(coder, transcript).events
    return max(event.order for event in events if isinstance(event, Undone) and event.target == action)


def _latest(opened: Opened, coder: str) -> str | None:
    found = []
    for name, log in logs_of(opened, coder).items():
        state = fold(log)
        if state.undoable and name in opened.study.transcripts:
            last = state.undoable[-1]
            found.append((max(event.order for event in log.events if event.action == last), name))
    return max(found)[1] if found else None


def _take_back(
    opened: Opened, coder: str, transcript: str, target: str, kind: type[Undone | Redone], verb: str
) -> Change:
    touched = [
        name
        for name, log in logs_of(opened, coder).items()
        if any(event.action == target and not isinstance(event, Undone | Redone) for event in log.events)
    ]
    with at_desk(opened, coder, tuple(touched)) as desk:
        ready = desk.state(transcript)
        in_reach = ready.undoable[-1:] if kind is Undone else ready.redoable[:1]
        if target not in in_reach:
            raise RefusedError(f"{coder}'s codings of {transcript} changed meanwhile", "run the command again")
        what = describe(desk, target)
        before = {name: desk.state(name) for name in touched}
        for name in touched:
            desk.append(name, kind(**_envelope(desk, name), target=target))
        refuse_erased(desk, before)
        written = desk.write()
    passed_over = any(state.erased for state in before.values())
    what += " (codings on erased words stay out)" if passed_over else ""
    return Change(what=f"{verb}: {what}", transcripts=tuple(touched), written=written)


def describe(desk: Desk, action: str) -> str:
    """An action in words: what its events were."""
    events = [event for log in desk.logs.values() for event in log.events if event.action == action]
    codes = {event.id: event.code for log in desk.logs.values() for event in log.events if isinstance(event, Applied)}
    said = [_describe(event, codes) for event in events if not isinstance(event, Undone | Redone)]
    return said[0] if len(said) == 1 else f"{said[0]} and {len(said) - 1} more"


def _describe(event: Event, codes: Mapping[str, str]) -> str:
    match event:
        case Applied():
            return f"applied {event.code}"
        case Amended():
            return f"changed {codes.get(event.of, 'a coding')}"
        case Removed():
            return f"took off {codes.get(event.of, 'a coding')}"
        case Confirmed():
            return f"confirmed {codes.get(event.of, 'a coding')}"
        case Completed():
            return "completed"
        case Reopened():
            return "reopened"
        case _:
            return "an action"


def complete(opened: Opened, coder: str, transcript: str, *, round_id: str | None = None) -> Change:
    """Say that the coder has read the whole transcript: from now on, no coding means that nothing was found.

    With *round_id*: that they have read the passages which that round assigned.
    """
    name = known_transcript(opened.study, transcript).id
    if round_id is not None:
        round_id = _round_of(opened, coder, name, round_id)
    with at_desk(opened, coder, (name,)) as desk:
        state = desk.state(name)
        opens = reopening(opened.study.codebook).of(state.completions, opened.stamps)
        own_part = round_id is not None and any(each.round == round_id for each in state.completions)
        if (state.completed and not opens) or own_part:
            return Change(what="it is completed already", transcripts=(name,), written=0)
        event = Completed(
            **_envelope(desk, name),
            codebook=opened.study.codebook.hash,
            text=opened.study.transcripts[name].hash,
            round=round_id,
        )
        desk.append(name, event)
        written = desk.write()
    return Change(
        what="completed" + (f" its passages of {round_id}" if round_id else ""), transcripts=(name,), written=written
    )


def _round_of(opened: Opened, coder: str, transcript: str, name: str) -> str:
    """The round of that name, if it assigns passages of the transcript to the coder.

    Raises:
        WrongUseError: it does not.
    """
    from imcommerce_qual.actions.planning import coders_of, find_round

    found = find_round(opened.plan(), name)
    if transcript not in found.opened.passages or coder not in coders_of(found):
        raise WrongUseError(
            f"{found.id} assigns no passages of {transcript} to {coder}",
            f"without --round, `imqual done {transcript}` says that the whole transcript was read",
        )
    return found.id


def reopen(opened: Opened, coder: str, transcript: str) -> Change:
    """Take back all completions of the transcript that are in force."""
    name = known_transcript(opened.study, transcript).id
    with at_desk(opened, coder, (name,)) as desk:
        if not desk.state(name).completions:
            return Change(what="it was not completed", transcripts=(name,), written=0)
        desk.append(name, Reopened(**_envelope(desk, name)))
        written = desk.write()
    return Change(what="reopened", transcripts=(name,), written=written)


def _still_there(desk: Desk, coding: Coding) -> None:
    if all(each.id != coding.id for each in desk.state(coding.transcript).codings):
        raise RefusedError("the coding is not there any more", "another process took it off meanwhile")


def _envelope(desk: Desk, transcript: str) -> Any:
    return desk.envelope(transcript)
