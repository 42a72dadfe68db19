"""Checks run by name, over a study on disk."""

from __future__ import annotations

import pytest

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.checking import CHECKS, FILES, check
from imcommerce_qual.actions.opened import open_study


def told(study, *names):
    """Code, file and line of every problem."""
    return [(each.code, each.place.file, each.place.line) for each in check(study, names).problems]


@pytest.mark.parametrize(
    ("coder", "problem"),
    [("coder b", "bad-id"), ("con", "bad-id"), ("reconciled", "bad-id"), ("Ann", "ids-look-alike")],
)
def test_coders_have_ids_that_can_be_folders_side_by_side(study, coder, problem):
    """Letters, digits, `_` and `-`; no device of Windows; unique ignoring case; not what decisions leave."""
    path = study / "study.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("ben: {}", f"{coder}: {{}}"), encoding="utf-8")

    assert [(problem, "study.yaml", 6)] == told(study, "coders")


def test_a_clean_study_has_no_problems(study):
    """Nothing is said where nothing is wrong, and what was looked at is counted."""
    apply(open_study(study), "ann", [Request(transcript="S01", code="price", quote="It was cheap")])
    report = check(study)

    assert ((), 2, 4, 1) == (report.problems, report.transcripts, report.codes, report.codings)


def test_one_check_alone_says_only_what_it_looks_for(study):
    """A name asks for that check, and nothing else is reported."""
    path = study / "codebooks" / "book.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(", definition: Money.", ""), encoding="utf-8")
    (study / "transcripts" / "S01.md").write_bytes(b"\xff")

    assert ["code-without-definition"] == [code for code, *_ in told(study, "definitions")]
    assert ["not-utf8"] == [code for code, *_ in told(study, FILES)]
    assert [] == told(study, *(name for name in CHECKS if name != "definitions"))


def test_an_edit_elsewhere_in_the_transcript_touches_no_coding(study):
    """Codings are carried to where their words stand now; only that nobody recorded the edit is said."""
    apply(open_study(study), "ann", [Request(transcript="S01", code="price", quote="It was cheap")])
    path = study / "transcripts" / "S01.md"
    path.write_text(path.read_text(encoding="utf-8").replace("I: Why?", "I: Well, why, then?"), encoding="utf-8")
    opened = open_study(study)
    standing = opened.presence().standing

    assert ["transcript-edited"] == [each.code for each in check(study).problems]
    assert ["It was cheap"] == [opened.study.transcripts["S01"].text[s.span.start : s.span.end] for s in standing]
    assert [False] == [each.changed for each in standing]


@pytest.mark.parametrize(
    ("now", "problem"),
    [("It was very cheap", "coding-changed"), ("I do not remember", "coding-lost"), ("", "coding-lost")],
)
def test_an_edit_of_coded_words_is_said(study, now, problem):
    """More than half left: changed, and still counted; less: lost, and listed; never moved to other words."""
    apply(open_study(study), "ann", [Request(transcript="S01", code="price", quote="It was cheap")])
    path = study / "transcripts" / "S01.md"
    path.write_text(path.read_text(encoding="utf-8").replace("It was cheap", now), encoding="utf-8")

    assert [(problem, "codings/ann/S01.jsonl", 1)] == told(study, "codings")


@pytest.mark.parametrize(
    ("change", "old", "new", "fits"),
    [
        ("renamed", "[cost]", "[price]", True),
        ("renamed", "[cost, cost.x]", "[price, trust]", True),
        ("renamed", "[cost, fee]", "[price]", False),
        ("moved", "[cost]", "[]", False),
        ("merged", "[cost, fee]", "[price]", True),
        ("merged", "[cost]", "[price, trust]", False),
        ("merged", "[]", "[price]", False),
        ("split", "[trust]", "[trust.person, trust.breach]", True),
        ("split", "[trust]", "[trust.person]", False),
        ("split", "[trust, price]", "[trust.person, trust.breach]", False),
        ("added", "[]", "[price]", True),
        ("added", "[]", "[]", False),
        ("redefined", "[price]", "[]", True),
        ("retired", "[]", "[]", False),
        ("restored", "[]", "[price]", True),
    ],
)
def test_every_change_says_what_became_of_what(study, change, old, new, fits):
    """One id to one, many to one, one to many: else nobody knows where codings go."""
    entry = f"  - {{id: h1, revision: 1, at: 2026-01-04, by: ann, change: {change}, from: {old}, to: {new}}}"
    path = study / "codebooks" / "book.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("history: []", f"history:\n{entry}"), encoding="utf-8")

    assert ([] if fits else [("history-ends", "codebooks/book.yaml", 14)]) == told(study, "ends")


@pytest.mark.parametrize("alias", ["price", "Price", "CONFIDENCE", "trust.person"])
def test_an_alias_is_no_other_codes_name(study, alias):
    """Whatever its case: a name leads to one code."""
    path = study / "codebooks" / "book.yaml"
    text = path.read_text(encoding="utf-8").replace("rolls_up: false}", f"rolls_up: false, aliases: [{alias}]}}")
    path.write_text(text, encoding="utf-8")

    assert [("alias-clash", "codebooks/book.yaml", 11)] == told(study, "aliases")


def test_an_alias_that_is_its_own_codes_name_clashes_with_nothing(study):
    """It finds what it should."""
    path = study / "codebooks" / "book.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[confidence]", "[Trust, faith, faith]"), encoding="utf-8")

    assert [] == told(study, "aliases")
