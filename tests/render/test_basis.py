"""What is said under a table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from imcommerce_qual.model.evidence import Basis
from imcommerce_qual.render.basis import basis_lines


@pytest.fixture
def real(study):
    transcripts = {name: replace(each, provenance="real") for name, each in study.transcripts.items()}
    return replace(study, provenance="real", transcripts=transcripts)


FULL = Basis(
    coders={"coder-b": ("S02",), "coder-a": ("S01", "S02", "S03")},
    completed=("S01", "S02"),
    unfinished=("S03",),
    by_nobody=("S04",),
    participants=("S01", "S02"),
    codings=28,
    lost=1,
    changed=2,
    stale=1,
    unled=3,
    outside=1,
    hidden=(("coder-b", "S03"), ("coder-b", "S01")),
)


def test_every_sentence_that_a_table_may_need(real):
    """Whose codings, what is counted of how many, what was left out and why: in words that an author can print."""
    assert (
        "Rests on 28 codings: 3 transcripts by coder-a, 1 transcript by coder-b.",
        "Overlapping excerpts under one code are one excerpt, whoever coded them.",
        (
            "“n of 2 participants” counts who speaks in the turns under the excerpts, of the 2 participants in the "
            "2 completed transcripts (the study has 4 transcripts)."
        ),
        (
            "Coded but not completed: S03. The excerpts in it count; who speaks only there is named as unfinished, "
            "not counted."
        ),
        "No codings used from S04.",
        "Counted: 2 codings whose words were edited since.",
        "Counted: 1 coding made under an older definition of the code.",
        "Left out: 1 coding with fewer than half of the words left in the transcript.",
        "Left out: 3 codings under a code that is retired, split or gone.",
        "Left out: 1 coding that lies outside the words of one language.",
        "Left out: coder-b's codings of S01 and S03, which coder-a has not completed.",
    ) == basis_lines(FULL, real, viewer="coder-a")


def test_nothing_is_said_of_what_did_not_happen(real):
    """Counts of what was set aside appear only where there are any."""
    plain = Basis(coders={"coder-a": ("S01",)}, completed=("S01",), participants=("S01",), codings=1)

    assert (
        "Rests on 1 coding: 1 transcript by coder-a.",
        "Overlapping excerpts under one code are one excerpt, whoever coded them.",
        (
            "“n of 1 participant” counts who speaks in the turns under the excerpts, of the 1 participant in the "
            "1 completed transcript (the study has 4 transcripts)."
        ),
    ) == basis_lines(plain, real)


def test_nothing_completed_means_nobody_counted(real):
    """“0 of 0 participants” is explained."""
    lines = basis_lines(Basis(), real)

    assert "Rests on no codings." == lines[0]
    assert "No participants are counted, because no transcript is completed." == lines[2]


def test_the_order_of_the_parts_does_not_matter(study):
    """Two runs over the same files print the same sentences."""
    turned = replace(
        FULL,
        coders=dict(reversed(FULL.coders.items())),
        hidden=(("coder-c", "S01"), *FULL.hidden),
        constructed=("coder-b", "coder-a"),
        unfinished=("S04", "S03"),
    )
    straight = replace(
        turned, coders=FULL.coders, hidden=(*FULL.hidden[::-1], ("coder-c", "S01")), constructed=("coder-a", "coder-b")
    )

    assert basis_lines(replace(straight, unfinished=("S03", "S04")), study) == basis_lines(turned, study)


def test_an_invented_study_says_so_before_anything_else(study, ground):
    """The synthetic transcripts never pass for data, and the constructed coders never for coders."""
    first, second, *_ = basis_lines(ground, study)

    assert first.startswith("SYNTHETIC: ")
    assert "constructed example" in second
