"""The review on its own: ``imqual review CODE``."""

from __future__ import annotations

from collections.abc import Mapping

from imcommerce_qual.tui.keyed import KeyedApp
from imcommerce_qual.tui.review.screen import ReviewScreen
from imcommerce_qual.tui.review.session import Jump, Review
from imcommerce_qual.tui.wrapping import wrap_chinese


class ReviewApp(KeyedApp[Jump | None], inherit_bindings=False):
    """A review; its result is a place to code at, or None where the coder is through."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, review: Review, *, light: bool = False, environment: Mapping[str, str] | None = None) -> None:
        wrap_chinese()
        super().__init__()
        self.review = review
        self.environment = environment
        self.theme = "textual-light" if light else "textual-dark"

    def on_mount(self) -> None:
        """The one screen."""
        self.push_screen(ReviewScreen(self.review, environment=self.environment), self.exit)

    def _fatal_error(self) -> None:
        """Close without Textual's traceback, which prints local variables: they hold participants' words."""
        self._close_messages_no_wait()

    @property
    def fault(self) -> Exception | None:
        """What went wrong in the screen itself, for the command line to report."""
        return self._exception
