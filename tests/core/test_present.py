from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.histories import deeds, history_of, perform
from tests.samples import START, Pen, kept, pen, presence, study, transcript

from imcommerce_qual.core.history import fold, fold_on
from imcommerce_qual.core.present import present, present_folded
from imcommerce_qual.model.edit import Changed, Kept, Lost
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.standing import Progress

S03 = transcript("I: 您为什么愿意买？\nS03: 都是认识的人，我比较放心。\n")
S04 = transcript("I: 您好！\nS04: 便宜，而且放心。\n", id="S04")
CODES = "  - {id: trust, label: Trust}\n  - {id: cost, label: Cost}\n"
STUDY = study(S03, S04, codes=CODES)


def ann(text=S03, **fields):
    return pen(text, "coder-a", **fields)


def bob(text=S03, **fields):
    return pen(text, "coder-b", **fields)


def seen(found):
    return [(each.transcript, each.coder, each.code) for each in found.standing]


@pytest.fixture
def both():
    """Both coded S03, neither has completed it; bob coded S04 too."""
    first, second, third = ann(), bob(), bob(S04)
    first.apply("trust", "都是认识的人")
    second.apply("cost", "我比较放心")
    third.apply("cost", "便宜")
    return [first, second, third]


# Blindness.


def test_a_coder_sees_their_own_and_nobody_elses(both):
    """Until they have completed the transcript; what is withheld is listed."""
    found = presence(STUDY, both, viewer="coder-a")

    assert [("S03", "coder-a", "trust")] == seen(found)
    assert (("coder-b", "S03"), ("coder-b", "S04")) == found.hidden


def test_a_coder_who_has_completed_a_transcript_sees_the_others_codings_of_it(both):
    """Of that transcript, and of no other; the other coder still does not."""
    both[0].complete()

    assert [("S03", "coder-a", "trust"), ("S03", "coder-b", "cost")] == seen(presence(STUDY, both, viewer="coder-a"))
    assert (("coder-b", "S04"),) == presence(STUDY, both, viewer="coder-a").hidden
    assert (("coder-a", "S03"),) == presence(STUDY, both, viewer="coder-b").hidden


def test_reopening_or_undoing_the_completion_hides_them_again(both):
    """What was seen is seen; what comes now is not shown."""
    both[0].complete()
    both[0].reopen()
    assert (("coder-b", "S03"), ("coder-b", "S04")) == presence(STUDY, both, viewer="coder-a").hidden

    both[0].undo()
    assert (("coder-b", "S04"),) == presence(STUDY, both, viewer="coder-a").hidden


@pytest.mark.parametrize("part", [{"round": "r1"}, {"codes": ("trust",)}])
def test_having_completed_a_part_shows_nothing(both, part):
    """The rest of the transcript has not been read."""
    both[0].complete(**part)

    assert (("coder-b", "S03"), ("coder-b", "S04")) == presence(STUDY, both, viewer="coder-a").hidden


def test_who_asks_to_see_sees_that_coder_and_no_other(both):
    """It is theirs to ask, and the caller's to record."""
    other = pen(S03, "coder-c")
    other.apply("cost", "我比较放心")

    found = presence(STUDY, [*both, other], viewer="coder-a", see=frozenset({"coder-b"}))

    assert [("S03", "coder-a"), ("S03", "coder-b"), ("S04", "coder-b")] == [each[:2] for each in seen(found)]
    assert (("coder-c", "S03"),) == found.hidden


def test_without_a_viewer_everything_is_seen(both):
    """A script, an author: blind is who codes."""
    found = presence(STUDY, both)

    assert [("S03", "coder-a"), ("S03", "coder-b"), ("S04", "coder-b")] == [each[:2] for each in seen(found)]
    assert () == found.hidden


def test_a_coder_who_has_not_begun_sees_nothing(both):
    """Having no file is not having completed."""
    found = presence(STUDY, both, viewer="coder-c")

    assert ((), 3) == (found.standing, len(found.hidden))


def test_nothing_of_what_is_hidden_shows_elsewhere():
    """Not among the lost or the retired, and not as the newest change."""
    first, second = ann(), bob(start=START + timedelta(days=1))
    first.apply("trust", "都是认识的人")
    second.apply("gone", "我比较放心")
    second.apply("cost", "我比较放心")

    found = presence(STUDY, [first, second], viewer="coder-a", carry=lambda coding: _lost_from(coding, "coder-b"))

    assert ((), (), START) == (found.lost, found.unled, found.newest)
    everything = presence(STUDY, [first, second], carry=lambda coding: _lost_from(coding, "coder-b"))
    assert (1, 1) == (len(everything.lost), len(everything.unled))


