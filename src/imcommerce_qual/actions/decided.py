"""The log of decisions: listed, filtered, exported; and what became of the disagreements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from imcommerce_qual.actions.comparing import Compared, Wanted, compare_study, decisions_of
from imcommerce_qual.actions.decisionlog import DecisionLog
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.names import known_code, known_coder, known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.planning import coders_of, find_round
from imcommerce_qual.actions.reconciling import reconciled
from imcommerce_qual.actions.theming import stamp
from imcommerce_qual.actions.writingfiles import write_files
from imcommerce_qual.core.adjudication.aftermath import settlements
from imcommerce_qual.core.adjudication.deciding import POSTPONED, not_taken_back, proposals
from imcommerce_qual.core.adjudication.measures import pair_outcomes
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.core.themes import basis
from imcommerce_qual.model.adjudication import HOWS, KINDS, TAKE, DecisionEvent, Proposed
from imcommerce_qual.model.decided import STATES, DecisionList, Entry, Settlement
from imcommerce_qual.model.standing import Presence
from imcommerce_qual.model.study import Study

#: What ``decisions export`` writes.
FORMATS = ("md", "csv", "xlsx", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which decisions, as typed; empty means all."""

    round: str | None = None
    codes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    hows: tuple[str, ...] = ()
    states: tuple[str, ...] = ()


def decision_list(opened: Opened, wanted: Filters | None = None, *, viewer: str | None = None) -> DecisionList:
    """The log, as far as *viewer* may see the codings that it is about.

    Raises:
        WrongUseError: a name is not known.
    """
    wanted = wanted or Filters()
    study = opened.study
    keeps = _Keeps(opened, wanted)
    presence = opened.presence(viewer=viewer)
    after = reconciled(opened, presence, viewer=viewer)
    assert after.reconciled is not None
    hidden = set(after.reconciled.hidden) & set(keeps.transcripts)
    names = tuple(name for name in keeps.transcripts if name not in hidden)
    found = _compared(opened, names, keeps.round, presence, viewer)
    by_name = {each.transcript: each for each in found.comparisons}
    about = DecisionLog(opened, presence)
    events = decisions_of(opened)
    entries: list[Entry] = []
    proposed: list[Entry] = []
    unseen = 0
    for name in names:
        here = events.get(name, ())
        entries += about.entries(here, by_name.get(name))
        for each in proposals(here):
            if viewer is None or _may_see(each, here, viewer):
                proposed.append(about.entry(each, "holds", None))
            else:
                unseen += 1
    ground = basis(study, after, None, 0)
    return DecisionList(
        study=study,
        entries=tuple(sorted(filter(keeps, entries), key=_order)),
        proposals=tuple(sorted(filter(keeps, proposed), key=_order)),
        unseen=unseen,
        settlements=settlements(found.comparisons, study.codebook.codes),
        pairs=found.pairs(),
        pairs_left=pair_outcomes(found.comparisons),
        hidden=tuple(sorted(hidden)),
        reconciled=after.reconciled,
        stamp=stamp(opened, ground),
    )


def aftermath(opened: Opened, round_name: str | None = None, *, viewer: str | None = None) -> tuple[Settlement, ...]:
    """What became of the disagreements (of a round): of all codes together, then of each; for print after reliability.

    Raises:
        WrongUseError: there is no such round.
    """
    if len(opened.study.coders) < 2:
        return settlements(())
    found = compare_study(opened, Wanted(round=round_name), viewer=viewer)
    return settlements(found.comparisons, opened.study.codebook.codes)


def _compared(
    opened: Opened, names: tuple[str, ...], round_name: str | None, presence: Presence, viewer: str | None
) -> Compared:
    if len(opened.study.coders) < 2 or not names:
        return Compared(study=opened.study, coders=tuple(opened.study.coders), comparisons=(), disagreements=())
    return compare_study(opened, Wanted(round=round_name, transcripts=names), viewer=viewer, presence=presence)


