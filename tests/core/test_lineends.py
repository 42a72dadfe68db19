from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.core.lineends import FOREIGN_LINE_ENDS, foreign_line_ends, place_at
from imcommerce_qual.model.problem import Place


@pytest.mark.parametrize("mark", ["\r", "\u2028", "\u0085", "\v", "\f"])
def test_each_line_end_that_is_not_lf_is_told_once_where_it_first_stands(mark):
    """A lone CR, U+2028, U+0085, VT and FF end lines in some programs and not in others."""
    text = f"I: 您好\nS03: 👍{mark}好{mark}"

    (problem,) = foreign_line_ends("S03.md", text)

    assert Place(file="S03.md", line=2, column=7, source=f"S03: 👍{mark}好{mark}") == problem.place
    assert FOREIGN_LINE_ENDS[mark] in problem.message
    assert "(2 in all)" in problem.message


def test_those_of_several_kinds_are_told_in_order_of_the_text():
    """One problem a kind, so that a file full of them can still be read about."""
    assert [(1, 5), (2, 1)] == [
        (each.place.line, each.place.column) for each in foreign_line_ends("S03.md", "I: a\fb\f\n\vc\f")
    ]


def test_an_ordinary_text_has_none():
    """Tabs, ideographic spaces, no-break spaces and LF are no line ends of others."""
    assert [] == list(foreign_line_ends("S03.md", "I:\t您好\u3000吗\u00a0？\nS03: 好\n"))


@given(st.text(alphabet=st.sampled_from("aé好👍 \n:\u2028\x85")), st.data())
def test_every_offset_has_its_line_and_column(text, data):
    """Lines end at LF only, both count from 1, columns are code points."""
    offset = data.draw(st.integers(0, len(text)))

    place = place_at("S03.md", text, offset)

    before = text[:offset]
    assert before.count("\n") + 1 == place.line
    assert len(before.rpartition("\n")[2]) + 1 == place.column
    assert text.split("\n")[place.line - 1] == place.source
