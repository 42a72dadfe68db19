"""What comes after coding apart: negotiated agreement, each coder beside the result, and agreement as it was."""

from __future__ import annotations

import pytest
from tests.agreed import code, make

from imcommerce_qual.actions.agreestudy import agree_study
from imcommerce_qual.actions.agreewanted import AgreeRequest
from imcommerce_qual.actions.coderagreement import agreement_drawn
from imcommerce_qual.actions.comparing import Wanted, compare_study
from imcommerce_qual.actions.deciding import Settling, settle
from imcommerce_qual.actions.errors import RefusedError
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.past import as_it_was
from imcommerce_qual.actions.planning import close_round
from imcommerce_qual.actions.rounds import RoundWanted, open_round
from imcommerce_qual.render.agreeaimstext import negotiated_lines
from imcommerce_qual.render.agreestudytext import all_lines


def agreement(root, viewer=None, as_of=None, **wanted):
    """The agreement of the study in that folder."""
    opened = open_study(root) if as_of is None else as_it_was(open_study(root), as_of)
    return agree_study(opened, AgreeRequest(**wanted), viewer=viewer)


def decide(root, ways, by=()):
    """Settle the open disagreements in their order, each in its way; what has no way stays open."""
    opened = open_study(root)
    found = compare_study(opened, Wanted(coders=("ann", "ben")))
    wanted = [
        Settling(disagreement=each.id, how=how, why="talked", by=by)
        for each, how in zip(found.disagreements, ways, strict=False)
    ]
    settle(opened, "ann", wanted, found=found)


@pytest.fixture
def study(tmp_path):
    """Agreed on two turns of S01, apart on three: ann's alone twice, ben's alone once; a closed round."""
    make(tmp_path, transcripts=2)
    asked = RoundWanted(id="rel", purpose="reliability", transcripts=("S01",), coders=("ann", "ben"))
    open_round(open_study(tmp_path), "ann", asked)
    code(tmp_path, "ann", "S01", {"price": (0, 1, 2, 3)})
    code(tmp_path, "ben", "S01", {"price": (0, 1), "trust": (6,)})
    close_round(open_study(tmp_path), "ann", "rel")
    return tmp_path


def test_where_nothing_was_settled_there_is_nothing_after(study):
    """No negotiated agreement of 0, no coder beside nothing; and it is said how to get on."""
    found = agreement(study)

    assert found.negotiated is None
    assert "imqual reconcile" in " ".join(negotiated_lines(found))
    assert ["agreement"] == [
        each.name for each in agreement_drawn(open_study(study))[0] if each.name != "agreement-rolled-up"
    ]


def test_what_was_settled_is_counted_apart_and_changes_no_figure(study):
    """(agreed + settled between the coders) of all; what somebody else settled is apart; alpha stays what it was."""
    before = agreement(study)
    decide(study, ["take ann"])
    decide(study, ["neither"], by=("professor",))

    found = agreement(study)
    after = found.negotiated

    assert (2, 1, 1, 1) == (after.agreed, after.settled, after.by_others, after.open)
    assert 0.6 == after.share
    assert {"ann": 1, "neither": 1} == dict(after.settled_to)
    assert before.codes == found.codes
    assert before.overall == found.overall


def test_each_coder_stands_beside_the_reconciled_codings(study):
    """What was agreed or settled is reconciled; what is open is in none of it."""
    decide(study, ["take ann", "neither", "take ben"])

    shares = {each.coder: each for each in agreement(study).negotiated.coders}

    assert {"ann": 4, "ben": 4} == {name: each.reconciled for name, each in shares.items()}
    assert (3, 1, 1) == (shares["ann"].same, shares["ann"].missing, shares["ann"].dropped)
    assert (3, 1, 0) == (shares["ben"].same, shares["ben"].missing, shares["ben"].dropped)


def test_the_three_have_their_own_names(study):
    """Reliability before, negotiated agreement after, each coder beside the result; in words and in the export."""
    decide(study, ["take ann", "take ann"])

    words = "\n".join(all_lines(agreement(study), benchmark=False))
    tables = {each.name: each for each in agreement_drawn(open_study(study))[0]}

    assert "before, apart: reliability, median alpha" in words
    assert (
        "after, today: negotiated agreement, 80.0% of 5 (2 agreed at once, 2 settled between the coders, 1 open)"
        in (words)
    )
    assert "ann: 4 of 4 (100%) the same, 0 with other ends, 0 not coded; 0 of their own not kept" in words
    assert "ben: 2 of 4 (50%) the same" in words
    assert (("ann", 4, 4, 1.0, 0, 0, 0), ("ben", 4, 2, 0.5, 0, 2, 0)) == tables["agreement-reconciled"].rows
    assert "no reliability" in " ".join(tables["agreement-reconciled"].notes)


def test_a_coder_who_is_not_done_is_not_shown_what_was_settled(study):
    """Blind: the transcript is hidden, with its decisions."""
    decide(study, ["take ann"])

    with pytest.raises(RefusedError, match="before you have completed it"):
        agreement(study, viewer="cas")


def test_agreement_as_it_was_at_a_date(tmp_path):
    """What was completed, settled and closed later is not in it: before the second coder was done there was none."""
    make(tmp_path, transcripts=2)
    code(tmp_path, "ann", "S01", {"price": (0, 1)})
    code(tmp_path, "ben", "S01", {"price": (0, 2)})
    then = max(event.at for each in open_study(tmp_path).workspace.logs for event in each.log.events)
    before = agreement(tmp_path)
    decide(tmp_path, ["take ann"])
    code(tmp_path, "ben", "S01", {"price": (1, 5, 6)})
    for coder in ("ann", "ben"):
        code(tmp_path, coder, "S02", {"price": (3,)})

    found, today = agreement(tmp_path, as_of=then), agreement(tmp_path)

    assert before.codes == found.codes
    assert (("S01",), ("S01", "S02")) == (found.basis.transcripts, today.basis.transcripts)
    assert found.negotiated is None
    assert then == found.basis.as_of
    first = min(event.at for each in open_study(tmp_path).workspace.logs for event in each.log.events)
    with pytest.raises(RefusedError, match="no transcript was completed by two"):
        agreement(tmp_path, as_of=first)


def test_a_closed_round_is_the_same_at_every_date_after_it(study):
    """And before it was closed it was open: not reliability yet."""
    decide(study, ["take ann"])
    closed = open_study(study).plan().rounds["rel"].closed.at
    opened = open_study(study).plan().rounds["rel"].opened.at

    assert agreement(study).codes == agreement(study, as_of=closed).codes
    assert "reliability" == agreement(study, as_of=closed).basis.label
    late = max(event.at for each in open_study(study).workspace.logs for event in each.log.events)
    assert opened < late < closed
    assert "open round" == agreement(study, round="rel", as_of=late).basis.label
