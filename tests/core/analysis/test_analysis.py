"""What occurs together, when codes first occur, groups, coverage: counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.render.conftest import WHEN, coded, transcript

from imcommerce_qual.core.analysis.chain import chain, people
from imcommerce_qual.core.analysis.cooccurrence import cooccurrence
from imcommerce_qual.core.analysis.coverage import coders_of, coverage, support, thinness
from imcommerce_qual.core.analysis.ground import ground
from imcommerce_qual.core.analysis.groups import compare_groups
from imcommerce_qual.core.analysis.saturation import occurrences, permuted, saturation
from imcommerce_qual.core.analysis.smallcells import small_cells
from imcommerce_qual.core.evidence import AlteredExcerptError
from imcommerce_qual.core.themes import theme_table
from imcommerce_qual.model.codebook import Code, Codebook
from imcommerce_qual.model.standing import Presence, Progress, Reconciliation
from imcommerce_qual.model.study import Coder, Finding, Findings, Study, Theme
from imcommerce_qual.model.transcript import Participant

WORDS = "I know her. She is kind. It was cheap."


def interview(name: str, **attributes):
    """One participant who says the same three sentences in one turn, and then one word."""
    found = transcript(name, f"I: Why?\n{name}: {WORDS}\nI: And?\n{name}: Yes.\n")
    person = replace(found.participants[name], attributes=attributes)
    return replace(found, participants={name: person}, interview={"date": f"2026-01-0{name[-1]}", "minutes": 10})


@pytest.fixture(scope="module")
def study() -> Study:
    """Three interviews, three codes of which one is inductive and one is never used."""
    texts = (
        interview("S01", role="buyer", age=20),
        interview("S02", role="buyer", age=40),
        interview("S03", role="seller", age=60),
    )
    return Study(
        title="Small",
        provenance="synthetic",
        codebook=Codebook(
            id="b",
            revision=1,
            codes={
                "trust": Code(id="trust", label="Trust", origin="a priori"),
                "trust.person": Code(id="trust.person", label="In somebody", origin="inductive, 2026-01-02"),
                "price": Code(id="price", label="Price", origin="inductive"),
                "never": Code(id="never", label="Never", origin="a priori"),
            },
        ),
        findings=Findings(
            findings=(Finding(id="F1", statement="S.", themes=(Theme(id="t", label="T", codes=("trust",)),)),)
        ),
        transcripts={each.id: each for each in texts},
        coders={"ann": Coder(id="ann"), "ben": Coder(id="ben")},
        attributes={"role": ("buyer", "seller"), "age": "integer"},
    )


@pytest.fixture(scope="module")
def presence(study) -> Presence:
    """Ann did all three; ben S01 only. In S01 all three codes, in S02 trust and price, in S03 price."""
    s01, s02, s03 = study.transcripts.values()
    standing = (
        coded(s01, "I know her. She", "trust", "ann"),
        coded(s01, "know her. She is kind.", "trust", "ben"),
        coded(s01, "She is kind.", "trust.person", "ann"),
        coded(s01, "It was cheap.", "price", "ann"),
        coded(s02, "I know her.", "trust", "ann", stance="contradicts"),
        coded(s02, "Yes.", "price", "ann"),
        coded(s03, "It was cheap.", "price", "ann"),
    )
    done = [("ann", "S01"), ("ann", "S02"), ("ann", "S03"), ("ben", "S01")]
    progress = {key: Progress(coder=key[0], transcript=key[1], completed=True) for key in done}
    return Presence(standing=standing, progress=progress, newest=WHEN)


@pytest.fixture(scope="module")
def found(study, presence):
    return ground(study, presence)


def test_codes_in_one_turn_occur_together(found):
    """By turn: S01 has all three in one turn; S02 has trust and price, but in two turns."""
    result = cooccurrence(found, "turn")

    assert ("trust", "trust.person", "price") == result.codes
    assert ((2, 1, 1), (1, 1, 1), (1, 1, 3)) == result.cells


def test_codes_on_the_same_words_overlap(found):
    """By overlap: two coders' trust is one excerpt, which shares words with trust.person; price shares none."""
    result = cooccurrence(found, "overlap")

    assert ((2, 1, 0), (1, 1, 0), (0, 0, 3)) == result.cells


def test_first_occurrences_tell_inductive_codes_from_others(found):
    """Saturation is of codes found in the data; of the others only the order is told."""
    inductive, before = occurrences(found, inductive=True, base=1, run=1), occurrences(found, inductive=False)

    assert [("trust.person", "price"), (), ()] == [each.new for each in inductive.steps]
    assert inductive.saturation is not None
    assert 1 == inductive.saturation.at
    assert (None, None) == (before.saturation, before.permuted)
    assert ("never",) == before.unused


def test_saturation_says_why_there_is_none():
    """Too few transcripts, an empty base, or runs that bring too much: never a number."""
    assert "at least 6" in saturation([3, 1]).why
    assert "no base" in saturation([0, 0, 0, 0, 1, 1]).why
    assert "every run" in saturation([2, 2, 2, 2, 2, 2]).why


