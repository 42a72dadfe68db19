"""What of a coder's history counts for agreement: what they had done alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from imcommerce_qual.core.history import Folded, fold, ordered
from imcommerce_qual.model.event import Completed, Log, Saw


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """A coder's codings of a transcript as they stood at the last completion before they saw another's.

    ``state`` is None where there was no completion, and ``why`` says so. ``later``: how many codings were made, changed
    or taken out after it, still alone: a further completion would count them.
    """

    coder: str
    transcript: str
    state: Folded | None
    why: str = ""
    later: int = 0


def alone(log: Log, *, frozen: Collection[str] | None = None, round_id: str | None = None) -> Alone:
    """What *log* says up to the last ``completed`` in force before the first ``saw``.

    Args:
        log: all events of one coder on one transcript.
        frozen: the ids of the events that a closed round counts; None: all there are.
        round_id: a completion of that round's passages counts as one; without it only whole transcripts do.
    """
    events = ordered(log.events if frozen is None else (each for each in log.events if each.id in frozenset(frozen)))
    seen = next((at for at, event in enumerate(events) if isinstance(event, Saw)), len(events))
    until_seen = fold(replace(log, events=events[:seen]))
    in_force = until_seen.completions  # not undone, and not reopened since
    if in_force and any(_is_whole(each, round_id) for each in in_force):
        end = events.index(in_force[-1]) + 1
        state = until_seen if end == seen else fold(replace(log, events=events[:end]))
        if any(_is_whole(each, round_id) for each in state.completions):
            return Alone(
                coder=log.coder, transcript=log.transcript, state=state, later=codings_changed(state, until_seen)
            )
    why = "not completed" if seen == len(events) else "not completed before seeing another's codings"
    return Alone(coder=log.coder, transcript=log.transcript, state=None, why=why)


def reworked(log: Log, state: Folded, others: Iterable[Log], round_id: str | None = None) -> int:
    """How many codings of *state* changed when the coder had completed the transcript once, and others' were there.

    Who is done sees others' codings without having to ask; who then goes on is not sure to have worked alone.

    Args:
        log: all events of the coder.
        state: what of them counts.
        others: the logs of those that the coder is compared with.
        round_id: as of `alone`.
    """
    events = ordered(log.events)
    done = next((each.at for each in events if isinstance(each, Completed) and _is_whole(each, round_id)), None)
    there = min((other.events[0].at for other in others if other.events), default=None)
    if done is None or there is None or state.last is None or max(done, there) >= state.last:
        return 0
    return codings_changed(fold(log, max(done, there)), state)


def codings_changed(before: Folded, after: Folded) -> int:
    """How many codings are in one of two states only, or differ."""
    if before is after:
        return 0
    old, new = ({each.id: each for each in state.codings} for state in (before, after))
    return sum(old.get(name) != new.get(name) for name in old.keys() | new.keys())


def _is_whole(completion: Completed, round_id: str | None) -> bool:
    return completion.codes is None and completion.round in {None, round_id}
