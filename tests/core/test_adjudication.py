"""Agreements, disagreements, decisions, and the codings that stand: the rules one by one, then random ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import START, transcript

from imcommerce_qual.core.adjudication import compare, reconcile
from imcommerce_qual.core.adjudication.aftermath import settlements
from imcommerce_qual.core.adjudication.deciding import by_coding, in_force, proposals, twins
from imcommerce_qual.core.adjudication.linking import groups
from imcommerce_qual.core.adjudication.marks import fingerprint_of
from imcommerce_qual.core.adjudication.measures import code_pairs, negotiated, pair_outcomes, taken_from
from imcommerce_qual.core.adjudication.outcomes import NewCoding, NoOutcomeError, outcome_of
from imcommerce_qual.core.excerpts import anchor_at
from imcommerce_qual.model.adjudication import Decided, Proposed, Revoked
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.standing import Standing

BODY = (
    "I: Why do you buy there at all?\n= 为什么？\n\n"
    "S03: I know her and she knows me, we met at the school gate years ago.\n"
    "= 我认识她，她也认识我，我们是在校门口认识的。\n\n"
    "I: And then?\n= 然后呢？\n\n"
    "S03: Then everybody in the building wrote plus one, so I did too.\n= 然后楼里大家都接龙，我也接了。\n"
)
TEXT = transcript(BODY)
CODERS = ("ann", "ben", "cho")
BOOK = "b" * 16


def at(words):
    """Where these words stand."""
    start = TEXT.text.index(words)
    return Span(start, start + len(words))


def coding(coder, code, where, *, number=0, **fields):
    """A coding of those words (or of that span) by a coder, as it stands."""
    span = where if isinstance(where, Span) else at(where)
    made = Coding(
        id=f"{coder}-{code}-{span.start}-{span.end}-{number}",
        coder=coder,
        transcript="S03",
        code=code,
        codebook=BOOK,
        anchor=anchor_at(TEXT, span),
        made=START,
        changed=START,
        **fields,
    )
    return Standing(coding=made, code=code, span=span)


def bring(made):
    """An outcome stands where it was decided: nothing was edited."""
    return Standing(coding=made, code=made.code, span=made.anchor.span)


def compared(*standing, coders=("ann", "ben"), decisions=(), completed=lambda *_: True):
    """The comparison of these codings."""
    return compare(TEXT, standing, coders=coders, completed=completed, decisions=decisions, bring=bring)


def kinds(comparison):
    """What the disagreements are."""
    return [each.kind for each in comparison.disagreements]


def decide(found, how, *, number=1, by=("ann", "ben"), kind=Decided, new=(), **fields):
    """The event that settles a disagreement in that way."""
    return kind(
        id=f"d{number}",
        action=f"a{number}",
        at=START + timedelta(seconds=number),
        writer="ann",
        transcript="S03",
        coders=found.coders,
        by=by,
        codings={mark.id: mark.fingerprint for mark in found.marks},
        how=how,
        outcome=outcome_of(found, how, TEXT, BOOK, new),
        **fields,
    )


# Kinds.


def test_the_same_ends_are_agreed():
    """One each, with the same code and the same ends."""
    found = compared(coding("ann", "trust", "I know her"), coding("ben", "trust", "I know her"))

    assert [("ann", "ben")] == [each.coders for each in found.agreements]
    assert () == found.disagreements


@pytest.mark.parametrize(
    ("mine", "theirs", "kind"),
    [
        ([("trust", "I know her")], [("trust", "I know her and she knows me")], "boundary"),
        ([("trust", "I know her")], [], "not by all"),
        ([("trust", "I know her")], [("tie", "know her and she")], "code"),
        ([("trust", "I know her"), ("trust", "she knows me")], [("trust", "her and she knows me")], "split"),
        ([("trust", "I know her")], [("trust", "we met at the school gate")], "not by all"),
    ],
)
def test_each_kind_of_disagreement(mine, theirs, kind):
    """Boundary, not by all, code, split: as the definitions have it."""
    found = compared(*(coding("ann", *each) for each in mine), *(coding("ben", *each) for each in theirs))

    assert kind == found.disagreements[0].kind
    assert () == found.agreements


def test_two_stances_that_are_set_and_differ_are_a_disagreement():
    """An unset stance differs from nothing."""
    one, other = coding("ann", "trust", "I know her", stance="supports"), coding("ben", "trust", "I know her")

    assert [] == kinds(compared(one, other))
    against = replace(other, coding=replace(other.coding, stance="contradicts"))
    assert ["stance"] == kinds(compared(one, against))


def test_different_codes_pair_by_the_largest_overlap():
    """Each coding stands for one other: what is left over was not seen by all."""
    found = compared(
        coding("ann", "trust", "I know her and she knows me"),
        coding("ben", "tie", "I know her and she"),
        coding("ben", "norm", "knows me"),
    )

    assert [("code", ("tie", "trust")), ("not by all", ("norm",))] == [(e.kind, e.codes) for e in found.disagreements]


def test_three_coders_are_compared_and_who_has_none_counts():
    """Agreed by two of three is not by all; a pair across codes is between coders who differ."""
    found = compared(
        coding("ann", "trust", "I know her"),
        coding("ben", "trust", "I know her"),
        coding("cho", "tie", "I know her"),
        coders=CODERS,
    )

    assert [("code", ("tie", "trust"), CODERS)] == [(e.kind, e.codes, e.coders) for e in found.disagreements]


def test_a_source_and_a_translation_are_compared_by_turn():
    """They have no character in common: the same turn is the same place."""
    found = compared(coding("ann", "trust", "she knows me"), coding("ben", "trust", "她也认识我"))

    assert 1 == len(found.agreements)


def test_what_nobody_else_looked_at_is_no_disagreement():
    """A coder who did not complete the turn, or for whom the code is reopened, has not said that it is not there."""
    only = coding("ann", "trust", "I know her")

    by_turn = compared(only, completed=lambda coder, turn, _code: coder == "ann" or turn > 3)
    by_code = compared(only, completed=lambda coder, _turn, code: coder == "ann" or code != "trust")

    assert ((), 1) == (by_turn.disagreements, len(by_turn.single))
    assert ((), 1) == (by_code.disagreements, len(by_code.single))


def test_an_id_names_transcript_coders_and_codings_only():
    """Moved words, memos and the order of files change nothing."""
    one, other = coding("ann", "trust", "I know her"), coding("ben", "trust", "I know her and she")
    (first,) = compared(one, other).disagreements
    moved = replace(other, span=Span(other.span.start, other.span.end - 4))
    (second,) = compared(moved, replace(one, coding=replace(one.coding, memo="!"))).disagreements

    assert first.id == second.id
    assert 16 == len(first.id)


# Settling.


@pytest.fixture
def two():
    """A boundary: ann has the short end, ben the long one; ann was sure of a stance."""
    return (
        coding("ann", "trust", "I know her", stance="supports", toward="F2", exemplar=True),
        coding("ben", "trust", "I know her and she knows me", memo="hm"),
    )


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("take ann", ["I know her"]),
        ("take ben", ["I know her and she knows me"]),
        ("both", ["I know her", "I know her and she knows me"]),
        ("neither", []),
        ("union", ["I know her and she knows me"]),
        ("intersection", ["I know her"]),
    ],
)
def test_each_way_of_settling_leaves_what_it_says(two, how, words):
    """And nothing is left to settle."""
    (found,) = compared(*two).disagreements
    after = compared(*two, decisions=[decide(found, how)])

    assert () == after.disagreements
    stands = reconcile(after, "leave_out")
    assert words == [TEXT.text[each.span.start : each.span.end] for each in stands]
    assert all(each.coding.coder == "reconciled" for each in stands)


def test_new_words_and_another_code_can_be_the_outcome(two):
    """Whatever was agreed in the meeting."""
    (found,) = compared(*two).disagreements
    new = NewCoding(code="tie", span=at("we met at the school gate"), stance="qualifies", toward="F3")

    (stands,) = reconcile(compared(*two, decisions=[decide(found, "new", new=[new])]), "leave_out")

    assert ("tie", "qualifies", "F3") == (stands.code, stands.stance, stands.coding.toward)


def test_what_cannot_be_coded_is_no_outcome(two):
    """No common part; somebody who was not compared; words that are none."""
    apart = compared(coding("ann", "trust", "I know her"), coding("ben", "tie", "know her"))
    (found,) = compared(*two).disagreements

    with pytest.raises(NoOutcomeError, match="cho"):
        outcome_of(found, "take cho", TEXT, BOOK)
    with pytest.raises(NoOutcomeError, match="spoken words"):
        outcome_of(found, "new", TEXT, BOOK, [NewCoding(code="tie", span=Span(0, 3))])
    with pytest.raises(NoOutcomeError, match="no way"):
        outcome_of(found, "dice", TEXT, BOOK)
    assert 2 == len(outcome_of(apart.disagreements[0], "intersection", TEXT, BOOK))


def test_a_changed_coding_makes_the_decision_say_nothing(two):
    """Its code, place or stance is another than the one that was talked about: undecided, and it is said why."""
    (found,) = compared(*two).disagreements
    decision = decide(found, "union")
    ann, ben = two
    changed = replace(ann, coding=replace(ann.coding, stance="contradicts"))

    after = compared(changed, ben, decisions=[decision])

    assert (decision,) == after.outdated
    assert "the codings were changed since it was settled" == after.disagreements[0].open_because


def test_postponed_is_undecided_and_a_later_decision_settles_it(two):
    """It stays on the agenda."""
    (found,) = compared(*two).disagreements
    later = decide(found, "postponed")

    (still,) = compared(*two, decisions=[later]).disagreements
    assert ("postponed", "d1") == (still.open_because, still.decision)
    assert () == compared(*two, decisions=[later, decide(found, "union", number=2)]).disagreements


def test_decisions_that_contradict_are_a_conflict_until_one_goes_or_one_replaces_both(two):
    """Two laptops: nothing is lost, nothing is guessed."""
    (found,) = compared(*two).disagreements
    one, other = decide(found, "take ann"), decide(found, "take ben", number=2)

    clash = compared(*two, decisions=[one, other])
    assert ((one, other),) == clash.conflicts
    assert "decisions contradict each other" == clash.disagreements[0].open_because
    gone = Revoked(id="r", action="r", at=START + timedelta(1), writer="ben", transcript="S03", of="d2")
    assert () == compared(*two, decisions=[one, other, gone]).conflicts
    both = decide(found, "union", number=3, replaces=("d1", "d2"))
    settled = compared(*two, decisions=[one, other, both])
    assert ((), ()) == (settled.conflicts, settled.disagreements)


def test_the_same_decision_twice_is_one(two):
    """Said by two people on two laptops, at different times, for different reasons."""
    (found,) = compared(*two).disagreements
    twice = [decide(found, "take ann", why="a"), decide(found, "take ann", number=2, why="b")]

    after = compared(*two, decisions=twice)

    assert () == after.conflicts
    assert ["d1"] == [each.decision.id for each in after.settled]


def test_a_decision_between_two_is_compared_with_the_third():
    """Its outcome stands for both, and links with the codings of others only."""
    ann, ben = coding("ann", "trust", "I know her"), coding("ben", "trust", "I know her and she")
    (found,) = compared(ann, ben).disagreements
    decision = decide(found, "union")
    cho = coding("cho", "trust", "she knows me")

    after = compared(ann, ben, cho, coders=CODERS, decisions=[decision])

    assert [("boundary", CODERS)] == [(each.kind, each.coders) for each in after.disagreements]
    (again,) = after.disagreements
    final = decide(again, "union", number=2)
    done = compared(ann, ben, cho, coders=CODERS, decisions=[decision, final])
    assert () == done.disagreements
    assert ["I know her and she knows me"] == [
        TEXT.text[each.span.start : each.span.end] for each in reconcile(done, "leave_out")
    ]


def test_a_decision_never_attaches_to_other_words(two):
    """Its outcome is carried like a coding; where its words are lost, nothing stands for it."""
    (found,) = compared(*two).disagreements
    after = compare(
        TEXT, two, coders=("ann", "ben"), completed=lambda *_: True, decisions=[decide(found, "union")],
        bring=lambda _: None,
    )  # fmt: skip

    assert () == reconcile(after, "keep_all")


def test_proposals_decide_nothing_and_the_latest_of_a_person_counts(two):
    """Alone, before the meeting."""
    (found,) = compared(*two).disagreements
    first = decide(found, "take ann", kind=Proposed, by=("ben",))
    second = decide(found, "union", number=2, kind=Proposed, by=("ben",))

    assert () == in_force([first, second])
    assert (second,) == proposals([second, first])
    assert 1 == len(compared(*two, decisions=[first, second]).disagreements)


@pytest.mark.parametrize(("policy", "words"), [("leave_out", 0), ("keep_all", 2), ("ann", 1)])
def test_the_undecided_follow_the_policy_of_the_study(two, policy, words):
    """Left out, all kept, or one coder's."""
    assert words == len(reconcile(compared(*two), policy))


