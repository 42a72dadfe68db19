"""The plan folded from its events, draws, and what of a history counts."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.histories import deeds, history_of
from tests.samples import START, Pen

from imcommerce_qual.core.counted import alone
from imcommerce_qual.core.drawing import draw, draw_passage, parts
from imcommerce_qual.core.history import fold
from imcommerce_qual.core.planning import fold_plan
from imcommerce_qual.model.event import Completed, Saw
from imcommerce_qual.model.plan import Assigned, Declared, Plan, RoundCancelled, RoundClosed, RoundOpened
from imcommerce_qual.model.span import Span

NUMBERS = itertools.count(1)


def event(kind, *, at=None, by="ann", **fields):
    """An event of the plan, each a second after the one before."""
    number = next(NUMBERS)
    when = START + timedelta(seconds=number if at is None else at)
    return kind(id=f"e{number:05}", action=f"a{number}", at=when, by=by, **fields)


def opened(name="r1", **fields):
    """A reliability round of S01 by two coders."""
    given_fields = {"purpose": "reliability", "transcripts": ("S01",), "coders": ("ann", "ben"), **fields}
    return event(RoundOpened, round=name, **given_fields)


def closed(name="r1", **fields):
    """The end of it."""
    return event(RoundClosed, **{"round": name, "logs": {}, "codebook": "c" * 16, "texts": {}, **fields})


def test_nothing_planned_is_an_empty_plan():
    """A study without a plan goes on as before."""
    assert Plan() == fold_plan([])
    assert fold_plan([]).empty


def test_a_round_stands_from_its_opening_and_is_closed_once():
    """The first closing holds; the same again from another laptop is the same."""
    first, second = opened(), closed()
    again = replace(second, id="z", by="ben", at=second.at + timedelta(1))

    plan = fold_plan([first, second, again])

    assert (first, second) == (plan.rounds["r1"].opened, plan.rounds["r1"].closed)
    assert () == plan.conflicts


def test_two_who_close_in_different_words_are_a_conflict_and_the_first_holds():
    """What a closed round computes does not depend on who merged last."""
    begun, first, second = opened(), closed(logs={"x": ("1",)}), closed(logs={"x": ("1", "2")})

    plan = fold_plan([second, first, begun])

    assert first == plan.rounds["r1"].closed
    assert ((first, second),) == plan.conflicts


def test_a_cancelled_round_is_none_but_a_closed_one_stays():
    """Only what was never closed can be taken back."""
    early = fold_plan([opened(), event(RoundCancelled, round="r1", why="")])
    late = fold_plan([opened(), closed(), event(RoundCancelled, round="r1", why="")])

    assert {} == early.rounds
    assert ["r1"] == list(late.rounds)


def test_tasks_are_added_and_taken_away_and_rounds_bring_theirs():
    """A round's transcripts are its coders' tasks; those of a recode round are not."""
    plan = fold_plan(
        [
            event(Assigned, coder="ben", transcripts=("S02", "S03")),
            event(Assigned, coder="ben", transcripts=("S02",), taken=True),
            opened(),
            opened("again", purpose="recode", coders=("ann",), transcripts=("S09",)),
        ]
    )

    assert {("ben", "S03"), ("ann", "S01"), ("ben", "S01")} == plan.assigned


def test_the_latest_declaration_holds():
    """Whether agreement is wanted can be said again, with a later date."""
    plan = fold_plan([event(Declared, wanted=True, why="a"), event(Declared, wanted=False, why="b")])

    assert plan.declared is not None
    assert (False, "b") == (plan.declared.wanted, plan.declared.why)


@given(st.permutations(range(7)), st.integers(1, 3))
def test_the_plan_does_not_depend_on_the_order_of_lines_or_files(order, times):
    """Events are taken in order of (at, id), each once."""
    events = [
        opened(),
        closed(),
        opened("r2"),
        event(RoundCancelled, round="r2", why=""),
        event(Assigned, coder="ben", transcripts=("S02",)),
        event(Assigned, coder="ben", transcripts=("S02",), taken=True),
        opened("r1", why="another"),
    ]

    assert fold_plan(events) == fold_plan([events[n] for n in order] * times)


# Draws.


def test_a_draw_takes_the_share_of_each_stratum_rounded_up():
    """A quarter of six and of two is two and one."""
    names = [f"S{n:02}" for n in range(1, 9)]
    chosen = draw(names, share=0.25, seed=7, stratum=lambda name: ("zh",) if name > "S06" else ("en",))

    assert {("en",): 2, ("zh",): 1} == parts(chosen, lambda name: ("zh",) if name > "S06" else ("en",))


@given(st.sets(st.from_regex(r"S\d\d", fullmatch=True), min_size=1), st.integers(), st.floats(0.01, 1))
def test_a_draw_repeats_and_another_transcript_moves_nobody(names, seed, share):
    """The same seed draws the same, whatever the order; who was in the draw of all is in that of more."""
    chosen = draw(names, share=share, seed=seed)

    assert chosen == draw(sorted(names, reverse=True), share=share, seed=seed)
    assert set(chosen) <= names
    order = draw(names, share=1, seed=seed)
    assert set(order) == names
    more = draw([*names, "new"], share=1, seed=seed)
    assert names == set(more) - {"new"}


@pytest.mark.parametrize("share", [0, -1, 1.5])
def test_a_share_is_above_nothing_and_at_most_all(share):
    """Anything else is the caller's mistake."""
    with pytest.raises(ValueError, match="share"):
        draw(["S01"], share=share, seed=1)


