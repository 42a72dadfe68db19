"""Where a result comes from, in words."""

from __future__ import annotations

from dataclasses import replace

from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.table import Column, Table
from imcommerce_qual.render.stampwords import input_lines, provenance_word, stamp_lines, with_provenance

REAL = Stamp(study="Chats", codebook="shop", revision=2, codebook_hash="0" * 16, tool="0.1.0")


def test_the_stamp_says_everything_and_the_warning_first(stamp):
    """Whatever else is cut off below, nobody reads on without having read that it was invented."""
    assert (
        "SYNTHETIC: the transcripts were invented for an example; nothing here is evidence of anything.",
        "This is a constructed example: coder-a and coder-b were made up for it, and so were the codings.",
        "Study: Shopping | <b>inside</b> chats (cites doi:10.1145/3449141)",
        "Codebook: shop, revision 2, hash 00112233aabbccdd",
        "Codings used: coder-a in S01, S02, S03",
        "Codings used: coder-b in S02",
        "Newest event: 2026-11-22T09:30:00Z",
        f"Made with imqual {stamp.tool}",
        "Viewed by coder-a.",
    ) == stamp_lines(stamp)


def test_a_real_study_has_no_warning():
    """The warning means something because it is not always there."""
    assert "Study: Chats" == stamp_lines(REAL)[0]
    assert "real" == provenance_word(REAL)


def test_inputs_are_in_order_of_their_paths(stamp):
    """The order in which files were read is no part of where a result comes from."""
    assert ("transcripts/S01.md " + "a" * 16, "transcripts/S02.md " + "b" * 16) == input_lines(stamp)


def test_every_row_says_what_it_is(stamp):
    """A row pasted elsewhere takes its provenance with it."""
    table = Table(name="t", title="T", columns=(Column(key="x", title="X"),), rows=(("a",), ("b",)))

    marked = with_provenance(table, stamp)

    assert (("a", "synthetic, constructed example"), ("b", "synthetic, constructed example")) == marked.rows
    assert marked == with_provenance(marked, replace(stamp, synthetic=False))
