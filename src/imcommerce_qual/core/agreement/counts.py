"""What coders coded, counted: how often each joint state occurs, by cluster. Counts of clusters add up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from imcommerce_qual.core.agreement.arrays import Flags, Floats, Ints

#: Joint states are counted in one array up to so many, else sorted.
_MANY = 1 << 22
#: So few joint states are counted one by one.
_FEW = 64
Keys = NDArray[np.signedinteger[Any]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counts:
    """Joint states of all coders and how many units are in each, by cluster.

    ``states`` (R, m): the index of the value that each of m coders gave, -1 for none. ``weight`` (R,): units in that
    state (for characters: how many). ``cluster`` (R,): from 0 to ``clusters`` - 1. ``values``: how many values there
    are; indices are in their order. ``positive``: of two values, the index of the one that means "present".
    ``declared``: the list of values was given, not read off the data.
    """

    states: Ints
    weight: Floats
    cluster: Ints
    values: int
    clusters: int
    positive: int | None = None
    declared: bool = False

    @property
    def coders(self) -> int:
        """How many coders, m."""
        return int(self.states.shape[1])

    @property
    def coded(self) -> Ints:
        """By how many coders each state was coded, (R,)."""
        by: Ints = (self.states >= 0).sum(axis=1, dtype=np.int64)
        return by

    @property
    def shared(self) -> Flags:
        """Which states at least two coders coded, (R,)."""
        return self.coded >= 2

    def tallies(self) -> Floats:
        """How many coders gave each value, r_ik, (R, values)."""
        tally = np.zeros((len(self.states), self.values))
        rows = np.arange(len(self.states))
        for given in self.states.T:
            kept = given >= 0
            tally[rows[kept], given[kept]] += 1
        return tally

    def take(self, rows: Flags | slice) -> Counts:
        """Only these joint states; the clusters stay numbered as they are."""
        return _like(self, self.states[rows], self.weight[rows], self.cluster[rows])

    def only(self, coders: Iterable[int]) -> Counts:
        """Only these coders, by column."""
        return _like(self, self.states[:, list(coders)], self.weight, self.cluster)

    def against(self, value: int) -> Counts:
        """One value against all others, as 1 (present) and 0."""
        states = np.where(self.states < 0, -1, (self.states == value).astype(np.int64))
        return Counts(
            states=states,
            weight=self.weight,
            cluster=self.cluster,
            values=2,
            clusters=self.clusters,
            positive=1,
            declared=True,
        )


def _like(counts: Counts, states: Ints, weight: Floats, cluster: Ints) -> Counts:
    return Counts(
        states=states,
        weight=weight,
        cluster=cluster,
        values=counts.values,
        clusters=counts.clusters,
        positive=counts.positive,
        declared=counts.declared,
    )


def count(
    ratings: ArrayLike,
    *,
    values: int | None = None,
    cluster: ArrayLike | None = None,
    weight: ArrayLike | None = None,
    positive: int | None = None,
) -> Counts:
    """Ratings counted.

    Args:
        ratings: (n, m), the index of the value that each coder gave each unit, -1 for none.
        values: how many values there are, where that is known beforehand; else those up to the largest index.
        cluster: (n,) whole numbers, equal for units of one cluster; None: all units are of one.
        weight: (n,) how often each unit counts; None: once.
        positive: the index of the value that means "present".

    >>> table = count([[0, 0], [1, 0], [1, 0], [1, -1]])
    >>> table.states.tolist(), table.weight.tolist()
    ([[0, 0], [1, -1], [1, 0]], [1.0, 1.0, 2.0])
    """
    given = np.asarray(ratings)
    if given.ndim != 2:
        given = given.reshape(len(given), 1 if given.size else 0)
    if given.dtype.kind not in "iu":
        given = given.astype(np.int64)
    units, coders = given.shape
    size = int(given.max(initial=-1)) + 1
    if values is not None and size > values:
        raise ValueError(f"value {size - 1} is not among {values} values")
    base = size + 1
    names, place = (
        (np.zeros(1, np.int64), None) if cluster is None else np.unique(np.asarray(cluster), return_inverse=True)
    )
    clusters = len(names) if units else 0
    weights = None if weight is None else np.asarray(weight, dtype=np.float64)
    if max(clusters, 1) * float(base) ** coders < 2.0**62:
        states_there = max(clusters, 1) * base**coders
        key = _keys(given, place, base, states_there)
        codes, found = _counted(key, states_there, weights)
        states = np.empty((len(codes), coders), dtype=np.int64)
        for column in reversed(range(coders)):
            codes, rest = np.divmod(codes, base)
            states[:, column] = rest - 1
        where = codes
    else:
        head = np.zeros(units, np.int64) if place is None else place.reshape(-1)
        rows, inverse = np.unique(np.column_stack([head, given]), axis=0, return_inverse=True)
        found = np.bincount(inverse.reshape(-1), weights=weights, minlength=len(rows)).astype(np.float64)
        where, states = rows[:, 0].astype(np.int64), rows[:, 1:].astype(np.int64)
    return Counts(
        states=states,
        weight=found,
        cluster=where,
        values=size if values is None else values,
        clusters=clusters,
        positive=positive,
        declared=values is not None,
    )


def _keys(given: Keys, place: Ints | None, base: int, size: int) -> Keys:
    """One number for the joint state of each unit: its cluster, then every coder's value in base *base*."""
    # Bytes where they are enough: most tables have two coders and two values.
    kind: np.dtype[np.signedinteger[Any]] = np.dtype("i1" if size <= _FEW else "i4" if size < 2**31 else "i8")
    key: Keys = np.zeros(len(given), dtype=kind) if place is None else place.reshape(-1).astype(kind)
    for column in range(given.shape[1]):
        np.multiply(key, base, out=key)
        np.add(key, given[:, column].astype(kind), out=key)
        np.add(key, 1, out=key)
    return key


