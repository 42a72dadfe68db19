"""What an edit of a transcript did to its characters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from imcommerce_qual.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The map from one stored text (hash16 ``from_``) to another (``to``).

    ``changed`` holds ``(a0, a1, b0, b1)``: characters ``[a0, a1)`` of the old text became ``[b0, b1)`` of the new one,
    in order, either side may be empty; everything between two of them is the same characters. ``moved`` holds
    ``(a0, a1, b0)``: characters inside changed stretches that stand at ``b0`` now, unaltered.
    """

    id: str
    at: datetime
    by: str
    from_: str
    to: str
    why: str = ""
    changed: tuple[tuple[int, int, int, int], ...] = ()
    moved: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """The same characters, contiguous, at ``span`` of the text asked for."""

    span: Span


@dataclass(frozen=True, slots=True)
class Changed:
    """At least half of the characters survive; ``span`` runs from the first that does to the last."""

    span: Span


@dataclass(frozen=True, slots=True)
class Lost:
    """Fewer than half survive. ``candidates`` are places that look like it, best first; nobody chose one."""

    candidates: tuple[Span, ...] = ()


Carried = Kept | Changed | Lost
