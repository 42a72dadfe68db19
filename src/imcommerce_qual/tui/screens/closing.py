"""A question on top of the screen that closes once, however fast the keys come."""

from __future__ import annotations

from typing import TypeVar

from textual.screen import ModalScreen

T = TypeVar("T")


class Closing(ModalScreen[T]):
    """Keys that were typed before the screen is gone still reach it: only the first answer counts."""

    answered = False

    def answer(self, result: T | None) -> None:
        """Close with this result; nothing where it is closed already."""
        if not self.answered:
            self.answered = True
            self.dismiss(result)
