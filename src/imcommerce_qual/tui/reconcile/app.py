"""The meeting on its own: ``imqual reconcile``."""

from __future__ import annotations

from collections.abc import Mapping

from imcommerce_qual.tui.keyed import KeyedApp
from imcommerce_qual.tui.reconcile.screen import MeetingScreen
from imcommerce_qual.tui.reconcile.session import Meeting
from imcommerce_qual.tui.wrapping import wrap_chinese


class ReconcileApp(KeyedApp[None], inherit_bindings=False):
    """A meeting; ``ask``: who decides is asked first."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, meeting: Meeting, *, ask: bool = False, light: bool = False, environment: Mapping[str, str] | None = None
    ) -> None:
        wrap_chinese()
        super().__init__()
        self.meeting = meeting
        self.ask = ask
        self.environment = environment
        self.theme = "textual-light" if light else "textual-dark"

    def on_mount(self) -> None:
        """The one screen."""
        self.push_screen(MeetingScreen(self.meeting, ask=self.ask, environment=self.environment), self.exit)

    def _fatal_error(self) -> None:
        """Close without Textual's traceback, which prints local variables: they hold participants' words."""
        self._close_messages_no_wait()

    @property
    def fault(self) -> Exception | None:
        """What went wrong in the screen itself, for the command line to report."""
        return self._exception
