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


def counts_by_code(texts: Sequence[TextTally]) -> dict[str, Counts]:
    """Every code's counts over transcripts, each a cluster. All have the same codes and coders, in the same order.

    Raises:
        ValueError: they have not, or there are none.
    """
    if len({(each.coders, each.codes) for each in texts}) != 1:
        raise ValueError("transcripts are counted together for the same coders and codes")
    codes, coders = texts[0].codes, len(texts[0].coders)
    key = np.concatenate([each.key for each in texts])
    cluster = np.repeat(np.arange(len(texts), dtype=np.int64), [len(each.key) for each in texts])
    code, key = np.divmod(key, 3**coders)
    order = np.argsort(code, kind="stable")
    key, cluster, weight = key[order], cluster[order], np.concatenate([each.weight for each in texts])[order]
    states = np.empty((len(key), coders), dtype=np.int64)
    for column in reversed(range(coders)):
        key, digit = np.divmod(key, 3)
        states[:, column] = digit - 1
    edges = np.searchsorted(code[order], np.arange(len(codes) + 1))
    return {
        each: Counts(
            states=states[low:high],
            weight=weight[low:high],
            cluster=cluster[low:high],
            values=2,
            clusters=len(texts),
            positive=1,
            declared=True,
        )
        for each, low, high in zip(codes, edges[:-1], edges[1:], strict=True)
    }
