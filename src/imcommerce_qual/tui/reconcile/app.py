"""The meeting on its own: ``imqual reconcile``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from imcommerce_qual.tui.keyed import KeyedApp
from imcommerce_qual.tui.opening import OpeningScreen
from imcommerce_qual.tui.reconcile.screen import MeetingScreen
from imcommerce_qual.tui.reconcile.session import Meeting
from imcommerce_qual.tui.wrapping import wrap_chinese


class ReconcileApp(KeyedApp[None], inherit_bindings=False):
    """A meeting; ``ask``: who decides is asked first."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        meeting: Meeting | None,
        *,
        begin: Callable[[], Meeting] | None = None,
        what: str = "the study",
        ask: bool = False,
        light: bool = False,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Without a *meeting*, *begin* makes it behind a screen that says *what* is read."""
        wrap_chinese()
        super().__init__()
        self.meeting = meeting
        self.begin = begin
        self.what = what
        self.ask = ask
        self.environment = environment
        self.failed: Exception | None = None
        self.theme = "textual-light" if light else "textual-dark"

    def on_mount(self) -> None:
        """The one screen, after the one that says that it is coming."""
        if self.meeting is None and self.begin is not None:
            opening: OpeningScreen[Meeting] = OpeningScreen(self.what, self.begin)
            self.push_screen(opening, lambda meeting: self._begun(meeting, opening.failed))
        else:
            self._begun(self.meeting, None)

    def _begun(self, meeting: Meeting | None, failed: Exception | None) -> None:
        self.meeting, self.failed = meeting, failed
        if meeting is None or not meeting.agenda.progress.of:
            self.exit()
        else:
            self.push_screen(MeetingScreen(meeting, ask=self.ask, environment=self.environment), self.exit)

    def _fatal_error(self) -> None:
        """Close without Textual's traceback, which prints local variables: they hold participants' words."""
        self._close_messages_no_wait()

    @property
    def fault(self) -> Exception | None:
        """What went wrong in reading or in the screen itself, for the command line to report."""
        return self.failed or self._exception
