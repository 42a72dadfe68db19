"""Drafts of many authors, read with the example study: what is reported is wrong, and what is wrong is reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.manuscripts.authors import Authored, authored
from tests.manuscripts.authors_more import more
from tests.manuscripts.counts import COUNTS, PEOPLE

from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.core.quoting.checking import check_draft
from imcommerce_qual.core.quoting.corpus import corpus_of
from imcommerce_qual.formats.manuscripts.reading import read_manuscript
from imcommerce_qual.model.quoted import PROBLEMS, DraftReport

EXAMPLE = Path(__file__).resolve().parents[2] / "src" / "imcommerce_qual" / "example"
LEAST = 0.95


@dataclass
class Tallied:
    """Problems rightly reported, reported wrongly and missed; verdicts that are the very word; what went wrong."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    same: int = 0
    all: int = 0
    wrong: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def check():
    """Checks a draft against the example, its counts too."""
    study = open_study(EXAMPLE, use_cache=False).study
    corpus = corpus_of(study.transcripts)

    def of(draft: Authored) -> DraftReport:
        manuscript = read_manuscript(draft.name, draft.raw)
        return check_draft(manuscript, study, corpus, given=dict(draft.given), counted=COUNTS, people=PEOPLE)

    return of


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("‘", "'").split())


def _compare(into: Tallied, draft: Authored, report: DraftReport) -> None:
    left = list(report.quotations)
    for words, verdict in draft.quotes:
        found = next((each for each in left if _plain(words) in _plain(each.words)), None)
        said = found.verdict if found is not None else "missed"
        if found is not None:
            left.remove(found)
        into.all += 1
        into.same += said == verdict
        into.hits += verdict in PROBLEMS and said in PROBLEMS
        into.missed += verdict in PROBLEMS and said not in PROBLEMS
        into.false += verdict not in PROBLEMS and said in PROBLEMS
        into.wrong += [] if said == verdict else [f"{draft.name}: {said}, is {verdict}: {words}"]
    for each in left:
        into.false += each.verdict in PROBLEMS
        into.wrong += [f"{draft.name}: {each.verdict}: {each.words}"] if each.verdict in PROBLEMS else []


@pytest.mark.parametrize("drafts", [authored, more])
def test_quotations_of_many_authors_are_judged_right(check, drafts):
    """Of the problems that are reported and those that are there, 95 of a hundred agree; so do the verdicts."""
    found = Tallied()
    for draft in drafts():
        _compare(found, draft, check(draft))

    told = "\n".join(found.wrong)
    assert found.hits >= LEAST * (found.hits + found.false), told
    assert found.hits >= LEAST * (found.hits + found.missed), told
    assert found.same >= LEAST * found.all, told


@pytest.mark.parametrize("draft", [*authored(), *more()], ids=lambda each: each.name)
def test_terms_in_quotation_marks_are_no_problem(check, draft):
    """What stands in quotation marks and is nobody's words is not held against the transcripts."""
    wrong = {_plain(each.words) for each in check(draft).quotations if each.verdict in PROBLEMS}

    assert not wrong & set(draft.passed)


@pytest.mark.parametrize("draft", [each for each in (*authored(), *more()) if each.counts], ids=lambda each: each.name)
def test_counts_of_many_authors_are_read_right(check, draft):
    """Each count agrees or differs as it should."""
    claims = check(draft).claims
    for words, verdict in draft.counts:
        found = next((each for each in claims if words in " ".join(each.words.split())), None)

        assert found is not None, f"{words}: {[each.words for each in claims]}"
        assert found.verdict == verdict, found.message
