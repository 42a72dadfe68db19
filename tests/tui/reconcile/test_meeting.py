"""Everything that the keys of a meeting do, without a screen: what is shown, and what is on the disk."""

from __future__ import annotations

import pytest

from imcommerce_qual.actions.comparing import Wanted, compare_study
from imcommerce_qual.actions.deciding import Settling, settle
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.tui.keymap import ACTIONS
from imcommerce_qual.tui.reconcile import entry
from imcommerce_qual.tui.reconcile.keys import RECONCILE_ACTIONS, reconcile_keys
from imcommerce_qual.tui.reconcile.screen import MeetingScreen
from imcommerce_qual.tui.review.keys import REVIEW_ACTIONS


def kinds(meeting):
    return [(each.transcript, each.kind) for each in meeting.agenda.items]


def settled(found):
    """(how, why, by, codes that stand) of every decision in force, in order of the text."""
    every = [each for one in found.comparisons for each in one.settled]
    return [(e.decision.how, e.decision.why, e.decision.by, tuple(m.code for m in e.outcomes)) for e in every]


def decide(meeting, name, why="because"):
    meeting.do(name)
    assert meeting.pending is not None, meeting.said
    meeting.decide(why)
    return meeting


# what is there


def test_everything_open_is_listed_in_order_of_the_text(meet):
    """Transcript by transcript; who has nothing there is compared as well."""
    meeting = meet()
    assert kinds(meeting) == [("S01", "boundary"), ("S01", "code"), ("S01", "not by all"), ("S02", "boundary")]
    assert meeting.current.coders == ("ann", "ben")
    assert (0, 4) == (meeting.agenda.progress.settled, meeting.agenda.progress.of)


def test_filters_are_those_of_compare(meet):
    """Transcripts, codes, kinds; progress counts within them."""
    meeting = meet(wanted=Wanted(kinds=("boundary",), transcripts=("S01",)))
    assert [("S01", "boundary")] == kinds(meeting)
    assert 1 == meeting.agenda.progress.of
    assert [("S01", "code"), ("S01", "not by all"), ("S02", "boundary")] == kinds(meet(wanted=Wanted(codes=("price",))))


def test_orders_follow_one_another_and_the_case_stays(meet):
    """By transcript, unsure first, by codes; what is talked about is the same."""
    meeting = meet()
    meeting.do("last")
    here = meeting.current
    meeting.do("order")
    assert "order: unsure first" == meeting.said
    assert meeting.agenda.items[0].unsure
    assert here == meeting.current
    meeting.do("order")
    assert "order: by codes" == meeting.said
    assert [("price",), ("price",)] == [each.codes for each in meeting.agenda.items[:2]]
    meeting.do("order")
    assert "order: by transcript" == meeting.said


# settling


@pytest.mark.parametrize(
    ("name", "how", "codes"),
    [
        ("take-coder-1", "take ann", ("trust",)),
        ("take-coder-2", "take ben", ("trust",)),
        ("both", "both", ("trust", "trust")),
        ("neither", "neither", ()),
        ("union", "union", ("trust",)),
        ("intersection", "intersection", ("trust",)),
    ],
)
def test_a_decision_is_on_the_disk_with_reason_and_deciders_before_it_shows(meet, on_disk, name, how, codes):
    """Each way of settling; the list goes on to the next."""
    meeting = meet()
    decide(meeting, name, "the aunt is the point")
    assert [(how, "the aunt is the point", ("ann", "ben"), codes)] == settled(on_disk())
    assert (1, 4) == (meeting.agenda.progress.settled, meeting.agenda.progress.of)
    assert "code" == meeting.current.kind
    assert how in meeting.said
    assert not meeting.failed


def test_postponed_stays_open_and_is_passed_over(meet, on_disk):
    """It is open, says why, and the next that is open is another."""
    meeting = decide(meet(), "postpone", "ask the interviewer")
    assert 1 == meeting.index
    assert 1 == meeting.agenda.progress.postponed
    assert "ask the interviewer" == meeting.agenda.said(meeting.agenda.items[0])[0].why
    meeting.do("last")
    meeting.do("next-open")
    assert 1 == meeting.index
    assert 4 == len(on_disk().disagreements)
    meeting.do("first")
    decide(meeting, "union")
    assert 0 == meeting.agenda.progress.postponed


