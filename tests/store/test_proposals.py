"""Codes proposed while coding: what is read, and what is said of lines that cannot be."""

from __future__ import annotations

from imcommerce_qual.model.codebook import Proposal
from imcommerce_qual.store.proposals import append_proposal, proposal_problems, proposals_path, read_proposals


def test_a_line_that_is_no_proposal_is_said_and_the_others_are_read(tmp_path):
    """Nothing of a coder's is passed over in silence: each bad line has its place, the good ones count."""
    first = Proposal(coder="ann", slug="face", label="面子", definition="", from_="e1")
    last = Proposal(coder="ann", slug="queue", label="Queueing", definition="", from_="e2")
    append_proposal(tmp_path, first)
    path = proposals_path(tmp_path, "ann")
    path.write_bytes(path.read_bytes() + b'{"v":1,"slug":"to\n[]\n\xff\n{"v":9,"slug":"a","label":"b"}\n')
    append_proposal(tmp_path, last)

    assert (first, last) == read_proposals(tmp_path)
    assert [("damaged-line", n) for n in (2, 3, 4, 5)] == [
        (each.code, each.place.line) for each in proposal_problems(tmp_path)
    ]


def test_a_study_without_proposals_has_no_problems_of_them(tmp_path):
    """The folder need not be there."""
    assert ((), ()) == (read_proposals(tmp_path), proposal_problems(tmp_path))
