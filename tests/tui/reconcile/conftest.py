"""Two coders who differ about the small study of the screens, in every kind of way."""

from __future__ import annotations

import pytest

from imcommerce_qual.actions.comparing import Wanted, compare_study
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.tui.reconcile.session import Meeting

AUNT = "I know her, she is my aunt. She said 3.5 yuan, so I bought it."


@pytest.fixture
def differing(study, put):
    """In order: other ends, another code (ann unsure), one ben has not; in S02 ends that differ by one character."""
    put("trust", AUNT, memo="Kin [b] first.")
    put("trust", "I know her, she is my aunt.", coder="ben")
    put("price", "It was cheap.", unsure=True)
    put("family", "It was cheap.", coder="ben")
    put("price", "Cheap, yes.", stance="supports", toward="F1")
    put("price", "价格也便宜👩‍🌾，对吧？", transcript="S02")
    put("price", "价格也便宜👩‍🌾，对吧", coder="ben", transcript="S02")
    for coder in ("ann", "ben"):
        for name in ("S01", "S02"):
            complete(open_study(study), coder, name)
    return study


@pytest.fixture
def meet(differing):
    """Opens meetings about it."""

    def meet(writer="ann", **more):
        wanted = more.pop("wanted", None) or Wanted()
        return Meeting(open_study(differing), writer, wanted, **more)

    return meet


@pytest.fixture
def on_disk(differing):
    """What is compared, read anew."""
    return lambda: compare_study(open_study(differing))
