"""A transcript completed, and reopened."""

from __future__ import annotations

from imcommerce_qual.actions.changing import Change
from imcommerce_qual.actions.desk import at_desk
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.names import known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.reopened import reopening
from imcommerce_qual.model.event import (
    Completed,
    Reopened,
)


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
            **desk.envelope(name),
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
        desk.append(name, Reopened(**desk.envelope(name)))
        written = desk.write()
    return Change(what="reopened", transcripts=(name,), written=written)
