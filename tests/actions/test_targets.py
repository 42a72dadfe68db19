"""Which values can be aimed at, and whether they are reached: whatever `agree` computes of codes."""

from __future__ import annotations

import pytest
from tests.agreed import code, make

from imcommerce_qual.actions.agreestudy import agree_study
from imcommerce_qual.actions.agreewanted import AgreeRequest
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.rounds import RoundWanted, open_round
from imcommerce_qual.actions.targets import checked_target, target_names
from imcommerce_qual.model.plan import Target
from imcommerce_qual.render.agreeaimstext import target_lines

TOGETHER = {"pooled_kappa", "alpha_jaccard", "alpha_masi", "cu_alpha"}


def aimed(name, value=0.5):
    """That target, checked."""
    return checked_target(Target(coefficient=name, value=value))


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """Two coders who differ on a turn in each of three interviews, one code on a turn."""
    root = make(tmp_path_factory.mktemp("aimed"), transcripts=3)
    for name in ("S01", "S02", "S03"):
        code(root, "ann", name, {"price": (0, 1, 2), "trust": (4,)})
        code(root, "ben", name, {"price": (0, 1), "trust": (4, 6)})
    return root


@pytest.mark.parametrize("name", target_names())
def test_every_coefficient_that_can_be_aimed_at_is_computed_and_judged(study, tmp_path, name):
    """By code, or of all codes together; it needs no --coef, and never stays unsaid."""
    target = aimed(name, 0.1)
    asked = RoundWanted(
        id=f"aim-{name.replace('_', '-')}",
        purpose="pilot",
        transcripts=("S01", "S02", "S03"),
        coders=("ann", "ben"),
        target=target,
    )
    open_round(open_study(study), "ann", asked)

    met = agree_study(open_study(study), AgreeRequest(round=asked.id)).basis.target

    assert ("", target) == (met.beside, met.target)
    assert ({"all codes together"} if name in TOGETHER else {"price", "trust", "trust.person"}) <= set(met.reached)
    assert any(each is not None for each in met.reached.values())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("alpha", "krippendorff_alpha"),
        ("Kappa", "cohen_kappa"),
        ("masi", "alpha_masi"),
        ("jaccard", "alpha_jaccard"),
        ("Scott-Pi", "scott_pi"),
        ("AC1", "ac1"),
        (" fleiss kappa ", "fleiss_kappa"),
    ],
)
def test_people_write_names_in_their_way(written, name):
    """The plan keeps the full name."""
    assert name == aimed(written).coefficient


@pytest.mark.parametrize(
    ("name", "value", "message", "remedy"),
    [
        ("kapa", 0.8, "no coefficient `kapa`", "kappa"),
        ("gamma", 0.8, "no coefficient `gamma`", ""),
        ("weighted_kappa", 0.8, "a code is there or not", "cohen_kappa"),
        ("prevalence_index", 0.8, "nothing to aim at", "krippendorff_alpha"),
        ("kappa_max", 0.8, "nothing to aim at", "krippendorff_alpha"),
        ("alpha", 80, "from -1 to 1, never 80", "krippendorff_alpha=0.8"),
        ("percent_agreement", -0.1, "from 0 to 1", "percent_agreement=0.8"),
        ("alpha", 1.5, "never 1.5", "krippendorff_alpha=0.8"),
    ],
)
def test_what_cannot_be_aimed_at_says_why(name, value, message, remedy):
    """And what could be written instead."""
    with pytest.raises(WrongUseError, match=message) as refused:
        aimed(name, value)
    assert remedy in refused.value.remedy


def test_no_target_is_no_fault():
    """A round needs none."""
    assert checked_target(None) is None


def test_a_target_of_another_program_is_said_and_harms_nothing(study, monkeypatch):
    """Written by hand, as `gamma`: figures are computed, and it says that this one is not."""
    monkeypatch.setattr("imcommerce_qual.actions.rounds.checked_target", lambda target: target)
    gamma = Target(coefficient="gamma", value=1)
    asked = RoundWanted(id="odd", purpose="pilot", transcripts=("S01",), coders=("ann", "ben"), target=gamma)
    open_round(open_study(study), "ann", asked)

    found = agree_study(open_study(study), AgreeRequest(round="odd"))

    assert "Not compared with it: `imqual agree` knows no coefficient `gamma`." in " ".join(target_lines(found.basis))


@pytest.mark.parametrize(
    ("unit", "name", "judged"),
    [
        ("turn", "krippendorff_alpha", True),
        ("sentence", "krippendorff_alpha", False),
        ("character", "alpha_jaccard", False),
        ("sentence", "cu_alpha", True),
    ],
)
def test_a_target_is_judged_by_the_unit_it_was_declared_for(study, unit, name, judged):
    """Another unit asked for is another number; the unitizing alphas are of characters whatever is asked for."""
    asked = RoundWanted(
        id=f"unit-{unit}-{name.replace('_', '-')}",
        purpose="pilot",
        transcripts=("S01", "S02", "S03"),
        coders=("ann", "ben"),
        target=aimed(name),
    )
    open_round(open_study(study), "ann", asked)

    basis = agree_study(open_study(study), AgreeRequest(round=asked.id, unit=unit)).basis

    assert (judged, judged) == (bool(basis.target.reached), not basis.target.beside)
    said = f"  Not compared with it: it was declared for the unit turn, and these figures are by {unit}."
    assert judged != (said in list(target_lines(basis)))


def test_how_many_reach_it_with_their_whole_interval_is_said(tmp_path):
    """Not one whose interval reaches below, nor one whose interval is narrow because its units are few."""
    make(tmp_path, transcripts=3)
    for name, extra in (("S01", (3,)), ("S02", ()), ("S03", (2, 3))):
        code(tmp_path, "ann", name, {"price": (0, 1, *extra), "trust": (4, 5, 6, 7), "trust.breach": (0,)})
        code(tmp_path, "ben", name, {"price": (0, 1), "trust": (4, 5, 6, 7), "trust.breach": (0,)})
    asked = RoundWanted(
        id="r", purpose="pilot", transcripts=("S01", "S02", "S03"), coders=("ann", "ben"), target=aimed("alpha", 0.5)
    )
    open_round(open_study(tmp_path), "ann", asked)

    met = agree_study(open_study(tmp_path), AgreeRequest(round="r")).basis

    assert met.target.reached["price"]
    assert met.target.reached["trust.breach"]
    assert ("trust",) == met.target.wholly
    assert "reached by 3 of 5 (1 with the whole interval)" in " ".join(target_lines(met))
