from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.histories import texts
from tests.samples import transcript, transcript_file

from imcommerce_qual.core.excerpts import side_of
from imcommerce_qual.core.matching import Candidate, find_quote
from imcommerce_qual.model.span import Span

TALK = transcript(
    "I: 好吃吗？好吃。\n"
    "S03: 哈哈哈哈，好吃。\n"
    "= Ha! Tasty. I'd buy it\n"
    "S03: It's  good\n"
    "  and cheap, I'd buy it.\n"
    "M: 便宜。\n"
)


def found(quote, **where):
    return [(each.turn, each.words) for each in find_quote(TALK, quote, **where)]


def test_a_quote_that_stands_once_is_found_with_its_turn_and_surroundings():
    """What somebody must see to know that it is the right place."""
    at = TALK.text.index("便宜")

    assert (
        Candidate(span=Span(at, at + 2), turn=4, speaker="M", before="M: ", words="便宜", after="。"),
    ) == find_quote(TALK, "便宜")


def test_a_quote_that_stands_nowhere_is_not_found():
    """Nothing that is only like it: no other width, case or punctuation."""
    assert [] == found("便宜！")
    assert [] == found("it's  good")
    assert [] == found("Ｈa!")
    assert [] == found("")


def test_an_ambiguous_quote_is_found_at_every_place():
    """In order of the text, in words of either language; somebody has to choose."""
    assert [(1, "好吃"), (1, "好吃"), (2, "好吃")] == found("好吃")
    assert [(2, "I'd buy it"), (3, "I'd buy it")] == found("I'd buy it")


def test_overlapping_places_are_places():
    """`哈哈哈` stands twice in `哈哈哈哈`: it must not look unique."""
    at = TALK.text.index("哈")

    assert [Span(at, at + 3), Span(at + 1, at + 4)] == [each.span for each in find_quote(TALK, "哈哈哈")]


@pytest.mark.parametrize("quote", ["It's good and cheap", "It's\ngood\tand  cheap", " It's good\n  and cheap\n"])
def test_any_white_space_stands_for_any_other(quote):
    """As a quote is copied from a screen that wraps lines."""
    assert [(3, "It's  good\n  and cheap")] == found(quote)


def test_white_space_around_one_word_does_not_hide_it():
    """A line end comes along when a word is copied."""
    assert [(4, "便宜")] == found("便宜\n")


def test_as_it_is_comes_before_any_other_white_space():
    """A quote that stands exactly is not ambiguous with one that stands nearly."""
    talk = transcript("I: a b\nS03: a  b\n")

    assert [1] == [each.turn for each in find_quote(talk, "a b")]
    assert [2] == [each.turn for each in find_quote(talk, "a  b")]


def test_a_quote_is_no_pattern():
    """Dots and brackets stand for themselves."""
    talk = transcript("I: [笑] a.b (c)* axb\n")

    assert ["a.b"] == [each.words for each in find_quote(talk, "a.b")]
    assert ["[笑]"] == [each.words for each in find_quote(talk, "[笑]")]
    assert ["(c)*"] == [each.words for each in find_quote(talk, "(c)*")]


def test_a_turn_keeps_the_places_that_touch_it():
    """One that spans two turns is in both."""
    assert [(2, "好吃")] == found("好吃", turn=2)
    assert [] == found("好吃", turn=3)
    talk = transcript("I: 一\nS03: 二\nI: 一\n")
    assert 1 == len(find_quote(talk, "一\nS03: 二", turn=2))


def test_near_keeps_the_place_that_is_closest_to_that_text():
    """On either side of it; all where it does not stand, and all that are equally close."""
    assert [(2, "好吃")] == found("好吃", near="哈哈哈哈")
    assert [(1, "好吃")] == found("好吃", near="吗")
    assert 3 == len(found("好吃", near="贵"))
    assert [(3, "I'd buy it")] == found("I'd buy it", near="cheap")
    assert [(1, "好吃"), (1, "好吃")] == found("好吃", near="吗？")


def test_a_place_outside_words_is_no_place():
    """Labels, times, marks and headings were not said by anybody."""
    talk = transcript("# S03\nS03 [0:01]: S03 好\n= S03 good\n")

    assert [("source", "S03"), ("translation", "S03")] == [
        (side_of(talk, each.span), each.words) for each in find_quote(talk, "S03")
    ]
    assert () == find_quote(talk, "0:01")
    assert () == find_quote(talk, "好\n= S03")


def test_what_follows_a_place_over_several_turns_is_after_its_last():
    """So that it can be told from another."""
    talk = transcript("I: 一\nS03: 二，三\nI: 四\n")

    (place,) = find_quote(talk, "一\nS03: 二")

    assert ("I: ", "，三") == (place.before, place.after)


@given(texts, st.data())
def test_words_that_were_copied_are_found_where_they_were(text, data):
    """Among all places, the one they came from; and every place has exactly the words."""
    talk = transcript_file(text).transcript
    lines = [line.span for turn in talk.turns for line in turn.words]
    assume(lines)
    line = data.draw(st.sampled_from(lines))
    start = data.draw(st.integers(line.start, line.end - 1))
    span = Span(start, data.draw(st.integers(start + 1, line.end)))
    quote = text[span.start : span.end]
    assume(quote.strip())

    places = find_quote(talk, quote)

    assert span in [each.span for each in places]
    assert {quote} == {each.words for each in places}
    assert sorted({each.span for each in places}) == [each.span for each in places]
