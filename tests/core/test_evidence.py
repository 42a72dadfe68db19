from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import between, pen, presence, study, transcript

from imcommerce_qual.core.evidence import AlteredExcerptError, all_placed, may_quote, passages, place, quotation
from imcommerce_qual.model.edit import Changed, Kept
from imcommerce_qual.model.span import Span

TALK = transcript(
    "I [00:07:02]: 您为什么愿意买？\n"
    "S03 [00:07:11]: 都是认识的人，我比较放心。\n"
    "= They're people I know, so I don't worry.\n"
    "\n"
    "而且便宜。\n"
    "= And it's cheap.\n"
    "M: 我也放心。\n"
)
CODES = "  - {id: trust, label: T}\n  - {id: cost, label: C}\n"
STUDY = study(TALK, codes=CODES)


def standing(*pens, of=STUDY, **looking):
    return presence(of, pens, **looking).standing


def placed(*pens):
    found, outside = all_placed(STUDY, standing(*pens))
    assert 0 == outside
    return found["S03"]


def coder(name, *quotes):
    writer = pen(TALK, name)
    for quote in quotes:
        writer.apply("trust", quote)
    return writer


def merged(found):
    """The words of each member of each passage."""
    return [[each.standing.coding.anchor.quote for each in passage.members] for passage in passages(found)]


def test_a_coding_is_placed_with_its_turns_and_who_speaks():
    """Participants only; what is counted is the span itself."""
    (found,) = placed(coder("coder-a", between(TALK, "而且便宜。", "我也")))

    assert ((2, 3), ("S03",), "source", found.standing.span) == (
        found.turns,
        found.participants,
        found.side,
        found.counted,
    )


def test_a_coding_on_a_translation_counts_as_all_source_words_of_its_turns():
    """So that it meets the codings of those who work on the source."""
    (found,) = placed(coder("coder-b", "people I know"))

    whole = Span(TALK.text.index("都是"), TALK.text.index("便宜。") + 3)
    assert ("translation", (2,), whole) == (found.side, found.turns, found.counted)


def test_a_coding_outside_words_is_nowhere_and_is_counted_as_such():
    """A check says so; a table says how many it left out."""
    (each,) = standing(coder("coder-a", "我比较放心"))
    outside = replace(each, span=Span(0, 5))

    assert place(TALK, outside) is None
    assert ({}, 1) == all_placed(STUDY, [outside])


def test_overlapping_excerpts_are_one_passage_whoever_coded_them():
    """Of two coders, three excerpts: one passage."""
    found = placed(coder("coder-a", "认识的人，我", "便宜"), coder("coder-b", "都是认识", "人，我比较"))

    assert [["都是认识", "认识的人，我", "人，我比较"], ["便宜"]] == merged(found)


def test_excerpts_that_only_touch_stay_two():
    """Half-open spans that meet share no character."""
    assert [["都是认识"], ["的人"]] == merged(placed(coder("coder-a", "都是认识", "的人")))
    assert [["都是认识"], ["的人"]] == merged(placed(coder("coder-a", "都是认识"), coder("coder-b", "的人")))


def test_a_chain_of_overlaps_is_one_passage():
    """The first and the last need not meet; an excerpt within another ends nothing."""
    assert [["都是认识的", "是", "的人，我", "我比较"]] == merged(
        placed(coder("coder-a", "都是认识的", "的人，我"), coder("coder-b", "是", "我比较"))
    )


def test_a_coding_on_the_translation_joins_those_on_its_turns_source():
    """Coders who work in different languages meet in turns."""
    found = placed(coder("coder-a", "都是认识", "便宜", "我也"), coder("coder-b", "And it's cheap"))

    assert [["都是认识", "And it's cheap", "便宜"], ["我也"]] == merged(found)


@given(
    st.lists(st.tuples(st.integers(0, 11), st.integers(1, 6), st.sampled_from(["coder-a", "coder-b"])), max_size=6),
    st.randoms(use_true_random=False),
)
def test_the_order_of_codings_does_not_matter(spans, chance):
    """And the passages are what a count of covered characters says they are."""
    start = TALK.text.index("都是")
    end = TALK.text.index("放心。") + 3
    pens = {name: pen(TALK, name) for name in ("coder-a", "coder-b")}
    for offset, length, name in spans:
        pens[name].apply("trust", Span(start + offset, min(start + offset + length, end)))
    found = all_placed(STUDY, standing(*pens.values()))[0].get("S03", [])
    shuffled = list(found)
    chance.shuffle(shuffled)

    joined = list(passages(shuffled))

    assert list(passages(found)) == joined
    assert len(found) == sum(len(each.members) for each in joined)
    inner = {n for each in found for n in range(each.counted.start, each.counted.end - 1)}
    covered = {n for each in found for n in range(each.counted.start, each.counted.end)}
    # A passage ends where no excerpt goes on to the next character.
    assert sum(n not in inner for n in covered) == len(joined)


