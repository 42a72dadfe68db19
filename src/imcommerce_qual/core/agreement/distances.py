"""How far two values are apart: Krippendorff's metrics for numbers, Jaccard and MASI for sets of codes."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Literal

import numpy as np

from imcommerce_qual.core.agreement.arrays import Floats

Measure = Literal["nominal", "ordinal", "interval", "ratio"]
SetDistance = Literal["jaccard", "masi"]


def ratio_distance(one: Floats, two: Floats) -> Floats:
    """((a - b) / (a + b))², 0 for two zeros, of numbers that are never negative. Krippendorff (2019).

    >>> ratio_distance(np.array([0.0, 0.0, 1.0]), np.array([0.0, 1.0, 3.0])).tolist()
    [0.0, 1.0, 0.25]
    """
    both = one + two
    return ((one - two) / np.where(both > 0, both, 1.0)) ** 2


def jaccard_distance(one: AbstractSet[str], two: AbstractSet[str]) -> float:
    """1 - |A ∩ B| / |A ∪ B|; 0 between two empty sets, 1 between an empty set and another.

    >>> jaccard_distance({"a"}, {"a", "b"}), jaccard_distance(set(), set())
    (0.5, 0.0)
    """
    either = len(one | two)
    return 1 - len(one & two) / either if either else 0.0


def masi_distance(one: AbstractSet[str], two: AbstractSet[str]) -> float:
    """1 - J M, J Jaccard's index, M = 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap, else 0.

    Passonneau (2006). Equal sets are 0 apart, also empty ones; an empty set and another are 1 apart.

    >>> round(masi_distance({"a"}, {"a", "b"}), 4), masi_distance({"a"}, set())
    (0.6667, 1.0)
    """
    if one == two:
        return 0.0
    common = len(one & two)
    if not common:
        return 1.0
    likeness = 2 / 3 if one <= two or two <= one else 1 / 3
    return 1 - likeness * common / len(one | two)
