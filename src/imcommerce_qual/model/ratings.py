"""A plain table of ratings: what each coder gave each unit, as it was written down."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """A row per unit, a column per coder; a cell is a value, or None where the coder did not code the unit.

    ``clusters``: what the cluster column says of each unit (a transcript, say); None without such a column.
    """

    name: str
    unit_column: str
    coders: tuple[str, ...]
    units: tuple[str, ...]
    cells: tuple[tuple[str | None, ...], ...] = field(repr=False)
    cluster_column: str | None = None
    clusters: tuple[str, ...] | None = None
    notes: tuple[str, ...] = ()

    @property
    def used(self) -> frozenset[str]:
        """Every value that somebody gave."""
        return frozenset(cell for row in self.cells for cell in row if cell is not None)
