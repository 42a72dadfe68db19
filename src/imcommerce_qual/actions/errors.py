"""What stops an action: each kind is one exit code of the command line."""

from __future__ import annotations

from imcommerce_qual.model.problem import Problem


class ActionError(Exception):
    """An action was not carried out, and nothing was written. ``remedy`` says what to do."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class WrongUseError(ActionError):
    """The caller asked for something that is not there or not allowed."""


class RefusedError(ActionError):
    """The request was understood, but what it found forbids it; ``problems`` or the message say why."""

    def __init__(self, message: str, remedy: str = "", problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message, remedy)
        self.problems = problems


class BusyError(ActionError):
    """Somebody else is writing there, or the file changed underneath."""
