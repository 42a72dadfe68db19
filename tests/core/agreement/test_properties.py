"""What must hold of every number, whatever was coded."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.core.agreement.alpha import alpha_distances, alpha_interval, alpha_nominal
from imcommerce_qual.core.agreement.counts import Counts, confusion, count, joined
from imcommerce_qual.core.agreement.estimate import Estimate
from imcommerce_qual.core.agreement.estimates import estimate
from imcommerce_qual.core.agreement.named import TITLES, Scale, statistic
from imcommerce_qual.core.agreement.pooled import pooled_kappa
from imcommerce_qual.core.agreement.statistic import sums, value_of

MEASURES = ("nominal", "ordinal", "interval", "ratio")


CODERS = st.integers(1, 4)


@st.composite
def rated(draw, *, coders=CODERS, most=14):
    """Ratings (n, m) of up to 4 values with gaps, and a cluster for each unit."""
    m, n, q = draw(coders), draw(st.integers(0, most)), draw(st.integers(1, 4))
    cells = draw(st.lists(st.integers(-1, q - 1), min_size=n * m, max_size=n * m))
    clusters = draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))
    return np.array(cells, dtype=np.int64).reshape(n, m), np.array(clusters, dtype=np.int64)


def scale(table: Counts, measure: str) -> Scale:
    return Scale(measure=measure, points=np.arange(table.values) ** 2 / 3)


def every(table: Counts, measure: str = "nominal", **more) -> dict[str, Estimate]:
    """All coefficients of a table."""
    return {name: estimate(statistic(name, table, scale(table, measure)), table, **more) for name in TITLES}


@given(rated(), st.sampled_from(MEASURES), st.sampled_from(["jackknife", "bootstrap", "none"]), st.booleans())
def test_no_number_is_ever_nan_or_infinite(some, measure, spread, declared):
    """A value or a reason; an interval or a reason; intervals hold the value and stop at 1."""
    ratings, clusters = some
    table = count(ratings, cluster=clusters, values=4 if declared else None, positive=0 if declared else None)
    for found in every(table, measure, spread=spread, replicates=20).values():
        assert (found.value is None) == (found.why_undefined is not None)
        numbers = [each for each in (found.value, found.se, *(found.interval or ())) if each is not None]
        assert all(map(math.isfinite, numbers))
        if found.value is not None and spread == "jackknife":
            assert (found.interval is None) == (found.why_no_interval is not None)
        if found.interval is not None and spread == "jackknife":
            assert found.interval[0] <= found.value + 1e-12
            assert found.value - 1e-12 <= found.interval[1] <= max(1.0, found.value)


def same(one: dict[str, Estimate], two: dict[str, Estimate]) -> None:
    for name, found in one.items():
        other = two[name]
        assert found.why_undefined == other.why_undefined, name
        assert found.value == pytest.approx(other.value, abs=1e-9), name
        assert found.interval == pytest.approx(other.interval, abs=1e-7), name
        assert found.se == pytest.approx(other.se, abs=1e-6), name


@given(rated(), st.sampled_from(MEASURES), st.randoms())
def test_the_order_of_coders_units_and_transcripts_changes_nothing(some, measure, random):
    """Nobody is first."""
    ratings, clusters = some
    units, coders, names = list(range(len(ratings))), list(range(ratings.shape[1])), list(range(4))
    for each in (units, coders, names):
        random.shuffle(each)
    shuffled = ratings[units][:, coders].reshape(ratings.shape)
    moved = np.array(names)[clusters[units]]

    same(
        every(count(ratings, cluster=clusters, values=4), measure),
        every(count(shuffled, cluster=moved, values=4), measure),
    )


@given(rated())
def test_doubling_every_transcript_changes_no_number_but_those_corrected_for_small_n(some):
    """Twice the same interviews are no more agreement; alpha's correction for small n fades as it must."""
    ratings, clusters = some
    once = count(ratings, cluster=clusters, values=4)
    if not once.clusters:
        return
    twice = every(joined([once, once]), spread="none")
    for name, found in every(once, spread="none").items():
        assert found.why_undefined == twice[name].why_undefined
        if found.value is not None and "alpha" not in name:
            assert found.value == pytest.approx(twice[name].value, abs=1e-12)
        elif found.value is not None:
            n = once.weight[once.shared] @ once.coded[once.shared]
            plain = 1 - (1 - found.value) * n / (n - 1)
            assert plain == pytest.approx(1 - (1 - twice[name].value) * 2 * n / (2 * n - 1), abs=1e-9)


