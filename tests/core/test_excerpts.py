from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.histories import texts
from tests.samples import span_of, transcript, transcript_file

from imcommerce_qual.core.excerpts import (
    anchor_at,
    excerpt_of,
    side_of,
    speakers_under,
    translation_of,
    turns_under,
    words_of_turn,
)
from imcommerce_qual.model.span import Anchor, Span

TALK = transcript(
    "# First sitting\n"
    "I [00:07:02]: 群里推荐的东西，您为什么愿意买？\n"
    "= Why do you buy what is recommended?\n"
    "\n"
    "S03 [00:07:11]: 都是认识的人，[笑] 我比较放心。\n"
    "  S03: 这行是引文。\n"
    "= They're all people I know.\n"
    "\n"
    "而且便宜。\n"
    "= And it's cheap.\n"
    "I：贵的呢？\n"
    "= And dear things?\n"
    "S03: 不买。\n"
)


def between(first, last):
    """From the first words to the last, both included."""
    return Span(TALK.text.index(first), TALK.text.index(last) + len(last))


def words(span):
    found = excerpt_of(TALK, span)
    return found and (found.side, found.words, found.turns)


def test_a_span_in_one_line_is_its_words():
    """Character for character, with what was heard."""
    assert ("source", "[笑] 我比较放心", (2,)) == words(between("[笑]", "放心"))


def test_lines_of_a_turn_are_joined_by_lf_without_their_white_space():
    """Label, indentation, blank lines and translation are no words."""
    assert ("source", "我比较放心。\nS03: 这行是引文。\n而且便宜", (2,)) == words(between("我比较", "而且便宜"))


def test_turns_are_joined_by_a_slash():
    """A span over several turns is one excerpt, with no label, time or colon in it."""
    assert ("source", "而且便宜。 / 贵的呢？ / 不买", (2, 3, 4)) == words(between("而且", "不买"))
    assert (
        "source",
        "买？ / 都是认识的人，[笑] 我比较放心。\nS03: 这行是引文。\n而且便宜。 / 贵的",
        (1, 2, 3),
    ) == words(between("买？", "贵的"))


def test_a_span_over_a_translation_is_the_translations_words():
    """Of that language alone, however much of the other lies between."""
    assert ("translation", "people I know.\nAnd it's", (2,)) == words(between("people", "And it's"))
    assert ("translation", "recommended? / They're all people I know.\nAnd it's cheap. / And dear", (1, 2, 3)) == words(
        between("recommended?", "And dear")
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("S03 [00:07:11]", "认识"),
        ("[00:07:11]", "认识"),
        (": 都是", "认识"),
        (" 都是", "认识"),
        ("  S03: 这", "引文"),
        ("都是", "= They"),
        ("都是", "people"),
        ("people", "而且"),
        ("都是", "放心。\n"),
        ("First", "sitting"),
        ("First", "群里"),
        ("\n\n而且", "便宜"),
        ("= And it's", "cheap"),
    ],
)
def test_a_span_that_begins_or_ends_outside_words_of_one_language_has_no_excerpt(first, last):
    """In a label, a time, indentation, a line end, a heading, or in another language than it began."""
    span = between(first, last)

    assert (None, None) == (side_of(TALK, span), excerpt_of(TALK, span))


def test_a_turn_without_words_between_has_no_part_in_the_excerpt():
    """Nothing was said in it."""
    talk = transcript("I: 一\nS03: \nI: 二\n")

    found = excerpt_of(talk, Span(talk.text.index("一"), talk.text.index("二") + 1))

    assert ("一 / 二", (1, 3)) == (found.words, found.turns)


def test_turns_under_a_span_are_those_whose_text_it_touches():
    """Half-open: the first character of the next turn is not touched by a span that ends before it."""
    second, third = TALK.turns[1], TALK.turns[2]

    assert [2] == [turn.number for turn in turns_under(TALK, second.extent)]
    assert [2, 3] == [turn.number for turn in turns_under(TALK, Span(second.extent.start, third.extent.start + 1))]
    assert [] == [turn.number for turn in turns_under(TALK, Span(0, 5))]


