"""Cutting words in units: every character in one unit, none cut in two, Chinese and English alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.core.segments import joined, pieces, trimmed
from imcommerce_qual.core.wrapping import width_of, wrap

UNITS = ("character", "word", "clause", "sentence")
PARTS = [
    "a",
    "Mr.",
    "3.5",
    " ",
    "\n",
    ". ",
    "! ",
    "…",
    "，",
    "。",
    "；",
    "都是",
    "”",
    "e\u0301",
    "👩\u200d🌾",
    "🇨🇳",
    "👍🏽",
    "(",
    "ก็",
]
TEXTS = st.lists(st.sampled_from(PARTS) | st.characters(codec="utf-8"), max_size=30).map("".join)


def cut(text, unit):
    return [text[start:end] for start, end in pieces(text, unit)]


@given(TEXTS, st.sampled_from(UNITS))
def test_units_cover_all_of_a_text_once_and_in_order(text, unit):
    """Joined again, the units are the text; none is empty."""
    found = cut(text, unit)

    assert text == "".join(found)
    assert all(found)


@given(TEXTS, st.sampled_from(UNITS))
def test_no_unit_begins_inside_a_character_as_people_see_it(text, unit):
    """An accent, a flag, a family: never cut in two."""
    assert [] == [start for start, _ in pieces(text, unit) if joined(text, start)]


@given(TEXTS)
def test_larger_units_begin_where_smaller_ones_do(text):
    """A sentence begins where a clause begins."""
    starts = {start for start, _ in pieces(text, "clause")}

    assert {start for start, _ in pieces(text, "sentence")} <= starts


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("I know her. She is my aunt.", ["I know her. ", "She is my aunt."]),
        ("Dr. Li said 3.5 yuan. Yes?", ["Dr. Li said 3.5 yuan. ", "Yes?"]),
        ("We met, e.g. on Monday... and so on. OK", ["We met, e.g. on Monday... and so on. ", "OK"]),
        ("“Really?” “Yes!” [laughs] Good.", ["“Really?” ", "“Yes!” ", "[laughs] Good."]),
        ("都是认识的人。我放心！真的？”对；好", ["都是认识的人。", "我放心！", "真的？”", "对；", "好"]),
        ("嗯……然后呢？有", ["嗯……", "然后呢？", "有"]),
    ],
)
def test_sentences(text, sentences):
    """Ends are those that a reader sees: not an abbreviation's, a number's, or dots in mid sentence."""
    assert sentences == cut(text, "sentence")


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("I bought it, 1,000 yuan; so what: yes.", ["I bought it, ", "1,000 yuan; ", "so what: ", "yes."]),
        ("都是认识的人，我比较放心。对、好", ["都是认识的人，", "我比较放心。", "对、", "好"]),
    ],
)
def test_clauses(text, clauses):
    """Commas count where a clause ends, not inside a number."""
    assert clauses == cut(text, "clause")


def test_words_are_runs_of_letters_or_single_chinese_characters():
    """Chinese has no spaces: one character is a word; the punctuation after a word goes with it."""
    assert ["don't ", "stop, ", "都", "是，", "ok"] == cut("don't stop, 都是，ok", "word")


def test_trimmed_leaves_out_the_spaces_around():
    """A unit to code has no spaces at its ends; one of spaces only is none."""
    assert (1, 3) == trimmed(" ab ", (0, 4))
    assert trimmed("  ", (0, 2)) is None


@given(TEXTS, st.integers(4, 40))
def test_rows_cover_a_line_and_are_not_wider_than_the_screen(text, width):
    """Nothing is lost in wrapping; only spaces may stand over the edge."""
    text = text.replace("\n", " ")
    rows = wrap(text, 0, len(text), width)

    assert text == "".join(text[start:end] for start, end in rows)
    for start, end in rows:
        row = text[start:end].rstrip()
        assert width_of(row) <= width or len(row) == 1 or any(joined(row, at) for at in range(1, len(row)))


def test_chinese_punctuation_does_not_begin_a_row():
    """A stop goes with the character before it."""
    text = "都是认识的人，我放心"

    assert ["都是认识的", "人，我放心"] == [text[start:end] for start, end in wrap(text, 0, len(text), 12)]
