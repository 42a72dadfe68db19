"""What both screens' apps have in common: keys one after the other, and no colours where none are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from textual import events
from textual.app import App
from textual.filter import LineFilter

from imcommerce_qual.tui.ahead import TypeAhead
from imcommerce_qual.tui.colorless import Colorless

Result = TypeVar("Result")


class KeyedApp(App[Result], inherit_bindings=False):
    """Every key reaches the screen that it was typed for, and ``NO_COLOR`` means none."""

    def __init__(self) -> None:
        super().__init__()
        self._colorless = [Colorless()]
        self._ahead: TypeAhead[Any] = TypeAhead(self, super().on_event)

    async def on_event(self, event: events.Event) -> None:
        """Keys one after the other, everything else as it comes."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._ahead.take(event)
        else:
            await super().on_event(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without colours where the terminal's user wants none."""
        return self._colorless if self.no_color else super().get_line_filters()
