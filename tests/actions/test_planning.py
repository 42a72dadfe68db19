"""Rounds opened, closed and refused; tasks; and who is done."""

from __future__ import annotations

import pytest

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.drawing import draw_transcripts
from imcommerce_qual.actions.errors import BusyError, RefusedError, WrongUseError
from imcommerce_qual.actions.finishing import complete, reopen
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.planning import assign, cancel_round, close_round, declare
from imcommerce_qual.actions.planview import tasks, view_rounds
from imcommerce_qual.actions.rounds import RoundWanted, open_round
from imcommerce_qual.actions.takingback import undo
from imcommerce_qual.actions.viewing import look, status
from imcommerce_qual.model.plan import GivenUnit, Passage

BOTH = ("ann", "ben")


def wanted(name="r1", **fields):
    """A pilot round of S01 by both."""
    return RoundWanted(**{"id": name, "purpose": "pilot", "transcripts": ("S01",), "coders": BOTH, **fields})


def begin(study, name="r1", **fields):
    """Open it."""
    return open_round(open_study(study), "ann", wanted(name, **fields))


def finish(study, *names, coders=BOTH):
    """Everybody completes these transcripts."""
    for coder in coders:
        for name in names:
            complete(open_study(study), coder, name)


def test_a_round_freezes_the_events_that_are_there(study):
    """Closing lists every event of every file of the round, and keeps the text and the codebook that they name."""
    begin(study)
    apply(open_study(study), "ann", [Request(transcript="S01", code="price", quote="It was cheap")])
    finish(study, "S01")

    closed = close_round(open_study(study), "ann", "r1")

    assert {"codings/ann/S01.jsonl": 2, "codings/ben/S01.jsonl": 1} == {k: len(v) for k, v in closed.logs.items()}
    assert (study / f"history/transcripts/S01/{closed.texts['S01']}.md").is_file()
    assert (study / f"history/codebook/{closed.codebook}.yaml").is_file()


def test_a_round_is_not_closed_before_everybody_is_done_unless_they_are_left_out(study):
    """Who is missing is named."""
    begin(study)
    finish(study, "S01", coders=("ann",))

    with pytest.raises(RefusedError, match=r"ben S01 \(not completed\)"):
        close_round(open_study(study), "ann", "r1")
    assert "r1" == close_round(open_study(study), "ann", "r1", unfinished=True).round


def test_what_was_coded_after_done_is_said_before_the_round_is_closed(study):
    """It does not count, and a close is for good; completing once more counts it."""
    begin(study)
    finish(study, "S01")
    apply(open_study(study), "ann", [Request(transcript="S01", code="price", quote="It was cheap")])

    (view,) = view_rounds(open_study(study), None)
    assert {"ann": 1} == view.later
    (step, *_) = [each for each in status(open_study(study), None).next_steps if "round close" in each]
    assert "codings since then would not count: ann 1; reopen and done count them" in step

    reopen(open_study(study), "ann", "S01")
    finish(study, "S01", coders=("ann",))
    assert {} == view_rounds(open_study(study), None)[0].later


def test_reliability_refuses_what_was_discussed(study):
    """A transcript of an earlier round of the same coders, or one that somebody looked at before completing it."""
    begin(study)
    with pytest.raises(RefusedError, match="pilot round r1"):
        begin(study, "r2", purpose="reliability")

    apply(open_study(study), "ann", [Request(transcript="S02", code="price", quote="It was cheap")])
    look(open_study(study), "ben", ["ann"], ["S02"])
    with pytest.raises(RefusedError, match="ben saw another's codings of S02"):
        begin(study, "r2", purpose="reliability", transcripts=("S02",))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"transcripts": ()}, "needs transcripts"),
        ({"transcripts": ("S09",)}, "no transcript `S09`"),
        ({"coders": ("ann",)}, "2 coders"),
        ({"coders": ("ann", "bob")}, "no coder `bob`"),
        ({"name": "r 1"}, "cannot be a round's id"),
        ({"passages": {"S01": (Passage(first=3, last=9),)}}, "turns 1 to 4"),
        ({"passages": {"S01": (Passage(first=1, last=2), Passage(first=2, last=3))}}, "two passages"),
        ({"unit": "given"}, "given units need a file"),
        ({"unit": "given", "units": {"S02": (GivenUnit(start=0, end=2, by="x"),)}}, "no units of S01"),
        ({"unit": "given", "units": {"S01": (GivenUnit(start=0, end=999, by="x"),)}}, "outside the text"),
    ],
)
def test_wrong_use_is_refused_and_nothing_is_written(study, fields, message):
    """Each with what is wrong."""
    with pytest.raises(WrongUseError, match=message):
        begin(study, **fields)
    assert not (study / "plan").exists()


def test_a_name_is_taken_once_whatever_its_case(study):
    """Rounds, coders and transcripts share their names: a recode round is a folder of a coder."""
    begin(study)

    for name in ("R1", "Ann", "s01"):
        with pytest.raises(RefusedError, match="taken already"):
            begin(study, name, transcripts=("S02",))


