"""What is typed in a meeting, kept by what it is about."""

from __future__ import annotations

from imcommerce_qual.store.cache import FOLDER
from imcommerce_qual.store.meetingdrafts import drop_typed, keep_typed, read_typed, typed, typed_path

#: What no file could be called.
ODD = "entry not_when 信任/人.../" + "长" * 200


def test_words_are_kept_under_any_name_until_they_are_dropped(tmp_path):
    """To the letter; the latest first; each writer's own."""
    assert () == typed(tmp_path, "ann")
    assert keep_typed(tmp_path, "ann", "reason 1a2b", "because\n她说 👩‍🌾 ")
    assert keep_typed(tmp_path, "ann", ODD, "use it where")
    assert "because\n她说 👩‍🌾 " == read_typed(tmp_path, "ann", "reason 1a2b")
    assert {ODD, "reason 1a2b"} == set(typed(tmp_path, "ann"))
    assert None is read_typed(tmp_path, "ben", ODD)
    assert keep_typed(tmp_path, "ann", "reason 1a2b", "")
    assert "" == read_typed(tmp_path, "ann", "reason 1a2b")
    for about in (ODD, "reason 1a2b", "nothing of the kind"):
        drop_typed(tmp_path, "ann", about)
    assert () == typed(tmp_path, "ann")
    assert [] == [path for path in (tmp_path / FOLDER).rglob("*") if path.is_file()]


def test_what_cannot_be_kept_or_read_is_said_and_no_fault(tmp_path):
    """Half a character, a folder where a file should be, bytes that are no text."""
    assert not keep_typed(tmp_path, "ann", "reason 1", "broken \ud83d")
    assert None is read_typed(tmp_path, "ann", "reason 1")
    typed_path(tmp_path, "ann", "reason 2").mkdir(parents=True)
    assert not keep_typed(tmp_path, "ann", "reason 2", "x")
    assert keep_typed(tmp_path, "ann", "reason 3", "x")
    typed_path(tmp_path, "ann", "reason 3").write_bytes(b"\xff\xfe")
    assert None is read_typed(tmp_path, "ann", "reason 3")
    (tmp_path / "file").write_text("x")
    assert not keep_typed(tmp_path / "file", "ann", "reason 1", "x")
