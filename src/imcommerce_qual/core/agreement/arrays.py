"""The kinds of arrays that the statistics are made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def ratio(above: Floats, below: Floats) -> Floats:
    """``above / below``; NaN where nothing can be divided by, which `estimate` turns into a reason.

    >>> ratio(np.array([1.0, 1.0]), np.array([2.0, 0.0])).tolist()
    [0.5, nan]
    """
    kept = np.abs(below) > TINY
    return np.where(kept, above / np.where(kept, below, 1.0), np.nan)


#: What rounding leaves of a difference that is zero.
TINY = 1e-12
