"""What is said about requests to code that cannot be applied, and what is found of those that were."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import imcommerce_qual
from imcommerce_qual.actions.applying import AmbiguousQuoteError, Request, apply
from imcommerce_qual.actions.batch import parse_batch
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.searching import Wanted, search

EXAMPLE = Path(imcommerce_qual.__file__).parent / "example"
TWO = "带杆子。\n我拍了发给他"


@pytest.fixture
def example(tmp_path) -> Path:
    """A copy of the worked example."""
    shutil.copytree(EXAMPLE, tmp_path / "study", ignore=shutil.ignore_patterns(".imqual"))
    return tmp_path / "study"


def test_a_coding_of_two_paragraphs_is_not_on_their_translation(example):
    """It runs over the English between them, which nobody coded."""
    apply(open_study(example), "coder-b", [Request(transcript="S06", code="tie_maintenance", quote=TWO, turn=56)])
    opened = open_study(example)

    english = search(opened, Wanted(pattern="Inside there were two layers", transcripts=("S06",)), viewer="coder-b")
    chinese = search(opened, Wanted(pattern="带杆子", transcripts=("S06",)), viewer="coder-b")

    assert [False] == ["tie_maintenance" in hit.codes for hit in english.hits]
    assert [True] == ["tie_maintenance" in hit.codes for hit in chinese.hits]


def test_all_that_is_wrong_with_a_line_is_said_at_once(example):
    """Code, stance, finding and words; nobody mends a batch fault by fault."""
    opened = open_study(example)
    line = b'{"transcript":"S02","code":"trustt","turn":99,"quote":"zzz","stance":"x","toward":"F4"}\n'

    with pytest.raises(RefusedError) as refused:
        apply(opened, "coder-b", parse_batch(line, None, opened.study))

    said = str(refused.value)
    assert said.startswith("1 of 1 cannot be applied")
    for each in ("trustt", "'x'", "F4", "these words do not stand in S02"):
        assert each in said


def test_an_ambiguous_quote_is_answered_in_the_words_of_who_asked(example):
    """Within a turn that was given, `--turn` does not help; a batch has fields, not options."""
    opened = open_study(example)
    asked = {"transcript": "S01", "code": "trust", "quote": "他"}

    for request, fits, does_not in (
        (Request(**asked), "--turn", '"turn"'),
        (Request(**asked, turn=8), "--at", "--turn"),
        (Request(**asked, turn=8, where="line 1"), '"start"', "--at"),
    ):
        with pytest.raises((AmbiguousQuoteError, RefusedError)) as refused:
            apply(opened, "coder-b", [request])
        said = f"{refused.value} {refused.value.remedy}"
        assert fits in said
        assert does_not not in said


def test_a_direction_without_a_stance_is_refused(example):
    """Toward a finding, but doing what to it?"""
    request = Request(transcript="S02", code="trust", quote="I believe Ruan", toward="F2")

    with pytest.raises(WrongUseError, match="which stance"):
        apply(open_study(example), "coder-b", [request])


def test_what_is_hidden_of_words_is_hidden_where_they_were_found(example):
    """A search for words says nothing of interviews in which they do not stand; one for codings does."""
    opened = open_study(example)

    assert (("coder-a", "S02"),) == search(opened, Wanted(pattern="impulse buy"), viewer="coder-b").hidden
    assert 5 == len(search(opened, Wanted(codes=("trust",)), viewer="coder-b").hidden)
