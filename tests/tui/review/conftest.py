"""Reviews of the small study of the screens."""

from __future__ import annotations

import pytest

from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.reviewqueue import Queue
from imcommerce_qual.actions.searching import Wanted
from imcommerce_qual.tui.review.session import Review

CHEAP, AUNT, PRICE = (
    "It was cheap.",
    "I know her, she is my aunt. She said 3.5 yuan, so I bought it.",
    "价格也便宜👩‍🌾，对吧？",
)


@pytest.fixture
def coded(put):
    """Three excerpts of price, one of trust, one of ben's; their ids."""
    return {
        "aunt": put("trust", AUNT),
        "cheap": put("price", CHEAP),
        "yes": put("price", "Yes. [/b] Cheap, yes.", unsure=True, memo="[b] only?"),
        "zh": put("price", PRICE, transcript="S02"),
        "ben": put("price", "Cheap, yes.", coder="ben"),
    }


@pytest.fixture
def review(study):
    """Makes reviews by ann."""

    def review(*codes, other=None, keys=None, **queue):
        wanted = queue.pop("wanted", None) or Wanted(codes=codes)
        return Review(open_study(study), "ann", Queue(wanted=wanted, **queue), other=other, keys=keys)

    return review


@pytest.fixture
def edit(study):
    """Changes words of a transcript on the disk."""

    def edit(old, new, transcript="S01"):
        path = study / f"transcripts/{transcript}.md"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


@pytest.fixture
def narrow(study):
    """The definition of trust becomes narrower."""

    def narrow():
        path = study / "codebooks/book.yaml"
        entry = (
            "{id: h1, revision: 2, at: 2030-01-01T00:00:00Z, by: ann, "
            "change: narrowed, from: [trust], to: [trust], why: w}"
        )
        text = path.read_text(encoding="utf-8").replace("history: []", f"history:\n  - {entry}")
        path.write_text(text, encoding="utf-8")

    return narrow
