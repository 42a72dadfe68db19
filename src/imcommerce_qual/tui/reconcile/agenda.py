"""What a meeting has to settle, as it is on the disk: read, put in order, and written to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from imcommerce_qual.actions.comparing import Compared, Wanted, compare_study, decisions_of
from imcommerce_qual.actions.errors import ActionError, BusyError
from imcommerce_qual.actions.held import signature
from imcommerce_qual.actions.meeting import Agreed, progress_of, proposed_for, settled_in, with_decisions
from imcommerce_qual.actions.opened import Opened, open_study
from imcommerce_qual.core.adjudication.agenda import Order, in_order, pair_of, pairs_of, reasons
from imcommerce_qual.core.adjudication.deciding import in_force
from imcommerce_qual.model.adjudication import Decided, Disagreement, Proposed, Settled
from imcommerce_qual.store.decisionfile import FOLDER
from imcommerce_qual.store.eventlog import log_paths
from imcommerce_qual.store.workspace import STUDY_FILE


class Agenda:
    """Everything that is open, in one order, and what was settled. ``failed``: the last action was not written."""

    def __init__(self, opened: Opened, writer: str, wanted: Wanted, *, order: Order, apart: bool) -> None:
        self.opened = opened
        self.writer = writer
        self.wanted = wanted
        self.order: Order = order
        self.apart = apart
        self.failed = False
        self.found: Compared = compare_study(opened, wanted, viewer=writer)
        #: How often codes were in question at the beginning: the order is the same until everything is read again.
        self._often = pairs_of(self.found.disagreements)
        self._decided = self._decisions_now()
        self._rest = self._rest_now()
        self._take()

    def _take(self) -> None:
        self.items: tuple[Disagreement, ...] = in_order(
            self.found.disagreements, self.order, list(self.opened.study.transcripts), self._often
        )
        self.place: Mapping[str, int] = {each.id: n for n, each in enumerate(self.items)}
        self._proposed = proposed_for(self.opened, self.items)
        self.progress: Agreed = progress_of(self.found, self.wanted)
        self._alike: Counter[tuple[str, ...]] | None = None

    def alike(self, each: Disagreement) -> int:
        """How many of the items are about the same codes; counted when it is asked for."""
        if self._alike is None:
            self._alike = pairs_of(self.items)
        return self._alike[pair_of(each)]

    def put_in_order(self, order: Order) -> None:
        """The same items in another order."""
        self.order = order
        self._take()

    def settled(self) -> tuple[Settled, ...]:
        """What was settled, within the filters, the latest first."""
        return settled_in(self.found, self.wanted)

    def proposals(self, each: Disagreement) -> tuple[Proposed, ...]:
        """What was proposed about it. Apart, others' proposals show only beside one's own."""
        found = self._proposed.get(each.id, ())
        if self.apart and not any(self.writer in event.by for event in found):
            return ()
        return found

    @property
    def own_proposals(self) -> int:
        """How many of the items the writer said something about."""
        return sum(any(self.writer in event.by for event in self._proposed.get(each.id, ())) for each in self.items)

    def said(self, each: Disagreement) -> tuple[Decided, ...]:
        """The decisions about it that do not hold: one that was postponed or is outdated, or all that contradict."""
        if each.decision is None:
            return ()
        groups = [group for one in self.found.comparisons for group in one.conflicts]
        against = next((group for group in groups if each.decision in {event.id for event in group}), ())
        events = against or in_force(decisions_of(self.opened).get(each.transcript, ()))
        return tuple(event for event in events if against or event.id == each.decision)

    def reasons(self) -> tuple[str, ...]:
        """Reasons that were given before; apart, one's own."""
        events = [event for each in decisions_of(self.opened).values() for event in each if isinstance(event, Decided)]
        own = [event for event in events if not isinstance(event, Proposed) or self.writer in event.by]
        return reasons(each for each in own if each.rule is None)

    # writing

    def write(self, act: Callable[[Opened, Compared], str]) -> str:
        """Carry out *act*, which writes decisions; then the list is as the disk is. Returns what to say."""
        self.failed = False
        try:
            said = act(self.opened, self.found)
        except BusyError as error:
            self.failed = True
            self.read_again()
            return f"{error} · read again: look at it and press the key again"
        except ActionError as error:
            self.failed = True
            return f"{error}" + (f" · {error.remedy}" if error.remedy else "")
        except OSError as error:
            self.failed = True
            return f"NOT SAVED: {error.strerror}"
        self.follow()
        return said

    def follow(self) -> None:
        """Decisions as they are on the disk now; all else as it was read."""
        self._decided = self._decisions_now()
        self.opened, self.found = with_decisions(self.opened, self.found, self.wanted, self.writer)
        self._take()

    def with_codebook(self) -> None:
        """The study with the codebook that was written just now; what is compared stays until the case is settled."""
        self.opened = open_study(self.opened.root)
        self._rest = self._rest_now()

    # what others do

    def look(self) -> str | None:
        """Whether files were changed by somebody else, in words: then they are read again."""
        if self._rest != self._rest_now():
            self.read_again()
            return "files changed on disk: read again"
        if self._decided != self._decisions_now():
            before = self.progress.settled
            self.follow()
            now = self.progress.settled
            told = f" ({now - before:+d})" if now != before else ""
            return f"somebody settled meanwhile{told}: read again"
        return None

    def read_again(self) -> None:
        """Everything from the disk."""
        before = self.opened.study.transcripts.keys()
        decided, rest = self._decisions_now(), self._rest_now()
        opened = open_study(self.opened.root)
        self._decided, self._rest = decided, rest
        if before - opened.study.transcripts.keys():
            return  # one cannot be read at the moment: what was opened is gone on with
        self.opened = opened
        self.found = compare_study(opened, self.wanted, viewer=self.writer)
        self._often = pairs_of(self.found.disagreements)
        self._take()

    def _decisions_now(self) -> object:
        return [(path, signature(path)) for *_, path in log_paths(self.opened.root / FOLDER)]

    def _rest_now(self) -> object:
        root = self.opened.root
        paths = [root / STUDY_FILE, root / self.opened.workspace.codebook.name]
        paths += [root / "transcripts" / f"{name}.md" for name in self.opened.study.transcripts]
        return [signature(path) for path in paths], [
            (path, signature(path)) for *_, path in log_paths(root / "codings")
        ]
