"""What a transcript adds to each code's counts: how many units are in each joint state of the coders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from imcommerce_qual.core.agreement.arrays import Floats, Ints
from imcommerce_qual.core.agreement.counts import Counts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextTally:
    """Joint states of one transcript, of all codes at once.

    ``key`` (R,): code number * 3**m + the state of m coders in base 3 (0 missing, 1 absent, 2 present), in order;
    ``weight`` (R,): units, or characters. ``units``: how many there are; ``outside``: for each coder the codings that
    touch none; ``mixed``: nothing was counted, because coders worked on different languages.
    """

    transcript: str
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    key: Ints
    weight: Floats
    units: int
    outside: tuple[int, ...]
    mixed: bool = False


def tallied(states: Ints, weight: Floats | None = None) -> tuple[Ints, Floats]:
    """States (codes, units, coders) of -1, 0 and 1, as keys that occur and their weights."""
    codes, units, coders = states.shape
    key = np.repeat(np.arange(codes, dtype=np.int64), units)
    for column in range(coders):
        key = key * 3 + (states[:, :, column].reshape(-1) + 1)
    if weight is None:
        found, many = np.unique(key, return_counts=True)
        return found, many.astype(np.float64)
    found, place = np.unique(key, return_inverse=True)
    return found, np.bincount(place.reshape(-1), weights=np.tile(weight, codes)).astype(np.float64)


def counts_of(texts: Sequence[TextTally], code: str) -> Counts:
    """One code's counts over transcripts, each a cluster. All have the same coders, in the same order.

    Raises:
        ValueError: they have not, or there are none.
    """
    if len({each.coders for each in texts}) != 1:
        raise ValueError("transcripts are counted together for the same coders")
    coders = len(texts[0].coders)
    base = 3**coders
    keys, weights, clusters = [], [], []
    for number, each in enumerate(texts):
        if code in each.codes:
            first = each.codes.index(code) * base
            low, high = np.searchsorted(each.key, [first, first + base])
            keys.append(each.key[low:high] - first)
            weights.append(each.weight[low:high])
            clusters.append(np.full(high - low, number, dtype=np.int64))
    key = np.concatenate(keys) if keys else np.zeros(0, np.int64)
    states = np.empty((len(key), coders), dtype=np.int64)
    for column in reversed(range(coders)):
        key, digit = np.divmod(key, 3)
        states[:, column] = digit - 1
    return Counts(
        states=states,
        weight=np.concatenate(weights) if weights else np.zeros(0),
        cluster=np.concatenate(clusters) if clusters else np.zeros(0, np.int64),
        values=2,
        clusters=len(texts),
        positive=1,
        declared=True,
    )
