"""What was read in part: places are compared in what two coders both read, as if that were the whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import transcript

from imcommerce_qual.core.agreement.unitizing import u_alpha, u_alpha_binary
from imcommerce_qual.core.reliability.counting import ANY, Asked, count_text
from imcommerce_qual.core.reliability.parts import parts
from imcommerce_qual.core.units.frame import Looked, Marked
from imcommerce_qual.core.units.rollup import Rolled
from imcommerce_qual.model.span import Span

TALK = transcript("\n\n".join(f"S03: Answer number {n} is here.\n\nI: And then, {n}?" for n in range(6)))
ROLLED = Rolled(codes=("a", "b"), up={"a": ("a",), "b": ("b",)}, under={"a": frozenset({"a"}), "b": frozenset({"b"})})
TURNS = st.none() | st.frozensets(st.integers(1, 12))


def asked(*names):
    """Places, and spans that match."""
    return Asked(
        names=names, rolled=ROLLED, applied=("a", "b"), unit="turn", speakers="all", overlap=0.8, unitizing=True
    )


@st.composite
def coders(draw):
    """What a coder marked, one code after the other, of the turns that they read."""
    ends = sorted(draw(st.sets(st.integers(0, len(TALK.text) - 1), max_size=8)))
    spans = [Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]
    marked = tuple(Marked(code=draw(st.sampled_from("ab")), span=span) for span in spans)
    return Looked(coder="x", marked=marked, turns=draw(TURNS))


@given(one=coders(), two=coders())
def test_two_coders_are_compared_in_what_both_read_and_nowhere_else(one, two):
    """The same sums as of a transcript that has only those turns, which both read in full."""
    every = frozenset(range(1, 13))
    both = (every if one.turns is None else one.turns) & (every if two.turns is None else two.turns)
    common = replace(TALK, turns=tuple(turn for turn in TALK.turns if turn.number in both))

    in_part = count_text(TALK, [one, two], asked("x", "y"))
    alone = count_text(common, [replace(one, turns=None), replace(two, turns=None)], asked("x", "y"))

    for name, sums in in_part.unitized.items():
        np.testing.assert_allclose(alone.unitized[name], sums)
    assert in_part.overlapping == alone.overlapping
    if both:
        assert dict(alone.matches) == dict(in_part.matches)


@given(every=st.lists(coders(), min_size=2, max_size=4))
def test_pieces_have_every_turn_that_two_read_once(every):
    """Three coders who read different parts: each part is compared between those who read it."""
    found = parts(TALK, every)
    numbers = [turn.number for piece, _ in found for turn in piece.turns]

    assert len(set(numbers)) == len(numbers)
    for turn in TALK.turns:
        readers = sum(each.turns is None or turn.number in each.turns for each in every)
        assert (readers > 1) == (turn.number in numbers)
    for piece, readers in found:
        assert all(each is None or each.turns is None for each in readers)
        assert sum(each is not None for each in readers) > 1 or not piece.turns


def test_places_in_what_nobody_else_read_change_nothing():
    """Coder x read all and marked the end too; y read the first half: only that is compared."""
    first = Span(TALK.text.index("Answer number 0"), TALK.text.index(" is here"))
    last = Span(TALK.text.index("Answer number 5"), len(TALK.text))
    half = frozenset(range(1, 7))
    x = Looked(coder="x", marked=(Marked(code="a", span=first), Marked(code="a", span=last)))
    y = Looked(coder="y", marked=(Marked(code="a", span=first),), turns=half)

    sums = count_text(TALK, [x, y], asked("x", "y")).unitized["a"]

    assert 1.0 == pytest.approx(float(u_alpha(sums[None])[0]))


@given(one=coders(), two=coders())
def test_places_alone_are_compared_however_many_codes_stand_there(one, two):
    """|u of all codes is that of one code in their place; where no codes overlap, it is |u of the codes."""
    found = count_text(TALK, [one, two], asked("x", "y"))
    merged = [replace(each, marked=tuple(replace(mark, code="a") for mark in each.marked)) for each in (one, two)]

    np.testing.assert_allclose(count_text(TALK, merged, asked("x", "y")).unitized["a"], found.unitized[ANY])
    if not found.overlapping:
        np.testing.assert_allclose(
            u_alpha_binary(found.unitized[""][None]), u_alpha(found.unitized[ANY][None]), equal_nan=True
        )