def test_a_passage_knows_who_speaks_and_where_it_begins():
    """Over all its members."""
    found = placed(coder("coder-a", between(TALK, "便宜。", "我")), coder("coder-b", "我也"))

    (passage,) = passages(found)

    assert (("S03",), TALK.text.index("便宜")) == (passage.participants, passage.start)


# What is printed.


def quoted(found, n=0, of=STUDY):
    (passage,) = passages(found)
    return quotation(of, passage, passage.members[n])


def test_a_quotation_is_the_transcripts_words_with_all_that_its_passage_carries():
    """The words of one coding; codes, coders, stances and marks of all."""
    first, second = pen(TALK, "coder-a"), pen(TALK, "coder-b")
    first.apply("trust", "都是认识的人", stance="supports", memo="看")
    second.apply("cost", "认识的人，我", stance="qualifies", unsure=True)
    second.apply("cost", "人，我比较", exemplar=True)

    found = quoted(placed(first, second))

    assert ("S03", "都是认识的人", (2,), "00:07:11", "zh", ("S03",)) == (
        found.transcript,
        found.words,
        found.turns,
        found.time,
        found.language,
        found.participants,
    )
    assert "They're people I know, so I don't worry." == found.translation
    assert (("cost", "trust"), ("coder-a", "coder-b"), ("qualifies", "supports"), True, True, "看") == (
        found.codes,
        found.coders,
        found.stances,
        found.exemplar,
        found.unsure,
        found.memo,
    )


def test_a_quotation_from_the_translation_says_its_language():
    """And has no translation of its own."""
    found = quoted(placed(coder("coder-a", "people I know")))

    assert ("en", "people I know", None) == (found.language, found.words, found.translation)


def test_words_that_are_not_the_transcripts_are_never_printed():
    """Every excerpt is proved against the text it comes from, character for character."""
    writer = coder("coder-a", "都是认识的人")
    (each,) = standing(
        writer, carry=lambda coding: Kept(Span(coding.anchor.span.start + 1, coding.anchor.span.end + 1))
    )
    found = [place(TALK, each)]

    with pytest.raises(AlteredExcerptError) as caught:
        quoted(found)
    assert "认识" not in str(caught.value)


def test_words_that_were_edited_are_printed_as_they_are_now():
    """The coding is known to be changed; what is printed is still the transcript."""

    def shorter(coding):
        return Changed(Span(coding.anchor.span.start, coding.anchor.span.end - 1))

    (each,) = standing(coder("coder-a", "都是认识的人"), carry=shorter)

    assert "都是认识的" == quoted([place(TALK, each)]).words


@pytest.mark.parametrize(
    ("consent", "may"),
    [
        ("", True),
        ("consent: {status: given, quotes: true}", True),
        ("consent: {status: unknown}", True),
        ("consent: {status: given, quotes: false}", False),
        ("consent: {status: withdrawn}", False),
        ("consent: {status: withdrawn, quotes: true}", False),
    ],
)
def test_who_withdrew_or_said_no_is_not_quoted(consent, may):
    """One of several speakers is enough."""
    talk = transcript("S03: 放心。\n", about=consent)
    of = study(talk, transcript("S04: 好。\n", id="S04"))

    assert may == may_quote(of, ("S03",))
    assert may == may_quote(of, ("S04", "S03"))
    assert may_quote(of, ("S04",))
    assert may_quote(of, ())
    writer = pen(talk)
    writer.apply("trust", "放心")
    found = [place(talk, each) for each in standing(writer, of=of)]
    assert may == quoted(found, of=of).may_quote


def test_placing_does_not_depend_on_the_order_of_coders():
    """Any order of logs gives the same passages."""
    pens = [coder("coder-a", "都是认识", "我比较放心"), coder("coder-b", "认识的人"), coder("coder-c", "便宜")]

    first, *others = [merged(placed(*order)) for order in permutations(pens)]

    assert [["都是认识", "认识的人"], ["我比较放心"], ["便宜"]] == first
    assert all(first == other for other in others)
