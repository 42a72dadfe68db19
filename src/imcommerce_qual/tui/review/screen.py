"""The review screen: draws a review, and asks for words where an action needs them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from textual import events
from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Horizontal
from textual.screen import Screen

from imcommerce_qual.core.fuzzy import Choice, ranked
from imcommerce_qual.model.event import STANCES, Coding, Stance
from imcommerce_qual.tui.colors import mark_style
from imcommerce_qual.tui.drafting import Draft
from imcommerce_qual.tui.review.keys import CHOOSING_ACTIONS, REVIEW_ACTIONS
from imcommerce_qual.tui.review.meaning import Meaning
from imcommerce_qual.tui.review.pane import ExcerptPane
from imcommerce_qual.tui.review.session import Jump, Review
from imcommerce_qual.tui.review.status import ReviewStatus
from imcommerce_qual.tui.screens.ask import MemoScreen
from imcommerce_qual.tui.screens.choose import ChooseScreen, Entry
from imcommerce_qual.tui.screens.keys import KeysScreen

#: From this width on two codes stand in two columns unless one list is asked for.
WIDE = 110
#: From so many rows on the definition has more than two of them unless the user says otherwise.
AIRY = 30
#: Seconds between looks at the files.
LOOK = 1.0


class ReviewScreen(Screen[Jump | None], inherit_bindings=False):
    """Definitions above, excerpts below, in one column or two. Ends with where to code, or None."""

    CSS = """
    ReviewScreen #columns { height: 1fr; }
    ReviewScreen #column1 { border-left: solid $primary; }
    """

    def __init__(self, review: Review, *, environment: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.review = review
        self.environment = os.environ if environment is None else environment
        self.amount: int | None = None
        self.closed = False

    def compose(self) -> ComposeResult:
        """Meaning, columns, status."""
        yield Meaning(self.review)
        with Horizontal(id="columns"):
            yield ExcerptPane(self.review, 0)
            yield ExcerptPane(self.review, 1)
        yield ReviewStatus(self.review)

    def on_mount(self) -> None:
        """Ready for the first key."""
        self.meaning = self.query_one(Meaning)
        self.panes = list(self.query(ExcerptPane))
        self.status = self.query_one(ReviewStatus)
        self.review.interleaved = self.app.size.width < WIDE
        self.set_interval(LOOK, self._look)
        self.call_after_refresh(self.show)

    def on_resize(self) -> None:
        """Other columns."""
        if hasattr(self, "panes"):
            self.call_after_refresh(self.show)

    def show(self) -> None:
        """Draw everything that changed."""
        two = len(self.review.columns) > 1
        if self.panes[1].display != two:
            self.panes[1].display = two
            self.call_after_refresh(self.show)
        height = self.app.size.height
        most = (2, height // 3, height - 9)[self._amount()]
        self.meaning.show(max(1, most))
        for pane in self.panes:
            pane.show()
        self.status.show()

    def _look(self) -> None:
        if self.is_current and self.review.look():
            self.show()

    # keys

    def on_excerpt_pane_chosen(self) -> None:
        """By mouse."""
        self.show()

    def on_key(self, event: events.Key) -> None:
        """Every key is the review's."""
        event.stop()
        event.prevent_default()
        keys = self.review.keys.choosing if self.review.choosing is not None else self.review.keys.reviewing
        name = keys.action(event.key, event.character if event.is_printable else None)
        if name is None:
            keyed = event.character if event.is_printable and event.character else event.key
            self.review.said, self.review.failed = f"{keyed} does nothing here; ? lists the keys", True
        else:
            self.act(name)
        if not self.closed:
            self.show()

    def act(self, name: str) -> None:
        """Carry out the action of that name."""
        review = self.review
        if name in {"scroll-down", "scroll-up"}:
            self.panes[review.column].scroll(1 if name == "scroll-down" else -1)
        elif review.choosing is None and name in self._asking():
            review.said, review.failed = "", False
            self._asking()[name]()
        else:
            review.do(name)
            if review.jump is not None:
                jump, review.jump = review.jump, None
                self.leave(jump)

    def leave(self, jump: Jump | None = None) -> None:
        """Close once, however fast the keys come."""
        if not self.closed:
            self.closed = True
            self.dismiss(jump)

    def _asking(self) -> Mapping[str, Callable[[], Any]]:
        """Actions that need the screen."""
        return {
            "page-down": lambda: self._page(1),
            "page-up": lambda: self._page(-1),
            "change-code": lambda: self._choose_code("Which code instead?", self.review.recode),
            "choose-code": lambda: self._choose_code("Which code too?", self.review.add),
            "compare": self._compare,
            "memo": self._memo,
            "memo-editor": self._memo_editor,
            "stance": self._stance,
            "definition": self._more,
            "light": self._light,
            "help": lambda: self.app.push_screen(
                KeysScreen(
                    self.review.keys.reviewing, REVIEW_ACTIONS, more=(self.review.keys.choosing, CHOOSING_ACTIONS)
                )
            ),
            "quit": self.leave,
        }

    def _help(self) -> None:
        keys = self.review.keys
        self.app.push_screen(KeysScreen(keys.reviewing, REVIEW_ACTIONS, more=(keys.choosing, CHOOSING_ACTIONS)))

    def _page(self, direction: int) -> None:
        self.review.go(self.panes[self.review.column].page(direction))

    def _amount(self) -> int:
        if self.amount is not None:
            return self.amount
        return int(self.app.size.height >= AIRY or self.review.collection.other is not None)

    def _more(self) -> None:
        self.amount = (self._amount() + 1) % 3

    def _light(self) -> None:
        self.app.theme = "textual-light" if self.app.current_theme.dark else "textual-dark"
        self.call_after_refresh(self.show)

    def _then(self, act: Callable[[str], Any]) -> Callable[[str | None], None]:
        """What to do with an answer; None is none."""

        def answered(answer: str | None) -> None:
            if answer is not None:
                act(answer)
            self.show()

        return answered

    def _choose_code(self, title: str, act: Callable[[str], Any]) -> None:
        item = self.review.current
        mine = item is not None and (item.coding is None or act == self.review.add or self.review.own() is not None)
        if mine:
            self.app.push_screen(ChooseScreen(title, self._codes), self._then(act))
        elif item is None:
            self.review.own()

    def _codes(self, typed: str) -> Iterable[Entry]:
        codebook = self.review.opened.study.codebook
        dark = self.app.current_theme.dark
        for code in self.review.find_codes(typed):
            entry = codebook.codes[code]
            yield Entry(code, code, f"{entry.label}. {entry.short}", mark_style(codebook, code, dark=dark))

    def _compare(self) -> None:
        if self.review.collection.other is not None:
            self.review.compare(None)
        else:
            self.app.push_screen(ChooseScreen("Compare with which code?", self._codes), self._then(self.review.compare))

    def _memo(self) -> None:
        coding = self.review.own()
        if coding is not None:
            draft = self._draft(coding)
            self.app.push_screen(MemoScreen(draft.title, draft.text, draft.keep), lambda text: self._kept(draft, text))

    def _draft(self, coding: Coding) -> Draft:
        return Draft(self.review.opened.root, coding, save=self.review.save_memo, tell=self.review.say)

    def _kept(self, draft: Draft, text: str | None) -> None:
        draft.finish(text)
        self.show()

    def _memo_editor(self) -> None:
        coding = self.review.own()
        if coding is None:
            return
        draft = self._draft(coding)
        try:
            with self.app.suspend():
                draft.edit(self.environment)
        except SuspendNotSupported:
            draft.edit(self.environment)

    def _stance(self) -> None:
        if self.review.own() is None:
            return
        findings = self.review.opened.study.findings.findings
        entries = [Entry("", "no stance")]
        entries += [Entry(stance, stance) for stance in STANCES]
        entries += [Entry(f"{s} {f.id}", f"{s} {f.id}", f.statement) for f in findings for s in STANCES]
        by_id = {each.id: each for each in entries}
        choices = [Choice(each.id, (each.name,)) for each in entries]

        def found(typed: str) -> Iterable[Entry]:
            return [by_id[name] for name in ranked(typed, choices)] if typed else entries

        def act(chosen: str) -> None:
            stance, _, toward = chosen.partition(" ")
            self.review.stance(cast("Stance", stance) if stance else None, toward or None)

        self.app.push_screen(ChooseScreen("What do these words do to a finding?", found), self._then(act))