def test_no_reason_is_said_to_be_missing(meet, on_disk):
    """It can be left out, not forgotten."""
    meeting = decide(meet(), "both", "")
    assert "THE REASON IS MISSING" in meeting.said
    assert "" == settled(on_disk())[0][1]


def test_what_leaves_nothing_is_refused_before_a_reason_is_asked_for(meet):
    """No third coder; no words that all coded."""
    meeting = meet()
    meeting.do("take-coder-3")
    assert (None, "there is no coder 3 here") == (meeting.pending, meeting.said)
    meeting.do("union")
    meeting.drop()
    assert (None, "it is as it was", 4) == (meeting.pending, meeting.said, len(meeting.agenda.items))


def test_new_ends_are_chosen_with_the_keys_that_select(meet, on_disk):
    """Enter saves; the stance that was set stays; escape leaves it."""
    meeting = meet()
    meeting.begin_ends("trust")
    assert "NEW" not in meeting.said
    meeting.do("clear")
    assert meeting.choosing is None
    meeting.begin_ends("trust")
    meeting.do("sentence-back")
    meeting.do("turn")
    assert "new" == meeting.pending.how
    meeting.decide("only that she is kin")
    (found,) = [each for one in on_disk().comparisons for each in one.settled]
    text = meeting.opened.study.transcripts["S01"].text
    span = found.outcomes[0].standing.span
    assert "I know her, she is my aunt." == text[span.start : span.end]


def test_another_code_on_words_that_are_chosen(meet, on_disk):
    """Which neither of them had used."""
    meeting = meet()
    meeting.do("last")
    meeting.begin_ends("family")
    meeting.do("turn")
    meeting.decide("not money")
    assert ("new", "not money", ("ann", "ben"), ("family",)) == settled(on_disk())[0]


def test_several_new_codings_in_one_decision(meet, on_disk):
    """One more as often as wanted; escape goes back one at a time; the same one twice is refused."""
    meeting = meet()
    meeting.begin_ends("trust")
    meeting.do("sentence-back")
    assert meeting.one_more()
    meeting.begin_ends("trust")
    meeting.do("sentence-back")
    assert not meeting.one_more()
    assert "trust is on these words already" in meeting.said
    meeting.do("turn")
    assert (None, "trust would be twice on the same words") == (meeting.pending, meeting.said)
    meeting.begin_ends("family")
    assert meeting.one_more()
    meeting.begin_ends("price")
    meeting.do("clear")
    assert ("family", ("trust",)) == (meeting.new.code, tuple(each.code for each in meeting.made))
    meeting.do("turn")
    meeting.drop()
    assert "family" == meeting.new.code
    meeting.do("turn")
    meeting.decide("kin, and trusted")
    assert [("new", "kin, and trusted", ("ann", "ben"), ("family", "trust"))] == [
        (how, why, by, tuple(sorted(codes))) for how, why, by, codes in settled(on_disk())
    ]
    assert ((), None) == (meeting.made, meeting.choosing)


def test_a_third_person_may_decide(meet, on_disk):
    """Names with commas; the coders themselves are the coders of each disagreement."""
    meeting = meet()
    meeting.decided_by("Prof. Li， ann, ann")
    decide(meeting, "both")
    assert ("Prof. Li", "ann") == settled(on_disk())[0][2]
    meeting.decided_by("ben, ann")
    assert () == meeting.by


def test_undo_takes_the_last_action_back_also_after_a_restart(meet, on_disk):
    """One by one, to the beginning; the case is the current one again."""
    decide(decide(meet(), "both"), "neither")
    meeting = meet()
    meeting.do("last")
    meeting.do("undo")
    assert "code" == meeting.current.kind
    assert 1 == len(settled(on_disk()))
    meeting.do("undo")
    assert "boundary" == meeting.current.kind
    assert [] == settled(on_disk())
    meeting.do("undo")
    assert "nothing that could be taken back" in meeting.said