@given(rated(coders=st.integers(2, 4)), st.sampled_from(MEASURES))
def test_leaving_out_a_transcript_is_the_same_from_sums_as_from_scratch(some, measure):
    """To 1e-12: the jackknife may trust the sums."""
    ratings, clusters = some
    table = count(ratings, cluster=clusters, values=4)
    for name in TITLES:
        made = statistic(name, table, scale(table, measure))
        if (made.coders and made.coders != table.coders) or made.binary:
            continue
        each = sums(made, table)
        for place, cluster in enumerate(np.unique(clusters)):
            rest = count(ratings[clusters != cluster], values=4)
            anew = statistic(name, rest, scale(rest, measure))
            left = float(value_of(made, each.sum(axis=0) - each[place]))
            again = float(value_of(anew, sums(anew, rest).sum(axis=0)))
            assert left == pytest.approx(again, abs=1e-12, nan_ok=True), name


@given(rated(coders=st.integers(2, 3)))
def test_a_split_table_adds_up_to_the_whole(some):
    """Counts of transcripts, put one after the other, are the counts of all."""
    ratings, clusters = some
    parts = [count(ratings[clusters == cluster], values=4) for cluster in np.unique(clusters)]
    if parts:
        same(every(count(ratings, cluster=clusters, values=4)), every(joined(parts)))


@given(rated(coders=st.integers(2, 4)), st.sampled_from(MEASURES))
def test_values_that_nobody_gave_change_only_what_counts_values(some, measure):
    """AC1 and the family of Bennett's S have the number of values in their formula; nothing else has."""
    ratings, clusters = some
    few, many = (count(ratings, cluster=clusters, values=values) for values in (4, 40))
    by_number = {"ac1", "brennan_prediger", "pabak", "bennett_s", "randolph_kappa"}
    one, two = every(few, measure), every(many, measure)

    same(*({name: each for name, each in found.items() if name not in by_number} for found in (one, two)))


@given(rated(coders=st.integers(2, 3)), st.floats(0.01, 100))
def test_how_long_the_scale_is_changes_neither_alpha_nor_its_standard_error(some, size):
    """Distances matter beside each other alone."""
    ratings, _ = some
    table = count(ratings, values=4)
    apart = np.abs(np.subtract.outer(np.arange(4.0), np.arange(4.0))) ** 1.5
    one, two = (estimate(alpha_distances(apart * by), table) for by in (1, size))

    assert one.value == pytest.approx(two.value, abs=1e-9)
    assert one.se == pytest.approx(two.se, abs=1e-9)


@given(rated(coders=st.integers(2, 4)))
def test_the_standard_error_of_alpha_is_one_formula_for_every_measure(some):
    """Nominal is 0 or 1 apart, interval (a - b)²: the same through general distances."""
    ratings, _ = some
    table, points = count(ratings, values=4), np.arange(4.0)
    squares = np.subtract.outer(points, points) ** 2
    for made, distances in ((alpha_nominal(), 1 - np.eye(4)), (alpha_interval(points), squares)):
        one, two = estimate(made, table), estimate(alpha_distances(distances), table)
        assert (one.value, one.se) == pytest.approx((two.value, two.se), abs=1e-9)


@pytest.mark.parametrize("times", [1000, 10**7])
def test_a_standard_error_is_as_exact_with_many_units(times):
    """So many times the units, √ of that the precision; n - 1 instead of n aside."""
    table = np.array([[40, 9, 1], [6, 45, 2], [3, 1, 30]])
    few, many = (every(confusion(table * by)) for by in (1, times))

    for name, found in few.items():
        if found.se:
            n = found.n_units
            once, again = found.se * ((n - 1) / n) ** 0.5, many[name].se * ((n * times - 1) / (n * times)) ** 0.5
            assert once == pytest.approx(again * times**0.5, rel=0.01 if "alpha" in name else 1e-7), name


def test_many_coders_and_values_are_counted_all_the_same():
    """Where joint states are too many for one array they are sorted."""
    rng = np.random.default_rng(3)
    wide = rng.integers(-1, 30, (40, 25))
    table = count(np.repeat(wide, 3, axis=0), cluster=np.repeat(np.arange(40) % 4, 3))

    assert (120.0, 40) == (table.weight.sum(), len(table.states))
    assert estimate(statistic("krippendorff_alpha", table, Scale()), table).value is not None


def test_pooled_kappa_is_no_mean_of_kappas():
    """Means of agreement and of chance, then one kappa."""
    codes = [confusion([[40, 9], [6, 45]]), confusion([[80, 10], [5, 5]])]

    assert 0.582869855 == pytest.approx(pooled_kappa(codes).value)
    assert ("no-units", "no-shared-units") == (
        pooled_kappa([]).why_undefined,
        pooled_kappa([count([[0, -1]], values=2)]).why_undefined,
    )