def test_two_who_plan_at_once_do_not_open_the_same_round(study):
    """What was planned since the study was read makes the second one stop."""
    early = open_study(study)
    begin(study)

    with pytest.raises(BusyError, match="the plan changed meanwhile"):
        open_round(early, "ben", wanted("r1"))


def test_a_cancelled_round_may_be_opened_again_and_a_closed_one_stays(study):
    """Nothing that was computed goes away."""
    begin(study)
    cancel_round(open_study(study), "ann", "r1", "a slip")
    begin(study)
    finish(study, "S01")
    close_round(open_study(study), "ben", "r1")

    with pytest.raises(RefusedError, match="a closed round stays"):
        cancel_round(open_study(study), "ann", "r1", "")
    with pytest.raises(RefusedError, match="was closed on"):
        close_round(open_study(study), "ann", "r1")


def test_passages_are_completed_for_their_round(study):
    """`done --round` is no completion of the transcript, and shows nothing of the others."""
    begin(study, passages={"S01": (Passage(first=1, last=2),)})
    for coder in BOTH:
        complete(open_study(study), coder, "S01", round_id="R1")

    assert close_round(open_study(study), "ann", "r1")
    assert not open_study(study).presence(viewer="ann").progress["ann", "S01"].completed
    with pytest.raises(WrongUseError, match="no passages of S02"):
        complete(open_study(study), "ann", "S02", round_id="r1")


def test_status_follows_the_plan(study):
    """What was planned for a coder comes first, and only that; a finished round is to be closed."""
    assign(open_study(study), "ann", "ben", ("S02",))
    assert ("S02",) == tasks(open_study(study), "ben")
    assert "S02 CODE" in status(open_study(study), "ben").next_steps[0]
    assign(open_study(study), "ann", "ben", ("S02",), taken=True)
    assert () == tasks(open_study(study), "ben")

    begin(study)
    finish(study, "S01")

    assert any("plan round close r1" in step for step in status(open_study(study), "ann").next_steps)


def test_how_far_others_are_is_hidden_until_one_is_done(study):
    """Blind by default, in the plan as well."""
    begin(study)
    complete(open_study(study), "ann", "S01")

    (view,) = view_rounds(open_study(study), "ben")
    assert {"ann": None, "ben": 0} == view.done
    complete(open_study(study), "ben", "S01")
    (view,) = view_rounds(open_study(study), "ben")
    assert {"ann": 1, "ben": 1} == view.done


def test_coding_again_is_apart_from_the_first_time(study):
    """A coder of a recode round has a file of their own there, sees nothing of the first time, and counts nowhere."""
    apply(open_study(study), "ann", [Request(transcript="S01", code="price", quote="It was cheap")])
    complete(open_study(study), "ann", "S01")
    begin(study, "recode-1", purpose="recode", coders=("ann",))
    again = "ann/recode-1"

    assert () == open_study(study).presence(viewer=again).standing
    apply(open_study(study), again, [Request(transcript="S01", code="trust", quote="She is my aunt")])

    assert (study / "codings/ann/recode-1/S01.jsonl").is_file()
    assert ["trust"] == [each.code for each in open_study(study).presence(viewer=again).standing]
    assert ["price"] == [each.code for each in open_study(study).presence().standing]
    undo(open_study(study), again)
    assert () == open_study(study).presence(viewer=again).standing
    assert ["price"] == [each.code for each in open_study(study).presence().standing]


def test_a_draw_says_its_seed_and_its_strata(study):
    """With the seed anybody draws the same; a stratum that is none is refused."""
    found = draw_transcripts(open_study(study), share=0.5, by=["role"])

    assert found == draw_transcripts(open_study(study), share=0.5, seed=found.draw.seed, by=["role"])
    assert (("buyer",), 1, 2) == found.strata[0]
    with pytest.raises(WrongUseError, match="`rolle`"):
        draw_transcripts(open_study(study), share=0.5, by=["rolle"])
    with pytest.raises(WrongUseError, match="share"):
        draw_transcripts(open_study(study), share=2)


def test_a_transcript_that_is_named_twice_is_drawn_from_once(study):
    """Else `1 of 2` would be said of one."""
    found = draw_transcripts(open_study(study), among=["S01", "s01"], share=1)

    assert (("S01",), ((), 1, 1)) == (found.transcripts, found.strata[0])


def test_whether_agreement_is_wanted_needs_a_reason(study):
    """A reviewer will ask."""
    with pytest.raises(WrongUseError, match="why"):
        declare(open_study(study), "ann", wanted=False, why=" ")

    declare(open_study(study), "ann", wanted=False, why="reflexive")

    found = open_study(study).plan().declared
    assert found is not None
    assert (False, "reflexive") == (found.wanted, found.why)