def test_tomorrow_it_goes_on_in_the_same_place_and_order(meet):
    """Order and case; where that one was settled meanwhile, the next."""
    meeting = meet()
    meeting.do("order")
    meeting.do("next")
    here = meeting.current
    again = meet()
    assert (here, "unsure") == (again.current, again.agenda.order)
    settle(open_study(again.opened.root), "ben", [Settling(disagreement=here.id, how="both")])
    assert again.index == meet().index
    assert here != meet().current


def test_what_was_settled_can_be_opened_again(meet, on_disk):
    """With a reason; it is the current one then."""
    meeting = decide(meet(), "both")
    (found,) = meeting.agenda.settled()
    meeting.revoke([found.decision], "we were tired")
    assert [] == settled(on_disk())
    assert "boundary" == meeting.current.kind


# others


def test_somebody_who_settles_meanwhile_is_not_overwritten_and_nothing_typed_is_lost(meet, on_disk):
    """The list is read again, the case is the same, the reason is offered again."""
    meeting = meet()
    other = meet("ben")
    other.do("last")
    decide(other, "union", "the mark belongs to it")
    decide(meeting, "take-coder-1", "a long reason")
    assert meeting.failed
    assert "somebody settled meanwhile (+1)" in meeting.said
    assert ["union"] == [each[0] for each in settled(on_disk())]
    assert "boundary" == meeting.current.kind
    meeting.do("take-coder-1")
    assert "a long reason" == meeting.pending.why
    meeting.decide(meeting.pending.why)
    assert 2 == len(settled(on_disk()))


def test_the_same_case_settled_by_two_at_once_is_settled_once(meet, on_disk):
    """The second is told, and sees what the first did."""
    one, two = meet(), meet("ben")
    decide(one, "both")
    decide(two, "neither")
    assert two.failed
    assert ["both"] == [each[0] for each in settled(on_disk())]
    assert 3 == len(two.agenda.items)


def test_changed_codings_are_read_again(meet, put):
    """Also without a key."""
    meeting = meet()
    assert not meeting.look()
    put("family", "Yes. [/b]", coder="ben")
    assert meeting.look()
    assert 5 == len(meeting.agenda.items)


# apart


def test_apart_others_proposals_show_only_beside_ones_own(meet):
    """And nothing is settled by a proposal."""
    decide(meet("ben", apart=True), "union", "ben thinks so")
    ann = meet(apart=True)
    assert () == ann.agenda.proposals(ann.current)
    assert () == ann.agenda.reasons()
    decide(ann, "union", "ann too")
    ann.do("first")
    assert [("ben",), ("ann",)] == [each.by for each in ann.agenda.proposals(ann.current)]
    assert 1 == ann.agenda.own_proposals
    assert 0 == ann.agenda.progress.settled
    ann.do("undo")
    assert () == ann.agenda.proposals(ann.current)


def test_what_all_proposed_alike_is_accepted_at_once(meet, on_disk):
    """The rest is the agenda, with the proposals; undo takes the whole back."""
    for coder in ("ann", "ben"):
        apart = meet(coder, apart=True)
        decide(apart, "union", f"{coder} says")
        decide(apart, "take-coder-1" if coder == "ann" else "take-coder-2")
        decide(apart, "neither", "a slip")
    meeting = meet()
    ready = meeting.together.shared()
    assert ["union", "neither"] == [each.how for each in ready]
    meeting.together.accept(ready)
    assert [("union", ("ann", "ben")), ("neither", ("ann", "ben"))] == [(e[0], e[2]) for e in settled(on_disk())]
    assert {"take ann", "take ben"} == {e.how for e in meeting.agenda.proposals(meeting.agenda.items[0])}
    meeting.do("undo")
    assert [] == settled(on_disk())
    assert () == meet(apart=True).together.shared()


# rules


def test_a_rule_is_looked_at_recorded_and_taken_back_as_a_whole(meet, on_disk):
    """Only what it fits; the decisions name it."""
    meeting = meet()
    plan = meeting.together.plan_by_rule("boundary differences under 5: union")
    assert [("S02", "boundary")] == [(each.transcript, each.kind) for each in plan.ready]
    assert 4 == len(on_disk().disagreements)
    meeting.together.settle_by_rule(plan, "a stop more or less")
    assert ["boundary under 5 characters: union"] == list(meeting.together.rules())
    assert [("union", "a stop more or less")] == [each[:2] for each in settled(on_disk())]
    meeting.together.revoke_rule("boundary under 5 characters: union")
    assert {} == meeting.together.rules()
    assert [] == settled(on_disk())