@given(st.integers(1, 300), st.integers(1, 400), st.integers())
def test_a_drawn_passage_lies_within_the_transcript(turns, length, seed):
    """As long as was asked, or all of it."""
    first, last = draw_passage(turns, length, seed=seed, name="S01")

    assert 1 <= first <= last <= turns
    assert last - first + 1 == min(turns, length)


# What counts for agreement.


def codes(found):
    """The codes that count."""
    return [each.code for each in found.state.codings]


def test_what_was_done_after_completing_does_not_count():
    """A coder's fold up to their last completion."""
    pen = Pen()
    pen.apply("trust", Span(0, 2))
    pen.complete()
    pen.apply("cost", Span(3, 5))

    assert ["trust"] == codes(alone(pen.log))


def test_what_was_done_after_seeing_does_not_count():
    """Completed again after having looked: the completion before the look is the one."""
    pen = Pen()
    pen.apply("trust", Span(0, 2))
    pen.complete()
    pen.see()
    pen.apply("cost", Span(3, 5))
    pen.complete()

    assert ["trust"] == codes(alone(pen.log))


def test_who_never_completed_alone_is_left_out_and_it_is_said_why():
    """No completion before the first look: excluded, and named."""
    begun, peeked = Pen(), Pen()
    begun.apply("trust", Span(0, 2))
    peeked.see()
    peeked.complete()

    assert (None, "not completed") == (alone(begun.log).state, alone(begun.log).why)
    assert (None, "not completed before seeing another's codings") == (alone(peeked.log).state, alone(peeked.log).why)


def test_passages_count_for_their_round_only():
    """A completion of a round's passages is no completion of the transcript."""
    pen = Pen()
    pen.complete(round="r1")

    assert alone(pen.log, round_id="r1").state is not None
    assert alone(pen.log).state is None


def test_frozen_events_are_all_that_counts():
    """Whatever is appended later changes nothing."""
    pen = Pen()
    pen.apply("trust", Span(0, 2))
    pen.complete()
    frozen = {each.id for each in pen.events}
    before = alone(pen.log, frozen=frozen)
    pen.undo()
    pen.apply("cost", Span(3, 5))
    pen.complete()

    assert before == alone(pen.log, frozen=frozen)


@given(deeds)
def test_what_counts_is_a_state_that_the_coder_had_when_completing_alone(done):
    """By a plain reading of the rule: some prefix ends with a completion, before any look."""
    log = history_of(done).log
    found = alone(log)
    events = sorted(log.events, key=lambda each: each.order)
    seen = next((n for n, each in enumerate(events) if isinstance(each, Saw)), len(events))
    ends = [
        fold(replace(log, events=tuple(events[: n + 1])))
        for n, each in enumerate(events[:seen])
        if isinstance(each, Completed)
    ]

    assert found.state is None or found.state in ends
