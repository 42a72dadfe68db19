"""How often the check is right, on drafts with planted faults and on drafts written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.manuscripts.planting import drafts
from tests.manuscripts.scoring import Score, report_of, score, table_of
from tests.manuscripts.second import fourth, second, third
from tests.manuscripts.written import written

from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.core.quoting.corpus import corpus_of

EXAMPLE = Path(__file__).resolve().parents[2] / "src" / "imcommerce_qual" / "example"
LEAST = 0.98
KINDS = ("verbatim", "altered", "wrong participant")


@pytest.fixture(scope="module")
def example():
    """The example study, and all that is said in it."""
    study = open_study(EXAMPLE, use_cache=False).study
    return study, corpus_of(study.transcripts)


def _holds(found: Score, kinds=KINDS) -> None:
    for kind in kinds:
        assert (found.precision(kind) or 0) >= LEAST, f"{table_of(found)}\n" + "\n".join(found.wrong)
        assert (found.recall(kind) or 0) >= LEAST, f"{table_of(found)}\n" + "\n".join(found.wrong)


@pytest.mark.parametrize("seed", [1, 20260104])
def test_planted_faults_are_found_and_nothing_else(example, seed):
    """Precision and recall are at least .98, in every format, in English and Chinese."""
    study, corpus = example
    found = Score()
    for draft in drafts(study, seed, 15):
        report = report_of(draft.name, draft.raw, study, corpus)
        score(found, draft.name, report, [(each.words, each.kind) for each in draft.planted])

    _holds(found, (*KINDS, "sewn", "not found", "no consent"))


@pytest.mark.parametrize("drafts_of", [written, second, third, fourth])
def test_drafts_written_by_hand_are_read_right(example, drafts_of):
    """The same, for drafts as different authors write them."""
    study, corpus = example
    found = Score()
    for draft in drafts_of():
        score(found, draft.name, report_of(draft.name, draft.raw, study, corpus, draft.given), draft.quotes)

    _holds(found)


def test_a_check_that_says_nothing_scores_nothing(example):
    """The score can fail: an empty report has no recall."""
    study, corpus = example
    found = Score()
    score(found, "d.md", report_of("d.md", b"no quotation", study, corpus), [("I only buy fruit", "altered")])

    assert 0 == found.recall("altered")
    assert found.precision("altered") is None
