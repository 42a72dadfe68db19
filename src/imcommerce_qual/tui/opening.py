"""A screen that is there at once, while a large study is read behind it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from time import monotonic
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

Begun = TypeVar("Begun")

#: How often it is looked whether everything is read, in seconds.
_LOOK = 0.05


class OpeningScreen(Screen[Begun], Generic[Begun]):
    """Says what is being read and for how long; closes with what *begin* made of it.

    ``failed`` is what *begin* raised: the screen closes without a result then, and does so too where its user leaves.
    """

    DEFAULT_CSS = """
    OpeningScreen { align: center middle; }
    #opening { width: auto; height: auto; text-align: center; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, "leave", show=False) for key in ("escape", "q", "ctrl+q", "ctrl+c")
    ]

    def __init__(self, what: str, begin: Callable[[], Begun]) -> None:
        super().__init__()
        self.what = what
        self.failed: Exception | None = None
        self._begin = begin
        self._made: list[Begun] = []
        self._since = monotonic()
        # Nobody waits for it: who leaves while it reads is not kept at the terminal.
        self._reader = Thread(target=self._read, daemon=True)

    def compose(self) -> ComposeResult:
        """What is read, and how to leave."""
        yield Static(self._words(), id="opening", markup=False)

    def on_mount(self) -> None:
        """The words first; then there is time to read."""
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        self._reader.start()
        self.set_interval(_LOOK, self._look)

    def _read(self) -> None:
        try:
            self._made.append(self._begin())
        except Exception as error:  # noqa: BLE001 - whatever it is, the command line reports it
            self.failed = error

    def _look(self) -> None:
        if not self.is_current:
            return
        if self._reader.is_alive():
            self.query_one("#opening", Static).update(self._words())
        else:
            self.dismiss(self._made[0] if self._made else None)

    def _words(self) -> str:
        seconds = int(monotonic() - self._since)
        return f"Reading {self.what} …{f' {seconds} s' if seconds else ''}\n\nesc leaves"

    def action_leave(self) -> None:
        """Close without waiting."""
        self.dismiss(None)
