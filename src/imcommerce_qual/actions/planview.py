"""The plan as somebody may see it: rounds with who has finished what, tasks, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.planning import coders_of
from imcommerce_qual.core.counted import alone
from imcommerce_qual.model.plan import Plan, Round
from imcommerce_qual.store.handing import copy_of

How = Literal["separate copy", "hidden in the tool"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundView:
    """A round with how many of its transcripts each coder has completed; None where the viewer may not know.

    ``later``: by coder, how many codings were made, changed or taken out after the transcript was done, and do not
    count unless it is completed once more before the round is closed.
    """

    round: Round
    done: dict[str, int | None]
    share: float
    ensured: dict[str, How]
    later: dict[str, int] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """``open`` or ``closed``."""
        return "open" if self.round.closed is None else "closed"

    @property
    def finished(self) -> bool:
        """Whether everybody has completed everything, as far as that may be known."""
        return all(each == len(self.round.transcripts) for each in self.done.values())


def view_rounds(opened: Opened, viewer: str | None) -> tuple[RoundView, ...]:
    """Every round that stands, in order of opening."""
    plan = opened.plan()
    hidden = set(opened.presence(viewer=viewer).hidden)
    mine = copy_of(opened.root)
    if mine is not None:  # the others' work is not in a coder's copy: nothing done here does not mean nothing done
        hidden |= {
            (coder, name)
            for each in plan.rounds.values()
            for coder in coders_of(each)
            for name in each.transcripts
            if coder.partition("/")[0] != mine
        }
    return tuple(_view(opened, plan, each, hidden) for each in plan.rounds.values())


def _view(opened: Opened, plan: Plan, found: Round, hidden: set[tuple[str, str]]) -> RoundView:
    done: dict[str, int | None] = {}
    later: dict[str, int] = {}
    for coder in coders_of(found):
        if any((coder, name) in hidden for name in found.transcripts):
            done[coder] = None
        else:
            logs = (opened.workspace.log(coder, name) for name in found.transcripts)
            states = [alone(log, round_id=found.id) for log in logs]
            done[coder] = sum(each.state is not None for each in states)
            if found.closed is None and (many := sum(each.later for each in states)):
                later[coder] = many
    share = len(found.transcripts) / max(1, len(opened.study.transcripts))
    ensured: dict[str, How] = {coder: how_apart(plan, coder, found) for coder in found.opened.coders}
    return RoundView(round=found, done=done, share=share, ensured=ensured, later=later)


def how_apart(plan: Plan, coder: str, found: Round) -> How:
    """How a coder was kept from others' work: a copy without it that came back, or the tool that hid it."""
    until = found.closed.at if found.closed is not None else None
    out = [each for each in plan.handed_out if each.coder == coder and (until is None or each.at <= until)]
    back = [each for each in plan.handed_in if each.coder == coder and (until is None or each.at <= until)]
    if out and back and any(covers(each.transcripts, found.transcripts) for each in out):
        return "separate copy"
    return "hidden in the tool"


def covers(given: tuple[str, ...], needed: tuple[str, ...]) -> bool:
    """Whether every needed transcript is among those given."""
    return set(needed) <= set(given)


def tasks(opened: Opened, coder: str) -> tuple[str, ...]:
    """The transcripts that are planned for a coder and that they have not completed, those of open rounds first."""
    plan = opened.plan()
    in_open = [
        name
        for each in plan.rounds.values()
        if each.closed is None and coder in coders_of(each)
        for name in each.transcripts
    ]
    mine = [name for who, name in sorted(plan.assigned) if who == coder]
    progress = opened.presence(viewer=coder).progress
    return tuple(
        name
        for name in dict.fromkeys([*in_open, *mine])
        if name in opened.study.transcripts
        and not ((found := progress.get((coder, name))) is not None and found.completed)
    )
