"""Pictures of results as plain values: what is drawn, not how."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """One bar for each label; ``unit`` is what is counted, in the plural."""

    name: str
    title: str
    unit: str
    rows: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Numbers by row and column, each a square that is darker the larger it is; None is an empty one.

    ``words``, where given, are written in the squares in the place of the numbers.
    """

    name: str
    title: str
    unit: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[float | None, ...], ...]
    words: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A value after each step; ``low`` and ``high`` are a band around another course of it, or nothing."""

    name: str
    title: str
    unit: str
    steps: tuple[str, ...]
    values: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    band: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestRow:
    """One line of a forest plot; ``note`` stands where there is no number, or beside it."""

    label: str
    value: float | None
    interval: tuple[float, float] | None = None
    note: str = ""
    strong: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """Numbers from -1 to 1 with their intervals, one under the other; ``beneath``: lines under them.

    ``limits``: draw Krippendorff's limits, where they were asked for.
    """

    name: str
    title: str
    rows: tuple[ForestRow, ...]
    beneath: tuple[str, ...] = ()
    limits: bool = False


Picture = Bars | Heat | Curve | Forest
