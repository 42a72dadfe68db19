"""Interviews cut in units, and what each coder marked in them: counted by hand, and one character at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import codebook, transcript

from imcommerce_qual.core.agreement.estimates import estimate
from imcommerce_qual.core.agreement.named import Scale, statistic
from imcommerce_qual.core.agreement.unitizing import u_alpha
from imcommerce_qual.core.units.characters import count_characters
from imcommerce_qual.core.units.cutting import cut
from imcommerce_qual.core.units.exchanges import exchanges
from imcommerce_qual.core.units.frame import Looked, Marked, framed, words_of
from imcommerce_qual.core.units.matches import SpanMatches, match_spans
from imcommerce_qual.core.units.places import unitize
from imcommerce_qual.core.units.presence import count_units
from imcommerce_qual.core.units.rollup import Rolled, roll_up
from imcommerce_qual.core.units.tally import counts_by_code
from imcommerce_qual.model.span import Span

BOOK = roll_up(
    codebook(
        """\
  - id: trust
    label: Trust
    codes:
      - {id: trust.person, label: In people}
      - {id: trust.breach, label: Broken, rolls_up: false}
  - {id: cost, label: Cost}
"""
    )
)
TALK = transcript(
    "I: 为什么买？\n= Why did you buy?\n"
    "S03: 便宜。也省时间；不用出门。\n= It's cheap. It saves time, e.g. no going out.\n"
    "I: 嗯。\n= Mm-hm.\n"
    "S03: 都是认识的人。\n= They're people I know.\n"
    "I: 被骗过吗？\n= Ever cheated?\n"
    "M: 我没有。\n= Not me.\n"
    "S03: 没有。\n= No.\n"
)
NAMES = ("coder-a", "coder-b")


def only(*codes: str) -> Rolled:
    """These codes alone."""
    return Rolled(codes=codes, up={code: (code,) for code in codes}, under={code: frozenset({code}) for code in codes})


def at(words: str, talk=TALK) -> Span:
    start = talk.text.index(words)
    return Span(start, start + len(words))


def looked(coder: str, *marked: tuple[str, str], talk=TALK, **more) -> Looked:
    """A coder's codings as (code, words)."""
    return Looked(coder=coder, marked=tuple(Marked(code=code, span=at(words, talk)) for code, words in marked), **more)


def table(text, code: str) -> dict[tuple[int, ...], float]:
    """Joint states of one code, and how many."""
    counts = counts_by_code([text])[code]
    return {tuple(row): many for row, many in zip(counts.states.tolist(), counts.weight.tolist(), strict=True)}


def test_only_participants_turns_count_unless_all_are_asked_for():
    """Interviewers' turns are easy agreement."""
    assert [(2,), (4,), (7,)] == [unit.turns for unit in cut(TALK, "turn")]
    assert [(n,) for n in range(1, 8)] == [unit.turns for unit in cut(TALK, "turn", speakers="all")]


def test_an_exchange_is_a_question_with_its_answer():
    """A listener's sound is part of it, a third person's words too."""
    assert ((1, 2, 3, 4), (5, 6, 7)) == exchanges(TALK)
    assert [(2, 4), (7,)] == [unit.turns for unit in cut(TALK, "exchange")]


def test_a_question_in_two_parts_is_one_question():
    """The participant's "mm-hm" in its middle is no answer; after a question mark it is."""
    halves = transcript("I: So last week.\nS03: Mm-hm.\nI: What did you buy?\nS03: Fruit.\n")
    answer = transcript("I: Did you buy?\nS03: Mm-hm.\nI: What did you buy?\nS03: Fruit.\n")

    assert ((1, 2, 3, 4),) == exchanges(halves)
    assert ((1, 2), (3, 4)) == exchanges(answer)


def test_sentences_end_at_chinese_and_latin_marks_and_not_at_abbreviations():
    """Both languages, each by its own marks."""

    def words(side):
        return [TALK.text[unit.stretches[0].start : unit.stretches[0].end] for unit in cut(TALK, "sentence", side=side)]

    assert ["便宜。", "也省时间；", "不用出门。", "都是认识的人。", "没有。"] == words("source")
    assert ["It's cheap.", "It saves time, e.g. no going out.", "They're people I know.", "No."] == words("translation")


def test_given_units_keep_only_words_that_count():
    """Bounded beforehand, by a named person; without a participant's word there is nothing to compare."""
    units = cut(TALK, "given", given=[Span(at("嗯").start, at("认识").end), at("被骗过吗")])

    assert ["都是认识"] == [TALK.text[unit.stretches[0].start : unit.stretches[0].end] for unit in units]


