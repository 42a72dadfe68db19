"""The codings that stand after decisions: agreements, outcomes, and the policy for what is undecided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from imcommerce_qual.core.adjudication.deciding import NOBODY
from imcommerce_qual.core.adjudication.marks import order_of
from imcommerce_qual.model.adjudication import Agreement, Comparison, Disagreement, Mark
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
    found = [_agreed(each) for each in comparison.agreements]
    found += [mark.standing for each in comparison.settled for mark in each.outcomes if _stands(mark, comparison)]
    for each in comparison.disagreements:
        found += _undecided(each, undecided)
    found += [_as_reconciled(mark.standing) for mark in comparison.single]
    return tuple(sorted(found, key=lambda each: (each.span.start, each.span.end, each.code, each.coding.id)))


def _stands(mark: Mark, comparison: Comparison) -> bool:
    """Whether an outcome was not taken up again with others' codings, nor replaced by a later decision."""
    in_groups = {each.id for group in comparison.agreements for each in group.marks}
    in_groups |= {each.id for group in comparison.disagreements for each in group.marks}
    consumed = {each.id for settled in comparison.settled for each in settled.marks}
    return mark.id not in in_groups and mark.id not in consumed


def _agreed(agreement: Agreement) -> Standing:
    """One coding for all of them: the stance and the exemplar that anybody set, unsure where anybody was."""
    first = min(agreement.marks, key=order_of).standing
    codings = [mark.standing.coding for mark in sorted(agreement.marks, key=order_of)]
    stanced = next((each for each in codings if each.stance is not None), codings[0])
    memos = list(dict.fromkeys(each.memo for each in codings if each.memo))
    coding = replace(
        codings[0],
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
        first = each.marks[0].standing
        yield replace(first, coding=replace(first.coding, coder=NOBODY, stance=None, toward=None))
    elif policy == KEEP_ALL:
        yield from (_as_reconciled(mark.standing) for mark in each.marks)
    elif policy != LEAVE_OUT:
        yield from (_as_reconciled(mark.standing) for mark in each.marks if policy in mark.coders)


def _as_reconciled(standing: Standing) -> Standing:
    return replace(standing, coding=replace(standing.coding, coder=NOBODY))


def open_ones(comparisons: Iterable[Comparison]) -> int:
    """How many disagreements nobody settled."""
    return sum(len(each.disagreements) for each in comparisons)