def test_an_undecided_stance_leaves_the_coding():
    """That the code is there was agreed."""
    pair = [
        coding("ann", "trust", "I know her", stance="supports"),
        coding("ben", "trust", "I know her", stance="qualifies"),
    ]

    (stands,) = reconcile(compared(*pair), "leave_out")

    assert stands.stance is None


# What comes together from several places.


def test_a_coding_that_reaches_into_a_turn_that_another_has_not_read_is_compared_where_theirs_overlaps(two):
    """Ben coded part of the same words: nobody may say that ann did not."""
    ann = coding("ann", "trust", Span(at("school gate").start, at("everybody").end))
    ben = coding("ben", "trust", "school gate")

    found = compared(ann, ben, completed=lambda coder, turn, _code: coder == "ann" or turn <= 2)

    assert ["boundary"] == kinds(found)
    assert () == found.single


def test_codings_that_lost_their_place_are_settled_all_the_same(two):
    """An edit took ben's words, or a code was retired: what was taken from ann stands."""
    (found,) = compared(*two).disagreements
    decision = decide(found, "take ann")
    ann, ben = two

    after = compare(
        TEXT, [ann], coders=("ann", "ben"), completed=lambda *_: True, decisions=[decision], bring=bring,
        absent=[ben.coding],
    )  # fmt: skip

    assert ((), (), ["d1"]) == (after.disagreements, after.outdated, [each.decision.id for each in after.settled])
    assert ["I know her"] == [TEXT.text[each.span.start : each.span.end] for each in reconcile(after, "leave_out")]


