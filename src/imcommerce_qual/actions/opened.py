"""A study opened for reading: everything that a view of it needs, computed once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from imcommerce_qual.actions.recovering import recover
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.present import present
from imcommerce_qual.model.edit import Carried, Edit, Kept, Lost
from imcommerce_qual.model.event import Amended, Applied, Coding, Completed, Confirmed, Event
from imcommerce_qual.model.plan import Plan, PlanEvent
from imcommerce_qual.model.standing import Presence
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.store.editlog import read_edits
from imcommerce_qual.store.tombs import forgotten_state
from imcommerce_qual.store.versions import stored_history_ids, stored_text
from imcommerce_qual.store.workspace import Workspace, find_study, read_workspace


@dataclass(slots=True)
class Carrier:
    """Where codings stand in today's text; maps between texts are found once and kept."""

    root: Path
    study: Study
    #: Edits that nobody recorded yet, for a look at what they would do.
    planned: tuple[Edit, ...] = ()
    #: Edits that were recorded later are left out: what was closed then stays where it stood.
    until: datetime | None = None
    _paths: dict[tuple[str, str], tuple[Edit, ...] | None] = field(default_factory=dict)

    def __call__(self, coding: Coding) -> Carried:
        """The coding's words in today's text; Lost where the text that it was made on is not stored."""
        transcript = self.study.transcripts[coding.transcript]
        if coding.anchor.text == transcript.hash:
            return Kept(coding.anchor.span)
        path = self.path(coding.transcript, coding.anchor.text)
        if path is None:
            return Lost(())
        from imcommerce_qual.core.anchoring import carry_anchor

        return carry_anchor(coding.anchor, path=path, new_text=transcript.text)

    def path(self, name: str, digest: str) -> tuple[Edit, ...] | None:
        """The edits from the text of that hash16 to the study's; None where it is not stored."""
        key = (name, digest)
        if key not in self._paths:
            self._paths[key] = self._find_path(name, digest)
        return self._paths[key]

    def _find_path(self, name: str, digest: str) -> tuple[Edit, ...] | None:
        from imcommerce_qual.core.anchoring import shortest_path

        transcript = self.study.transcripts[name]
        recorded_edits = (each for each in read_edits(self.root, name) if self.until is None or each.at <= self.until)
        edits = (*recorded_edits, *self.planned)
        recorded = shortest_path(edits, digest, transcript.hash)
        if recorded is not None:
            return recorded
        old = stored_text(self.root, name, digest)
        return None if old is None else (compared(digest, old, transcript),)


def compared(digest: str, old: str, new: Transcript) -> Edit:
    """What happened between a text and the transcript as it is now, which nobody recorded."""
    from imcommerce_qual.core.difference import difference

    changed, moved = difference(old, new.text)
    return Edit(
        id="",
        at=datetime.min,  # noqa: DTZ901 - a map that nobody recorded has no time, and none is compared
        by="",
        from_=digest,
        to=new.hash,
        changed=changed,
        moved=moved,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A study as read, with what views of it need; ``forgotten`` is the state of its tombstones.

    ``as_of``: the study's values are those of that time, and later events are left out; such a study is only read.
    """

    workspace: Workspace
    carry: Carrier
    stamps: dict[str, frozenset[str]]
    forgotten: str = ""
    as_of: datetime | None = None
    #: What was asked for before, by viewer, coders seen and time; of this study as it was read only.
    _known: dict[object, Presence] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def study(self) -> Study:
        """The study's values."""
        return self.workspace.study

    @property
    def root(self) -> Path:
        """Its folder."""
        return self.workspace.root

    def plan(self) -> Plan:
        """The plan as it stands, from everybody's files."""
        from imcommerce_qual.core.planning import fold_plan

        return fold_plan((event for file in self.workspace.plan for event in _planned(file.events)), self.as_of)

    def presence(
        self,
        *,
        viewer: str | None = None,
        see: frozenset[str] = frozenset(),
        as_of: datetime | None = None,
    ) -> Presence:
        """The codings that *viewer* may see, as they stand; undeclared coders count for nobody.

        What a coder coded again in a round (``coder-a/recode-1``) counts only where they look as that.
        """
        when = as_of or self.as_of
        asked = (viewer, see, when)
        if asked not in self._known:
            counted = {*self.study.coders, viewer}
            self._known[asked] = present(
                [file.log for file in self.workspace.logs if file.log.coder in counted],
                self.study,
                carry=self.carry,
                stamps=self.stamps,
                as_of=when,
                viewer=viewer,
                see=see,
            )
        return self._known[asked]


def presence_under(opened: Opened, codes: frozenset[str], viewer: str | None) -> Presence:
    """The codings under some of today's codes that *viewer* may see; of progress, only what is completed is told.

    The other codings are left out before anything is folded: a look at one code of a large study is quick.
    """
    line = lineage(opened.study.codebook.history)
    wanted: dict[str, bool] = {}
    logs = []
    for file in opened.workspace.logs:
        if file.log.coder not in opened.study.coders:
            continue
        events = file.log.events
        recoded = {event.of for event in events if isinstance(event, Amended) and "code" in event.changes}
        kept = []
        for event in events:
            if isinstance(event, Applied) and event.id not in recoded:
                known = wanted.get(event.code)
                if known is None:
                    known = wanted[event.code] = line.today(event.code) in codes
                if not known:
                    continue
            kept.append(event)
        logs.append(replace(file.log, events=tuple(kept)))
    return present(logs, opened.study, carry=opened.carry, stamps=opened.stamps, as_of=opened.as_of, viewer=viewer)


def open_study(start: Path, *, use_cache: bool = True) -> Opened:
    """The study in *start* or the nearest folder above.

    Raises:
        NoStudyError: there is none, or its ``study.yaml`` cannot be read.
        BusyError: words are being forgotten there.
    """
    root = find_study(start)
    recover(root)
    workspace = read_workspace(root, use_cache=use_cache)
    stamps = _stamps(workspace)
    workspace.cache.save()
    return Opened(
        workspace=workspace, carry=Carrier(root, workspace.study), stamps=stamps, forgotten=forgotten_state(root)
    )


def _planned(events: Iterable[Event]) -> Iterator[PlanEvent]:
    yield from (event for event in events if isinstance(event, PlanEvent))


def _stamps(workspace: Workspace) -> dict[str, frozenset[str]]:
    """The history ids of every codebook that an event names and that is today's or stored."""
    today = workspace.study.codebook
    found = {today.hash: frozenset(change.id for change in today.history)}
    named: set[str] = set()
    for file in workspace.logs:
        for event in file.log.events:
            if isinstance(event, Applied | Confirmed | Completed):
                named.add(event.codebook)
            elif isinstance(event, Amended) and "codebook" in event.changes:
                named.add(event.changes["codebook"])
    for digest in sorted(named - found.keys()):
        ids = stored_history_ids(workspace.root, digest, workspace.cache)
        if ids is not None:
            found[digest] = ids
    return found
