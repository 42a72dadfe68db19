"""What is wrong with an input, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from imcommerce_qual.model.codes import CODES

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a file: lines and columns count from 1, columns in code points.

    ``source`` is the user's own line as it stands in the file, ``width`` how many characters the caret underlines.
    """

    file: str
    line: int | None = None
    column: int | None = None
    source: str | None = None
    width: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: a stable code, a sentence about this case, and what to do about it.

    A *warning* is worth a look and does not make ``imqual check`` fail.
    """

    code: str
    message: str
    remedy: str
    place: Place
    severity: Severity = "error"

    def __post_init__(self) -> None:
        _known(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A problem whose place is still a field path or an offset of a file; the store knows which line that is.

    ``path`` names a field of a YAML file or front matter (``("speakers", "M", "role")``; with ``"?"`` at its end, the
    field's name instead of its value); ``at`` is ``[start, end)`` in code points of a transcript's text; ``line`` is a
    line of the file, and ``path`` then a field of the event on it. ``at`` goes with neither.
    """

    code: str
    message: str
    remedy: str
    file: str
    path: tuple[str | int, ...] = ()
    at: tuple[int, int] | None = None
    line: int | None = None
    severity: Severity = "error"

    def __post_init__(self) -> None:
        _known(self.code)

    def at_place(self, place: Place) -> Problem:
        """The fault as a problem, now that its place is known."""
        return Problem(code=self.code, message=self.message, remedy=self.remedy, place=place, severity=self.severity)


def _known(code: str) -> None:
    if code not in CODES:
        raise ValueError(f"`{code}` is no problem code: name it in model.codes")