@given(texts, st.data())
def test_an_excerpt_is_the_span_in_words_and_nothing_else(text, data):
    """Its pieces are the span cut down to the words of its language, in order; it begins and ends with the span."""
    talk = transcript_file(text).transcript
    lines = [
        (turn.number, side, line.span)
        for turn in talk.turns
        for side in ("source", "translation")
        for line in turn.lines(side)
    ]
    assume(lines)
    _, side, first = data.draw(st.sampled_from(lines))
    last = data.draw(st.sampled_from([line for _, other, line in lines if other == side and line >= first]))
    span = Span(
        data.draw(st.integers(first.start, first.end - 1)),
        data.draw(st.integers(last.start + 1, last.end)),
    ) if first != last else first  # fmt: skip

    found = excerpt_of(talk, span)

    assert side == found.side
    assert (span.start, span.end) == (found.pieces[0][1].start, found.pieces[-1][1].end)
    expected = [
        (number, Span(max(line.start, span.start), min(line.end, span.end)))
        for number, other, line in lines
        if other == side and line.overlap(span)
    ]
    assert expected == list(found.pieces)
    joined = found.words.replace(" / ", "").replace("\n", "")
    assert "".join(text[piece.start : piece.end] for _, piece in expected).replace(" / ", "") == joined


def test_the_translation_of_an_excerpt_is_of_the_paragraphs_that_it_touches():
    """Where there is one translation a paragraph."""

    def translated(first, last):
        return translation_of(TALK, excerpt_of(TALK, between(first, last)))

    assert "They're all people I know." == translated("放心", "引文")
    assert "And it's cheap." == translated("而且", "便宜")
    assert "They're all people I know.\nAnd it's cheap." == translated("引文", "而且")
    assert "And it's cheap. / And dear things?" == translated("便宜", "贵的")
    assert translated("不买", "不买") is None


def test_where_paragraphs_and_translations_do_not_match_the_whole_turns_is_given():
    """Nobody can tell which belongs to which."""
    talk = transcript("S03: 一。\n\n二。\n= One. Two.\n")

    assert "One. Two." == translation_of(talk, excerpt_of(talk, span_of(talk, "二")))


def test_a_translation_has_no_translation():
    """And a monolingual transcript has none either."""
    assert translation_of(TALK, excerpt_of(TALK, between("people", "know"))) is None


def test_who_speaks_under_an_excerpt_are_participants():
    """Interviewers and others are left out."""
    assert ("S03",) == speakers_under(TALK, excerpt_of(TALK, between("而且", "贵的")))
    assert () == speakers_under(TALK, excerpt_of(TALK, between("贵的", "贵的")))


def test_an_anchor_keeps_the_words_and_32_characters_of_raw_text_on_each_side():
    """Raw: label, time and line ends are in it, to prove the place later; less at the ends of a text."""
    talk = transcript("I: " + "啊" * 40 + "\nS03: 好👍。\n")
    span = span_of(talk, "好👍")

    assert Anchor(text=talk.hash, span=span, quote="好👍", before="啊" * 26 + "\nS03: ", after="。\n") == anchor_at(
        talk, span
    )
    assert "I: " == anchor_at(talk, Span(3, 5)).before
    assert 32 == len(anchor_at(talk, Span(3, 5)).after)


def test_the_words_of_a_turn_in_either_language():
    """Lines joined by LF."""
    assert "都是认识的人，[笑] 我比较放心。\nS03: 这行是引文。\n而且便宜。" == words_of_turn(TALK, TALK.turns[1])
    assert "They're all people I know.\nAnd it's cheap." == words_of_turn(TALK, TALK.turns[1], "translation")
    assert "" == words_of_turn(TALK, TALK.turns[3], "translation")