def test_an_outcome_without_a_place_is_told_apart(two):
    """Its words were deleted or its code is gone: it is not silently nothing."""
    (found,) = compared(*two).disagreements
    after = compare(
        TEXT, two, coders=("ann", "ben"), completed=lambda *_: True, decisions=[decide(found, "both")],
        bring=lambda _: None,
    )  # fmt: skip

    assert ["d1:0", "d1:1"] == [each.id for each in after.unplaced]


def test_decisions_hold_whoever_is_compared():
    """What three settled is not outdated because two are looked at."""
    three = [
        coding(coder, "trust", words) for coder, words in zip(CODERS, ("I know", "I know her", "know her"), strict=True)
    ]
    (found,) = compared(*three, coders=CODERS).disagreements
    decision = decide(found, "union")

    pair = compared(*three, coders=("ann", "ben"), decisions=[decision])

    assert ((), ()) == (pair.outdated, pair.disagreements)
    assert ["d1"] == [each.decision.id for each in pair.settled]


def test_an_outcome_counts_once_where_its_code_is_reopened(two):
    """Nobody but ann has looked again: what was decided stands, once."""
    (found,) = compared(*two).disagreements
    after = compared(*two, decisions=[decide(found, "union")], completed=lambda coder, _turn, _code: coder == "ann")

    assert 1 == len(reconcile(after, "keep_all"))


