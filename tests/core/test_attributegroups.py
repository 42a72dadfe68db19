"""Groups of participants to choose from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.test_themes import STUDY

from imcommerce_qual.core.attributegroups import FEW, attribute_groups, round_cuts
from imcommerce_qual.model.transcript import Participant


def people(declared, values):
    """A study in which that attribute has these values, by participant."""
    transcript = next(iter(STUDY.transcripts.values()))
    who = {
        name: Participant(id=name, attributes={} if value is None else {"a": value}) for name, value in values.items()
    }
    return replace(STUDY, attributes={"a": declared}, transcripts={"S01": replace(transcript, participants=who)})


def found(declared, values):
    """What the groups are called and who is in them."""
    groups = attribute_groups(people(declared, values), sorted(values)).get("a", ())
    return [(each.value, each.participants) for each in groups]


def test_declared_values_come_in_their_order_and_what_is_not_stated_last():
    """A value that nobody has is no choice."""
    assert [("b", ("S2",)), ("a", ("S1", "S4")), (None, ("S3",))] == found(
        ("b", "c", "a"), {"S1": "a", "S2": "b", "S3": None, "S4": "a"}
    )


def test_few_numbers_are_named_and_many_are_put_into_bands():
    """Two ages are two choices; twelve are bands of ten years."""
    assert [("21", ("S1", "S3")), ("30", ("S2",)), (None, ("S4",))] == found(
        "integer", {"S1": 21, "S2": 30, "S3": 21, "S4": None}
    )
    ages = {f"S{n:02}": 19 + 4 * n for n in range(12)}

    assert ["under 20", "20 to under 30", "30 to under 40", "40 to under 50", "50 to under 60", "60 and more"] == [
        value for value, _ in found("integer", ages)
    ]
    assert sorted(ages) == sorted(who for _, members in found("integer", ages) for who in members)


@pytest.mark.parametrize("declared", ["text", "integer", ("x",)])
def test_what_nobody_says_is_no_filter(declared):
    """An attribute that is declared and stated of nobody offers nothing to choose."""
    assert [] == found(declared, {"S1": None})


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=30))
def test_cuts_are_few_and_in_order(values):
    """Whatever the numbers are, there are no more bands than one can look over."""
    cuts = round_cuts(values)

    assert list(cuts) == sorted(set(cuts))
    assert 1 <= len(cuts) < FEW
    assert min(values) <= cuts[-1]
    assert cuts[0] <= max(values)
