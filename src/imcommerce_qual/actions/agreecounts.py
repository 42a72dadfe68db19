"""A table of ratings as counts: values in order, how far apart they are, and how often each joint state occurs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from imcommerce_qual.actions.agreechoices import TableRequest
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.core.agreement.counts import Counts, count
from imcommerce_qual.core.agreement.distances import Measure, SetDistance
from imcommerce_qual.core.agreement.named import Scale
from imcommerce_qual.core.agreement.pairs import Weights
from imcommerce_qual.core.agreement.values import members, number, ordered, positive_of
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.ratings import Ratings


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coded:
    """``values`` in their order; ``counts`` by their indices; ``scale``: how far apart they are.

    ``of_two``: the counts for statistics of two values, one of them against all others where there are more.
    """

    values: tuple[str, ...]
    scale: Scale
    counts: Counts
    of_two: Counts


def coded(ratings: Ratings, request: TableRequest) -> Coded:
    """The ratings counted as the request says.

    Raises:
        WrongUseError: the positive value is not among the values.
    """
    sets: tuple[frozenset[str], ...] | None = None
    if request.sets:
        written = {value: members(value) for value in ratings.used}
        sets = tuple(sorted(set(written.values()), key=lambda each: (len(each), sorted(each))))
        places = {each: at for at, each in enumerate(sets)}
        index = {value: places[each] for value, each in written.items()}
        values = tuple("; ".join(sorted(each)) or "{}" for each in sets)
    else:
        values, index = _places(ratings.used, request)
    states = np.array([[-1 if cell is None else index[cell] for cell in row] for row in ratings.cells], dtype=np.int64)
    counts = count(
        states.reshape(len(ratings.units), len(ratings.coders)),
        values=len(values) if request.categories and not request.sets else None,
        cluster=_groups(ratings),
        positive=_positive(values, request),
    )
    against = request.positive is not None and len(values) != 2
    return Coded(
        values=values,
        scale=Scale(
            measure=cast("Measure", request.measure),
            points=_points(values, request),
            sets=sets,
            distance=cast("SetDistance", request.distance or "jaccard"),
            weights=cast("Weights", request.weights or "linear"),
        ),
        counts=counts,
        of_two=counts.against(values.index(request.positive or "")) if against else counts,
    )


def _places(used: frozenset[str], request: TableRequest) -> tuple[tuple[str, ...], dict[str, int]]:
    """The values in order, and the place of each as it was written: as measures, 1, 01 and 1e0 are one number."""
    values = request.categories or ordered(used)
    index = {value: at for at, value in enumerate(values)}
    numbers = [number(value) for value in values]
    if request.categories or request.measure == "nominal" or None in numbers or len(set(numbers)) == len(numbers):
        return values, index
    kept: dict[float | None, str] = {}
    for value, size in sorted(zip(values, numbers, strict=True), key=lambda each: len(each[0])):
        kept.setdefault(size, value)
    values = ordered(kept.values())
    at = {number(value): place for place, value in enumerate(values)}
    return values, {value: at[number(value)] for value in index}


def _groups(ratings: Ratings) -> np.ndarray[tuple[int], np.dtype[np.int64]] | None:
    if ratings.clusters is None:
        return None
    names = {name: at for at, name in enumerate(dict.fromkeys(ratings.clusters))}
    return np.array([names[each] for each in ratings.clusters], dtype=np.int64)


def _points(values: Sequence[str], request: TableRequest) -> np.ndarray[tuple[int], np.dtype[np.float64]] | None:
    """The numbers that values are; of a list that was given, its order counts unless the measure is one of numbers."""
    if request.sets or (request.categories and request.measure not in {"interval", "ratio"}):
        return None
    numbers = [each for each in map(number, values) if each is not None]
    return np.array(numbers, dtype=np.float64) if values and len(numbers) == len(values) else None


def _positive(values: Sequence[str], request: TableRequest) -> int | None:
    if request.positive is None:
        return None if request.sets else positive_of(values)
    if request.positive not in values:
        raise WrongUseError(f"--positive: nobody gave `{request.positive}`", suggest(request.positive, values))
    return values.index(request.positive) if len(values) == 2 else None