def test_who_settles_a_conflict_anew_replaces_every_decision_about_it(two):
    """Those that say the same too: else one of them would contradict the new one."""
    (found,) = compared(*two).disagreements
    events = [decide(found, "take ann"), decide(found, "take ben", number=2), decide(found, "take ben", number=3)]

    named = by_coding(events)

    assert {("d1", "d2", "d3")} == set(named.values())
    assert ("d2", "d3") == tuple(each.id for each in twins(events, events[1]))


def test_what_was_decided_about_the_outcome_of_a_twin_holds():
    """On each laptop the same was decided first, and more on one of them."""
    ann, ben = coding("ann", "trust", "I know her"), coding("ben", "trust", "I know her and she")
    cho = coding("cho", "trust", "she knows me")
    (found,) = compared(ann, ben).disagreements
    here, there = decide(found, "union"), decide(found, "union", number=2)
    (again,) = compared(ann, ben, cho, coders=CODERS, decisions=[there]).disagreements
    final = decide(again, "union", number=3)

    done = compared(ann, ben, cho, coders=CODERS, decisions=[here, there, final])

    assert ((), (), ()) == (done.disagreements, done.outdated, done.conflicts)
    assert ["d1", "d3"] == [each.decision.id for each in done.settled]


def test_two_decisions_that_share_a_coding_conflict_also_where_one_rests_on_a_third():
    """Which of them comes first in the files says nothing."""
    ann, ben = coding("ann", "trust", "I know her"), coding("ben", "trust", "I know her and she")
    cho = coding("cho", "trust", "she knows me")
    (found,) = compared(ann, ben).disagreements
    pair = decide(found, "union")
    (three,) = compared(ann, ben, cho, coders=CODERS, decisions=[pair]).disagreements
    final = decide(three, "union", number=2)
    alone = replace(final, id="d3", codings={cho.coding.id: fingerprint_of(cho.coding)}, outcome=(), how="neither")

    after = compared(ann, ben, cho, coders=CODERS, decisions=[pair, final, alone])

    assert [("d2", "d3")] == [tuple(each.id for each in group) for group in after.conflicts]
    assert ["d1"] == [each.decision.id for each in after.settled]