def test_a_code_is_present_where_a_character_of_it_is_covered():
    """However long the codings are; two codings of one code in a turn are one."""
    a = looked("coder-a", ("cost", "便宜。也省"), ("cost", "时间"), ("trust", "都是认识的人"))
    b = looked("coder-b", ("cost", "省时间"), ("cost", "没有。\n= No."))
    text = count_units(TALK, [a, b], BOOK, names=NAMES)

    assert {(0, 0): 1, (0, 1): 1, (1, 1): 1} == table(text, "cost")
    assert {(0, 0): 2, (1, 0): 1} == table(text, "trust")


def test_white_space_is_no_presence():
    """A coding that ends with the space before the next sentence says nothing of that."""
    talk = transcript("S03: It is cheap. I buy  there.\n")
    a = Looked(coder="coder-a", marked=(Marked(code="cost", span=at("buy  there", talk)),))
    space = Looked(
        coder="coder-b",
        marked=(Marked(code="cost", span=Span(at("  there", talk).start, at("  there", talk).start + 2)),),
    )

    assert {(1, 0): 1} == table(count_units(talk, [a, space], BOOK, names=NAMES), "cost")


def test_children_are_counted_in_their_parent_unless_they_run_against_it():
    """By union of what they cover."""
    a = looked("coder-a", ("trust.person", "都是认识的人"), ("trust.breach", "没有。\n= No."))
    b = looked("coder-b", ("trust", "认识的人"))
    text = count_units(TALK, [a, b], BOOK, names=NAMES)

    assert {(0, 0): 2, (1, 1): 1} == table(text, "trust")
    assert {(0, 0): 2, (1, 0): 1} == table(text, "trust.breach")


def test_who_has_not_looked_is_missing_and_never_nought():
    """Not completed, not for this code, or not this turn."""
    a = looked("coder-a", ("cost", "便宜"))
    no_cost = looked("coder-b", codes=frozenset({"trust", "trust.person", "trust.breach"}))
    no_end = looked("coder-b", turns=frozenset({1, 2, 3}))

    assert {(0, -1): 2, (1, -1): 1} == table(count_units(TALK, [a, None], BOOK, names=NAMES), "cost")
    text = count_units(TALK, [a, no_cost], BOOK, names=NAMES)
    assert ({(0, -1): 2, (1, -1): 1}, {(0, 0): 3}) == (table(text, "cost"), table(text, "trust"))
    assert {(1, 0): 1, (0, -1): 2} == table(count_units(TALK, [a, no_end], BOOK, names=NAMES), "cost")


def test_codings_outside_the_frame_are_counted():
    """A coding of a question is not lost in silence."""
    a = looked("coder-a", ("cost", "为什么买"), ("cost", "便宜"))

    assert (1, 0) == count_units(TALK, [a, None], BOOK, names=NAMES).outside
    assert (0, 0) == count_units(TALK, [a, None], BOOK, names=NAMES, speakers="all").outside
    assert (1, 0) == count_characters(TALK, [a, None], BOOK, names=NAMES).outside


def test_two_languages_meet_in_turns_and_never_in_characters():
    """One worked on the source, the other on the translation."""
    a, b = looked("coder-a", ("cost", "便宜")), looked("coder-b", ("cost", "It's cheap"))

    assert {(0, 0): 2, (1, 1): 1} == table(count_units(TALK, [a, b], BOOK, names=NAMES), "cost")
    assert {(0, 0): 1, (1, 1): 1} == table(count_units(TALK, [a, b], BOOK, names=NAMES, unit="exchange"), "cost")
    for text in (
        count_units(TALK, [a, b], BOOK, names=NAMES, unit="sentence"),
        count_characters(TALK, [a, b], BOOK, names=NAMES),
    ):
        assert (True, {}) == (text.mixed, table(text, "cost"))
    assert (0, False) == (unitize(TALK, [a, b], only("cost"))[0].sum(), False)


def test_codes_of_several_transcripts_are_one_table_with_a_cluster_each():
    """Transcripts are what intervals are made of."""
    a, b = looked("coder-a", ("cost", "便宜")), looked("coder-b", ("cost", "省时间"))
    text = count_units(TALK, [a, b], BOOK, names=NAMES)
    counts = counts_by_code([text, text, text])["cost"]
    found = estimate(statistic("krippendorff_alpha", counts, Scale()), counts)

    assert (9, 3, 1.0) == (found.n_units, found.n_clusters, found.value)
    assert ("few-transcripts" in found.flags, "low-prevalence" in found.flags) == (True, True)
    with pytest.raises(ValueError, match="same coders"):
        counts_by_code([])