@given(st.lists(st.frozensets(st.sampled_from("abcdef")), min_size=1, max_size=8), st.integers(0, 99))
def test_random_orders_are_the_same_every_time(per, seed):
    """A seed is an order: running twice gives the same; at the end every order knows all codes."""
    one = permuted(per, 2, 1, 0.05, orders=5, seed=seed)

    assert one == permuted(per, 2, 1, 0.05, orders=5, seed=seed)
    everything = len(frozenset[str]().union(*per))
    assert (everything, everything, everything) == one.known[-1]


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(1, 5), st.integers(1, 3))
def test_a_run_never_counts_what_the_base_has(new, base, run):
    """Runs lie after the base, one after the other, and each share is of the base's codes."""
    result = saturation(new, base, run)

    assert sum(new[:base]) == result.base_codes
    for n, each in enumerate(result.runs):
        assert (base + n + 1, base + n + run) == (each.first, each.last)
        assert each.share * result.base_codes == pytest.approx(each.new)


def test_groups_count_people_and_excerpts(found):
    """Trust with what rolls up: both buyers, no seller; an age is cut at the median unless cuts are given."""
    by_role = compare_groups(found, "role")
    by_age = compare_groups(found, "age")
    cut = compare_groups(found, "age", (30, 50))

    trust = next(row for row in by_role.rows if row.id == "trust")
    assert (("S01", "S02"), ()) == trust.who
    assert (2, 0) == trust.excerpts
    assert [("under 40", ("S01",)), ("40 and more", ("S02", "S03"))] == [
        (g.value, g.participants) for g in by_age.groups
    ]
    assert "median" in by_age.cut
    assert ["under 30", "30 to under 50", "50 and more"] == [group.value for group in cut.groups]


def test_coverage_is_of_turns_with_words(found, presence):
    """A participant has two turns; ann's codings touch both of S02's, ben's one of S01's."""
    rows = {(each.coder, each.transcript): (each.turns, each.coded) for each in coverage(found, presence)}

    assert {("ann", "S01"): (2, 1), ("ann", "S02"): (2, 2), ("ann", "S03"): (2, 1), ("ben", "S01"): (2, 1)} == rows


def test_codes_that_rest_on_little_say_why(found):
    """Never used, rare, one participant, one coder of several: in words."""
    why = {each.code: thinness(each, {"ann", "ben"}) for each in support(found)}

    assert "never used" == why["never"]
    assert "rare, one participant, one coder of several" == why["trust.person"]
    assert "one coder of several" == why["price"]


def test_what_was_settled_together_rests_on_no_single_coder(found):
    """Codings after decisions are no coder's own, so a code with these alone was seen by more than one."""
    settled = [replace(each, coders=("reconciled",)) for each in support(found) if each.coders]

    assert not any("one coder" in (thinness(each, {"ann", "ben"}) or "") for each in settled)
    after = Reconciliation(policy="leave_out", coders={"S01": ("ann", "ben")}, alone={"S02": "ann"})
    assert {"ann", "ben"} == coders_of(replace(found.basis, coders={"reconciled": ("S01",)}, reconciled=after))
    assert {"ann", "ben"} == coders_of(found.basis)


def test_the_chain_has_every_excerpt_of_every_theme(study, presence, found):
    """As many rows as the theme table counts under each of its codes by itself, each with the transcript's words."""
    links = chain(found)

    by_code = {row.code: row for row in theme_table(study, presence).findings[0].themes[0].codes}
    assert 2 == sum(each.code == "trust" for each in links) == by_code["trust"].tally.excerpts
    for each in links:
        text = study.transcripts[each.quotation.transcript].text
        assert each.quotation.words == text[each.quotation.span.start : each.quotation.span.end]


def test_an_altered_excerpt_breaks_the_chain(study, presence):
    """Words that are not the transcript's are never printed."""
    first = presence.standing[0]
    anchor = replace(first.coding.anchor, quote="I knew her. She")
    altered = replace(first, coding=replace(first.coding, anchor=anchor))

    with pytest.raises(AlteredExcerptError):
        chain(ground(study, replace(presence, standing=(altered,))))


def test_what_few_share_is_named(study):
    """One seller is too few, and so are two buyers; everybody is alone with their exact age."""
    found = {each.what: each.participants for each in small_cells(study, sorted(study.participants))}

    assert {
        "role buyer": ("S01", "S02"),
        "role seller": ("S03",),
        "their exact age": ("S01", "S02", "S03"),
    } == found


def test_of_attributes_that_are_left_out_nothing_is_told(study):
    """Leaving a column out is what the warning asks for: what is no longer in the table warns of nothing."""
    everybody = sorted(study.participants)

    assert ["their exact age"] == [each.what for each in small_cells(study, everybody, names=["age"])]
    assert {"role buyer", "role seller"} == {each.what for each in small_cells(study, everybody, names=["role"])}
    assert () == small_cells(study, everybody, names=[])


def test_who_withdrew_is_not_among_the_people(study):
    """A participant who withdrew is in no table."""
    text = study.transcripts["S03"]
    gone = Participant(id="S03", consent=replace(text.participants["S03"].consent, status="withdrawn"))
    left = replace(study, transcripts={**study.transcripts, "S03": replace(text, participants={"S03": gone})})

    assert ["S01", "S02"] == [each.id for each in people(left)]
