from __future__ import annotations

import pytest

from imcommerce_qual.core.nearest import nearest, suggest

CODES = ["trust", "trust.person", "cost.price", "信任"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("trsut", "trust"),
        ("Trust.Persn", "trust.person"),
        ("cost.prize", "cost.price"),
        ("信", "信任"),
        ("platform", None),
    ],
)
def test_the_nearest_name_is_what_somebody_most_likely_meant(name, meant):
    """Ignoring case; nothing where nothing is like it."""
    assert meant == nearest(name, CODES)


def test_a_remedy_names_the_nearest_or_what_there_is():
    """In order of names, a dozen of them, and how many more."""
    assert "did you mean `trust`?" == suggest("trsut", CODES)
    assert "there are: S01, S02" == suggest("x", ["S02", "S01"])
    assert "there are none yet" == suggest("x", [])
    assert suggest("x", [f"S{n:02}" for n in range(1, 15)]).endswith("S11, S12 and 2 more")
