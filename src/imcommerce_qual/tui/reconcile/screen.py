"""The meeting's screen: draws a meeting, and asks for words where an action needs them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from imcommerce_qual.core.adjudication.agenda import pair_of
from imcommerce_qual.core.fuzzy import code_choice, ranked
from imcommerce_qual.model.adjudication import Disagreement
from imcommerce_qual.render.disagreementtext import SHORT, words_of
from imcommerce_qual.tui.colors import mark_style
from imcommerce_qual.tui.reconcile.begun import reason_of
from imcommerce_qual.tui.reconcile.keys import CODERS, MAKING_ACTIONS, ONE_MORE, RECONCILE_ACTIONS, TAKE_CODER
from imcommerce_qual.tui.reconcile.many import Many
from imcommerce_qual.tui.reconcile.pane import CasePane
from imcommerce_qual.tui.reconcile.session import Meeting
from imcommerce_qual.tui.reconcile.status import MeetingStatus
from imcommerce_qual.tui.reconcile.why import WhyScreen
from imcommerce_qual.tui.reconcile.wording import Wording
from imcommerce_qual.tui.review.meaning import Meaning
from imcommerce_qual.tui.screens.ask import AskScreen, RefusedScreen
from imcommerce_qual.tui.screens.choose import ChooseScreen, Entry
from imcommerce_qual.tui.screens.keys import KeysScreen

#: From so many rows on the definitions have a third of the screen unless the user says otherwise.
AIRY = 30
#: Seconds between looks at the files.
LOOK = 1.0
#: No more are listed at once; typing more letters leaves fewer.
MOST = 200
#: Actions after which a reason is asked for, so that one is typed at once by who knows them.
_ASKING_WHY = frozenset(
    {"both", "neither", "union", "intersection", "postpone", "turn", "change-ends"}
    | {f"{TAKE_CODER}{number}" for number in range(1, CODERS + 1)}
)


class MeetingScreen(Screen[None], inherit_bindings=False):
    """Definitions side by side above, the case below, progress at the bottom."""

    def __init__(self, meeting: Meeting, *, ask: bool = False, environment: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.meeting = meeting
        self.ask = ask
        self.environment = os.environ if environment is None else environment
        self.amount: int | None = None
        self.closed = False
        self.many = Many(self)
        self.wording = Wording(self)

    def compose(self) -> ComposeResult:
        """Meaning, case, status."""
        yield Meaning(self.meeting)
        yield CasePane(self.meeting)
        yield MeetingStatus(self.meeting)

    def on_mount(self) -> None:
        """Ready for the first key; who decides is asked once."""
        self.meaning = self.query_one(Meaning)
        self.pane = self.query_one(CasePane)
        self.status = self.query_one(MeetingStatus)
        self.set_interval(LOOK, self._look)
        self.call_after_refresh(self.show)
        if self.ask:
            self._deciders()

    def on_resize(self) -> None:
        """Other rows."""
        if hasattr(self, "pane"):
            self.call_after_refresh(self.show)

    def show(self) -> None:
        """Draw everything that changed."""
        height = self.app.size.height
        self.pane.show()
        # Where a case is short, what is left of the screen is the definitions'.
        spare = height - 3 - self.pane.wanted if self.amount is None else 0
        most = (2, height // 3, height - 9)[self._amount()]
        self.meaning.show(max(1, most, min(spare, height // 3)))
        self.status.show()

    def _look(self) -> None:
        if self.is_current and self.meeting.look():
            self.show()

    # keys

    def on_key(self, event: events.Key) -> None:
        """Every key is the meeting's."""
        event.stop()
        event.prevent_default()
        keys = self.meeting.keys.choosing if self.meeting.choosing is not None else self.meeting.keys.meeting
        name = keys.action(event.key, event.character if event.is_printable else None)
        if name is None:
            keyed = event.character if event.is_printable and event.character else event.key
            self.meeting.say(f"{keyed} does nothing here; ? lists the keys", failed=True)
        else:
            self.act(name)
        if not self.closed:
            self.show()

    def act(self, name: str) -> None:
        """Carry out the action of that name."""
        meeting = self.meeting
        if name in {"scroll-down", "scroll-up"}:
            self.pane.scroll(1 if name == "scroll-down" else -1)
        elif meeting.choosing is not None and name == ONE_MORE:
            if meeting.one_more():
                self._one_more()
        elif meeting.choosing is None and name in self._asking():
            meeting.say("")
            self._asking()[name]()
        else:
            meeting.do(name)
            if meeting.failed and name in _ASKING_WHY:
                # Whoever types a reason now would press keys that settle.
                self.app.push_screen(RefusedScreen(meeting.said), self._go_on)
        if meeting.pending is not None:
            self._why()

    def _go_on(self, _: None = None) -> None:
        self.meeting.say("")
        self.show()

    def _asking(self) -> Mapping[str, Callable[[], Any]]:
        """Actions that need the screen."""
        return {
            "page-down": lambda: self.pane.page(1),
            "page-up": lambda: self.pane.page(-1),
            "search": self._search,
            "change-ends": self._ends,
            "change-code": self._code,
            "needs-rule": self.wording.begin,
            "needs-rule-editor": lambda: self.wording.begin(editor=True),
            "by-rule": self.many.by_rule,
            "shared": self.many.shared,
            "settled": self.many.settled,
            "deciders": self._deciders,
            "definition": self._more,
            "light": self._light,
            "help": self._help,
            "quit": self.leave,
        }

    def leave(self) -> None:
        """Close once, however fast the keys come."""
        if not self.closed:
            self.closed = True
            self.dismiss(None)

    def _help(self) -> None:
        keys = self.meeting.keys
        self.app.push_screen(KeysScreen(keys.meeting, RECONCILE_ACTIONS, more=(keys.choosing, MAKING_ACTIONS)))

    def _amount(self) -> int:
        return int(self.app.size.height >= AIRY) if self.amount is None else self.amount

    def _more(self) -> None:
        self.amount = (self._amount() + 1) % 3

    def _light(self) -> None:
        self.app.theme = "textual-light" if self.app.current_theme.dark else "textual-dark"
        self.call_after_refresh(self.show)

    def then(self, act: Callable[[str], Any]) -> Callable[[str | None], None]:
        """What to do with an answer; None is none."""

        def answered(answer: str | None) -> None:
            if answer is None:
                self.meeting.say("it is as it was")
            else:
                act(answer)
                if self.meeting.pending is not None:
                    self._why()
            self.show()

        return answered

    def choose(self, title: str, entries: Iterable[Entry], act: Callable[[str], Any]) -> None:
        """One of a few, found by letters of their names."""
        listed = list(entries)

        def found(typed: str) -> Iterable[Entry]:
            words = typed.casefold().split()
            return [e for e in listed if all(w in f"{e.name} {e.about} {e.id}".casefold() for w in words)][:MOST]

        self.app.push_screen(ChooseScreen(title, found), self.then(act))

    # settling

    def _why(self) -> None:
        pending = self.meeting.pending
        if pending is None:
            return
        how = ", ".join(each.code for each in pending.new) or pending.how
        verb = "propose" if self.meeting.apart else "postpone" if pending.how == "postponed" else "settle"
        title = f"Why {verb} {pending.disagreement[:SHORT]}: {how}?"

        def answered(why: str | None) -> None:
            if why is None:
                self.meeting.drop()
            else:
                self.meeting.pending = pending
                self.meeting.decide(why)
            self.show()

        keep = self.meeting.begun.keeper(reason_of(pending.disagreement))
        self.app.push_screen(WhyScreen(title, self.meeting.agenda.reasons(), pending.why, keep), answered)

    def ask_why(self, title: str, about: str, act: Callable[[str], Any], *, last: bool = True) -> None:
        """A reason for something else than the case; *about* names it while it is typed.

        After *act* it is kept no more, unless another question follows or *act* failed.
        """
        begun, name = self.meeting.begun, reason_of(about)

        def answered(why: str) -> None:
            act(why)
            if last and not self.meeting.failed:
                begun.drop(name)

        asked = WhyScreen(title, self.meeting.agenda.reasons(), begun.words(name) or "", begun.keeper(name))
        self.app.push_screen(asked, self.then(answered))

    def _ends(self) -> None:
        meant = self.meeting.meant
        if len(meant) < 2:
            self.meeting.begin_ends(meant[0] if meant else "")
        else:
            self.choose("New ends for which code?", map(self.entry_of, meant), self.meeting.begin_ends)

    def _code(self) -> None:
        if self.meeting.current is None:
            self.meeting.begin_ends("")
        else:
            self.app.push_screen(ChooseScreen("Which code?", self._codes), self.then(self.meeting.begin_ends))

    def _one_more(self) -> None:
        meeting = self.meeting
        kept = ", ".join(each.code for each in meeting.made)

        def chosen(code: str | None) -> None:
            if code is None:
                meeting.choose_last_again()
            else:
                meeting.begin_ends(code)
            self.show()

        self.app.push_screen(ChooseScreen(f"Beside {kept}: which code?", self._codes), chosen)

    def _codes(self, typed: str) -> Iterable[Entry]:
        book = self.meeting.opened.study.codebook
        known = [book.codes[code] for code in self.meeting.codes if code in book.codes]
        return [self.entry_of(code) for code in ranked(typed, map(code_choice, known))]

    def entry_of(self, code: str) -> Entry:
        """A code as a line to choose."""
        book = self.meeting.opened.study.codebook
        about = book.codes.get(code)
        told = f"{about.label}. {about.short}" if about else "not in the codebook any more"
        return Entry(code, code, told, mark_style(book, code, dark=self.app.current_theme.dark))

    def _deciders(self) -> None:
        if self.meeting.apart:
            self.meeting.say("apart, you propose in your own name", failed=True)
            return
        names = ", ".join(self.meeting.by or self.meeting.compared)
        screen = AskScreen("Who decides? Names, with commas; somebody else may, too", names, more=True)
        self.app.push_screen(screen, self.then(self.meeting.decided_by))

    # finding

    def _search(self) -> None:
        self.app.push_screen(ChooseScreen("Which disagreement?", self._found), self.then(self.meeting.visit))

    def _found(self, typed: str) -> list[Entry]:
        wanted = typed.casefold().split()
        found: list[Entry] = []
        for each in self.meeting.agenda.items:
            entry = self.line_of(each)
            if all(word in f"{each.id} {entry.name} {entry.about}".casefold() for word in wanted):
                found.append(entry)
            if len(found) == MOST:
                break
        return found

    def line_of(self, each: Disagreement) -> Entry:
        """A disagreement as a line to choose."""
        transcript = self.meeting.opened.study.transcripts[each.transcript]
        turn = each.marks[0].turns[0] if each.marks[0].turns else 0
        codes = " / ".join(pair_of(each))
        words = " … ".join(dict.fromkeys(words_of(transcript, mark, most=200) for mark in each.marks))
        unsure = " unsure" if each.unsure else ""
        postponed = f" {each.open_because}" if each.open_because else ""
        name = f"{each.id[:SHORT]} {each.transcript} turn {turn} {each.kind}: {codes}"
        return Entry(each.id, name, f"{unsure}{postponed} {words}".strip())
