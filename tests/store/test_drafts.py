"""Drafts of memos: kept as typed, dropped when done, never in the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.store.drafts import draft_path, drafted, drop_draft, read_draft, write_draft


def test_a_draft_is_read_as_it_was_written_and_dropped(tmp_path):
    """Line ends and signs included; dropping it twice is no fault."""
    path = draft_path(tmp_path, "ann", "S01", "0ae770e5-aa09")
    assert read_draft(path) is None
    assert write_draft(path, "她不放心\n[b]👩‍🌾\r\n")
    assert "她不放心\n[b]👩‍🌾\n" == read_draft(path)
    assert ("0ae770e5-aa09",) == drafted(tmp_path, "ann", "S01")
    assert () == drafted(tmp_path, "ann", "S02")
    drop_draft(path)
    drop_draft(path)
    assert () == drafted(tmp_path, "ann", "S01")


@given(st.text(max_size=80))
def test_an_id_never_leads_out_of_its_folder(name):
    """Ids come from files that somebody may have written by hand."""
    from pathlib import Path

    path = draft_path(Path("study"), "ann", "S01", name)
    assert path is None or path.parent == Path("study/.imqual/drafts/ann/S01")


def test_a_disk_that_takes_nothing_is_said(tmp_path):
    """By False, never by a fault: the words are still on the screen."""
    (tmp_path / ".imqual").write_text("a file where the folder should be")
    assert not write_draft(draft_path(tmp_path, "ann", "S01", "1"), "words")
    assert not write_draft(None, "words")
    assert () == drafted(tmp_path, "ann", "S01")
    assert read_draft(None) is None


def test_what_cannot_be_read_is_no_draft(tmp_path):
    """A torn file of bytes that are no text."""
    path = draft_path(tmp_path, "ann", "S01", "1")
    assert write_draft(path, "words")
    path.write_bytes(b"\xff\xfe\xff")
    assert read_draft(path) is None
