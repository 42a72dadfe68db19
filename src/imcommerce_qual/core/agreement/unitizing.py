"""Unitizing alphas: do coders mark the same places (u), and give the same codes where both marked (cu, (k)u)?

Krippendorff, Mathet, Bouvry & Widlöcher (2016). Texts of length L, m coders; a coder's units and the gaps between them
fill the text; value 0 is the gap φ. l_ck = Σ_{i≠j} (length where i has c and j has k) / (m - 1), which adds up over
texts, also where they had different coders. S_c = Σ (length of a unit)², gaps as if each of their characters were one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import numpy as np
from numpy.typing import ArrayLike

from imcommerce_qual.core.agreement.arrays import TINY, Floats, Ints, ratio
from imcommerce_qual.core.agreement.sweep import stretches


def unitized(length: int, spans: Sequence[ArrayLike], codes: Sequence[ArrayLike], values: int) -> Floats:
    """What one text adds: l (K, K), S (K,) and the S of cu (K,) after one another, K = *values* + 1 with φ first.

    *spans*: for each coder (n, 2), in order, not overlapping; *codes*: for each coder (n,) from 0 to *values* - 1.
    Two or more coders who looked at this text; with fewer there is nothing to compare, and all is 0.
    """
    size, coders = values + 1, len(spans)
    lengths, pairs, squares, met = np.zeros(0), np.zeros((size, size)), np.zeros(size), np.zeros(size)
    if coders < 2:
        return np.concatenate([pairs.reshape(-1), squares, met])
    found = stretches(length, spans)
    lengths = found.lengths
    named = [np.asarray(own, dtype=np.int64) for own in codes]
    value = np.zeros_like(found.unit)
    for column, own in enumerate(named):
        marked = found.unit[:, column] >= 0
        value[marked, column] = own[found.unit[marked, column]] + 1
    for one, two in permutations(range(coders), 2):
        np.add.at(pairs, (value[:, one], value[:, two]), lengths / (coders - 1))
        both = (value[:, one] > 0) & (value[:, two] > 0)
        common = np.bincount(found.unit[both, one], weights=lengths[both], minlength=len(named[one]))
        np.add.at(met, named[one] + 1, common**2 / (coders - 1))
    for column, own in enumerate(named):
        given = np.asarray(spans[column], dtype=np.float64).reshape(-1, 2)
        np.add.at(squares, own + 1, (given[:, 1] - given[:, 0]) ** 2)
        squares[0] += lengths[value[:, column] == 0].sum()
    return np.concatenate([pairs.reshape(-1), squares, met])


def _split(total: Floats) -> tuple[Floats, Floats, Floats]:
    """l, S and the S of cu, from what texts add."""
    size = round((1 + total.shape[-1]) ** 0.5) - 1
    square = size * size
    return (
        total[..., :square].reshape(*total.shape[:-1], size, size),
        total[..., square : square + size],
        total[..., square + size :],
    )


def _expected(pairs: Floats, squares: Floats, below: Floats) -> Floats:
    """e_ck = (l_c. l_.k - [c=k] S_c) / below."""
    rows, columns = pairs.sum(axis=-1), pairs.sum(axis=-2)
    crossed = rows[..., :, None] * columns[..., None, :]
    crossed = crossed - squares[..., :, None] * np.eye(pairs.shape[-1])
    return ratio(crossed, np.broadcast_to(below[..., None, None], crossed.shape))


def _one_minus(pairs: Floats, expected: Floats) -> Floats:
    """1 - (l.. - Σ l_cc) / (l.. - Σ e_cc)."""
    total = pairs.sum(axis=(-2, -1))
    seen = total - np.trace(pairs, axis1=-2, axis2=-1)
    chance = total - np.trace(expected, axis1=-2, axis2=-1)
    flat = ~(np.abs(chance) > TINY * np.maximum(total, 1))
    return np.where(flat, np.nan, 1 - seen / np.where(flat, 1.0, chance))


def u_alpha(total: Floats) -> Floats:
    """Places and codes together: e_ck = l.. (l_c. l_.k - [c=k] S_c) / (l..² - ΣS), gaps among the values."""
    pairs, squares, _ = _split(total)
    whole = pairs.sum(axis=(-2, -1))
    below = ratio(whole**2 - squares.sum(axis=-1), whole)
    return _one_minus(pairs, _expected(pairs, squares, below))


def u_alpha_binary(total: Floats) -> Floats:
    """|u: places alone, all codes as one.

    >>> round(float(u_alpha_binary(example())), 3)
    0.413
    """
    pairs, squares, met = _split(total)
    two = np.zeros((pairs.shape[-1], 2))
    two[0, 0], two[1:, 1] = 1, 1
    merged = two.T @ pairs @ two
    return u_alpha(np.concatenate([merged.reshape(*total.shape[:-1], 4), squares @ two, met @ two], axis=-1))


def _without_gaps(total: Floats) -> tuple[Floats, Floats]:
    """L and e of cu: e_ck = (l_c. l_.k - [c=k] S_c) / (l.. - ΣS/l..), S of what others' units met."""
    pairs, _, met = _split(total)
    pairs, met = pairs[..., 1:, 1:], met[..., 1:]
    whole = pairs.sum(axis=(-2, -1))
    return pairs, _expected(pairs, met, whole - ratio(met.sum(axis=-1), whole))


def cu_alpha(total: Floats) -> Floats:
    """Codes alone, where both of a pair marked.

    >>> round(float(cu_alpha(example())), 3)
    0.724
    """
    return _one_minus(*_without_gaps(total))


def cu_coverage(total: Floats) -> Floats:
    """The share of the text (over pairs of coders) that both marked: what cu rests on.

    >>> round(float(cu_coverage(example())), 4)
    0.4611
    """
    pairs, _, _ = _split(total)
    return ratio(pairs[..., 1:, 1:].sum(axis=(-2, -1)), pairs.sum(axis=(-2, -1)))


def ku_alpha(total: Floats, code: int) -> Floats:
    """One code where somebody used it: 1 - (e_k / l_k) (l_k - l_kk) / (e_k - e_kk), *code* counted from 0.

    >>> [round(float(ku_alpha(example(), code)) + 0.0, 3) for code in (0, 2, 4, 5)]
    [1.0, 0.0, 1.0, 1.0]
    """
    pairs, expected = _without_gaps(total)
    whole, own = pairs[..., :, code].sum(axis=-1), pairs[..., code, code]
    chance, by_chance = expected[..., :, code].sum(axis=-1), expected[..., code, code]
    return 1 - ratio(chance, whole) * ratio(whole - own, chance - by_chance)


def example() -> Floats:
    """The published example: Alex, Paul and Suzan on a text of 60 (Krippendorff et al. 2016).

    >>> round(float(u_alpha(example())), 2)
    0.51
    """
    spans = [
        [[2, 9], [11, 17], [24, 30], [32, 36], [36, 44], [44, 60]],
        [[2, 9], [11, 17], [19, 25], [32, 44]],
        [[2, 9], [11, 17], [21, 27], [32, 36], [36, 40], [40, 44]],
    ]
    codes: list[list[int]] = [[1, 2, 5, 6, 6, 7], [1, 3, 5, 6], [1, 4, 5, 6, 6, 6]]
    return unitized(60, spans, [np.array(own) - 1 for own in codes], 7)


def as_whole(codes: Sequence[int]) -> Ints:
    """Codes as an array, also where there are none."""
    return np.asarray(list(codes), dtype=np.int64)