def _counted(key: Keys, size: int, weights: Floats | None) -> tuple[Ints, Floats]:
    """The keys that occur, and how often each does."""
    if weights is None and size <= _FEW:
        # Comparing bytes is several times faster than counting them into bins.
        full = np.array([np.count_nonzero(key == each) for each in range(size)])
        codes = np.flatnonzero(full)
        return codes, full[codes].astype(np.float64)
    if size <= _MANY:
        full = np.bincount(key, weights=weights, minlength=size)
        codes = np.flatnonzero(full if weights is None else np.bincount(key, minlength=size))
        return codes.astype(np.int64), full[codes].astype(np.float64)
    codes, inverse = np.unique(key, return_inverse=True)
    found = np.bincount(inverse.reshape(-1), weights=weights, minlength=len(codes))
    return codes.astype(np.int64), found.astype(np.float64)


def joined(tables: Iterable[Counts]) -> Counts:
    """Counts of several transcripts as one, each table's clusters after those of the one before.

    Raises:
        ValueError: there are none, or they have different coders or values.

    >>> both = joined([count([[0, 0], [1, 1]], values=2), count([[1, 0]], values=2)])
    >>> both.clusters, both.weight.sum().item()
    (2, 3.0)
    """
    every = list(tables)
    if len({(each.coders, each.values, each.positive) for each in every}) != 1:
        raise ValueError("counts add up where coders and values are the same")
    starts = np.cumsum([0, *(each.clusters for each in every)])
    return Counts(
        states=np.concatenate([each.states for each in every]),
        weight=np.concatenate([each.weight for each in every]),
        cluster=np.concatenate([each.cluster + start for each, start in zip(every, starts[:-1], strict=True)]),
        values=every[0].values,
        clusters=int(starts[-1]),
        positive=every[0].positive,
        declared=all(each.declared for each in every),
    )


def confusion(table: ArrayLike, *, positive: int | None = None) -> Counts:
    """Two coders' table: rows the first coder's values, columns the second's, as whole counts or weights.

    >>> confusion([[2, 1], [0, 3]]).weight.tolist()
    [2.0, 1.0, 3.0]
    """
    square = np.asarray(table, dtype=np.float64)
    first, second = np.nonzero(square)
    return Counts(
        states=np.column_stack([first, second]).astype(np.int64),
        weight=square[first, second],
        cluster=np.zeros(len(first), np.int64),
        values=len(square),
        clusters=1,
        positive=positive,
        declared=True,
    )
