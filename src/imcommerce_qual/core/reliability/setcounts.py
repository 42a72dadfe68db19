"""Units by the sets of codes that coders gave them, over transcripts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from imcommerce_qual.core.agreement.arrays import Ints
from imcommerce_qual.core.agreement.counts import Counts, count
from imcommerce_qual.core.reliability.counting import Sets, TextCount


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SetCounts:
    """Units by the sets of codes that coders gave them, each transcript a cluster."""

    sets: tuple[frozenset[str], ...]
    counts: Counts


def sets_counted(texts: Iterable[TextCount]) -> SetCounts | None:
    """None where no two coders looked at a unit."""
    states: list[Sets] = []
    weight: list[int] = []
    cluster: list[int] = []
    for number, each in enumerate(texts):
        for state, many in each.sets.items():
            states.append(state)
            weight.append(many)
            cluster.append(number)
    sets = tuple(sorted({each for state in states for each in state if each is not None}, key=sorted))
    if not states or not sets:
        return None
    index = {each: number for number, each in enumerate(sets)}
    ratings: Ints = np.array([[-1 if one is None else index[one] for one in state] for state in states], np.int64)
    return SetCounts(
        sets=sets, counts=count(ratings, values=len(sets), cluster=np.array(cluster), weight=np.array(weight, float))
    )
