"""The meeting's screen: draws a meeting, and asks for words where an action needs them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from rich.text import Text
from textual import events
from textual.app import ComposeResult, SuspendNotSupported
from textual.screen import Screen

from imcommerce_qual.actions.errors import ActionError
from imcommerce_qual.core.adjudication.agenda import pair_of
from imcommerce_qual.core.adjudication.rules import EXAMPLE, MEASURED
from imcommerce_qual.core.fuzzy import code_choice, ranked
from imcommerce_qual.model.adjudication import Disagreement, Settled
from imcommerce_qual.model.codebook import ChangeKind
from imcommerce_qual.render.disagreementtext import SHORT, render_settled, words_of
from imcommerce_qual.render.words import count
from imcommerce_qual.tui.colors import mark_style
from imcommerce_qual.tui.editor import edit_text
from imcommerce_qual.tui.reconcile import entry
from imcommerce_qual.tui.reconcile.keys import MAKING_ACTIONS, ONE_MORE, RECONCILE_ACTIONS
from imcommerce_qual.tui.reconcile.pane import CasePane
from imcommerce_qual.tui.reconcile.session import Meeting
from imcommerce_qual.tui.reconcile.status import MeetingStatus
from imcommerce_qual.tui.reconcile.why import WhyScreen
from imcommerce_qual.tui.review.meaning import Meaning
from imcommerce_qual.tui.screens.ask import AskScreen, MemoScreen
from imcommerce_qual.tui.screens.choose import ChooseScreen, Entry
from imcommerce_qual.tui.screens.keys import KeysScreen

#: From so many rows on the definitions have a third of the screen unless the user says otherwise.
AIRY = 30
#: Seconds between looks at the files.
LOOK = 1.0
#: No more are listed at once; typing more letters leaves fewer.
MOST = 200
_YES = "yes"


class MeetingScreen(Screen[None], inherit_bindings=False):
    """Definitions side by side above, the case below, progress at the bottom."""

    def __init__(self, meeting: Meeting, *, ask: bool = False, environment: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.meeting = meeting
        self.ask = ask
        self.environment = os.environ if environment is None else environment
        self.amount: int | None = None
        self.closed = False

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
        if meeting.pending is not None:
            self._why()

    def _asking(self) -> Mapping[str, Callable[[], Any]]:
        """Actions that need the screen."""
        return {
            "page-down": lambda: self.pane.page(1),
            "page-up": lambda: self.pane.page(-1),
            "search": self._search,
            "change-ends": self._ends,
            "change-code": self._code,
            "needs-rule": lambda: self._rule(editor=False),
            "needs-rule-editor": lambda: self._rule(editor=True),
            "by-rule": self._by_rule,
            "shared": self._shared,
            "settled": self._settled,
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

    def _then(self, act: Callable[[str], Any]) -> Callable[[str | None], None]:
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

    def _choose(self, title: str, entries: Iterable[Entry], act: Callable[[str], Any]) -> None:
        """One of a few, found by letters of their names."""
        listed = list(entries)

        def found(typed: str) -> Iterable[Entry]:
            words = typed.casefold().split()
            return [e for e in listed if all(w in f"{e.name} {e.about} {e.id}".casefold() for w in words)][:MOST]

        self.app.push_screen(ChooseScreen(title, found), self._then(act))

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

        self.app.push_screen(WhyScreen(title, self.meeting.agenda.reasons(), pending.why), answered)

    def _ends(self) -> None:
        meant = self.meeting.meant
        if len(meant) < 2:
            self.meeting.begin_ends(meant[0] if meant else "")
        else:
            self._choose("New ends for which code?", map(self._entry, meant), self.meeting.begin_ends)

    def _code(self) -> None:
        if self.meeting.current is None:
            self.meeting.begin_ends("")
        else:
            self.app.push_screen(ChooseScreen("Which code?", self._codes), self._then(self.meeting.begin_ends))

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
        return [self._entry(code) for code in ranked(typed, map(code_choice, known))]

    def _entry(self, code: str) -> Entry:
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
        self.app.push_screen(screen, self._then(self.meeting.decided_by))

    # finding

    def _search(self) -> None:
        self.app.push_screen(ChooseScreen("Which disagreement?", self._found), self._then(self.meeting.visit))

    def _found(self, typed: str) -> list[Entry]:
        wanted = typed.casefold().split()
        found: list[Entry] = []
        for each in self.meeting.agenda.items:
            entry = self._disagreement(each)
            if all(word in f"{each.id} {entry.name} {entry.about}".casefold() for word in wanted):
                found.append(entry)
            if len(found) == MOST:
                break
        return found

    def _disagreement(self, each: Disagreement) -> Entry:
        transcript = self.meeting.opened.study.transcripts[each.transcript]
        turn = each.marks[0].turns[0] if each.marks[0].turns else 0
        codes = " / ".join(pair_of(each))
        words = " … ".join(dict.fromkeys(words_of(transcript, mark, most=200) for mark in each.marks))
        unsure = " unsure" if each.unsure else ""
        postponed = f" {each.open_because}" if each.open_because else ""
        name = f"{each.id[:SHORT]} {each.transcript} turn {turn} {each.kind}: {codes}"
        return Entry(each.id, name, f"{unsure}{postponed} {words}".strip())

    # more than one

    def _by_rule(self) -> None:
        if self.meeting.plan_by_rule(EXAMPLE) is None:
            return
        each = self.meeting.current
        offered = EXAMPLE
        if each is not None and each.kind in MEASURED:
            offered = f"{each.kind} under 5 characters: union"
        elif each is not None:
            offered = f"{each.kind}: neither"
        title = "Which rule? KIND [of CODE] [under N characters] [overlap at least P%]: HOW"
        self.app.push_screen(AskScreen(title, offered), self._then(self._preview))

    def _preview(self, words: str) -> None:
        plan = self.meeting.plan_by_rule(words)
        if plan is None:
            return
        if not plan.ready:
            left = f"; {count(len(plan.left), 'one')} it cannot" if plan.left else ""
            self.meeting.say(f"“{plan.rule.text}” settles nothing that is open{left}", failed=True)
            return
        yes = Entry(_YES, f"settle {count(len(plan.ready), 'disagreement')}: {plan.rule.how}")
        ready = [self._disagreement(each) for each in plan.ready]
        left_over = [Entry("", f"left open ({why}): {self._disagreement(each).name}") for each, why in plan.left]

        def act(chosen: str) -> None:
            if chosen != _YES:
                self.meeting.say("nothing was settled by a rule")
                self.meeting.visit(chosen) if chosen else None
                return
            self._ask_why(f"Why “{plan.rule.text}”?", lambda why: self.meeting.settle_by_rule(plan, why))

        self._choose(f"“{plan.rule.text}”: {count(len(plan.ready), 'disagreement')}", [yes, *ready, *left_over], act)

    def _ask_why(self, title: str, act: Callable[[str], Any]) -> None:
        self.app.push_screen(WhyScreen(title, self.meeting.agenda.reasons()), self._then(act))

    def _shared(self) -> None:
        ready = self.meeting.shared()
        if not ready:
            return
        by_id = {each.id: each for each in self.meeting.agenda.items}
        yes = Entry(_YES, f"accept {count(len(ready), 'proposal')} that all made alike")
        rest = [
            Entry(each.disagreement, f"{each.how}: {self._disagreement(by_id[each.disagreement]).name}", each.why)
            for each in ready
        ]

        def act(chosen: str) -> None:
            if chosen == _YES:
                self.meeting.accept(ready)
            else:
                self.meeting.visit(chosen)

        self._choose("All proposed the same", [yes, *rest], act)

    def _settled(self) -> None:
        settled = self.meeting.agenda.settled()
        rules = self.meeting.rules()
        if not settled and not rules:
            self.meeting.say("nothing is settled yet")
            return
        by_id = {each.decision.id: each for each in settled}
        entries = [
            Entry(f"rule {rule}", f"rule “{rule}”: {count(len(each), 'decision')}", "enter takes all of them back")
            for rule, each in rules.items()
        ]

        def found(typed: str) -> list[Entry]:
            words = typed.casefold().split()
            listed = [e for e in entries if all(word in e.name.casefold() for word in words)]
            for each in settled:
                if len(listed) >= MOST:
                    break
                made = self._decision(each)
                if all(word in f"{made.id} {made.name} {made.about}".casefold() for word in words):
                    listed.append(made)
            return listed

        def act(chosen: str) -> None:
            if chosen.startswith("rule "):
                rule = chosen.removeprefix("rule ")
                title = f"Take back all that “{rule}” settled: why?"
                self._ask_why(title, lambda why: self.meeting.revoke_rule(rule, why))
            elif chosen in by_id:
                title = f"Open {chosen[:SHORT]} again: why?"
                self._ask_why(title, lambda why: self.meeting.revoke([by_id[chosen].decision], why))

        title = f"Settled: {count(len(settled), 'disagreement')} · enter opens one again"
        self.app.push_screen(ChooseScreen(title, found), self._then(act))

    def _decision(self, each: Settled) -> Entry:
        event = each.decision
        transcript = self.meeting.opened.study.transcripts[event.transcript]
        codes = " / ".join(dict.fromkeys(mark.code for mark in each.marks))
        why = event.why or "(no reason given)"
        more = Text("\n".join(render_settled(each, transcript)))
        return Entry(event.id, f"{event.id[:SHORT]} {event.transcript} {codes} → {event.how}", why, more=more)

    # the codebook

    def _rule(self, *, editor: bool) -> None:
        meant = self.meeting.meant
        if self.meeting.apart or not meant:
            self.meeting.say("that is for the meeting" if meant else "nothing is open here", failed=True)
        elif len(meant) == 1:
            self._field(meant[0], editor=editor)
        else:
            self._choose(
                "Which code's entry needs a rule?",
                map(self._entry, meant),
                lambda code: self._field(code, editor=editor),
            )

    def _field(self, code: str, *, editor: bool) -> None:
        words = {name: entry.words_of(self.meeting.opened, code, name) or "(nothing yet)" for name in entry.FIELDS}
        fields = [Entry(name, title, words[name], more=Text(words[name])) for name, title in entry.FIELDS.items()]
        self._choose(f"What of {code} is to be put right?", fields, lambda field: self._reword(code, field, editor))

    def _reword(self, code: str, field: str, editor: bool) -> None:  # noqa: FBT001 - one of three plain values
        old = entry.words_of(self.meeting.opened, code, field)

        def reworded(words: str | None) -> None:
            if words is None or words.strip() == old.strip():
                self.meeting.say("the codebook is as it was")
            else:
                self._meaning(code, field, " ".join(words.split()) if "\n" not in old else words.strip())
            self.show()

        if not editor:
            title = f"{entry.FIELDS[field]} of {code} · escape goes on · ctrl+g gives up"
            self.app.push_screen(MemoScreen(title, old), reworded)
            return
        try:
            with self.app.suspend():
                found = edit_text(old, self.environment)
        except SuspendNotSupported:
            found = edit_text(old, self.environment)
        if found is None:
            self.meeting.say("the editor did not end well; the codebook is as it was", failed=True)
        else:
            reworded(found)

    def _meaning(self, code: str, field: str, words: str) -> None:
        entries = [Entry(name, name, told) for name, told in entry.MEANING_WORDS.items()]

        def act(meaning: str) -> None:
            wanted = entry.EntryChange(code=code, field=field, words=words, meaning=cast("ChangeKind", meaning))
            self._ask_why(f"Why is {code} {meaning}?", lambda why: self._look_at(wanted, why))

        self._choose(f"What is this change of {code}?", entries, act)

    def _look_at(self, wanted: entry.EntryChange, why: str) -> None:
        meeting = self.meeting
        try:
            planned = entry.plan_entry(meeting.opened, meeting.writer, wanted, why)
        except ActionError as error:
            meeting.say(f"{error}" + (f" · {error.remedy}" if error.remedy else ""), failed=True)
            return
        told = entry.effects(planned)

        def act(chosen: str) -> None:
            if chosen != _YES:
                meeting.say("the codebook is as it was")
                return
            try:
                written = entry.write_entry(meeting.opened, planned)
            except ActionError as error:
                meeting.say(f"{error}", failed=True)
                return
            meeting.changed_codebook(written.undo, f"{wanted.code} {wanted.meaning}, revision {written.revision}")

        more = Text("\n".join((*told, "", f"{entry.FIELDS[wanted.field]}: {wanted.words}")))
        entries = [Entry(_YES, f"write it: {wanted.code} {wanted.meaning}", told[0], more=more)]
        entries.append(Entry("", "leave the codebook as it was"))
        self._choose(f"{entry.FIELDS[wanted.field]} of {wanted.code}", entries, act)
