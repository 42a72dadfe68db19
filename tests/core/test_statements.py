"""What findings said when, and which stances were given toward other words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.core.statements import Unrecorded, findings_at, older_stances, sayings, unrecorded
from imcommerce_qual.model.codebook import Code, Codebook
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.span import Anchor, Span
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.model.study import Finding, FindingChange, Findings, Study, Theme

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BOOK = Codebook(id="b", revision=1, codes={code: Code(id=code, label=code) for code in ("trust", "price")})
THEME = Theme(id="t1", label="Trust", statement="People trust.", codes=("trust",))


def findings(statement="now", *history, since=None):
    """One finding with one theme."""
    return Findings(
        findings=(Finding(id="F1", statement=statement, since=since, themes=(THEME,)),), history=tuple(history)
    )


def reworded(hour, from_, to, *, of="F1", change="reworded"):
    """An entry, so many hours after noon."""
    at = NOON + timedelta(hours=hour)
    return FindingChange(id=f"{of}{change}{hour}", at=at, by="ann", change=change, of=of, from_=from_, to=to)


def stance(hour, *, toward="F1", code="trust"):
    """A coding whose stance was given so many hours after noon."""
    at = NOON + timedelta(hours=hour)
    anchor = Anchor(text="", span=Span(0, 1), quote="x", before="", after="")
    coding = Coding(
        id=f"c{hour}{toward}{code}",
        coder="ann",
        transcript="S01",
        code=code,
        codebook="",
        anchor=anchor,
        made=at,
        changed=at,
        stance="supports",
        toward=toward,
        stanced=at,
    )
    return Standing(coding=coding, code=code, span=Span(0, 1))


def older(found, *standing):
    """The codings that need another look."""
    study = Study(title="", provenance="real", codebook=BOOK, findings=found, transcripts={}, coders={})
    return older_stances(study, standing)


def test_a_stance_given_before_the_rewording_needs_another_look_and_one_after_does_not():
    """It was given toward words that the finding no longer has."""
    found = findings("now", reworded(1, "then", "now"))

    assert {"c0F1trust": ("F1",)} == older(found, stance(0), stance(2))


def test_a_rewording_that_was_taken_back_leaves_nothing_to_look_at_again():
    """The words are the same as when the stance was given; only one given in between was toward others."""
    found = findings("then", reworded(1, "then", "now"), reworded(3, "now", "then"))

    assert {"c2F1trust": ("F1",)} == older(found, stance(0), stance(2), stance(4))


def test_a_stance_toward_nothing_in_particular_is_toward_the_findings_of_its_code():
    """It counts there, so it is looked at again there."""
    found = findings("now", reworded(1, "then", "now"))

    assert {"c0Nonetrust": ("F1",)} == older(found, stance(0, toward=None), stance(0, toward=None, code="price"))


def test_where_nothing_is_recorded_the_date_says_since_when():
    """A finding that says `since` stood otherwise, or not at all, on the days before."""
    assert {"c-24F1trust": ("F1",)} == older(findings(since="2026-03-01"), stance(-24), stance(0))
    assert {} == older(findings(since="some day"), stance(-24))
    assert {} == older(findings(), stance(0))


def test_a_theme_that_was_reworded_makes_no_stance_older():
    """Stances are toward findings."""
    assert {} == older(findings("now", reworded(1, "x", "People trust.", of="t1")), stance(0))


def test_what_nobody_recorded_is_found_by_stored_versions_and_by_the_last_entry():
    """Either may be all that is left of what it said before."""
    told = Unrecorded(of="F1", change="reworded", from_="then", to="now")

    assert [told] == list(unrecorded(findings("now"), [findings("then")]))
    assert [told] == list(unrecorded(findings("now", reworded(1, "first", "then")), []))
    assert [] == list(unrecorded(findings("now", reworded(1, "then", "now")), [findings("then"), findings("now")]))
    assert [] == list(unrecorded(findings("now"), []))


texts = st.text(max_size=5)


@given(st.lists(st.tuples(st.sampled_from(["F1", "t1"]), texts), max_size=6), st.integers(0, 6))
def test_the_findings_at_a_time_are_those_that_stood_then(changes, n):
    """Each version can be had back from the last one and its history."""
    versions = [findings("zero")]
    for hour, (of, words) in enumerate(changes, 1):
        before = versions[-1]
        entry = reworded(hour, sayings(before)[of, "reworded"], words, of=of)
        theme = replace(before.findings[0].themes[0], **({"statement": words} if of == "t1" else {}))
        finding = replace(before.findings[0], themes=(theme,), **({"statement": words} if of == "F1" else {}))
        versions.append(replace(before, findings=(finding,), history=(*before.history, entry)))
    n = min(n, len(changes))

    assert versions[n] == findings_at(versions[-1], NOON + timedelta(hours=n))
