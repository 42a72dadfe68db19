from __future__ import annotations

import pytest
from tests.samples import HEAD, transcript

from imcommerce_qual.store.cache import Cache
from imcommerce_qual.store.codebookfile import codebook_hash
from imcommerce_qual.store.versions import (
    codebook_version,
    store_version,
    stored_history_ids,
    stored_text,
    transcript_version,
)

TEXT = "I: 您好\nS03: 都是认识的人。\n"
BOOK = (
    "version: 1\nid: b\nrevision: 2\ncodes: []\nhistory:\n"
    "  - {id: h1, revision: 1, at: 2026-01-04, by: a, change: added, to: [trust]}\n"
    "  - {id: h2, revision: 2, at: 2026-01-05, by: a, change: retired, from: [trust]}\n"
)


def test_versions_lie_under_history_by_their_hash(tmp_path):
    """As formats.md names them."""
    assert tmp_path / "history/transcripts/S03/aaaa.md" == transcript_version(tmp_path, "S03", "aaaa")
    assert tmp_path / "history/codebook/bbbb.yaml" == codebook_version(tmp_path, "bbbb")


def test_a_version_is_stored_once_and_never_overwritten(tmp_path):
    """What its name says is what it was when it got that name."""
    path = codebook_version(tmp_path, "bbbb")

    assert store_version(path, b"first")
    assert not store_version(path, b"second")
    assert b"first" == path.read_bytes()
    assert [path] == list(path.parent.iterdir())


def test_a_stored_text_comes_back_by_the_hash_that_codings_name(tmp_path):
    """Text and speakers together, with CRLF as well, as a checkout may have made it."""
    digest = transcript(TEXT).hash
    raw = (HEAD.format(id="S03", about="") + TEXT).encode()
    path = transcript_version(tmp_path, "S03", digest)
    assert stored_text(tmp_path, "S03", digest) is None

    store_version(path, raw)
    assert TEXT == stored_text(tmp_path, "S03", digest)
    path.write_bytes(raw.replace(b"\n", b"\r\n"))
    assert TEXT == stored_text(tmp_path, "S03", digest)


@pytest.mark.parametrize("content", [b"", b"---\n", b"\xff", (HEAD.format(id="S03", about="") + TEXT + "!").encode()])
def test_a_stored_text_that_is_not_what_its_name_says_is_none(tmp_path, content):
    """Positions in another text would be other words."""
    digest = transcript(TEXT).hash
    store_version(transcript_version(tmp_path, "S03", digest), content)

    assert stored_text(tmp_path, "S03", digest) is None


def test_a_stored_codebook_says_what_its_history_knew(tmp_path):
    """The ids of its entries decide what is stale; proved by its hash."""
    digest = codebook_hash(BOOK)
    assert stored_history_ids(tmp_path, digest, Cache()) is None

    store_version(codebook_version(tmp_path, digest), BOOK.encode())

    assert {"h1", "h2"} == stored_history_ids(tmp_path, digest, Cache())


@pytest.mark.parametrize("content", [b"", b"codes: [", BOOK.encode() + b"# a comment\n"])
def test_a_stored_codebook_that_is_not_what_its_name_says_is_none(tmp_path, content):
    """Nothing is guessed from it."""
    digest = codebook_hash(BOOK)
    store_version(codebook_version(tmp_path, digest), content)

    assert stored_history_ids(tmp_path, digest, Cache()) is None
