"""Choosing one of many by typing a few letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from imcommerce_qual.tui.screens.closing import Closing

#: Columns that the box has at most.
WIDEST = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """One line to choose: what is returned, its name, what is said beside it, and ``more``, where it is marked."""

    id: str
    name: str
    about: str = ""
    mark: Style | None = None
    more: Text = field(default_factory=Text)


class ChooseScreen(Closing[str | None]):
    """An input over a list; up and down move in the list, enter takes what is marked, escape nothing."""

    CSS = """
    ChooseScreen { align: center bottom; }
    ChooseScreen > Vertical { width: 100%; max-width: 120; height: 75%; max-height: 30; background: $surface;
                              border: solid $primary; }
    ChooseScreen Static { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    ChooseScreen OptionList { height: 1fr; border: none; background: $surface; text-wrap: nowrap;
                              text-overflow: ellipsis; }
    ChooseScreen #more { height: auto; max-height: 50%; border-top: solid $primary; text-wrap: wrap; }
    """

    def __init__(self, title: str, entries: Callable[[str], Iterable[Entry]]) -> None:
        super().__init__()
        self.asked = title
        self.entries = entries
        self._listed: list[Entry] = []

    def compose(self) -> ComposeResult:
        """Title, input, list."""
        with Vertical():
            yield Static(self.asked, markup=False)
            yield Input(compact=True)
            yield OptionList(markup=False)
            yield Static("", id="more", markup=False)

    def on_mount(self) -> None:
        """Everything may be chosen, before anything is typed."""
        self._list("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Fewer, or others."""
        self._list(event.value)

    def _list(self, typed: str) -> None:
        listed = self.query_one(OptionList)
        entries = list(self.entries(typed))
        self._listed = entries
        listed.clear_options()
        listed.add_options(
            Option(Text.assemble((each.name, each.mark or ""), "  ", (each.about, Style(dim=True)), no_wrap=True))
            for each in entries
        )
        listed.highlighted = 0 if entries else None
        self._show_more()

    def on_option_list_option_highlighted(self) -> None:
        """What it means."""
        self._show_more()

    def _show_more(self) -> None:
        at = self.query_one(OptionList).highlighted
        more = self._listed[at].more if at is not None and at < len(self._listed) else Text()
        below = self.query_one("#more", Static)
        below.display = bool(more.plain)
        below.update(more)

    def on_key(self, event: events.Key) -> None:
        """Arrows go to the list, although letters go to the input."""
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
        elif event.key == "escape":
            event.stop()
            self.answer(None)

    def on_input_submitted(self) -> None:
        """Take what is marked."""
        at = self.query_one(OptionList).highlighted
        self.answer(self._listed[at].id if at is not None and at < len(self._listed) else None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Taken with the mouse."""
        self.answer(self._listed[event.option_index].id)
