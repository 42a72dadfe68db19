"""What coders propose: who sees it, what it becomes, and that its excerpts follow."""

from __future__ import annotations

import pytest
import yaml

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.checking import check
from imcommerce_qual.actions.codebookback import back, latest, whole_change
from imcommerce_qual.actions.codebookchange import carry_out, plan
from imcommerce_qual.actions.errors import BusyError, RefusedError, WrongUseError
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.proposals import (
    excerpts,
    known_proposal,
    plan_accept,
    plan_decline,
    plan_merge,
    plan_reopen,
    proposals,
)
from imcommerce_qual.actions.proposing import propose
from imcommerce_qual.core.codechange import add
from imcommerce_qual.model.codebook import Code
from imcommerce_qual.model.span import Span


@pytest.fixture
def proposed(study):
    """Ben proposed `kin` in S01; Ann wrote the codebook and has not read S01."""
    text = (study / "study.yaml").read_text(encoding="utf-8")
    (study / "study.yaml").write_text(text.replace("{ann: {}, ", "{ann: {wrote_codebook: true}, "), encoding="utf-8")
    opened = open_study(study)
    start = opened.study.transcripts["S01"].text.index("She is my aunt.")
    propose(opened, "ben", "S01", Span(start, start + 15), label="Kin")
    return study


def settle(study, decide, *arguments, by="ann", **options):
    """One decision, carried out; returns the plan."""
    opened = open_study(study)
    made = decide(opened, by, "kin", *arguments, **options)
    carry_out(opened, made)
    return made


def codes(study):
    """The codes of what stands, and of what stands aside because of its code."""
    presence = open_study(study).presence()
    return [each.code for each in presence.standing], [each.code for each in presence.unled]


def state(study):
    """What became of the proposal."""
    (found,) = proposals(open_study(study), None, settled=True).shown
    return (found.state, found.code, found.why)


def test_an_accepted_proposal_takes_its_excerpts_along(proposed):
    """The codings on the disk stay as they were written; the history leads."""
    before = (proposed / "codings" / "ben" / "S01.jsonl").read_bytes()
    settle(proposed, plan_accept, parent="trust", definition="Of the family.", why="often said")

    assert (["trust.kin"], []) == codes(proposed)
    assert ("accepted", "trust.kin", "often said") == state(proposed)
    assert before == (proposed / "codings" / "ben" / "S01.jsonl").read_bytes()
    assert 0 == check(proposed).errors


def test_an_accepted_proposal_is_a_code_with_origin_and_date(proposed):
    """A reader of the codebook learns that it was found in the data, when, and by whom."""
    settle(proposed, plan_accept, definition="Of the family.")
    code = open_study(proposed).study.codebook.codes["kin"]

    assert ("Kin", "Of the family.", "proposed while coding, by ben") == (code.label, code.definition, code.support)
    assert code.origin.startswith("inductive, 20")


def test_a_definition_that_is_not_the_coders_own_asks_for_another_look(proposed):
    """They applied the code before anybody had said what it means."""
    settle(proposed, plan_accept, definition="Of the family.")

    assert [True] == [each.stale for each in open_study(proposed).presence().standing]


def test_the_coders_own_definition_will_do(study):
    """What they wrote while coding is what they coded by, so nothing is stale."""
    opened = open_study(study)
    start = opened.study.transcripts["S01"].text.index("She is my aunt.")
    propose(opened, "ben", "S01", Span(start, start + 15), label="Kin", definition="Of the  family.")
    settle(study, plan_accept)

    assert [False] == [each.stale for each in open_study(study).presence().standing]


def test_a_code_needs_a_definition(proposed):
    """Two coders cannot mean the same by a label."""
    with pytest.raises(WrongUseError, match="definition"):
        plan_accept(open_study(proposed), "ann", "kin")


def test_a_merged_proposal_counts_as_the_code_and_overlaps_are_foretold(proposed):
    """Nobody is surprised by a smaller number afterwards."""
    apply(open_study(proposed), "ben", [Request(transcript="S01", code="trust", quote="She is my aunt. Yes.")])
    opened = open_study(proposed)
    complete(opened, "ann", "S01")
    made = settle(proposed, plan_merge, "confidence")

    assert (["trust", "trust"], []) == codes(proposed)
    assert [1] == [each.joined for each in made.effects]
    assert ("merged", "trust", "") == state(proposed)


def test_a_declined_proposal_leaves_its_excerpts_aside_with_the_reason(proposed):
    """They are not deleted: the coder finds them and recodes."""
    settle(proposed, plan_decline, "too rare")

    assert ([], ["proposal/ben/kin"]) == codes(proposed)
    assert ("declined", None, "too rare") == state(proposed)


@pytest.mark.parametrize(
    ("decide", "arguments", "options"),
    [(plan_accept, (), {"definition": "x"}), (plan_merge, ("price",), {}), (plan_decline, ("no",), {})],
)
def test_what_was_settled_can_be_opened_again_and_settled_otherwise(proposed, decide, arguments, options):
    """By a further entry: the history keeps both decisions, the file is otherwise as it was."""
    tree = yaml.safe_load((proposed / "codebooks" / "book.yaml").read_text(encoding="utf-8"))["codes"]
    settle(proposed, decide, *arguments, **options)
    settle(proposed, plan_reopen, why="a mistake")

    data = yaml.safe_load((proposed / "codebooks" / "book.yaml").read_text(encoding="utf-8"))
    assert (["proposal/ben/kin"], []) == codes(proposed)
    assert ("open", tree, 3) == (state(proposed)[0], data["codes"], data["revision"])

    settle(proposed, plan_accept, definition="Of the family.")
    assert (["kin"], []) == codes(proposed)
    assert 0 == check(proposed).errors


