"""What a meeting about disagreements rests on, kept up to date without reading everything after every decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from imcommerce_qual.actions.comparing import Compared, Wanted, compare_study, decisions_of
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.adjudication.deciding import proposals
from imcommerce_qual.model.adjudication import Comparison, Disagreement, Proposed, Settled
from imcommerce_qual.store.decisionfile import read_decision_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """How far a meeting has come: of ``of`` disagreements that there were, ``settled`` are, and ``postponed`` wait."""

    settled: int
    postponed: int
    of: int


def with_decisions(opened: Opened, found: Compared, wanted: Wanted, viewer: str | None) -> tuple[Opened, Compared]:
    """The study and the comparison with the decisions as they are on the disk now, everything else as it was read.

    Only transcripts about which something was decided since are compared anew.
    """
    files = read_decision_files(opened.root)
    now = replace(opened, workspace=replace(opened.workspace, decisions=files))
    before, after = decisions_of(opened), decisions_of(now)
    touched = {
        name
        for name in before.keys() | after.keys()
        if {each.id for each in before.get(name, ())} != {each.id for each in after.get(name, ())}
    }
    return now, compared_anew(now, found, wanted, touched, viewer)


def compared_anew(
    opened: Opened, found: Compared, wanted: Wanted, touched: Iterable[str], viewer: str | None
) -> Compared:
    """*found* with the transcripts named compared again; those that are not in it stay out."""
    names = {each.transcript for each in found.comparisons} & set(touched)
    if not names:
        return found
    logs = tuple(each for each in opened.workspace.logs if each.log.transcript in names)
    part = replace(opened, workspace=replace(opened.workspace, logs=logs))
    anew = compare_study(part, replace(wanted, transcripts=tuple(sorted(names))), viewer=viewer)
    by_name: dict[str, Comparison] = {each.transcript: each for each in anew.comparisons}
    kept = [each for each in found.disagreements if each.transcript not in names]
    return replace(
        found,
        comparisons=tuple(
            by_name.get(each.transcript, each)
            for each in found.comparisons
            if each.transcript not in names or each.transcript in by_name
        ),
        disagreements=(*kept, *anew.disagreements),
    )


def settled_in(found: Compared, wanted: Wanted) -> tuple[Settled, ...]:
    """What was settled, as far as the filters of *wanted* leave it, the latest first."""
    kinds = {each.replace("-", " ").lower() for each in wanted.kinds}
    every = [
        each
        for comparison in found.comparisons
        for each in comparison.settled
        if (found.codes is None or found.codes & {mark.code for mark in each.marks})
        and (not kinds or each.kind in kinds)
    ]
    return tuple(sorted(every, key=lambda each: each.decision.order, reverse=True))


def progress_of(found: Compared, wanted: Wanted) -> Agreed:
    """How far it is, within the filters."""
    settled = len(settled_in(found, wanted))
    postponed = sum(each.open_because == "postponed" for each in found.disagreements)
    return Agreed(settled=settled, postponed=postponed, of=settled + len(found.disagreements))


def proposed_for(opened: Opened, found: Iterable[Disagreement]) -> dict[str, tuple[Proposed, ...]]:
    """Everybody's proposals by the id of the disagreement that they are about, while its codings are as they were."""
    by_codings: dict[tuple[str, frozenset[str]], list[Proposed]] = {}
    for name, events in decisions_of(opened).items():
        for event in proposals(events):
            by_codings.setdefault((name, frozenset(event.codings)), []).append(event)
    if not by_codings:
        return {}
    answer = {}
    for each in found:
        about = by_codings.get((each.transcript, frozenset(mark.id for mark in each.marks)), ())
        fresh = tuple(p for p in about if all(p.codings[mark.id] == mark.fingerprint for mark in each.marks))
        if fresh:
            answer[each.id] = fresh
    return answer