def _may_see(proposal: Proposed, events: Iterable[DecisionEvent], viewer: str) -> bool:
    """One's own; another's once one has proposed something about the same codings, or they were settled."""
    if viewer in proposal.by:
        return True
    named = proposal.codings.keys()
    settled = any(named & each.codings.keys() for each in not_taken_back(events) if each.how != POSTPONED)
    return settled or any(viewer in each.by and named & each.codings.keys() for each in proposals(events))


class _Keeps:
    """Whether an entry is one of those that are wanted."""

    def __init__(self, opened: Opened, wanted: Filters) -> None:
        study = opened.study
        book = study.codebook
        self.round = wanted.round
        self.codes = frozenset(each for name in wanted.codes for each in book.rolled_up(known_code(book, name)))
        self.kinds = frozenset(_one_of(name, KINDS, "kind of disagreement") for name in wanted.kinds)
        self.coders = frozenset(known_coder(study, name) for name in wanted.coders)
        self.by = frozenset(wanted.by)
        self.hows = frozenset(_how(study, name) for name in wanted.hows)
        self.states = frozenset(_one_of(name, STATES, "state of a decision") for name in wanted.states)
        names = tuple(known_transcript(study, name).id for name in wanted.transcripts) or tuple(study.transcripts)
        if wanted.round is not None:
            found = find_round(opened.plan(), wanted.round)
            names = tuple(name for name in names if name in found.transcripts)
            self.coders |= frozenset() if wanted.coders else frozenset(coders_of(found))
        self.transcripts = tuple(sorted(names))

    def __call__(self, entry: Entry) -> bool:
        return (
            (not self.codes or bool(self.codes & {*entry.codes, *(each.code for each in entry.outcome)}))
            and (not self.kinds or entry.kind in self.kinds)
            and (not self.coders or bool(self.coders & set(entry.coders)))
            and (not self.by or bool(self.by & set(entry.by)))
            and (not self.hows or entry.how in self.hows)
            and (not self.states or entry.state in self.states)
        )


def _one_of(name: str, known: Iterable[str], what: str) -> str:
    plain = name.replace("-", " ").lower()
    if plain not in known:
        raise WrongUseError(f"`{name}` is no {what}", suggest(plain, known))
    return plain


def _how(study: Study, name: str) -> str:
    if name.startswith(TAKE):
        return TAKE + known_coder(study, name.removeprefix(TAKE))
    return _one_of(name, HOWS, "way of settling")


def _order(entry: Entry) -> tuple[str, tuple[int, int], object, str]:
    return (entry.transcript, entry.turns or (0, 0), entry.at, entry.id)


def write_decisions(found: DecisionList, folder: Path, formats: Iterable[str]) -> tuple[Path, ...]:
    """Write the log into *folder*; returns what was written, in order.

    Raises:
        RefusedError: the folder cannot be made or written to.
    """
    return write_files(folder, [item for each in formats for item in _files(found, each)])


def _files(found: DecisionList, kind: str) -> list[tuple[str, bytes]]:
    from imcommerce_qual.render.decisiontables import decision_tables, render_decisions_markdown

    if kind == "md":
        return [("decisions.md", render_decisions_markdown(found).encode("utf-8"))]
    if kind == "csv":
        from imcommerce_qual.render.csvfile import render_csv

        return [(f"{each.name}.csv", render_csv(each, found.stamp).encode("utf-8")) for each in decision_tables(found)]
    if kind == "xlsx":
        from imcommerce_qual.render.office import render_xlsx

        return [("decisions.xlsx", render_xlsx(decision_tables(found), found.stamp))]
    from imcommerce_qual.render.jsonfile import render_json

    return [("decisions.json", render_json("decisions", json_fields(found), found.stamp).encode("utf-8"))]


def json_fields(found: DecisionList) -> Mapping[str, object]:
    """The log for a program."""
    return {
        "log": found.entries,
        "proposals": found.proposals,
        "settlements": found.settlements,
        "pairs": [
            {"codes": pair, "disagreements": n, "settled": done, "left": found.pairs_left.get(pair, {})}
            for pair, n, done in found.pairs
        ],
        "reconciled": found.reconciled,
        "hidden": found.hidden,
    }