def _lost_from(coding, coder):
    return Lost() if coding.coder == coder else Kept(coding.anchor.span)


# Places and codes.


def test_a_coding_stands_at_its_place_under_its_code(both):
    """Kept and not stale, with the coding as it was folded."""
    (first, *_) = presence(STUDY, both).standing

    assert (both[0].events[0].id, "trust", both[0].events[0].anchor.span, False, False) == (
        first.coding.id,
        first.code,
        first.span,
        first.changed,
        first.stale,
    )


def test_codings_are_carried_to_todays_text(both):
    """Kept and changed stand where they are now; what is lost stands nowhere, and is named."""
    outcomes = {"trust": Kept(Span(30, 34)), "cost": Changed(Span(1, 3))}

    found = presence(STUDY, both[:2], carry=lambda coding: outcomes[coding.code])

    assert [("cost", Span(1, 3), True), ("trust", Span(30, 34), False)] == [
        (each.code, each.span, each.changed) for each in found.standing
    ]
    lost = presence(STUDY, both, carry=lambda coding: _lost_from(coding, "coder-b"))
    assert [("S03", "coder-a", "trust")] == seen(lost)
    assert [("S03", "cost"), ("S04", "cost")] == [(each.transcript, each.code) for each in lost.lost]


def test_codings_stand_under_todays_codes():
    """Through renaming and merging; as it was made, the coding keeps its own."""
    history = (
        "  - {id: h1, revision: 2, at: 2026-01-02, by: a, change: renamed, from: [faith], to: [trust]}\n"
        "  - {id: h2, revision: 2, at: 2026-01-03, by: a, change: merged, from: [belief], to: [faith]}\n"
    )
    writer = ann()
    for code in ("faith", "belief", "trust"):
        writer.apply(code, "放心")

    found = presence(study(S03, codes=CODES, history=history), [writer])

    assert ["trust"] * 3 == [each.code for each in found.standing]
    assert ["faith", "belief", "trust"] == [each.coding.code for each in found.standing]


@pytest.mark.parametrize("change", ["retired, from: [price]", "split, from: [price], to: [cost, trust]"])
def test_codings_under_a_retired_or_split_code_are_unled(change):
    """They wait for a coder, and count nowhere; so do those under a code that nobody knows."""
    history = f"  - {{id: h1, revision: 2, at: 2026-01-02, by: a, change: {change}}}\n"
    writer = ann()
    writer.apply("price", "放心")
    writer.apply("unheard_of", "放心")
    writer.apply("trust", "放心")

    found = presence(study(S03, codes=CODES, history=history), [writer])

    assert (["trust"], ["price", "unheard_of"]) == (
        [each.code for each in found.standing],
        [each.code for each in found.unled],
    )


def test_stale_are_codings_whose_codebook_did_not_know_a_redefinition():
    """Unless they were confirmed under one that does; a codebook that is not stored makes nothing stale."""
    history = "  - {id: h1, revision: 2, at: 2026-01-02, by: a, change: redefined, from: [trust]}\n"
    stamps = {"a" * 16: frozenset(), "c" * 16: frozenset({"h1"})}
    writer = ann(codebook="a" * 16)
    writer.apply("trust", "都是")
    writer.apply("trust", "认识")
    writer.confirm(writer.events[-1].id, "c" * 16)
    writer.apply("trust", "的人", codebook="c" * 16)
    writer.apply("trust", "放心", codebook="e" * 16)
    writer.apply("cost", "比较")

    found = presence(study(S03, codes=CODES, history=history), [writer], stamps)

    by_words = {each.coding.anchor.quote: each.stale for each in found.standing}
    assert {"都是": True, "认识": False, "的人": False, "放心": False, "比较": False} == by_words


# Times, progress, order.


