"""Who is compared where: passages of rounds, codes that were reopened since, and times that are no two people's."""

from __future__ import annotations

import pytest
from tests.agreed import code, make, quote

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.codebookchange import carry_out, plan
from imcommerce_qual.actions.comparing import Wanted, compare_study
from imcommerce_qual.actions.deciding import Settling, settle
from imcommerce_qual.actions.errors import RefusedError
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.planning import close_round
from imcommerce_qual.actions.reconciling import reconciled
from imcommerce_qual.actions.retexting import carry_out as carry_text
from imcommerce_qual.actions.retexting import plan_record
from imcommerce_qual.actions.rounds import RoundWanted, open_round
from imcommerce_qual.core import codechange
from imcommerce_qual.model.plan import Passage


def begin(root, name, purpose="main", transcripts=("S01",), coders=("ann", "ben"), **fields):
    wanted = RoundWanted(id=name, purpose=purpose, transcripts=transcripts, coders=coders, **fields)
    return open_round(open_study(root), "ann", wanted)


def put(root, coder, name, each, turns):
    """Codings of answers, without completing anything."""
    asked = [Request(transcript=name, code=each, quote=quote(name, turn)) for turn in turns]
    apply(open_study(root), coder, asked)


def widen(root, name):
    """The code now means more: who completed transcripts has to look again for it."""
    opened = open_study(root)
    fields = {"definition": "More than before."}
    carry_out(opened, plan(opened, "ann", lambda book: codechange.edit(book, name, fields, "widened"), why="more"))


def differing(root, **wanted):
    """(code, turns) of everything that is open."""
    found = compare_study(open_study(root), Wanted(**wanted))
    return [(each.codes[0], each.marks[0].turns) for each in found.disagreements]


@pytest.fixture
def passages(tmp_path):
    """Turns 1 to 6 of S01 were assigned to both, who completed these; ann also coded what lies after them."""
    make(tmp_path)
    begin(tmp_path, "r1", transcripts=(), passages={"S01": (Passage(first=1, last=6),)})
    put(tmp_path, "ann", "S01", "price", (0, 1, 6))
    put(tmp_path, "ann", "S01", "trust", (2,))
    put(tmp_path, "ben", "S01", "price", (0,))
    for coder in ("ann", "ben"):
        complete(open_study(tmp_path), coder, "S01", round_id="r1")
    return tmp_path


def test_only_passages_that_both_completed_are_compared(passages):
    """What lies outside is nobody's disagreement, and stands as single-coded."""
    assert [("price", (4,)), ("trust", (6,))] == differing(passages)
    (found,) = compare_study(open_study(passages)).comparisons
    assert [(14,)] == [mark.turns for mark in found.single]


def test_a_code_that_was_widened_reopens_passages_for_that_code_alone(passages):
    """Its units are missing until both looked again; other codes are compared as before."""
    widen(passages, "price")

    assert [("trust", (6,))] == differing(passages)
    (found,) = compare_study(open_study(passages)).comparisons
    assert {"price"} == {mark.code for mark in found.single}

    for coder in ("ann", "ben"):
        complete(open_study(passages), coder, "S01")
    assert [("price", (4,)), ("trust", (6,)), ("price", (14,))] == differing(passages)


def test_a_code_that_was_widened_reopens_whole_transcripts_for_that_code_alone(tmp_path):
    """A decision made before still holds; what nobody looked at again for is no disagreement."""
    make(tmp_path)
    code(tmp_path, "ann", "S01", {"price": (0, 1, 5), "trust": (2,)})
    code(tmp_path, "ben", "S01", {"price": (0,)})
    opened = open_study(tmp_path)
    first, _later = compare_study(opened, Wanted(codes=("price",))).disagreements
    settle(opened, "ann", [Settling(disagreement=first.id, how="take ann", why="said")])

    widen(tmp_path, "price")

    assert [("trust", (6,))] == differing(tmp_path)
    (found,) = compare_study(open_study(tmp_path)).comparisons
    assert ["take ann"] == [each.decision.how for each in found.settled]
    stands = [each for each in reconciled(open_study(tmp_path)).standing if each.transcript == "S01"]
    assert quote("S01", 1) in {each.coding.anchor.quote for each in stands if each.coder == "reconciled"}


def test_a_coder_who_coded_again_is_settled_with_nobody(tmp_path):
    """Neither a recode round nor its codings are compared: that is the same person twice."""
    make(tmp_path)
    code(tmp_path, "ann", "S01", {"price": (0, 1)})
    code(tmp_path, "ben", "S01", {"price": (0,)})
    begin(tmp_path, "recode-1", "recode", coders=("ann",))
    code(tmp_path, "ann/recode-1", "S01", {"price": (5,)})
    close_round(open_study(tmp_path), "ann", "recode-1")

    with pytest.raises(RefusedError, match="coded again: that is not settled with themselves"):
        compare_study(open_study(tmp_path), Wanted(round="recode-1"))
    with pytest.raises(RefusedError, match="coded again: that is not settled with anybody"):
        compare_study(open_study(tmp_path), Wanted(coders=("ann", "ann/recode-1")))
    assert [("price", (4,))] == differing(tmp_path)
    (found,) = compare_study(open_study(tmp_path)).comparisons
    assert {("ann", "ben")} == {each.coders for each in (*found.agreements, *found.disagreements)}


def test_what_a_decision_left_follows_its_words_through_edits(tmp_path):
    """Words put in before it move it; where its own words go, it stands on none, and the decision is not lost."""
    make(tmp_path)
    code(tmp_path, "ann", "S01", {"price": (1,)})
    code(tmp_path, "ben", "S01", {})
    (found,) = compare_study(open_study(tmp_path)).disagreements
    settle(open_study(tmp_path), "ann", [Settling(disagreement=found.id, how="take ann", why="said")])

    def stands():
        opened = open_study(tmp_path)
        text = opened.study.transcripts["S01"].text
        return [text[each.span.start : each.span.end] for each in reconciled(opened).standing if each.code == "price"]

    def edit(old, new):
        path = tmp_path / "transcripts" / "S01.md"
        words = path.read_text(encoding="utf-8")
        assert 1 == words.count(old)
        path.write_text(words.replace(old, new), encoding="utf-8")
        carry_text(open_study(tmp_path), plan_record(open_study(tmp_path), "ann", "S01"))

    words = quote("S01", 1)
    edit("And then number 0?", "And then, 说一说, number 0? Please take your time.")
    assert [words] == stands()
    edit(words, "Something else altogether was said instead")
    assert [] == stands()
    (one,) = compare_study(open_study(tmp_path)).comparisons
    assert (["take ann"], ()) == ([each.decision.how for each in one.settled], one.outdated)
