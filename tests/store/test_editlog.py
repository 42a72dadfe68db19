"""Recorded edits: one line each, one writer a file."""

from __future__ import annotations

from datetime import UTC, datetime

from imcommerce_qual.model.edit import Edit
from imcommerce_qual.store.editlog import append_edit, edits_path, read_edits

EDIT = Edit(
    id="e1",
    at=datetime(2026, 1, 4, 9, 30, 0, 1, tzinfo=UTC),
    by="ann",
    from_="a" * 16,
    to="b" * 16,
    why="听错了",
    changed=((1, 2, 1, 3),),
    moved=((5, 9, 20),),
)


def test_an_edit_is_read_as_it_was_recorded(tmp_path):
    """Maps are numbers; the reason is in any script; keys are sorted."""
    append_edit(tmp_path, "S01", EDIT)

    assert (EDIT,) == read_edits(tmp_path, "S01")
    assert edits_path(tmp_path, "S01", "ann").read_bytes().startswith(b'{"at":"2026-01-04T09:30:00.000001Z","by":"ann"')


def test_a_torn_line_swallows_nothing(tmp_path):
    """The next edit begins on a line of its own, and the torn one maps nothing."""
    path = edits_path(tmp_path, "S01", "ann")
    path.parent.mkdir(parents=True)
    path.write_bytes(b'{"at":"2026-01')
    append_edit(tmp_path, "S01", EDIT)

    assert (EDIT,) == read_edits(tmp_path, "S01")
