"""The coding screen: ``imqual code S03``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from textual import events
from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Horizontal, Vertical

from imcommerce_qual.core.fuzzy import Choice, ranked
from imcommerce_qual.model.event import STANCES, Coding, Stance
from imcommerce_qual.tui.colors import mark_style
from imcommerce_qual.tui.drafting import Draft
from imcommerce_qual.tui.keyed import KeyedApp
from imcommerce_qual.tui.review.edited import show_edited
from imcommerce_qual.tui.screens.ask import AskScreen, MemoScreen, RefusedScreen
from imcommerce_qual.tui.screens.choose import ChooseScreen, Entry
from imcommerce_qual.tui.screens.keys import KeysScreen
from imcommerce_qual.tui.session import NO_CODING, NOTHING, Session
from imcommerce_qual.tui.widgets.code_tree import CodeTree
from imcommerce_qual.tui.widgets.detail import Detail, meaning
from imcommerce_qual.tui.widgets.status_line import StatusLine
from imcommerce_qual.tui.widgets.transcript_pane import TranscriptPane
from imcommerce_qual.tui.wrapping import wrap_chinese

#: From this width on the codebook stands beside the transcript unless it is hidden.
WIDE = 110
#: Seconds between looks at the files, and at where the cursor is.
LOOK, KEEP = 1.0, 0.5


class CodingApp(KeyedApp[None], inherit_bindings=False):
    """Draws a session, and asks for words where an action needs them."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #work { height: 1fr; }
    #side { width: 46; }
    #tree { height: 1fr; }
    #detail { height: 14; border-top: solid $primary; }
    #below { height: 6; border-top: solid $primary; display: none; }
    .narrow #side { width: 34; }
    .narrow #side #detail { display: none; }
    .bigger #side { width: 84; }
    .bigger #detail { height: 16; }
    .longer #below, .longer #detail { height: 60%; }
    OptionList:nocolor > .option-list--option-highlighted { text-style: bold underline; }
    Input:nocolor > .input--selection { text-style: reverse; }
    TextArea:nocolor > .text-area--cursor { text-style: reverse; }
    TextArea:nocolor > .text-area--selection { text-style: reverse; }
    """

    def __init__(self, session: Session, *, light: bool = False, environment: Mapping[str, str] | None = None) -> None:
        wrap_chinese()
        super().__init__()
        self.session = session
        self.environment = os.environ if environment is None else environment
        self.theme = "textual-light" if light else "textual-dark"
        self.tree_wanted: bool | None = None
        self.columns = 80

    def compose(self) -> ComposeResult:
        """Transcript, codebook, detail, status."""
        with Vertical(id="work"):
            with Horizontal(id="main"):
                yield TranscriptPane(self.session)
                with Vertical(id="side"):
                    yield CodeTree(self.session)
                    yield Detail(self.session, "detail")
            yield Detail(self.session, "below")
        yield StatusLine(self.session)

    def on_mount(self) -> None:
        """Ready for the first key."""
        self.pane = self.query_one(TranscriptPane)
        self.tree_ = self.query_one(CodeTree)
        self.details = list(self.query(Detail))
        self.status = self.query_one(StatusLine)
        self.pane.focus()
        self.columns = self.size.width
        self.arrange()
        self.set_interval(LOOK, self._look)
        self.set_interval(KEEP, self.session.keep_moved)

    def on_resize(self, event: events.Resize) -> None:
        """Other columns, another arrangement."""
        self.columns = event.size.width
        if hasattr(self, "pane"):
            self.arrange()

    def arrange(self) -> None:
        """What is shown where, by the terminal's size."""
        wide = self.columns >= WIDE
        side = wide if self.tree_wanted is None else self.tree_wanted
        self.screen.set_class(not wide, "narrow")
        self.screen.set_class(self.columns >= 170, "bigger")
        self.query_one("#side").display = side
        self.query_one("#below").display = not (wide and side)
        self.call_after_refresh(self.show)

    def show(self) -> None:
        """Draw whatever changed."""
        self.pane.show()
        if self.tree_.display:
            self.tree_.show()
        for each in self.details:
            each.show()
        self.status.show()

    def _look(self) -> None:
        if len(self.screen_stack) == 1 and self.session.look():
            self.show()

    def _fatal_error(self) -> None:
        """Close without Textual's traceback, which prints local variables: they hold participants' words."""
        self._close_messages_no_wait()

    @property
    def fault(self) -> Exception | None:
        """What went wrong in the screen itself, for the command line to report."""
        return self._exception

    # keys

    def on_transcript_pane_moved(self) -> None:
        """By mouse."""
        self.show()

    def on_transcript_pane_pressed(self, event: TranscriptPane.Pressed) -> None:
        """An action, or a letter of a code's key."""
        name = None if self.session.typed and event.character else self.session.keys.action(event.key, event.character)
        if name is None and event.character and event.character.isprintable():
            self.session.type(event.character)
        elif name is not None:
            self.act(name)
        self.show()

    def act(self, name: str) -> None:
        """Carry out the action of that name."""
        rows = {"row-up": -1, "row-down": 1, "extend-row-up": -1, "extend-row-down": 1}
        page = max(1, self.pane.size.height - 4)
        rows |= {"page-up": -page, "page-down": page}
        if name in rows:
            self._rows(rows[name], extend=name.startswith("extend-"))
            return
        self.pane.forget_column()
        if name in self._asking():
            self.session.said, self.session.failed = "", False
            self._asking()[name]()
        else:
            self.session.do(name)

    def _rows(self, count: int, *, extend: bool) -> None:
        self.session.said, self.session.failed = "", False
        offset = self.pane.move_rows(count)
        if extend or self.session.place.visual:
            self.session.drag(offset)
        else:
            self.session.put(offset, self.session.place.side)

    def _edge(self, *, end: bool) -> None:
        self.session.put(self.pane.row_edge(end=end), self.session.place.side)

    def _asking(self) -> Mapping[str, Callable[[], Any]]:
        """Actions that need the screen."""
        return {
            "row-start": lambda: self._edge(end=False),
            "row-end": lambda: self._edge(end=True),
            "choose-code": self._put_on_code,
            "change-code": lambda: self._choose_code("Which code instead?", self.session.recode, needs="coding"),
            "filter": self._filter,
            "new-code": self._new_code,
            "memo": self._memo,
            "memo-editor": self._memo_editor,
            "stance": self._stance,
            "search": self._search,
            "translation": self.pane.cycle_layout,
            "tree": self._toggle_tree,
            "detail": self._toggle_detail,
            "detail-on": self._page_on,
            "light": self._toggle_light,
            "choose-transcript": self._choose_transcript,
            "lost": lambda: show_edited(self, self.session, self.show, self.environment),
            "help": lambda: self.push_screen(KeysScreen(self.session.keys)),
            "quit": self.exit,
        }

    def _has(self, needs: str) -> bool:
        """Whether there is what the action is about; else what is typed for it now goes nowhere."""
        if needs == "words" and self.session.selected is None:
            self.push_screen(RefusedScreen(NOTHING))
            return False
        if needs == "coding" and self.session.current is None:
            self.push_screen(RefusedScreen(NO_CODING))
            return False
        return True

    def _then(self, act: Callable[[str], Any]) -> Callable[[str | None], None]:
        """What to do with an answer; None is none."""

        def answered(answer: str | None) -> None:
            if answer is not None:
                act(answer)
            self.show()

        return answered

    def _choose_code(self, title: str, act: Callable[[str], Any], *, needs: str) -> None:
        if self._has(needs):
            self.push_screen(ChooseScreen(title, self._code_entries), self._then(act))

    def _put_on_code(self) -> None:
        """A code for the words selected; where there are none, codes can be looked up."""
        span = self.session.selected
        if span is None:
            self.push_screen(ChooseScreen("No words are selected: look codes up", self._code_entries))
        else:
            words = " ".join(self.session.transcript.text[span.start : span.end].split())
            self._choose_code(f"Put which code on “{words}”?", self.session.apply, needs="words")

    def _code_entries(self, typed: str) -> Iterable[Entry]:
        codebook = self.session.room.opened.study.codebook
        dark = self.current_theme.dark
        for code in self.session.find_codes(typed):
            entry = codebook.codes[code]
            key = self.session.hotkeys.get(code, "")
            about = f"{entry.label}. {entry.short}"
            yield Entry(code, f"{key:<3} {code}", about, mark_style(codebook, code, dark=dark), meaning(entry))

    def _filter(self) -> None:
        if self.session.filter is not None:
            self.session.show_only(None)
        else:
            self._choose_code("Show only which code?", self.session.show_only, needs="")

    def _new_code(self) -> None:
        span = self.session.selected
        if self._has("words") and span is not None:
            words = " ".join(self.session.transcript.text[span.start : span.end].split())[:60]
            self.push_screen(AskScreen("Name of the new code:", words), self._then(self.session.propose))

    def _memo(self) -> None:
        current = self.session.current
        if self._has("coding") and current is not None:
            draft = self._draft(current.coding)
            self.push_screen(MemoScreen(draft.title, draft.text, draft.keep), lambda text: self._wrote(draft, text))

    def _draft(self, coding: Coding) -> Draft:
        room = self.session.room
        return Draft(room.opened.root, coding, save=self.session.save_memo, tell=self.session.tell)

    def _wrote(self, draft: Draft, text: str | None) -> None:
        draft.finish(text)
        self.show()

    def _memo_editor(self) -> None:
        current = self.session.current
        if not self._has("coding") or current is None:
            return
        draft = self._draft(current.coding)
        try:
            with self.suspend():
                draft.edit(self.environment)
        except SuspendNotSupported:
            draft.edit(self.environment)

    def _stance(self) -> None:
        if not self._has("coding"):
            return
        findings = self.session.room.opened.study.findings.findings
        entries = [Entry("", "no stance")]
        entries += [Entry(stance, stance) for stance in STANCES]
        entries += [Entry(f"{s} {f.id}", f"{s} {f.id}", f.statement) for f in findings for s in STANCES]
        by_id = {each.id: each for each in entries}
        choices = [Choice(each.id, (each.name,)) for each in entries]

        def found(typed: str) -> Iterable[Entry]:
            return [by_id[name] for name in ranked(typed, choices)] if typed else entries

        def act(chosen: str) -> None:
            stance, _, toward = chosen.partition(" ")
            self.session.stance(cast("Stance", stance) if stance else None, toward or None)

        self.push_screen(ChooseScreen("What do these words do to a finding?", found), self._then(act))

    def _search(self) -> None:
        self.push_screen(AskScreen("Search for:", self.session.query), self._then(self.session.search))

    def _toggle_tree(self) -> None:
        self.tree_wanted = not self.query_one("#side").display
        self.arrange()

    def _toggle_detail(self) -> None:
        self.screen.toggle_class("longer")
        self.call_after_refresh(self.show)

    def _page_on(self) -> None:
        for each in self.details:
            each.page_on()

    def _toggle_light(self) -> None:
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"
        self.call_after_refresh(self.show)

    def _choose_transcript(self) -> None:
        study = self.session.room.opened.study
        choices = [Choice(name, (name,)) for name in study.transcripts]

        def entries(typed: str) -> Iterable[Entry]:
            for name in ranked(typed, choices):
                yield Entry(name, name, f"{len(study.transcripts[name].turns)} turns")

        self.push_screen(ChooseScreen("Which transcript?", entries), self._then(self.session.open))