def test_a_revoked_replacement_leaves_what_it_replaced(two):
    """Taking the last word back is not taking back what was said before."""
    (found,) = compared(*two).disagreements
    first, second = decide(found, "take ann"), decide(found, "union", number=2, replaces=("d1",))
    gone = Revoked(id="r", action="r", at=START + timedelta(1), writer="ben", transcript="S03", of="d2")

    assert ["d2"] == [each.id for each in in_force([first, second])]
    assert ["d1"] == [each.id for each in in_force([first, second, gone])]


# Counting.


def test_negotiated_agreement_counts_what_was_settled_between_the_coders():
    """(agreed + settled) of all; settled by a third person apart; how they were settled as counts."""
    codings = [
        coding("ann", "trust", "I know her"),
        coding("ben", "trust", "I know her"),
        coding("ann", "tie", "we met"),
        coding("ann", "norm", "wrote plus one"),
        coding("ben", "norm", "plus one"),
        coding("ben", "tie", "years ago"),
    ]
    first = compared(*codings)
    tie, late, norm = first.disagreements
    assert ["not by all", "not by all", "boundary"] == kinds(first)
    done = compared(*codings, decisions=[decide(tie, "neither"), decide(norm, "union", number=2, by=("dan",))])

    found = negotiated([done])

    assert (1, 1, 1, 1) == (found.agreed, found.settled, found.by_others, found.open)
    assert 0.5 == found.share
    assert {"neither": 1, "union": 1} == dict(found.hows)
    assert 0.5 == negotiated([done], "tie").share
    assert ["neither", "ann"] == [taken_from(each) for each in done.settled]
    assert None is negotiated([]).share
    assert late.id in {each.id for each in done.disagreements}


def test_pairs_of_codes_are_counted_whether_settled_or_not():
    """What is confused with what."""
    codings = [coding("ann", "trust", "I know her"), coding("ben", "tie", "I know her")]
    found = compared(*codings)
    done = compared(*codings, decisions=[decide(found.disagreements[0], "take ann")])

    assert ((("tie", "trust"), 1, 0),) == code_pairs([found])
    assert ((("tie", "trust"), 1, 1),) == code_pairs([done])


