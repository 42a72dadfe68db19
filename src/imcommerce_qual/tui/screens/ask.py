"""Asking for a line of words, or for a memo of several."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static, TextArea

from imcommerce_qual.tui.screens.closing import Closing


class AskScreen(Closing[str | None]):
    """One line; enter takes it, escape leaves everything as it was."""

    CSS = """
    AskScreen { align: center bottom; }
    AskScreen > Vertical { width: 100%; height: 4; background: $surface; border-top: solid $primary; padding: 0 1; }
    """

    def __init__(self, title: str, words: str = "") -> None:
        super().__init__()
        self.asked = title
        self.words = words

    def compose(self) -> ComposeResult:
        """What is asked, and the line."""
        with Vertical():
            yield Static(self.asked, markup=False)
            yield Input(self.words, compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it."""
        self.answer(event.value)

    def on_key(self, event: events.Key) -> None:
        """Escape asks for nothing."""
        if event.key == "escape":
            event.stop()
            self.answer(None)


class MemoScreen(Closing[str]):
    """A memo; escape (or ctrl+s) saves it. Undo takes it back, so that no key loses what was typed."""

    CSS = """
    MemoScreen { align: center bottom; }
    MemoScreen > Vertical { width: 100%; height: 10; background: $surface; border-top: solid $primary; padding: 0 1; }
    MemoScreen TextArea { height: 1fr; border: none; padding: 0; }
    """

    def __init__(self, title: str, words: str = "") -> None:
        super().__init__()
        self.asked = title
        self.words = words

    def compose(self) -> ComposeResult:
        """What it is about, and the words."""
        with Vertical():
            yield Static(self.asked, markup=False)
            area = TextArea(self.words, soft_wrap=True, compact=True)
            area.move_cursor(area.document.end)
            yield area

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one(TextArea).focus()

    def on_key(self, event: events.Key) -> None:
        """Done."""
        if event.key in {"escape", "ctrl+s"}:
            event.stop()
            event.prevent_default()
            self.answer(self.query_one(TextArea).text)
