"""Three who answered alone: what all of them proposed alike is accepted at once, the rest is the agenda."""

from __future__ import annotations

import pytest
from tests.agreed import code, make, quote

from imcommerce_qual.actions.changing import amend, find_coding
from imcommerce_qual.actions.comparing import compare_study
from imcommerce_qual.actions.deciding import Settling, accept_shared, settle
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.reconciling import reconciled
from imcommerce_qual.core.adjudication.outcomes import NewCoding
from imcommerce_qual.model.span import Span

THREE = ("ann", "ben", "cas")


@pytest.fixture
def study(tmp_path):
    """Three coders of S01: of four answers one coder or two have a coding, the others have none."""
    make(tmp_path)
    code(tmp_path, "ann", "S01", {"price": (0, 1), "trust": (2,)})
    code(tmp_path, "ben", "S01", {"price": (0,), "trust": (3,)})
    code(tmp_path, "cas", "S01", {})
    return tmp_path


def open_ones(root):
    """Ids of what is open, by the turn that it is about."""
    return {each.marks[0].turns[0]: each.id for each in compare_study(open_study(root)).disagreements}


def propose(root, who, turn, how, why="", new=()):
    wanted = Settling(disagreement=open_ones(root)[turn], how=how, why=why, new=new)
    settle(open_study(root), who, [wanted], propose=True)


def ready(root):
    """(turn, how, by, why) of what would be accepted."""
    turns = {name: turn for turn, name in open_ones(root).items()}
    found = accept_shared(open_study(root), "ann")
    return sorted((turns[each.disagreement], each.how, each.by, each.why) for each in found)


def test_what_all_three_proposed_alike_is_accepted_and_the_rest_stays(study):
    """One reason each, all of them kept; two of three are not all; other ways are not alike."""
    for who in THREE:
        propose(study, who, 2, "union", f"{who} thinks so")
        propose(study, who, 6, "take ann" if who == "cas" else "neither")
    for who in THREE[:2]:
        propose(study, who, 4, "neither")

    assert [(2, "union", THREE, "ann thinks so; ben thinks so; cas thinks so")] == ready(study)
    opened = open_study(study)
    settle(opened, "ann", accept_shared(opened, "ann"))

    assert {4, 6, 8} == open_ones(study).keys()
    propose(study, "cas", 6, "neither")
    propose(study, "cas", 4, "neither")
    assert [(4, "neither"), (6, "neither")] == [each[:2] for each in ready(study)]


def test_several_new_codings_are_alike_where_codes_and_words_are(study):
    """In whatever order somebody chose them; one fewer, or other words, is something else."""
    start = open_study(study).study.transcripts["S01"].text.index(quote("S01", 1))
    new = (NewCoding(code="trust", span=Span(start, start + 8)), NewCoding(code="price", span=Span(start, start + 12)))
    propose(study, "ann", 4, "new", new=new)
    propose(study, "ben", 4, "new", new=new[::-1])
    propose(study, "cas", 4, "new", new=new[:1])
    assert [] == ready(study)

    propose(study, "cas", 4, "new", new=new)
    assert [(4, "new", THREE, "")] == ready(study)
    opened = open_study(study)
    settle(opened, "ben", accept_shared(opened, "ben"))
    stands = [(each.code, each.span) for each in reconciled(open_study(study)).standing if each.transcript == "S01"]
    assert {(each.code, each.span) for each in new} <= set(stands)


def test_a_coding_that_was_changed_since_is_talked_about_again(study):
    """What was proposed was about other words."""
    for who in THREE:
        propose(study, who, 8, "take ben")
    assert [(8, "take ben")] == [each[:2] for each in ready(study)]
    opened = open_study(study)
    (coding,) = [e.coding for e in opened.presence().standing if e.coder == "ben" and e.code == "trust"]

    amend(opened, "ben", find_coding(opened, "ben", coding.id), {"quote": quote("S01", 3, long=False)})

    assert [] == ready(study)
    assert 8 in open_ones(study)