@pytest.mark.parametrize(
    ("decide", "arguments", "options", "settled"),
    [
        (plan_accept, (), {"definition": "Of the family."}, (["kin"], [])),
        (plan_merge, ("price",), {}, (["price"], [])),
        (plan_decline, ("no",), {}, ([], ["proposal/ben/kin"])),
    ],
)
def test_codebook_undo_takes_back_what_was_settled_and_again_puts_it_back(
    proposed, decide, arguments, options, settled
):
    """A decision about a proposal is a change of the codebook like every other, and its tree is as it was."""
    tree = yaml.safe_load((proposed / "codebooks" / "book.yaml").read_text(encoding="utf-8"))["codes"]

    def take_back():
        opened = open_study(proposed)
        carry_out(opened, plan(opened, "ann", back(opened, latest(opened))))

    settle(proposed, decide, *arguments, **options)
    assert settled == codes(proposed)
    take_back()
    data = yaml.safe_load((proposed / "codebooks" / "book.yaml").read_text(encoding="utf-8"))
    assert (["proposal/ben/kin"], [], "open", tree) == (*codes(proposed), state(proposed)[0], data["codes"])
    take_back()
    assert settled == codes(proposed)
    take_back()
    assert "open" == state(proposed)[0]
    assert 0 == check(proposed).errors


def test_one_entry_of_an_accepted_proposal_is_taken_back_with_the_others(proposed):
    """Half of it would leave a code without the excerpts that it came from."""
    settle(proposed, plan_accept, definition="Of the family.")
    opened = open_study(proposed)
    added = next(each for each in opened.study.codebook.history if each.change == "added")
    carry_out(opened, plan(opened, "ann", back(opened, whole_change(opened, added))))

    assert (["proposal/ben/kin"], []) == codes(proposed)


def test_a_proposal_that_has_codes_below_it_by_now_is_not_taken_back(proposed):
    """They would stand under nothing."""
    settle(proposed, plan_accept, definition="Of the family.")
    opened = open_study(proposed)
    carry_out(opened, plan(opened, "ann", lambda book: add(book, Code(id="kin.aunt", label="Aunts"))))

    with pytest.raises(WrongUseError, match="codes below it"):
        plan_reopen(open_study(proposed), "ann", "kin")


def test_a_proposal_is_settled_once(proposed):
    """Two people at two laptops: the second is told what the first decided."""
    settle(proposed, plan_merge, "price")

    with pytest.raises(RefusedError, match="merged already"):
        plan_decline(open_study(proposed), "ann", "kin", "no")


def test_a_codebook_that_changed_underneath_is_not_overwritten(proposed):
    """What somebody else wrote meanwhile stays."""
    opened = open_study(proposed)
    made = plan_decline(opened, "ann", "kin", "no")
    book = proposed / "codebooks" / "book.yaml"
    book.write_text(book.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")

    with pytest.raises(BusyError):
        carry_out(opened, made)
    assert book.read_text(encoding="utf-8").endswith("# mine\n")


@pytest.mark.parametrize("id_", ["trust", "Trust.x", "nowhere.kin", "trust person"])
def test_an_id_that_is_in_use_or_none_is_refused(proposed, id_):
    """The codebook has no problems afterwards that it had not before."""
    with pytest.raises((WrongUseError, RefusedError)):
        plan_accept(open_study(proposed), "ann", "kin", id_=id_, definition="x")


def test_an_id_of_another_code_is_never_used_again(proposed):
    """Old codings would come under a new meaning."""
    book = proposed / "codebooks" / "book.yaml"
    entry = "{id: h, revision: 1, at: 2026-01-01, by: ann, change: renamed, from: [cost], to: [price]}"
    book.write_text(book.read_text(encoding="utf-8").replace("history: []", f"history: [{entry}]"), encoding="utf-8")

    with pytest.raises(WrongUseError, match="never used for another"):
        plan_accept(open_study(proposed), "ann", "kin", id_="cost", definition="x")


def test_who_keeps_the_codebook_sees_the_proposal_but_no_hidden_excerpt(proposed):
    """The name must be seen to be decided; the words under it are the other's coding of what Ann has yet to read."""
    opened = open_study(proposed)
    found = known_proposal(opened, "ann", "kin")

    assert (0, True, ()) == (found.codings, found.hidden, excerpts(opened, "ann", found))
    assert (("ben", "S01"),) == plan_decline(opened, "ann", "kin", "no").hidden


def test_a_coder_who_does_not_keep_the_codebook_sees_only_their_own(proposed):
    """A proposed name is made of what another coded."""
    opened = open_study(proposed)
    start = opened.study.transcripts["S01"].text.index("It was cheap")
    propose(opened, "ann", "S01", Span(start, start + 12), label="Bargain")
    opened = open_study(proposed)

    assert (["kin"], 1) == (
        [each.proposal.slug for each in proposals(opened, "ben").shown],
        proposals(opened, "ben").withheld,
    )
    with pytest.raises(RefusedError, match="another coder"):
        known_proposal(opened, "ben", "bargain")


def test_two_coders_may_propose_one_name(proposed):
    """Then it is asked whose is meant; the second goes into what the first became."""
    opened = open_study(proposed)
    start = opened.study.transcripts["S01"].text.index("I know her")
    propose(opened, "ann", "S01", Span(start, start + 10), label="Kin")

    with pytest.raises(WrongUseError, match="2 coders"):
        known_proposal(open_study(proposed), None, "kin")
    opened = open_study(proposed)
    carry_out(opened, plan_accept(opened, "ann", "ben/kin", definition="Of the family."))
    opened = open_study(proposed)
    carry_out(opened, plan_merge(opened, "ann", "ann/kin", "kin"))

    assert (["kin", "kin"], []) == codes(proposed)
