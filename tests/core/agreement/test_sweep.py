"""The sweep over span ends is what characters would say, and knows nothing of how long the text is."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.core.agreement.sweep import character_counts, merged, stretches, within
from imcommerce_qual.core.agreement.unitizing import (
    cu_alpha,
    cu_coverage,
    ku_alpha,
    u_alpha,
    u_alpha_binary,
    unitized,
)

LENGTH = 40


CODERS = st.integers(2, 4)


@st.composite
def continuum(draw, coders=CODERS, values=3):
    """For each coder spans in order that do not overlap, and a code for each."""
    found = []
    for _ in range(draw(coders)):
        cuts = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=10)))
        spans = [pair for pair in itertools.pairwise(cuts) if draw(st.booleans())]
        found.append((spans, [draw(st.integers(0, values - 1)) for _ in spans]))
    return found


def painted(spans, codes) -> tuple[np.ndarray, np.ndarray]:
    """Per character: the code (0 for none), and which unit."""
    value, unit = np.zeros(LENGTH, int), np.full(LENGTH, -1)
    for number, ((start, end), code) in enumerate(zip(spans, codes, strict=True)):
        value[start:end], unit[start:end] = code + 1, number
    return value, unit


def character_by_character(coders, values=3) -> np.ndarray:
    """The same sums from one array entry per character."""
    size, m = values + 1, len(coders)
    drawn = [painted(*each) for each in coders]
    pairs, squares, met = np.zeros((size, size)), np.zeros(size), np.zeros(size)
    for one, (value, unit) in enumerate(drawn):
        squares[0] += (value == 0).sum()
        for number, code in enumerate(coders[one][1]):
            squares[code + 1] += (unit == number).sum() ** 2
        for two, (other, _) in enumerate(drawn):
            if one != two:
                np.add.at(pairs, (value, other), 1 / (m - 1))
                for number, code in enumerate(coders[one][1]):
                    met[code + 1] += ((unit == number) & (other > 0)).sum() ** 2 / (m - 1)
    return np.concatenate([pairs.reshape(-1), squares, met])


@given(continuum())
def test_the_sweep_is_what_characters_say(coders):
    """Lengths of pairs, squares of units, squares of what others met."""
    swept = unitized(LENGTH, [spans for spans, _ in coders], [codes for _, codes in coders], 3)

    assert character_by_character(coders) == pytest.approx(swept, abs=1e-9)


@given(continuum(), st.randoms())
def test_the_order_of_coders_changes_no_unitizing_alpha(coders, random):
    """Nobody is first, and nothing is infinite."""
    shuffled = list(coders)
    random.shuffle(shuffled)
    one, two = (
        unitized(LENGTH, [spans for spans, _ in some], [codes for _, codes in some], 3) for some in (coders, shuffled)
    )
    for found in (u_alpha, u_alpha_binary, cu_alpha, cu_coverage, lambda total: ku_alpha(total, 1)):
        assert found(one) == pytest.approx(found(two), abs=1e-9, nan_ok=True)
        assert not np.isinf(found(one))


@given(continuum())
def test_characters_are_counted_as_they_stand(coders):
    """Marked by which coders, and how many."""
    table = character_counts(LENGTH, [spans for spans, _ in coders])
    states = np.stack([painted(*each)[0] > 0 for each in coders], axis=1).astype(int)
    for row in np.unique(states, axis=0):
        ours = table.weight[(table.states == row).all(axis=1)].sum()
        assert (states == row).all(axis=1).sum() == ours


@given(st.lists(st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 9)), max_size=8))
def test_overlapping_spans_become_one_and_cover_the_same(pairs):
    """The union of a coder's spans; what only touches stays two."""
    spans = [(start, min(LENGTH, start + size)) for start, size in pairs]
    union = merged(spans)
    covered = {at for start, end in spans for at in range(start, end)}

    assert covered == {at for start, end in union.tolist() for at in range(start, end)}
    assert (union[1:, 0] >= union[:-1, 1]).all()


@given(st.sets(st.integers(0, LENGTH), max_size=8), st.sets(st.integers(0, LENGTH), max_size=8))
def test_a_frame_keeps_what_stands_in_it(cuts, holes):
    """Positions count the frame's characters only; spans outside disappear."""
    ends, edges = sorted(cuts), sorted(holes)
    spans = list(zip(ends[::2], ends[1::2], strict=False))
    frame = list(zip(edges[::2], edges[1::2], strict=False))
    inside = [at for start, end in frame for at in range(start, end)]
    marked = {n for n, at in enumerate(inside) if any(start <= at < end for start, end in spans)}

    assert marked == {at for start, end in within(spans, frame).tolist() for at in range(start, end)}


@pytest.mark.parametrize("spans", [[[3, 3]], [[5, 2]], [[0, 3], [2, 5]], [[4, 6], [0, 2]], [[8, 12]], [[-1, 2]]])
def test_spans_that_cannot_be_are_refused(spans):
    """Backwards, overlapping, out of order or out of the text: the caller's mistake."""
    with pytest.raises(ValueError, match="span"):
        stretches(10, [spans])


def test_unitizing_texts_add_up_whatever_their_coders():
    """A text coded by two and one coded by three weigh as what they are."""
    two = unitized(20, [[[0, 5]], [[0, 6]]], [[0], [0]], 1)
    three = unitized(30, [[[3, 9]], [[3, 9]], [[2, 9]]], [[0], [0], [0]], 1)

    assert 20 * 2 + 30 * 3 == (two + three)[:4].sum()
    assert 0.5 < float(u_alpha(two + three)) < 1
    assert 0 == unitized(20, [[[0, 5]]], [[0]], 1).sum()
