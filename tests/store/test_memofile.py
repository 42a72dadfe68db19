"""Memos as files: what people write by hand is read, or told with its place."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imcommerce_qual.model.memo import Memo
from imcommerce_qual.store.cache import Cache
from imcommerce_qual.store.memofile import read_memos, render_memo

GOOD = "---\nversion: 1\nabout: study\nauthor: ann\ndate: 2026-11-22\n---\n\nWords.\n"


def read(folder, raw):
    """The only memo in a study."""
    (folder / "memos").mkdir(exist_ok=True)
    (folder / "memos" / "a.md").write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    (found,) = read_memos(folder, Cache())
    return found


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("Words without fields.\n", [("no-front-matter", 1)]),
        ("---\nversion: 1\n", [("no-front-matter", 1)]),
        (GOOD.replace("about: study\n", ""), [("missing-field", 2)]),
        (GOOD.replace("author", "autor"), [("unknown-field", 4)]),
        (GOOD.replace("about: study", "about: [study"), [("yaml-syntax", 4)]),
        (GOOD.replace("version: 1", "version: 2"), [("newer-version", 2)]),
        (GOOD.replace("Words", "信任").encode("gb18030"), [("not-utf8", 8)]),
        (GOOD.replace("\n", "\r\n"), []),
        ("\ufeff" + GOOD, [("byte-order-mark", 1)]),
        (GOOD.replace("study", "[study, code:trust]"), []),
    ],
)
def test_what_is_wrong_with_a_memo_is_told_where_it_stands(tmp_path, raw, told):
    """Fields that are missing, misspelt or no YAML; another encoding; line ends of Windows are fine."""
    found = read(tmp_path, raw)

    assert told == [(problem.code, problem.place.line) for problem in found.problems]
    assert all(problem.remedy for problem in found.problems)


def test_a_memo_that_is_not_there_is_no_problem(tmp_path):
    """A study begins without any."""
    assert () == read_memos(tmp_path, Cache())


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).map(str.strip).filter(bool)
about = st.sampled_from(["study", "code:trust.person", "transcript:S01", "theme:信任", "finding:no"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        Memo,
        slug=st.just("a"),
        about=st.lists(about, min_size=1, max_size=3, unique=True).map(tuple),
        author=st.sampled_from(["ann", "no", "12"]),
        date=st.just("2026-11-22"),
        text=st.lists(words | st.just("---") | st.just(""), min_size=1)
        .map("\n".join)
        .map(lambda t: t.strip("\n"))
        .filter(bool),
    )
)
def test_a_memo_is_read_back_as_it_was_written(tmp_path_factory, memo):
    """Rules, front matter in the text, any script: only line ends at both ends are lost."""
    found = read(tmp_path_factory.mktemp("study"), render_memo(memo))

    assert (memo, ()) == (found.memo, found.problems)