@pytest.mark.parametrize(
    ("how", "new", "left"),
    [
        ("take ann", (), "second"),
        ("take ben", (), "first"),
        ("both", (), "both"),
        ("neither", (), "neither"),
        ("new", ("norm",), "other"),
        ("new", ("norm", "tie"), "first"),
    ],
)
def test_of_two_codes_it_is_counted_which_was_left(how, new, left):
    """Ann has trust, Ben tie; by the codes that stand, whoever had them."""
    codings = [coding("ann", "trust", "I know her"), coding("ben", "tie", "know her and she")]
    (found,) = compared(*codings).disagreements
    wanted = tuple(NewCoding(code=code, span=at("I know her")) for code in new)
    done = compared(*codings, decisions=[decide(found, how, new=wanted)])

    assert {("tie", "trust"): {left: 1}} == dict(pair_outcomes([done]))
    assert {} == dict(pair_outcomes([compared(*codings)]))


def test_each_coder_beside_what_stands():
    """As coded, with other ends, not coded; and what of theirs was not kept. What is open counts for nobody."""
    codings = [
        coding("ann", "trust", "I know her"),
        coding("ben", "trust", "I know her"),
        coding("ann", "tie", "we met"),
        coding("ben", "norm", "wrote plus one"),
        coding("ann", "norm", "plus one"),
        coding("ben", "tie", "years ago"),
    ]
    tie, _late, norm = compared(*codings).disagreements
    done = compared(*codings, decisions=[decide(tie, "neither"), decide(norm, "union", number=2)])

    whole, *by_code = settlements([done], ["norm", "trust"])
    ann, ben = whole.coders

    assert (None, 1, 2, 1) == (whole.code, whole.agreed, whole.settled, whole.open)
    assert ["norm", "trust", "tie"] == [each.code for each in by_code]
    assert (1, 1, 0, 1) == (ann.same, ann.overlapping, ann.missing, ann.dropped)
    assert (2, 0, 0, 0) == (ben.same, ben.overlapping, ben.missing, ben.dropped)
    assert {"neither": 1, "ben": 1} == dict(whole.settled_to)
    assert None is settlements([])[0].share


@pytest.mark.parametrize(
    ("how", "words", "left"),
    [
        ("union", ("I know her", "I know her and she"), "ben"),
        ("intersection", ("I know her", "I know her and she"), "ann"),
        ("union", ("I know her", "her and she"), "new"),
        ("intersection", ("I know her", "her and she"), "new"),
    ],
)
def test_ends_that_somebody_had_are_theirs_and_no_news(how, words, left):
    """A union of two codings of which one holds the other is that one; what nobody had coded so is new."""
    ann, ben = words
    codings = [coding("ann", "trust", ann), coding("ben", "trust", ben)]
    (about,) = compared(*codings).disagreements

    (settled,) = compared(*codings, decisions=[decide(about, how)]).settled

    assert left == taken_from(settled)


def test_ends_that_two_of_three_had_are_of_both():
    """They are named together."""
    codings = [coding(who, "trust", "I know her and she") for who in ("ann", "ben")]
    codings.append(coding("cho", "trust", "I know her"))
    (about,) = compared(*codings, coders=CODERS).disagreements

    (settled,) = compared(*codings, coders=CODERS, decisions=[decide(about, "union")]).settled

    assert "ann and ben" == taken_from(settled)


# Random codings, of three coders, one of whom may have worked on the translation.

WORDS = [line.span for turn in (1, 3) for line in TEXT.turns[turn].lines("source")]
TRANSLATED = [line.span for turn in (1, 3) for line in TEXT.turns[turn].lines("translation")]


@st.composite
def spans(draw, lines=WORDS):
    """Some words of one of the participant's turns."""
    line = draw(st.sampled_from(lines))
    letters = [n for n in range(line.start, line.end) if not TEXT.text[n].isspace()]
    start, end = sorted(draw(st.tuples(st.sampled_from(letters), st.sampled_from(letters))))
    return Span(start, end + 1)