def test_what_is_no_rule_is_said(meet):
    """With an example."""
    meeting = meet()
    assert meeting.together.plan_by_rule("all: union") is None
    assert "is no rule" in meeting.said
    assert "for example" in meeting.said


# the codebook


def test_a_change_of_the_codebook_is_named_by_the_decision_that_led_to_it(meet, on_disk):
    """Also one that reopens the code, so that the case would not be compared any more."""
    meeting = meet()
    wanted = entry.EntryChange(code="trust", field="use_when", words="Kin too.", meaning="widened")
    planned = entry.plan_entry(meeting.opened, "ann", wanted, "aunts")
    written = entry.write_entry(meeting.opened, planned)
    meeting.changed_codebook(written.undo, "trust widened")
    assert "boundary" == meeting.current.kind
    decide(meeting, "take-coder-1", "kin is trust")
    (event,) = [each.decision for one in on_disk().comparisons for each in one.settled]
    assert written.undo == event.change
    assert written.undo in [change.id for change in open_study(meeting.opened.root).study.codebook.history]
    assert "Kin too." == meeting.opened.study.codebook.codes["trust"].use_when


def test_a_change_of_the_codebook_is_still_named_after_a_restart(meet, on_disk):
    """Killed between the codebook and the decision: the next meeting goes on with both."""
    meeting = meet()
    wanted = entry.EntryChange(code="trust", field="not_when", words="Kin alone.", meaning="reworded")
    written = entry.write_entry(meeting.opened, entry.plan_entry(meeting.opened, "ann", wanted, "kin"))
    meeting.changed_codebook(written.undo, "trust reworded")

    decide(meet(), "union")
    assert [written.undo] == [e.decision.change for one in on_disk().comparisons for e in one.settled]
    assert meet().change is None


def test_a_change_that_no_decision_follows_is_told(meet):
    """Whoever goes on is told its id."""
    meeting = meet()
    wanted = entry.EntryChange(code="price", field="not_when", words="Not jokes.", meaning="reworded")
    written = entry.write_entry(meeting.opened, entry.plan_entry(meeting.opened, "ann", wanted, ""))
    meeting.changed_codebook(written.undo, "price reworded")
    meeting.do("next")
    assert f"{written.undo} stands; no decision names it" in meeting.said


# keys


def test_every_key_is_one_action_and_shared_names_have_shared_keys():
    """No two actions have one key; what other screens have too is on the same key."""
    keys = [key for action in RECONCILE_ACTIONS for key in action.keys]
    assert len(keys) == len(set(keys))
    elsewhere = {action.name: set(action.keys) for action in (*ACTIONS, *REVIEW_ACTIONS)}
    for action in RECONCILE_ACTIONS:
        if action.name in {"first", "last", "page-down", "page-up", "needs-rule", "change-ends"}:
            continue
        assert action.name not in elsewhere or elsewhere[action.name] & set(action.keys), action.name


def test_keys_can_be_changed_like_those_of_the_other_screens():
    """By the same list; what is no action of any screen is refused."""
    assert "both" == reconcile_keys({"both": "x"}).meeting.action("x", "x")
    with pytest.raises(WrongUseError):
        reconcile_keys({"bothh": "x"})


def test_every_action_does_something(meet):
    """In the session or on the screen; none is only listed."""
    meeting = meet()
    asking = MeetingScreen(meeting)._asking()
    for action in RECONCILE_ACTIONS:
        if action.name in asking or action.name in {"scroll-down", "scroll-up"}:
            continue
        meeting.do(action.name)


def test_nothing_to_settle_is_no_fault(study):
    """Nobody completed anything: every key is answered."""
    from imcommerce_qual.tui.reconcile.session import Meeting

    meeting = Meeting(open_study(study), "ann")
    for action in RECONCILE_ACTIONS:
        if action.name in meeting._actions() or action.name.startswith("take-coder"):
            meeting.do(action.name)
    meeting.begin_ends("trust")
    assert "nothing is open here" == meeting.said
    assert 0 == compare_study(open_study(study)).negotiated().of
