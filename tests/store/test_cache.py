from __future__ import annotations

import json

import pytest
from tests.samples import write_study

from imcommerce_qual import __version__
from imcommerce_qual.store.cache import Cache, open_cache
from imcommerce_qual.store.workspace import read_workspace


def stored(root):
    return root / ".imqual" / "checked.json"


def test_what_was_kept_is_known_the_next_time(tmp_path):
    """By kind and hash of the content."""
    cache = open_cache(tmp_path)
    cache.put("study:aa", {"title": "群"})
    cache.save()

    assert {"title": "群"} == open_cache(tmp_path).get("study:aa")
    assert open_cache(tmp_path).get("study:bb") is None


def test_only_what_was_used_is_kept(tmp_path):
    """Texts that are gone do not pile up."""
    first = open_cache(tmp_path)
    first.put("study:old", {"a": 1})
    first.put("study:same", {"b": 2})
    first.save()
    second = open_cache(tmp_path)
    second.get("study:same")
    second.put("study:new", {"c": 3})
    second.save()

    assert {"study:same": {"b": 2}, "study:new": {"c": 3}} == open_cache(tmp_path).known


def test_nothing_new_writes_nothing(tmp_path):
    """Looking at a study does not touch its disk."""
    root = write_study(tmp_path)
    read_workspace(root).cache.save()
    before = stored(root).stat().st_mtime_ns

    again = read_workspace(root)
    again.cache.save()

    assert before == stored(root).stat().st_mtime_ns
    assert ["checked.json"] == [each.name for each in stored(root).parent.iterdir()]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"by": "' + __version__.encode() + b'", "checked": {"stu',
        b"\xff\xfe",
        b"[]",
        b"null",
        b'"checked"',
        b"{}",
        b'{"by": "0.0.0-other", "checked": {"study:aa": {}}}',
        b'{"by": "' + __version__.encode() + b'", "checked": []}',
        b'{"by": "' + __version__.encode() + b'"}',
    ],
)
def test_a_torn_foreign_or_older_cache_is_an_empty_one(tmp_path, content):
    """It is never the truth: the study is read from its files, and the cache is made anew."""
    root = write_study(tmp_path)
    cold = read_workspace(root, use_cache=False)
    stored(root).parent.mkdir()
    stored(root).write_bytes(content)

    found = read_workspace(root)

    assert {} == open_cache(root).known
    assert cold.study == found.study
    found.cache.save()
    assert 5 == len(open_cache(root).known)


def test_an_entry_that_is_no_data_is_checked_again(tmp_path):
    """Whatever somebody wrote there."""
    root = write_study(tmp_path)
    cold = read_workspace(root)
    cold.cache.save()
    content = json.loads(stored(root).read_bytes())
    stored(root).write_text(json.dumps(content | {"checked": dict.fromkeys(content["checked"], "x")}))

    assert cold.study == read_workspace(root).study


def test_a_file_with_problems_is_not_kept(tmp_path):
    """Its problems are told every time."""
    root = write_study(tmp_path, findings_yaml="version: 1\nacros: []\n")
    first = read_workspace(root)
    first.cache.save()

    second = read_workspace(root)

    assert ["unknown-field"] == [each.code for each in first.problems] == [each.code for each in second.problems]
    assert 4 == len(second.cache.known)


def test_a_disk_that_cannot_be_written_keeps_no_cache_and_says_nothing(tmp_path):
    """Reading a study needs no right to write."""
    root = write_study(tmp_path)
    (root / ".imqual").write_bytes(b"a file where the folder should be")

    found = read_workspace(root)
    found.cache.save()

    assert () == found.problems
    assert b"a file where the folder should be" == (root / ".imqual").read_bytes()


def test_without_a_place_nothing_is_kept():
    """Checking something that is in no study."""
    cache = Cache()
    cache.put("study:aa", {})
    cache.save()

    assert ({}, True) == (cache.get("study:aa") or {}, cache.fresh)
