from __future__ import annotations

import re

from tests.samples import between, pen, presence, span_of, study, transcript

from imcommerce_qual.core.query import Query, find

S03 = transcript(
    "I [00:07:02]: 您为什么愿意买？\n"
    "S03 [00:07:11]: 都是认识的人，我比较放心。\n"
    "= They're people I know, so I don't worry.\n"
    "M: 我也放心。\n"
    "S03: 放心，放心。\n",
    about="role: recommender, age: 34, local: true",
)
S04 = transcript(
    "I: 放心吗？\nS04: 不放心，\n  东西太便宜。\n", id="S04", about="role: buyer, age: 63, local: false, place: null"
)
CODES = "  - {id: trust, label: T, codes: [{id: trust.person, label: P}]}\n  - {id: cost, label: C}\n"
STUDY = study(S03, S04, codes=CODES)


def coded():
    first, second, third = pen(S03), pen(S04), pen(S04, "coder-b")
    first.apply("trust.person", "都是认识的人，我比较放心。", exemplar=True, memo="好例子")
    first.apply("cost", between(S03, "放心。", "我也放心"), unsure=True)
    second.apply("cost", span_of(S04, "不放心，\n  东西"), stance="contradicts", toward="F1")
    third.apply("cost", "太便宜", stance="supports")
    return presence(STUDY, [first, second, third]).standing


def hits(**query):
    return [(each.transcript, each.turn, each.words) for each in find(STUDY, coded(), Query(**query))]


def test_words_are_found_wherever_they_stand_in_order():
    """Each match of the pattern, in words of either language."""
    pattern = re.compile("放心|worry")

    assert [
        ("S03", 2, "放心"),
        ("S03", 2, "worry"),
        ("S03", 3, "放心"),
        ("S03", 4, "放心"),
        ("S03", 4, "放心"),
        ("S04", 1, "放心"),
        ("S04", 2, "放心"),
    ] == hits(pattern=pattern)


def test_labels_times_and_marks_are_not_searched():
    """Nobody said them."""
    assert [] == hits(pattern=re.compile(r"S03|00:07|^="))


def test_a_hit_has_its_line_its_speaker_and_the_codes_on_it():
    """Keyword in context: what stands before and after it in the line."""
    hit = next(find(STUDY, coded(), Query(pattern=re.compile("比较"))))

    assert ("都是认识的人，我", "比较", "放心。", "00:07:11", "S03", "S03", "source", ("trust.person",)) == (
        hit.before,
        hit.words,
        hit.after,
        hit.time,
        hit.speaker,
        hit.participant,
        hit.side,
        hit.codes,
    )
    assert (None, None) == (hit.coding, hit.code)
    assert "比较" == S03.text[hit.span.start : hit.span.end]


def test_an_empty_match_is_no_hit():
    """A pattern that matches nothing at all matches everywhere, and means nothing."""
    assert [("S04", 2, "便宜")] == hits(pattern=re.compile("(便宜)?"))


def test_without_a_pattern_every_line_of_words_is_found():
    """Of those that the other filters leave."""
    assert [("S04", 1, "放心吗？"), ("S04", 2, "不放心，"), ("S04", 2, "东西太便宜。")] == hits(
        transcripts=frozenset({"S04"})
    )


def test_speakers_are_filtered_by_label_role_or_participant():
    """Whichever somebody writes."""
    pattern = re.compile("放心")

    assert [("S03", 3, "放心")] == hits(pattern=pattern, speakers=frozenset({"M"}))
    assert [("S04", 1, "放心")] == hits(pattern=pattern, speakers=frozenset({"interviewer"}))
    assert [("S04", 2, "放心")] == hits(pattern=pattern, speakers=frozenset({"S04"}))
    assert 4 == len(hits(pattern=pattern, speakers=frozenset({"participant"})))
    assert [] == hits(pattern=pattern, speakers=frozenset({"S99"}))


def test_participants_are_filtered_by_attributes_as_they_are_written():
    """Numbers, true and false too; all that are asked for must fit; what is not given fits nothing but the empty."""
    pattern = re.compile("放心")

    def turns(**attributes):
        return [hit[:2] for hit in hits(pattern=pattern, attributes=attributes)]

    assert [("S04", 2)] == turns(role="buyer")
    assert [("S03", 2), ("S03", 4), ("S03", 4)] == turns(age="34")
    assert [("S04", 2)] == turns(local="false")
    assert [] == turns(role="buyer", age="34")
    assert [] == turns(place="village")
    assert [("S04", 2)] == turns(place="", role="buyer")
    assert [] == turns(place="None")


def test_codings_are_found_with_their_excerpts():
    """Where a filter is about codings, each coding that fits, once."""
    assert [("S03", 2, "放心。 / 我也放心"), ("S04", 2, "不放心，\n东西"), ("S04", 2, "太便宜")] == hits(
        codes=frozenset({"cost"})
    )
    assert [("S03", 2, "都是认识的人，我比较放心。")] == hits(codes=frozenset({"trust.person"}))
    assert [] == hits(codes=frozenset({"trust"}))


def test_codings_are_filtered_by_coder_stance_and_marks():
    """`unset` is a stance that can be asked for; every filter that is set must hold."""
    assert [("S04", 2, "太便宜")] == hits(coders=frozenset({"coder-b"}))
    assert [("S04", 2, "不放心，\n东西")] == hits(stances=frozenset({"contradicts", "qualifies"}))
    assert 2 == len(hits(stances=frozenset({"unset"})))
    assert [("S03", 2, "放心。 / 我也放心")] == hits(unsure=True)
    assert 3 == len(hits(unsure=False))
    assert [("S03", 2, "都是认识的人，我比较放心。")] == hits(exemplar=True)
    assert [] == hits(coders=frozenset({"coder-b"}), exemplar=True)


def test_a_pattern_with_codings_is_searched_in_their_excerpts():
    """Not in what stands around them."""
    every = frozenset({"cost", "trust.person"})

    assert [("S04", 2, "不放心，\n东西")] == hits(codes=every, pattern=re.compile("东西"))
    assert [] == hits(codes=every, pattern=re.compile("M:"))


def test_a_coding_is_found_by_any_of_its_speakers():
    """A span over two turns is both people's."""
    both = frozenset({"cost"})

    assert [("S03", 2, "放心。 / 我也放心")] == hits(codes=both, speakers=frozenset({"M"}))
    assert [("S03", 2, "放心。 / 我也放心")] == hits(codes=both, attributes={"age": "34"})


def test_a_found_coding_says_what_the_coder_said_of_it():
    """Its id, code, coder, stance, marks and memo, with its place and surroundings."""
    (hit,) = find(STUDY, coded(), Query(coders=frozenset({"coder-b"})))

    assert ("东西", "太便宜", "。", "cost", "coder-b", "supports", "coder-b-S04-000") == (
        hit.before,
        hit.words,
        hit.after,
        hit.code,
        hit.coder,
        hit.stance,
        hit.coding,
    )
    (hit,) = find(STUDY, coded(), Query(exemplar=True))
    assert (True, False, "好例子", "00:07:11") == (hit.exemplar, hit.unsure, hit.memo, hit.time)
