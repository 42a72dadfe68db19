"""Reasons that are given after a decision: said again with the reason, for what was decided is never rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from imcommerce_qual.actions.applying import check_text
from imcommerce_qual.actions.deciding import writing_decisions
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.adjudication.agenda import JOIN
from imcommerce_qual.model.adjudication import Decided, Proposed
from imcommerce_qual.store.decisionfile import append_decisions


def give_reason(opened: Opened, writer: str, decisions: Sequence[Decided], why: str) -> tuple[Decided, ...]:
    """Give decisions a reason, beside any that they have: the same decision twice is one, with the reasons of both.

    Raises:
        WrongUseError: there is no reason in the words.
        RefusedError: one has that reason already, or is somebody else's proposal.
        BusyError: somebody settled something meanwhile.
    """
    check_text(why)
    words = why.strip()
    if not words:
        raise WrongUseError("which reason?", 'write it: --why "…"')
    for each in decisions:
        if words in each.why.split(JOIN):
            raise RefusedError(f"{each.id[:8]} has that reason already", "nothing was written")
        if isinstance(each, Proposed) and writer not in each.by:
            raise RefusedError(f"{each.id[:8]} was proposed by {', '.join(each.by)}", "the reason is theirs to give")
    with writing_decisions(opened, writer) as envelope:
        events = [replace(each, **envelope(each.transcript), why=words) for each in decisions]
        append_decisions(opened.root, events)
    return tuple(events)
