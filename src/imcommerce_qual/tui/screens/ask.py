"""Asking for a line of words, or for a memo of several."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static, TextArea

from imcommerce_qual.tui.screens.closing import Closing


class AskScreen(Closing[str | None]):
    """One line; enter takes it, escape leaves everything as it was. ``more``: what is typed comes after *words*."""

    CSS = """
    AskScreen { align: center bottom; }
    AskScreen > Vertical { width: 100%; height: 4; background: $surface; border-top: solid $primary; padding: 0 1; }
    """

    def __init__(self, title: str, words: str = "", *, more: bool = False) -> None:
        super().__init__()
        self.asked = title
        self.words = words
        self.more = more

    def compose(self) -> ComposeResult:
        """What is asked, and the line."""
        with Vertical():
            yield Static(self.asked, markup=False)
            yield Input(self.words, compact=True, select_on_focus=not self.more)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it."""
        self.answer(event.value)

    def on_key(self, event: events.Key) -> None:
        """Escape asks for nothing."""
        if event.key == "escape":
            event.stop()
            self.answer(None)


class MemoScreen(Closing[str | None]):
    """A memo; escape (or ctrl+s) saves it, ctrl+g gives it up. What is typed goes to *keep* with every key."""

    CSS = """
    MemoScreen { align: center bottom; }
    MemoScreen > Vertical { width: 100%; height: 10; background: $surface; border-top: solid $primary; padding: 0 1; }
    MemoScreen TextArea { height: 1fr; border: none; padding: 0; }
    """

    def __init__(self, title: str, words: str, keep: Callable[[str], bool] | None = None) -> None:
        super().__init__()
        self.asked = title
        self.words = words
        self.keep = keep

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

    def on_text_area_changed(self) -> None:
        """To the disk; where it takes nothing, that is said while there is still something to copy."""
        if self.keep is not None and not self.answered:
            kept = self.keep(self.query_one(TextArea).text)
            self.query_one(Static).update(self.asked if kept else f"NOT ON THE DISK YET · {self.asked}")

    def on_key(self, event: events.Key) -> None:
        """Done, or given up."""
        if event.key in {"escape", "ctrl+s", "ctrl+g"}:
            event.stop()
            event.prevent_default()
            self.answer(None if event.key == "ctrl+g" else self.query_one(TextArea).text)


class RefusedScreen(Closing[None]):
    """Why an action cannot be: what is typed for it goes nowhere, instead of acting as keys."""

    CSS = """
    RefusedScreen { align: center bottom; }
    RefusedScreen > Static { width: 100%; height: 1; background: $panel; padding: 0 1; text-style: bold reverse; }
    """

    def __init__(self, said: str) -> None:
        super().__init__()
        self.said = said

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static(f"{self.said} · escape", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Letters and signs are what was meant for a question; any other key goes on."""
        event.stop()
        event.prevent_default()
        if not event.is_printable:
            self.answer(None)
