"""New files come whole, and never over another."""

from pathlib import Path

import pytest

from imcommerce_qual.store.newfile import create_file


def test_a_new_file_is_written_with_its_folders(tmp_path):
    """The bytes are there under the name, and nothing else is."""
    path = tmp_path / "sources" / "S03.txt"

    assert create_file(path, b"words")
    assert {path: b"words"} == {each: each.read_bytes() for each in path.parent.iterdir()}


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_is_there_stays(tmp_path, monkeypatch, links):
    """What has the name keeps it, on disks with links and without, and nothing is left behind."""
    path = tmp_path / "S03.md"
    path.write_bytes(b"theirs")
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", refuse)

    assert not create_file(path, b"ours")
    assert {path: b"theirs"} == {each: each.read_bytes() for each in tmp_path.iterdir()}


def test_a_file_that_appears_meanwhile_stays(tmp_path, monkeypatch):
    """Another process that is a moment faster is not overwritten."""
    path = tmp_path / "S03.md"
    path.write_bytes(b"theirs")
    monkeypatch.setattr(Path, "exists", lambda self: False)

    assert not create_file(path, b"ours")
    assert b"theirs" == path.read_bytes()


def test_a_disk_without_links_still_writes(tmp_path, monkeypatch):
    """Some network drives know no links."""
    monkeypatch.setattr(Path, "hardlink_to", refuse)

    assert create_file(tmp_path / "S03.md", b"ours")
    assert [tmp_path / "S03.md"] == list(tmp_path.iterdir())


def refuse(self, target):
    """What such a disk says."""
    raise OSError(95, "Operation not supported")