def test_the_past_is_what_stood_then():
    """With nothing that came later: not codings, not completions, not the last change."""
    first, second = ann(), bob(start=START + timedelta(days=1))
    first.apply("trust", "都是认识的人")
    first.complete()
    first.reopen()
    second.apply("cost", "放心")

    found = presence(STUDY, [first, second], as_of=START + timedelta(microseconds=1))

    assert [("S03", "coder-a", "trust")] == seen(found)
    assert START + timedelta(microseconds=1) == found.newest
    assert found.progress["coder-a", "S03"].completed
    assert 0 == found.progress["coder-b", "S03"].codings
    assert not presence(STUDY, [first, second]).progress["coder-a", "S03"].completed


def test_progress_is_told_of_each_coder_and_transcript():
    """How many codings stand, how many unsure, whether completed, when last, whose codings were seen before."""
    writer = ann()
    writer.apply("trust", "都是", unsure=True)
    writer.apply("trust", "认识")
    writer.remove(writer.apply("trust", "放心"))
    writer.see("coder-b")
    writer.see("coder-b")
    writer.complete()

    found = presence(STUDY, [writer])

    last = START + timedelta(microseconds=6)
    assert {
        ("coder-a", "S03"): Progress(
            coder="coder-a", transcript="S03", codings=2, unsure=1, completed=True, last=last, saw=("coder-b",)
        )
    } == found.progress
    assert last == found.newest


def test_codings_of_a_transcript_that_is_not_there_are_nowhere(both):
    """A check says so; nothing can be shown of them."""
    found = presence(study(S04, codes=CODES), both)

    assert [("S04", "coder-b", "cost")] == seen(found)
    assert {("coder-b", "S04")} == set(found.progress)


def test_codings_are_in_order_of_transcript_and_text(both):
    """Then by code and coder, so that a rerun lists them the same."""
    both[1].apply("trust", "都是认识的人")
    both[1].apply("trust", "都是")

    assert [
        ("S03", "都是", "trust", "coder-b"),
        ("S03", "都是认识的人", "trust", "coder-a"),
        ("S03", "都是认识的人", "trust", "coder-b"),
        ("S03", "我比较放心", "cost", "coder-b"),
        ("S04", "便宜", "cost", "coder-b"),
    ] == [(each.transcript, each.coding.anchor.quote, each.code, each.coder) for each in presence(STUDY, both).standing]


def test_the_order_of_the_logs_does_not_matter(both):
    """As a folder lists them on one system or another."""
    both[0].complete()
    both[1].apply("unheard_of", "放心")
    for viewer in (None, "coder-a", "coder-b"):
        first, *others = [presence(STUDY, order, viewer=viewer) for order in permutations(both)]
        assert all(first == other for other in others)
        assert list(first.progress) == sorted(first.progress)


@given(deeds, deeds, st.booleans())
def test_whatever_two_coders_did_nobody_sees_before_having_completed(mine, theirs, asks):
    """The rule, over any histories: others' codings show if the viewer's completion is in force, or was asked for."""
    first, second = history_of(mine), Pen(coder="coder-b")
    for verb, which in theirs:
        perform(second, verb, which)
    see = frozenset({"coder-b"}) if asks else frozenset()
    everything = presence(STUDY, [first, second])

    found = presence(STUDY, [first, second], viewer="coder-a", see=see)

    if asks or everything.progress["coder-a", "S03"].completed:
        assert everything == found
    else:
        assert (("coder-b", "S03"),) == found.hidden
        assert {"coder-a"} >= {each.coder for each in (*found.standing, *found.unled, *found.lost)}
        assert [each for each in everything.standing if each.coder == "coder-a"] == list(found.standing)


def test_what_nothing_happened_to_stands_as_it_did():
    """The very same value, so that a screen need not draw it again; what was amended, taken off or added is new."""
    writer = pen(S03)
    first, second = writer.apply("trust", Span(2, 6)), writer.apply("cost", Span(2, 6))
    given = {"carry": kept, "stamps": {}, "viewer": "coder-a"}
    before_state = fold(writer.log)
    before = present_folded({("coder-a", "S03"): before_state}, STUDY, **given)
    writer.amend(second, memo="看")
    state = fold_on(before_state, writer.events[-1], writer.log)

    found = present_folded({("coder-a", "S03"): state}, STUDY, **given, known=before.standing)

    assert present([writer.log], STUDY, **given) == found
    old, new = ({each.coding.id: each for each in seen.standing} for seen in (before, found))
    assert old[first] is new[first]
    assert (None, "看") == (old[second].coding.memo, new[second].coding.memo)
