"""Settling disagreements: decisions, proposals, revoking, rules; each written before it is shown."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from imcommerce_qual.actions.applying import check_text
from imcommerce_qual.actions.comparing import Compared, bring, compare_study, decisions_of, find_disagreement
from imcommerce_qual.actions.errors import BusyError, RefusedError, WrongUseError
from imcommerce_qual.actions.keeping import keep_codebook, keep_text
from imcommerce_qual.actions.names import known_coder
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.adjudication.agenda import JOIN
from imcommerce_qual.core.adjudication.comparing import disagreement_id
from imcommerce_qual.core.adjudication.deciding import (
    by_coding,
    in_force,
    not_taken_back,
    outcome_coding,
    proposals,
    twins,
)
from imcommerce_qual.core.adjudication.outcomes import NewCoding, NoOutcomeError, outcome_of
from imcommerce_qual.model.adjudication import Decided, DecisionEvent, Disagreement, Outcome, Proposed, Revoked
from imcommerce_qual.model.codebook import Codebook
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.store.cache import FOLDER
from imcommerce_qual.store.decisionfile import append_decisions, read_decision_files
from imcommerce_qual.store.locks import LockHeldError, holding
from imcommerce_qual.store.tombs import forgotten_state

#: How long a command waits for another that is settling.
PATIENCE = 5.0
#: Characters of an id that are enough where only one begins so.
_LEAST = 4

Envelope = Callable[[str], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """What is to be done about one disagreement, and who decided it."""

    disagreement: str
    how: str
    why: str = ""
    by: tuple[str, ...] = ()
    new: tuple[NewCoding, ...] = ()
    rule: str | None = None
    change: str | None = None


def settle(
    opened: Opened, writer: str, wanted: Sequence[Settling], *, propose: bool = False, found: Compared | None = None
) -> tuple[Decided, ...]:
    """Settle disagreements in one action (or, alone, propose how); all or nothing.

    Raises:
        WrongUseError: a disagreement is not open, or that way of settling is none, with every fault named.
        BusyError: somebody else was settling meanwhile.
    """
    compared = found or compare_study(opened, viewer=writer)
    every = {each.id: each for one in compared.comparisons for each in one.disagreements}
    ready: list[tuple[Settling, Disagreement, tuple[Outcome, ...]]] = []
    faults: list[str] = []
    for each in wanted:
        try:
            ready.append(_ready(opened, every, each))
        except (WrongUseError, NoOutcomeError) as error:
            done = _settled_before(compared, each.disagreement)
            faults.append(f"{each.disagreement}: {done or error}")
    if faults:
        listed = "\n  ".join(faults)
        raise WrongUseError(
            faults[0] if len(wanted) == 1 else f"{len(faults)} of {len(wanted)} cannot be settled:\n  {listed}",
            "nothing was written; `imqual compare` lists what is open",
        )
    with writing_decisions(opened, writer) as envelope:
        for name in {each.transcript for _, each, _ in ready}:
            keep_text(opened, name)
        if ready:
            keep_codebook(opened)
        earlier = {name: by_coding(found) for name, found in decisions_of(opened).items()}
        events = [_event(envelope, writer, *each, earlier, propose=propose) for each in ready]
        append_decisions(opened.root, events)
    return tuple(events)


def _settled_before(compared: Compared, name: str) -> str:
    """That somebody settled it, where that is why it is not open."""
    for decision in (each.decision for one in compared.comparisons for each in one.settled):
        about = disagreement_id(decision.transcript, decision.coders, decision.codings)
        if len(name) >= _LEAST and about.startswith(name.lower()):
            again = f"imqual decide {decision.id[:8]} --revoke"
            return f"it is settled ({decision.how}, by {', '.join(decision.by)}); to open it again: {again}"
    return ""


def _ready(
    opened: Opened, every: Mapping[str, Disagreement], wanted: Settling
) -> tuple[Settling, Disagreement, tuple[Outcome, ...]]:
    check_text(wanted.why)
    found = every.get(wanted.disagreement) or find_disagreement(every.values(), wanted.disagreement)
    for name in wanted.by:
        if not name.strip():
            raise WrongUseError("somebody without a name cannot decide", "--by coder-a,coder-b")
    book = opened.study.codebook
    if wanted.change is not None:
        wanted = replace(wanted, change=known_change(book, wanted.change))
    outcome = outcome_of(found, wanted.how, opened.study.transcripts[found.transcript], book.hash, wanted.new)
    return wanted, found, outcome


def known_change(book: Codebook, name: str) -> str:
    """The id of the entry of the codebook's history that begins with *name*.

    Raises:
        WrongUseError: none does, or several do.
    """
    known = [each.id for each in book.history]
    found = [name] if name in known else [each for each in known if len(name) >= _LEAST and each.startswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise WrongUseError(f"{len(found)} changes of the codebook begin with `{name}`", "type more of the id")
    raise WrongUseError(f"the codebook has no change `{name}`", "`imqual codebook log` lists its changes")


def _event(
    envelope: Envelope,
    writer: str,
    wanted: Settling,
    found: Disagreement,
    outcome: tuple[Outcome, ...],
    earlier: Mapping[str, Mapping[str, tuple[str, ...]]],
    *,
    propose: bool,
) -> Decided:
    """The event; a decision replaces all that was decided about these codings before, and does not hold."""
    fields: dict[str, Any] = {
        "coders": found.coders,
        "by": (writer,) if propose else wanted.by or found.coders,
        "codings": {mark.id: mark.fingerprint for mark in found.marks},
        "how": wanted.how,
        "outcome": outcome,
        "rule": wanted.rule,
        "change": wanted.change,
        "why": wanted.why,
    }
    if propose:
        return Proposed(**envelope(found.transcript), **fields)
    known = earlier.get(found.transcript, {})
    replaces = dict.fromkeys(event for mark in found.marks for event in known.get(mark.id, ()))
    return Decided(**envelope(found.transcript), **fields, replaces=tuple(replaces))


@contextmanager
def writing_decisions(opened: Opened, writer: str) -> Iterator[Envelope]:
    """The lock on all decisions of this study, and what makes the next event's envelope for a transcript.

    Raises:
        BusyError: another process has it, or settled something since the study was read.
        RefusedError: the writer's file was written by a newer program.
    """
    name = known_coder(opened.study, writer)
    try:
        with holding(opened.root / FOLDER / "locks" / "decisions.lock", "settling disagreements", seconds=PATIENCE):
            now_there = read_decision_files(opened.root)
            if _ids(now_there) != _ids(opened.workspace.decisions):
                raise BusyError("somebody settled something meanwhile; nothing was written", "look again, then decide")
            if forgotten_state(opened.root) != opened.forgotten:
                raise BusyError("words of this study were forgotten meanwhile; nothing was written", "do it again")
            for file in now_there:
                if file.readonly and file.name.startswith(f"decisions/{name}/"):
                    raise RefusedError(f"{file.readonly}; it is read, not written", "upgrade imqual")
            last = max((event.at for file in now_there for event in file.events), default=None)
            action = str(uuid.uuid4())

            def envelope(transcript: str) -> dict[str, Any]:
                nonlocal last
                now = datetime.now(UTC)
                last = now if last is None or now > last else last + timedelta(microseconds=1)
                return {"id": str(uuid.uuid4()), "action": action, "at": last, "writer": name, "transcript": transcript}

            yield envelope
    except LockHeldError as error:
        raise BusyError(f"{error}; nothing was written", "try again when it has finished") from None


def _ids(files: Iterable[Any]) -> frozenset[str]:
    return frozenset(event.id for file in files for event in file.events)


def find_decision(opened: Opened, name: str) -> Decided:
    """The decision or proposal in force whose id begins with *name*.

    Raises:
        WrongUseError: none does, or several do.
    """
    events = [event for each in decisions_of(opened).values() for event in each]
    standing = [*in_force(events), *proposals(events)]
    found = [each for each in standing if len(name) >= _LEAST and each.id.startswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise WrongUseError(f"{len(found)} decisions begin with `{name}`", "type more of the id")
    raise WrongUseError(f"there is no decision `{name}` in force", "`imqual decisions` lists them")


def revoke(opened: Opened, writer: str, decisions: Sequence[Decided], why: str = "") -> tuple[Revoked, ...]:
    """Take decisions (or proposals) back, with those that say the same: what they were about is open again.

    What one and the same writer said again, to add a reason, is taken back alone: the decision stands without it.
    """
    check_text(why)
    by_transcript = decisions_of(opened)
    every = {
        event.id: event
        for each in decisions
        for event in _meant(twins(by_transcript.get(each.transcript, ()), each), each)
    }
    with writing_decisions(opened, writer) as envelope:
        events = [Revoked(**envelope(each.transcript), of=each.id, by=(writer,), why=why) for each in every.values()]
        append_decisions(opened.root, events)
    return tuple(events)


def _meant(alike: Sequence[Decided], decision: Decided) -> Sequence[Decided]:
    first = min(alike, key=lambda event: event.order)
    return alike if first.id == decision.id or first.writer != decision.writer else (decision,)


def last_action(opened: Opened, writer: str, *, proposed: bool | None = None) -> tuple[Decided, ...]:
    """The decisions of the writer's latest action that are in force: what undo takes back.

    Of decisions and proposals; *proposed* says that only these, or only the others, count.
    """
    events: list[DecisionEvent] = [event for each in decisions_of(opened).values() for event in each]
    standing: list[Decided] = [] if proposed else [*not_taken_back(events)]
    standing += [] if proposed is False else proposals(events)
    mine = [each for each in standing if each.writer == writer]
    if not mine:
        return ()
    latest = max(mine, key=lambda event: event.order).action
    return tuple(each for each in mine if each.action == latest)


def accept_shared(
    opened: Opened, writer: str, found: Compared | None = None, *, why: str = "", by: Iterable[str] = ()
) -> tuple[Settling, ...]:
    """Where every coder compared proposed the same, alone: what one key accepts.

    Their reasons come with it; *why* is one more. *by* decides, else the coders compared.
    """
    deciders = tuple(by)
    compared = found or compare_study(opened, viewer=writer)
    open_ones = {
        frozenset(m.id for m in each.marks): each for one in compared.comparisons for each in one.disagreements
    }
    by_codings: dict[frozenset[str], list[Proposed]] = {}
    for events in decisions_of(opened).values():
        for each in proposals(events):
            by_codings.setdefault(frozenset(each.codings), []).append(each)
    brought = bring(opened)
    ready = []
    for codings, proposed in sorted(by_codings.items(), key=lambda pair: sorted(pair[0])):
        about = open_ones.get(codings)
        if about is None or not set(about.coders) <= {name for each in proposed for name in each.by}:
            continue
        fresh = all(each.codings.get(mark.id) == mark.fingerprint for each in proposed for mark in about.marks)
        new = [_proposed_codings(each, brought) for each in proposed]
        if (
            fresh
            and None not in new
            and len({(each.how, frozenset(made or ())) for each, made in zip(proposed, new, strict=True)}) == 1
        ):
            reasons = JOIN.join(dict.fromkeys(filter(None, [*(each.why for each in proposed), why.strip()])))
            ready.append(
                Settling(
                    disagreement=about.id,
                    how=proposed[0].how,
                    why=reasons,
                    by=deciders or about.coders,
                    new=new[0] or (),
                )
            )
    return tuple(ready)


def _proposed_codings(proposed: Proposed, brought: Callable[[Coding], Standing | None]) -> tuple[NewCoding, ...] | None:
    """The codings of a new outcome in today's text and codebook; None where one has no place there.

    The other ways of settling are worked out anew from the codings.
    """
    if proposed.how != "new":
        return ()
    found = []
    for number, each in enumerate(proposed.outcome):
        standing = brought(outcome_coding(proposed, number, each, ()))
        if standing is None:
            return None
        found.append(NewCoding(code=standing.code, span=standing.span, stance=each.stance, toward=each.toward))
    return tuple(found)
