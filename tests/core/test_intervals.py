"""Intervals over clusters: known quantiles, a jackknife that is the textbook's, draws that can be repeated."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.core.agreement.counts import count
from imcommerce_qual.core.agreement.estimate import Estimate
from imcommerce_qual.core.agreement.estimates import estimate
from imcommerce_qual.core.agreement.named import Scale, statistic
from imcommerce_qual.core.intervals import bootstrap, drawn_clusters, jackknife, t_below, t_quantile

#: Two-sided 95 % points of Student's t, from printed tables.
TABLE = {
    1: 12.706,
    2: 4.303,
    3: 3.182,
    4: 2.776,
    5: 2.571,
    10: 2.228,
    11: 2.201,
    30: 2.042,
    60: 2.000,
    120: 1.980,
    1000: 1.962,
    10**6: 1.960,
}


@pytest.mark.parametrize(("freedom", "printed"), TABLE.items())
def test_quantiles_are_those_of_printed_tables(freedom, printed):
    """To three decimals, both sides."""
    assert printed == round(t_quantile(0.975, freedom), 3) == -round(t_quantile(0.025, freedom), 3)


@given(st.floats(0.001, 0.999), st.one_of(st.integers(1, 300), st.integers(950, 3000)))
def test_a_quantile_is_where_the_share_is(share, freedom):
    """There and back."""
    assert share == pytest.approx(t_below(t_quantile(share, freedom), freedom), abs=1e-11)


def test_the_jackknife_of_a_mean_is_the_textbooks():
    """s/√n, and Student's interval."""
    values = np.array([0.1, 0.4, 0.2, 0.6, 0.3])
    each = np.column_stack([values, np.ones(5)])
    found = jackknife(each, np.arange(5), lambda total: total[..., 0] / total[..., 1], value=0.32)
    se = values.std(ddof=1) / math.sqrt(5)

    assert found.se == pytest.approx(se)
    assert found.interval == pytest.approx((0.32 - t_quantile(0.975, 4) * se, 0.32 + t_quantile(0.975, 4) * se))


def test_a_replicate_without_a_value_leaves_no_interval():
    """The only transcript with the code, left out, leaves nothing; no interval is made of the rest."""
    ratings = [[1, 1], [1, 0], [0, 0], [0, 0], [0, 0], [0, 0]]
    table = count(ratings, values=2, cluster=[0, 0, 1, 1, 2, 2], positive=1)
    found = estimate(statistic("cohen_kappa", table, Scale()), table)

    assert (True, None, "code-unused") == (found.value is not None, found.interval, found.why_no_interval)


def test_the_bootstrap_says_how_many_replicates_had_no_value():
    """They are left out of the interval, and never in silence."""
    ratings = [[1, 1], [1, 0], [0, 0], [0, 0], [0, 0], [0, 0]]
    table = count(ratings, values=2, cluster=[0, 0, 1, 1, 2, 2], positive=1)
    found = estimate(statistic("cohen_kappa", table, Scale()), table, spread="bootstrap", thresholds=(0.667,))

    assert 8 / 27 == pytest.approx(found.bootstrap.undefined, abs=0.05)
    assert 0 <= found.bootstrap.below[0][1] <= 1


def test_every_replicate_draws_as_many_clusters_as_there_are():
    """With replacement, the same again for the same seed."""
    drawn = drawn_clusters(3, 7, 50)

    assert {7.0} == set(drawn.sum(axis=1).tolist())
    assert (drawn == drawn_clusters(3, 7, 50)).all()
    assert not (drawn == drawn_clusters(4, 7, 50)).all()


def test_drawing_in_pieces_is_drawing_at_once(monkeypatch):
    """With very many clusters not all draws are held at once; the interval is the same."""
    each = np.random.default_rng(1).random((40, 2)) + 0.1
    once = bootstrap(each, np.arange(40), lambda total: total[..., 0] / total[..., 1], seed=5, replicates=200)
    monkeypatch.setattr("imcommerce_qual.core.intervals._AT_ONCE", 70 * 40)

    assert once == bootstrap(each, np.arange(40), lambda total: total[..., 0] / total[..., 1], seed=5, replicates=200)


def test_a_bootstrap_without_any_value_has_no_interval():
    """All replicates undefined."""
    found = bootstrap(np.zeros((3, 1)), np.arange(3), lambda total: np.full(len(total), np.nan), seed=1, replicates=9)

    assert (None, None, 1.0) == (found.se, found.interval, found.resampled.undefined)


@pytest.mark.parametrize(
    "wrong", [{"value": math.nan}, {"value": math.inf}, {"value": None}, {"value": 1.0, "why_undefined": "no-units"}]
)
def test_an_estimate_is_a_number_or_a_reason(wrong):
    """Never both, never neither, never NaN."""
    with pytest.raises(ValueError, match="estimate"):
        Estimate(**wrong)


def test_nothing_is_printed_with_a_sign():
    """-0.0 is 0."""
    assert "0.0" == str(Estimate(value=-0.0).value)