def test_two_codes_on_one_place_cannot_be_unitized_by_code():
    """One at a time they can."""
    a = looked("coder-a", ("cost", "便宜。也省"), ("trust", "宜。也"))
    b = looked("coder-b", ("cost", "便宜。也省"))

    assert unitize(TALK, [a, b], only("cost", "trust"))[1]
    assert 1.0 == pytest.approx(float(u_alpha(unitize(TALK, [a, b], only("cost"))[0])))


def test_spans_match_where_they_overlap_far_enough():
    """Share of the matched, precision and recall; nothing to divide by is nothing."""
    found = match_spans([[0, 10], [20, 30]], [[0, 8], [21, 24], [50, 60]], overlap=0.8)

    assert (SpanMatches(2, 1, 3, 1), 0.4, 1 / 3, 0.5) == (found, found.share, found.precision, found.recall)
    assert (None, None) == (SpanMatches().share, SpanMatches().precision)
    assert SpanMatches(4, 2, 6, 2) == found + found
    with pytest.raises(ValueError, match="overlap"):
        match_spans([], [], overlap=0)


LONG = transcript("I: 问。\nS03: 一二三 四五六。七八\n\n九十。\nI: 问？\nS03: 甲乙丙丁。\n", id="S03")
ENDS = st.integers(0, len(LONG.text))
SPANS = st.tuples(ENDS, ENDS).filter(lambda pair: pair[0] < pair[1])
MARKS = st.lists(st.tuples(st.sampled_from(["trust", "trust.person", "trust.breach", "cost"]), SPANS), max_size=6)
ROLLED = {"trust": {"trust", "trust.person"}, "trust.breach": {"trust.breach"}, "cost": {"cost"}}


@given(st.lists(MARKS, min_size=2, max_size=3), st.sampled_from(list(ROLLED)), st.sampled_from([None, frozenset({2})]))
def test_the_sweep_over_codings_is_what_characters_say(every, code, turns):
    """One character of the words that count after the other."""
    coders = [
        Looked(coder=f"c{n}", marked=tuple(Marked(code=name, span=Span(*pair)) for name, pair in marks))
        for n, marks in enumerate(every)
    ]
    coders[0] = Looked(coder="c0", marked=coders[0].marked, turns=turns)
    expected: dict[tuple[int, ...], float] = {}
    for number, line in words_of(LONG.text, framed(LONG, "participants"), "source"):
        for place in range(line.start, line.end):
            state = tuple(
                -1
                if each.turns is not None and number not in each.turns
                else int(
                    any(mark.code in ROLLED[code] and mark.span.start <= place < mark.span.end for mark in each.marked)
                )
                for each in coders
            )
            expected[state] = expected.get(state, 0) + 1

    names = [each.coder for each in coders]
    assert expected == table(count_characters(LONG, coders, BOOK, names=names), code)


@given(st.lists(MARKS, min_size=2, max_size=2), st.sampled_from(list(ROLLED)), st.sampled_from(["turn", "sentence"]))
def test_presence_in_units_is_what_characters_say(every, code, unit):
    """A unit has the code where one of its characters that is no white space has it."""
    coders = [
        Looked(coder=f"c{n}", marked=tuple(Marked(code=name, span=Span(*pair)) for name, pair in marks))
        for n, marks in enumerate(every)
    ]
    states = []
    for each in cut(LONG, unit):
        places = [p for span in each.stretches for p in range(span.start, span.end) if not LONG.text[p].isspace()]
        states.append(
            tuple(
                int(
                    any(
                        m.code in ROLLED[code] and any(m.span.start <= p < m.span.end for p in places)
                        for m in own.marked
                    )
                )
                for own in coders
            )
        )

    found = table(count_units(LONG, coders, BOOK, names=["c0", "c1"], unit=unit), code)
    assert {state: states.count(state) for state in set(states)} == found


def test_numbers_of_a_transcript_without_a_participant_are_none():
    """Nothing to compare is no error."""
    talk = transcript("I: 问。\n")
    text = count_units(talk, [looked("a", talk=talk), looked("b", talk=talk)], BOOK, names=NAMES)
    counts = counts_by_code([text])["cost"]

    assert ({}, "no-units") == (
        table(count_characters(talk, [looked("a", talk=talk), None], BOOK, names=NAMES), "cost"),
        estimate(statistic("ac1", counts, Scale()), counts).why_undefined,
    )
    assert 0 == np.sum(text.weight)
