from __future__ import annotations

import hashlib

import pytest

from imcommerce_qual.model.problem import Fault
from imcommerce_qual.store.cache import Cache
from imcommerce_qual.store.codebookfile import EMPTY, codebook_hash, read_codebook

HEAD = "version: 1\nid: imcommerce\nrevision: 3\n"


@pytest.fixture
def read(tmp_path):
    def reading(text, raw=None):
        path = tmp_path / "imcommerce.yaml"
        path.write_bytes(text.encode() if raw is None else raw)
        return read_codebook(path, "codebooks/imcommerce.yaml", Cache())

    return reading


def told(found):
    return [(each.code, each.place.line, each.place.column) for each in found.problems]


def test_the_tree_is_read_in_order_with_parents_before_children(read):
    """Ids are full dotted paths; what is not given is empty, and a code rolls up unless it says not."""
    found = read(
        HEAD + "codes:\n  - id: trust\n    label: Mutual trust\n    aliases: [Confidence]\n    codes:\n"
        "      - {id: trust.person, label: The person, key: t, color: '#3b7dd8'}\n"
        "      - {id: trust.breach, label: Broken, rolls_up: false, codes: [{id: trust.breach.lie, label: Lie}]}\n"
        "  - {id: 价格, label: Price}\n"
    )

    assert () == found.problems
    book = found.codebook
    assert ["trust", "trust.person", "trust.breach", "trust.breach.lie", "价格"] == list(book.codes)
    assert ("imcommerce", 3) == (book.id, book.revision)
    assert [None, "trust", "trust", "trust.breach", None] == [code.parent for code in book.codes.values()]
    assert [0, 1, 1, 2, 0] == [code.depth for code in book.codes.values()]
    assert ("t", "#3b7dd8", True) == (
        book.codes["trust.person"].key,
        book.codes["trust.person"].color,
        book.codes["trust.person"].rolls_up,
    )
    assert {"confidence": "trust"} == book.aliases
    assert ("trust.person", "trust.breach") == tuple(code.id for code in book.children("trust"))


def test_a_code_that_does_not_roll_up_keeps_its_own_from_its_parent(read):
    """`trust.breach` is not trust, and neither is what stands under it; of itself it has all."""
    book = read(
        HEAD + "codes:\n  - id: trust\n    label: T\n    codes:\n      - {id: trust.person, label: P}\n"
        "      - {id: trust.breach, label: B, rolls_up: false, codes: [{id: trust.breach.lie, label: L}]}\n"
    ).codebook

    assert {"trust", "trust.person"} == book.rolled_up("trust")
    assert {"trust.breach", "trust.breach.lie"} == book.rolled_up("trust.breach")
    assert {"trust.breach.lie"} == book.rolled_up("trust.breach.lie")


def test_history_entries_are_read_with_their_ends(read):
    """`from` and `to` are lists; times are UTC, whatever zone they were written in."""
    book = read(
        HEAD + "codes: []\nhistory:\n"
        "  - {id: h1, revision: 2, at: 2026-01-04T10:30:00+01:00, by: coder-a, change: merged, from: [a, b], to: [c]}\n"
        "  - {id: h2, revision: 3, at: 2026-01-05, by: coder-a, change: retired, from: [c], why: unused}\n"
    ).codebook

    first, second = book.history
    assert ("merged", ("a", "b"), ("c",), "2026-01-04T09:30:00+00:00") == (
        first.change,
        first.from_,
        first.to,
        first.at.isoformat(),
    )
    assert ("retired", ("c",), (), "unused") == (second.change, second.from_, second.to, second.why)


def test_the_hash_is_of_the_files_text_with_lf(read):
    """Every comment counts, no line end does: two checkouts of one commit have one hash."""
    text = HEAD + "codes: []\n"
    expected = hashlib.sha256(text.encode()).hexdigest()[:16]

    assert expected == read(text).codebook.hash == codebook_hash(text)
    assert expected == read("", text.replace("\n", "\r\n").encode()).codebook.hash
    assert expected != read(text + "# a comment\n").codebook.hash


@pytest.mark.parametrize(
    ("codes", "problem"),
    [
        ("[{id: trust, label: T, codes: [{id: person, label: P}]}]", ("code-path", 4, 44)),
        ("[{id: trust, label: T, codes: [{id: cost.price, label: P}]}]", ("code-path", 4, 44)),
        ("[{id: trust.person, label: T}]", ("code-path", 4, 14)),
        ("[{id: trust, label: T, codes: [{id: trust.a.b, label: P}]}]", ("code-path", 4, 44)),
        ("[{id: Trust, label: T}]", ("bad-id", 4, 14)),
        ("[{id: a-b, label: T}]", ("bad-id", 4, 14)),
        ("[{id: a..b, label: T}]", ("bad-id", 4, 14)),
        ("[{id: trust, label: T}, {id: trust, label: U}]", ("duplicate-id", 4, 37)),
        ("[{id: t, label: T}, {id: t, label: U}]", ("duplicate-id", 4, 33)),
        ("[{id: ａ, label: T}, {id: a, label: U}]", ("ids-look-alike", 4, 33)),
    ],
)
def test_ids_are_told_where_they_are_wrong(read, codes, problem):
    """A wrong path, a letter that cannot be, the same id twice (also of one letter), one that looks the same."""
    assert [problem] == told(read(f"{HEAD}codes: {codes}\n"))


def test_of_two_codes_with_one_id_the_first_counts(read):
    """As it stands in the file."""
    book = read(HEAD + "codes: [{id: trust, label: First}, {id: trust, label: Second}]\n").codebook

    assert "First" == book.codes["trust"].label


def test_a_code_without_an_id_is_told_once_and_its_children_are_not_blamed(read):
    """What stands under it may well be right."""
    found = read(HEAD + "codes:\n  - label: Trust\n    codes: [{id: trust.person, label: P}]\n")

    assert [("missing-id", 5, 5)] == told(found)


def test_a_time_that_is_none_is_told(read):
    """Without it nobody knows what led where first."""
    entry = "{id: h1, revision: 2, at: soon, by: a, change: added, to: [trust]}"

    assert [("field-value", 6, 31)] == told(read(f"{HEAD}codes: []\nhistory:\n  - {entry}\n"))
    assert ["missing-field"] == [
        each.code for each in read(f"{HEAD}codes: []\nhistory:\n  - {entry.replace('at: soon, ', '')}\n").problems
    ]


def test_a_fault_that_names_a_code_finds_its_field(read):
    """By the id, wherever in the tree it stands; where the field is not there, the code."""
    found = read(HEAD + "codes:\n  - id: trust\n    label: T\n    codes:\n      - id: trust.person\n        label: P\n")

    def place(*path):
        located = found.locate(Fault(code="field-value", message="m", remedy="r", file=found.name, path=path)).place
        return located.line, located.column

    assert (8, 13) == place("code", "trust.person")
    assert (9, 16) == place("code", "trust.person", "label")
    assert (8, 9) == place("code", "trust.person", "definition")


def test_a_codebook_that_cannot_be_read_is_an_empty_one_with_a_problem(read, tmp_path):
    """Codings are still read, and told that their codes are not there."""
    assert ["yaml-syntax"] == [each.code for each in read("codes: [\n").problems]
    assert EMPTY == read("codes: [\n").codebook
    missing = read_codebook(tmp_path / "other.yaml", "codebooks/other.yaml", Cache())
    assert (EMPTY, ["file-missing"]) == (missing.codebook, [each.code for each in missing.problems])
