"""Tombstones: what was forgotten is known again, and cannot be read from them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from imcommerce_qual.store.forgotten import come_back, parse_tombstone, read_tombstones, render_tombstone, tombstone

ENVELOPE = {"id": "t1", "at": datetime(2026, 1, 4, tzinfo=UTC), "by": "ann", "kind": "erased"}
STONE = tombstone(ENVELOPE, ["王芳", "Li Wei"], ["都是认识的人，我比较放心，真的。", "Yes."])


@pytest.mark.parametrize(
    "line",
    [
        "我叫王芳。",
        "I: LI  wei?",
        "(Ｌi Wei)",
        "S03 [00:07]: 都是认识的人，我比较放心，真的。",
        "= 都是认识的人，我比较放心，真的。",
    ],
)
def test_forgotten_words_are_known_again(line):
    """Whatever their case, width and white space; a line also after a label."""
    assert (2,) == come_back([STONE], f"ok\n{line}\nok")


@pytest.mark.parametrize("line", ["王 芳", "Li Weiss", "ALi Wei", "Yes.", "认识的人", ""])
def test_other_words_are_not(line):
    """Longer words, and lines that anybody may say."""
    assert () == come_back([STONE], line)


def test_a_tombstone_is_read_as_it_was_written_and_has_no_words(tmp_path):
    """A line that is none forbids nothing."""
    (tmp_path / "forgotten").mkdir()
    (tmp_path / "forgotten" / "ann.jsonl").write_bytes(b"{torn\n" + render_tombstone(STONE) + b'{"v":2}\n')

    assert (STONE,) == read_tombstones(tmp_path)
    assert STONE == parse_tombstone(render_tombstone(STONE))
    assert not any(word in render_tombstone(STONE).decode() for word in ("王", "Wei", "认识"))


def test_two_tombstones_of_one_word_share_no_hash():
    """Nobody can tell from two studies that they forgot the same name."""
    other = tombstone(ENVELOPE, ["王芳"])

    assert not other.words[2] & STONE.words[2]
