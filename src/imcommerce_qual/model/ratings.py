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


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBasis:
    """What the numbers were computed on.

    ``by_coder``: units that each coder coded; ``given``: how often each coder gave each value. ``shared``, ``single``,
    ``uncoded``: units that two or more, one, or no coder coded. ``declared``: the categories were given.
    """

    file: str
    coders: tuple[str, ...]
    units: int
    shared: int
    single: int
    uncoded: int
    measure: str
    categories: tuple[str, ...]
    declared: bool
    by_coder: tuple[int, ...]
    given: tuple[tuple[int, ...], ...]
    positive: str | None = None
    sets: bool = False
    distance: str | None = None
    weights: str | None = None
    cluster: str | None = None
    clusters: int = 0
    ci: str = "jackknife"
    notes: tuple[str, ...] = ()
