"""The codings that stand after decisions: agreements, outcomes, and the policy for what is undecided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from imcommerce_qual.core.adjudication.deciding import NOBODY
from imcommerce_qual.core.adjudication.marks import order_of
from imcommerce_qual.model.adjudication import Comparison, Disagreement, Mark
from imcommerce_qual.model.standing import Standing

LEAVE_OUT = "leave_out"
KEEP_ALL = "keep_all"


def reconcile(comparison: Comparison, undecided: str) -> tuple[Standing, ...]:
    """The reconciled codings of one transcript, in order; never stored, always folded again from codings and decisions.

    Args:
        comparison: the transcript compared.
        undecided: ``leave_out`` (a stance that is undecided is left out, the coding stays), ``keep_all``, or the coder
            whose codings stand.
    """
    found = [_agreed(each.marks) for each in comparison.agreements]
    taken_up = _taken_up(comparison)
    found += [mark.standing for each in comparison.settled for mark in each.outcomes if mark.id not in taken_up]
    for each in comparison.disagreements:
        found += _undecided(each, undecided)
    found += [_as_reconciled(mark.standing) for mark in comparison.single if mark.decision is None]
    return tuple(sorted(found, key=lambda each: (each.span.start, each.span.end, each.code, each.coding.id)))


def _taken_up(comparison: Comparison) -> frozenset[str]:
    """Outcomes that belong together with others' codings now, or were replaced by a later decision."""
    groups: list[tuple[Mark, ...]] = [each.marks for each in comparison.agreements]
    groups += [each.marks for each in comparison.disagreements]
    groups += [each.marks for each in comparison.settled]
    return frozenset(mark.id for marks in groups for mark in marks if mark.decision is not None)


def _agreed(marks: Iterable[Mark]) -> Standing:
    """One coding for all of them: the stance and the exemplar that anybody set, unsure where anybody was."""
    first, *rest = (mark.standing for mark in sorted(marks, key=order_of))
    codings = [first.coding, *(each.coding for each in rest)]
    stanced = next((each for each in codings if each.stance is not None), first.coding)
    memos = list(dict.fromkeys(each.memo for each in codings if each.memo))
    coding = replace(
        first.coding,
        coder=NOBODY,
        stance=stanced.stance,
        toward=stanced.toward,
        exemplar=any(each.exemplar for each in codings),
        unsure=any(each.unsure for each in codings),
        memo="\n".join(memos) or None,
        print=next((each.print for each in codings if each.print), None),
    )
    return replace(first, coding=coding)


def _undecided(each: Disagreement, policy: str) -> Iterator[Standing]:
    if each.kind == "stance" and policy == LEAVE_OUT:
        stands = _agreed(each.marks)
        yield replace(stands, coding=replace(stands.coding, stance=None, toward=None))
    elif policy == KEEP_ALL:
        yield from (_as_reconciled(mark.standing) for mark in each.marks)
    elif policy != LEAVE_OUT:
        yield from (_as_reconciled(mark.standing) for mark in each.marks if policy in mark.coders)


def _as_reconciled(standing: Standing) -> Standing:
    return replace(standing, coding=replace(standing.coding, coder=NOBODY))


def open_ones(comparisons: Iterable[Comparison]) -> int:
    """How many disagreements nobody settled."""
    return sum(len(each.disagreements) for each in comparisons)