def rows_of(coders, lines):
    """Coder, code, span, stance."""
    stances = st.sampled_from([None, None, "supports", "qualifies"])
    return st.tuples(st.sampled_from(coders), st.sampled_from(["trust", "tie", "norm"]), spans(lines), stances)


ONE_LANGUAGE = st.lists(rows_of(CODERS, WORDS), max_size=14)
#: Cho coded the translation.
TWO_LANGUAGES = st.lists(st.one_of(rows_of(CODERS[:2], WORDS), rows_of(CODERS[2:], TRANSLATED)), max_size=14)
MARKS = st.one_of(ONE_LANGUAGE, TWO_LANGUAGES)
PART = st.sampled_from(
    [lambda *_: True, lambda coder, turn, code: not (coder == "cho" and (turn > 2 or code == "tie"))]
)


def made(rows):
    """The codings of these rows, each with an id of its own."""
    return [
        coding(coder, code, span, number=number, stance=stance)
        for number, (coder, code, span, stance) in enumerate(rows)
    ]


@given(MARKS, PART)
def test_every_coding_is_in_exactly_one_place(rows, completed):
    """Agreements, disagreements and what nobody else looked for partition all codings."""
    standing = made(rows)
    found = compared(*standing, coders=CODERS, completed=completed)
    places = [mark.id for each in (*found.agreements, *found.disagreements) for mark in each.marks]
    places += [mark.id for mark in found.single]

    assert sorted(each.coding.id for each in standing) == sorted(places)


@given(MARKS, st.sampled_from(["take ann", "both", "neither", "union"]))
def test_settling_every_disagreement_leaves_none(rows, how):
    """One decision each, however they were settled; what stands then is one set of codings for all."""
    standing = made(rows)
    found = compared(*standing, coders=CODERS)
    decisions = [decide(each, how, number=n, by=("ann",)) for n, each in enumerate(found.disagreements, 1)]
    whole = [replace(each, coders=CODERS) for each in decisions]

    done = compared(*standing, coders=CODERS, decisions=whole)

    assert ((), (), ()) == (done.disagreements, done.conflicts, done.outdated)
    assert reconcile(done, "leave_out") == reconcile(done, "keep_all")


@given(MARKS, st.randoms(use_true_random=False))
def test_nothing_depends_on_the_order_of_files(rows, chance):
    """The same comparison and the same reconciled codings, however codings and decisions come in."""
    standing = made(rows)
    found = compared(*standing, coders=CODERS)
    decisions = [decide(each, "union", number=n) for n, each in enumerate(found.disagreements[::2], 1)]
    first = compared(*standing, coders=CODERS, decisions=decisions)
    chance.shuffle(standing)
    chance.shuffle(decisions)
    second = compared(*standing, coders=tuple(reversed(CODERS)), decisions=decisions * 2)

    assert first == second
    assert reconcile(first, "keep_all") == reconcile(second, "keep_all")


@given(MARKS)
def test_groups_are_the_connected_sets_of_overlaps(rows):
    """By the definition, pair by pair."""
    found = compared(*made(rows), coders=CODERS)
    marks = [m for each in (*found.agreements, *found.disagreements) for m in each.marks]
    for group in groups(marks):
        rest = [mark for mark in marks if mark not in group and mark.code == group[0].code]
        assert not any(mark.extent.overlap(other.extent) for mark in group for other in rest)
        reached = {group[0].id}
        while more := {m.id for m in group for o in group if o.id in reached and m.extent.overlap(o.extent)} - reached:
            reached |= more
        assert {mark.id for mark in group} == reached


def test_a_fingerprint_is_of_code_place_words_and_stance():
    """A memo or a mark changes nothing."""
    one = coding("ann", "trust", "I know her").coding

    assert fingerprint_of(one) == fingerprint_of(replace(one, memo="x", exemplar=True, coder="ben"))
    assert fingerprint_of(one) != fingerprint_of(replace(one, stance="supports"))
    assert fingerprint_of(one) != fingerprint_of(replace(one, code="tie"))
