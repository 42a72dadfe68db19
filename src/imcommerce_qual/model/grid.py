"""The framework grid: what an author writes about each participant under each theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from imcommerce_qual.model.event import Event
from imcommerce_qual.model.evidence import Quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEvent(Event):
    """Something in a writer's file of the grid; ``by`` is the writer."""

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellWritten(CellEvent):
    """The cell of that participant and theme says *text* from now on; empty words clear it."""

    participant: str
    theme: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellTakenBack(CellEvent):
    """The writer took back what they wrote with the event *of*."""

    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Participants (rows) by themes (columns), with the cells that are written and the excerpts of each.

    ``hidden`` names writers some of whose cells the viewer may not see.
    """

    participants: tuple[str, ...]
    themes: tuple[str, ...]
    cells: Mapping[tuple[str, str], CellWritten]
    excerpts: Mapping[tuple[str, str], tuple[Quotation, ...]]
    hidden: tuple[str, ...] = ()
