"""A table's agreement fits the terminal it is printed on."""

from __future__ import annotations

import pytest

from imcommerce_qual.core.agreement.estimate import Estimate, undefined
from imcommerce_qual.core.agreement.named import TITLES
from imcommerce_qual.core.wrapping import width_of
from imcommerce_qual.render.agreementtext import estimate_lines
from imcommerce_qual.render.tableagreement import shown_rows

NAMED = {
    "krippendorff_alpha": Estimate(
        value=0.5, se=0.1, se_of="clusters", interval=(0.2, 0.8), n_units=40, flags=("one-sided", "low-prevalence")
    ),
    "light_kappa": undefined("pair-without-variation", n_units=40),
}


@pytest.mark.parametrize(("width", "careful"), [(80, False), (120, True)])
def test_numbers_are_never_squeezed_out_by_words(width, careful):
    """On 80 columns flags and reasons stand underneath only; there they stand on any width."""
    heads, rows = shown_rows(NAMED, TITLES, width=width)

    assert ("value", "95 % interval", "SE", "units") == heads[1:5]
    assert careful == ("careful" in heads)
    needed = sum(max(width_of(row[at]) for row in [heads, *rows]) + 3 for at in range(len(heads))) - 3
    assert needed <= width
    below = "\n".join(estimate_lines(NAMED, dict(TITLES)))
    assert {"one-sided", "low-prevalence", "pair-without-variation"} == {
        word for word in ("one-sided", "low-prevalence", "few-transcripts", "pair-without-variation") if word in below
    }
