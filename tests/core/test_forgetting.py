"""Words cut out of texts; spans and maps of edits that point into them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.samples import transcript

from imcommerce_qual.core.anchoring import carry
from imcommerce_qual.core.difference import difference
from imcommerce_qual.core.forgetting.order import words_order
from imcommerce_qual.core.forgetting.passages import Passages, cuts_of, is_erased, lines_of
from imcommerce_qual.core.forgetting.shift import Shift, shifted_edit
from imcommerce_qual.core.forgetting.words import Words, word_fault
from imcommerce_qual.model.edit import Edit, Kept
from imcommerce_qual.model.forgetting import ERASED, Cut
from imcommerce_qual.model.span import Span

PUTS = {"王芳": "[卖家]", "Wang Fang": "[seller]", "Wang": "[W]", "芳": "[F]"}
pieces = st.lists(
    st.sampled_from(["王", "芳", "王芳", "Wang", " ", "Fang", "s", "a", "。", "\n", "😀", "é", "群里 "]), max_size=25
)
texts = pieces.map("".join)


def cut(text, puts=PUTS):
    """The text without the words."""
    return Shift.of(text, Words(puts)(text)).new


@given(texts)
def test_no_word_is_left(text):
    """Afterwards nothing is found, also not where two sides of a cut meet."""
    assert () == Words(PUTS)(cut(text))


def test_a_word_that_cutting_would_make_is_cut_too():
    """Taking the inner of two nested words out must not leave the outer one."""
    assert "[F]" == cut("王王芳芳", {"王芳": "·", "王·芳": "[F]"})


def test_latin_words_are_whole_words_and_chinese_ones_are_not():
    """`Li` is not in `Like`; a Chinese name has no boundary to look for."""
    assert "Like [L], [L]'s 李[甲]" == cut("Like Li, Li's 李王芳", {"Li": "[L]", "王芳": "[甲]"})


def test_the_longest_word_at_a_place_is_the_one():
    """A full name is one person, not a first name with a rest."""
    assert "[seller] [W]" == cut("Wang Fang Wang")


def test_words_that_stay_are_told():
    """What is spelled otherwise or part of another word is for a person to judge."""
    words = Words({"Li": "[L]", "Wang Fang": "[W]"})

    assert {"Like": 2} == words.inside_longer("Like Like Li")
    assert {"WANG  fang": 1} == words.otherwise("WANG  fang, Wang Fang")


@pytest.mark.parametrize(
    ("word", "put"),
    [("", "x"), (" Li", "x"), ("a", "x"), ("Li\nWu", "x"), ("Li", ""), ("Li", " x"), ("Li", "x\ny"), ("Li", "Mr Li")],
)
def test_words_that_cannot_be_forgotten_are_refused(word, put):
    """Nothing, one letter, several lines, or a pseudonym that says the name."""
    assert word_fault(word, put, [word]) is not None


@given(texts, st.integers(0, 40), st.integers(1, 40))
def test_a_span_keeps_its_words_and_takes_in_the_whole_of_a_cut(text, start, size):
    """Outside of cuts the same characters; at its edges what took the place of a word, never half of it."""
    assume(start < len(text))
    span = Span(start, min(len(text), start + size))
    cuts = Words(PUTS)(text)
    shift = Shift.of(text, cuts)
    moved = shift.span(span)

    touched = [each for each in cuts if each.start < span.end and span.start < each.end]
    begin = min([span.start, *(each.start for each in touched)])
    finish = max([span.end, *(each.end for each in touched)])
    inner = tuple(Cut(each.start - begin, each.end - begin, each.put) for each in touched)
    assert Shift.of(text[begin:finish], inner).new == shift.new[moved.start : moved.end]


@given(texts, texts, texts)
def test_an_edit_still_maps_the_same_characters(first, second, tail):
    """Afterwards, what an edit calls the same is the same, and what was kept without a cut at its edges still is."""
    old, new = first + tail, second + tail
    changed, moved = difference(old, new)
    edit = Edit(id="e", at=datetime(2026, 1, 4, tzinfo=UTC), by="a", from_="o", to="n", changed=changed, moved=moved)
    words = Words(PUTS)
    a, b = Shift.of(old, words(old)), Shift.of(new, words(new))
    after = shifted_edit(edit, a, b, from_="p", to="q")

    at = (0, 0)
    for a0, a1, b0, b1 in (*after.changed, (len(a.new), 0, len(b.new), 0)):
        assert a.new[at[0] : a0] == b.new[at[1] : b0]
        at = (a1, b1)
    for a0, a1, b0 in after.moved:
        assert a.new[a0:a1] == b.new[b0 : b0 + a1 - a0]
    for start in range(len(old)):
        span = Span(start, start + 1)
        if not any(each.start <= start < each.end for each in a.cuts):
            was = carry(span, edit)
            if isinstance(was, Kept) and not any(each.start <= was.span.start < each.end for each in b.cuts):
                assert Kept(b.span(was.span)) == carry(a.span(span), after)


def test_an_edit_that_only_spelled_the_name_right_becomes_one_that_changes_it():
    """A map that called `W…ang` the same in both would move words to other words."""
    old, new = "I: Wang Fang said yes", "I: Wang Fong said yes"
    changed, moved = difference(old, new)
    edit = Edit(id="e", at=datetime(2026, 1, 4, tzinfo=UTC), by="a", from_="o", to="n", changed=changed, moved=moved)
    shift = Shift.of(old, Words({"Wang Fang": "[P]"})(old))

    assert ((3, 6, 3, 12),) == shifted_edit(edit, shift, Shift.of(new, ()), from_="p", to="n").changed


INTERVIEW = "# Start\n\nI: 您好，王老师？\n= Hello?\n\nS03: 都是认识的人，\n我放心。\n= I know them.\n\nM: 我也是。\n"


def test_where_nobody_else_was_interviewed_the_questions_go_too():
    """A question says what was answered before; the labels and turns stay."""
    text = transcript(INTERVIEW)
    after = Shift.of(text.text, cuts_of(text, "S03")).new

    assert "# [erased]\n\nI: [erased]\n= [erased]\n\nS03: [erased]\n[erased]\n= [erased]\n\nM: [erased]\n" == after
    assert ["都是认识的人，", "我放心。", "I know them."] == list(lines_of(text, "S03"))
    assert is_erased(transcript(after), Span(after.index("[erased]", 40), after.index("[erased]", 40) + 8))


def test_topics_of_the_guide_stay():
    """Marks of topics are the interviewer's guide, and tables need them."""
    text = transcript("# @topic prices\n\nS03: 便宜。\n")

    assert "# @topic prices\n\nS03: [erased]\n" == Shift.of(text.text, cuts_of(text, "S03")).new


def test_passages_that_repeat_somebody_are_found_whole_and_short_ones_are_not():
    """A memo that quotes is theirs; four characters in a row are anybody's."""
    find = Passages.of(["群里推荐的东西都是认识的人卖的", "yes, I think so"])

    assert (Cut(2, 13, ERASED),) == find("她：推荐的东西都是认识的人！")
    assert () == find("认识的人 yes, I think so")


def test_words_are_found_in_transcripts_also_in_labels():
    """A label is part of the text that is kept."""
    order = words_order({"S03": "P3"}, "pseudonymised")

    assert 1 == len(order.cuts(transcript("S03: 便宜。\n")))
