"""Asking for the reason of a decision: typed, or one that was given before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from imcommerce_qual.tui.screens.closing import Closing

#: No more of the reasons given before are listed.
MOST = 50


class WhyScreen(Closing[str | None]):
    """An input over reasons given before. Enter takes what is typed, or what was gone down to; ctrl+n leaves it out.

    Escape gives the decision up. An enter on nothing says that the reason is missing. What is typed goes to *keep* with
    every key.
    """

    CSS = """
    WhyScreen { align: center bottom; }
    WhyScreen > Vertical { width: 100%; height: auto; background: $surface; border-top: solid $primary; padding: 0 1; }
    WhyScreen Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    WhyScreen OptionList { height: auto; max-height: 6; border: none; background: $surface; padding: 0;
                           text-wrap: nowrap; text-overflow: ellipsis; }
    """
    HINT = "enter takes it · ↓ reasons given before · ctrl+n none · escape back"
    MISSING = "A REASON IS MISSING: type one, or ctrl+n for none · escape back"

    def __init__(
        self, title: str, reasons: Sequence[str], words: str = "", keep: Callable[[str], bool] | None = None
    ) -> None:
        super().__init__()
        self.asked = title
        self.reasons = reasons
        self.words = words
        self.keep = keep
        self._listed: list[str] = []

    def compose(self) -> ComposeResult:
        """Title, input, what the keys do, reasons."""
        with Vertical():
            yield Static(self.asked, markup=False)
            yield Input(self.words, compact=True, select_on_focus=False)
            yield Static(self.HINT, id="hint", markup=False)
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Ready to type."""
        self._list()
        self.query_one(Input).focus()

    def on_input_changed(self) -> None:
        """Those that have what is typed, which goes to the disk; where that takes nothing, it is said."""
        self._list()
        kept = self.keep is None or self.answered or self.keep(self.query_one(Input).value)
        self.query_one("#hint", Static).update(self.HINT if kept else f"NOT ON THE DISK YET · {self.HINT}")

    def _list(self) -> None:
        typed = self.query_one(Input).value.casefold().split()
        listed = self.query_one(OptionList)
        self._listed = [why for why in self.reasons if all(word in why.casefold() for word in typed)][:MOST]
        listed.clear_options()
        listed.add_options(Option(Text(" ".join(why.split()), no_wrap=True)) for why in self._listed)
        listed.highlighted = None

    def on_key(self, event: events.Key) -> None:
        """Arrows go to the list; letters stay with the input."""
        listed = self.query_one(OptionList)
        moves: dict[str, Callable[[], Any]] = {
            "down": listed.action_cursor_down,
            "up": listed.action_cursor_up,
            "pagedown": listed.action_page_down,
            "pageup": listed.action_page_up,
        }
        if event.key in moves:
            event.stop()
            event.prevent_default()
            moves[event.key]()
        elif event.key in {"escape", "ctrl+n"}:
            event.stop()
            event.prevent_default()
            self.answer("" if event.key == "ctrl+n" else None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it."""
        at = self.query_one(OptionList).highlighted
        words = self._listed[at] if at is not None and at < len(self._listed) else event.value.strip()
        if words:
            self.answer(words)
        else:
            self.query_one("#hint", Static).update(self.MISSING)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Taken with the mouse."""
        self.answer(self._listed[event.option_index])
