"""A place in the agenda: what is shown of it, the way from one case to the next, and what others do meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from imcommerce_qual.actions.comparing import Wanted
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.adjudication.agenda import ORDERS, Order
from imcommerce_qual.model.adjudication import Disagreement
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.render.words import count
from imcommerce_qual.store.meetingplace import MeetingPlace, read_meeting_place, write_meeting_place
from imcommerce_qual.tui.reconcile.agenda import Agenda
from imcommerce_qual.tui.review.listing import Context

_NEXT_CONTEXT: Mapping[Context, Context] = {"near": "whole", "whole": "none", "none": "near"}
_CONTEXT_WORDS: Mapping[Context, str] = {
    "none": "the codings alone",
    "near": "some of what was said around",
    "whole": "whole turns",
}
ORDER_WORDS: Mapping[Order, str] = {
    "codes": "by codes",
    "transcript": "by transcript",
    "unsure": "unsure first",
}


class Walking:
    """One who goes through the agenda; *apart*: alone, before the others are met.

    ``said`` is the last message, ``failed`` whether it is bad news. ``version`` changes with what is drawn.
    """

    def __init__(self, opened: Opened, writer: str, wanted: Wanted | None, *, apart: bool) -> None:
        place = read_meeting_place(opened.root, writer, apart=apart)
        order: Order = next((each for each in ORDERS if place is not None and each == place.order), "transcript")
        self.agenda = Agenda(opened, writer, wanted or Wanted(), order=order, apart=apart)
        self.writer = writer
        self.apart = apart
        self.said, self.failed = "", False
        self.version = 0
        self.context: Context = "near"
        self.translated = True
        self.index = 0 if place is None else self.agenda.place.get(place.disagreement, place.index)

    # what is shown

    @property
    def opened(self) -> Opened:
        """The study as it was read last."""
        return self.agenda.opened

    @property
    def current(self) -> Disagreement | None:
        """The disagreement that everything is about; None where none is open."""
        items = self.agenda.items
        return items[self.index] if self.index < len(items) else None

    @property
    def transcript(self) -> Transcript | None:
        """Its transcript."""
        return self.opened.study.transcripts[self.current.transcript] if self.current else None

    @property
    def compared(self) -> tuple[str, ...]:
        """Everybody whose codings are compared here."""
        return tuple(dict.fromkeys(coder for each in self.agenda.found.comparisons for coder in each.coders))

    @property
    def meant(self) -> tuple[str, ...]:
        """The codes in question."""
        return self.current.codes if self.current else ()

    @property
    def explained(self) -> tuple[str, ...]:
        """The same: there is no room to spare for the longest of all."""
        return self.meant

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes that a decision may use, those in question first."""
        known = [code for code in self.opened.study.codebook.codes if not code.startswith("proposal/")]
        return tuple(dict.fromkeys([*self.meant, *known]))

    # moving

    def go(self, index: int) -> None:
        """To the item at that place of the list."""
        self.index = max(0, min(index, len(self.agenda.items) - 1))
        self.keep_place()

    def visit(self, disagreement: str) -> None:
        """To the item of that id."""
        if disagreement in self.agenda.place:
            self.go(self.agenda.place[disagreement])
        else:
            self.say("it is settled by now", failed=True)

    def keep_place(self) -> None:
        """Remember the case and the order for the next time."""
        current = self.current
        if current is not None:
            place = MeetingPlace(disagreement=current.id, index=self.index, order=self.agenda.order)
            write_meeting_place(self.opened.root, self.writer, place, apart=self.apart)

    def step(self, many: int) -> None:
        """So many cases on, or back."""
        if not 0 <= self.index + many < len(self.agenda.items):
            self.say("this is the last disagreement" if many > 0 else "this is the first disagreement")
        self.go(self.index + many)

    def _untouched(self, each: Disagreement) -> bool:
        if self.apart:
            return not any(self.writer in event.by for event in self.agenda.proposals(each))
        return each.open_because != "postponed"

    def next_open(self) -> None:
        """To the next case that nobody postponed; apart, that nothing was proposed about."""
        items = self.agenda.items
        after = [*range(self.index + 1, len(items)), *range(self.index)]
        found = next((n for n in after if self._untouched(items[n])), None)
        if found is None:
            self.say("no other is left: all others were proposed" if self.apart else "all others were postponed")
        else:
            self.go(found)

    def cycle_order(self) -> None:
        """The next order; the case stays."""
        current = self.current
        self.agenda.put_in_order(ORDERS[(ORDERS.index(self.agenda.order) + 1) % len(ORDERS)])
        self.index = self.agenda.place.get(current.id, 0) if current else 0
        self.keep_place()
        self.version += 1
        self.say(f"order: {ORDER_WORDS[self.agenda.order]}")

    def find(self, codings: set[str]) -> int | None:
        """The place in the list of what is about any of these codings."""
        return next((n for n, e in enumerate(self.agenda.items) if codings & {m.id for m in e.marks}), None)

    # showing, and what others do

    def cycle_context(self) -> None:
        """More or less of what was said around."""
        self.context = _NEXT_CONTEXT[self.context]
        self.version += 1
        self.say(_CONTEXT_WORDS[self.context])

    def toggle_translation(self) -> None:
        """Translations, or not."""
        self.translated = not self.translated
        self.version += 1

    def look_again(self) -> None:
        """Read everything again."""
        self._again(self.agenda.read_again)
        self.say(f"read again: {count(len(self.agenda.items), 'disagreement')} open")

    def look(self) -> bool:
        """Whether files were changed by somebody else: then they are read again, and the same case stays if it can."""
        told: list[str | None] = []
        self._again(lambda: told.append(self.agenda.look()))
        if told[0] is None:
            return False
        self.say(told[0], failed=True)
        return True

    def _again(self, read: Callable[[], object]) -> None:
        current, at = self.current, self.index
        version = self.agenda.found
        read()
        if self.agenda.found is version and current == self.current:
            return
        self.version += 1
        self.index = self.agenda.place.get(current.id, at) if current else 0
        self.index = max(0, min(self.index, len(self.agenda.items) - 1))
        if self.current is None or current is None or self.current.id != current.id:
            self.other_case()

    def other_case(self) -> None:
        """What was begun about a case that others settled meanwhile is left."""

    def as_read(self) -> bool:
        """Whether nobody wrote meanwhile; else it is said, and nothing may be written now."""
        if self.look():
            self.said += "; nothing was written, press the key again (what you typed is kept)"
            return False
        return True

    def wrote(self, said: str) -> None:
        """Say what was written, or why it was not; the place stays in the list."""
        self.version += 1
        self.index = max(0, min(self.index, len(self.agenda.items) - 1))
        self.say(said, failed=self.agenda.failed)

    def say(self, said: str, *, failed: bool = False) -> None:
        """What the status line says next."""
        self.said, self.failed = said, failed
