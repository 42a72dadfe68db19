"""Random ratings with gaps, against libraries that others wrote; these are for tests only and may be absent."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from imcommerce_qual.core.agreement.counts import count
from imcommerce_qual.core.agreement.distances import masi_distance
from imcommerce_qual.core.agreement.estimates import estimate
from imcommerce_qual.core.agreement.named import Scale, statistic

SEEDS = range(25)


def ratings(seed: int, *, coders: int, missing: float, values: int = 4) -> np.ndarray:
    """Coders who see the same and err; -1 where one did not code."""
    rng = np.random.default_rng(seed)
    true = rng.integers(0, values, (30, 1))
    given = np.where(rng.random((30, coders)) < 0.6, true, rng.integers(0, values, (30, coders)))
    return np.where(rng.random((30, coders)) < missing, -1, given)


def ours(name: str, given: np.ndarray, scale: Scale | None = None) -> float:
    table = count(given, values=4)
    return estimate(statistic(name, table, scale or Scale()), table, spread="none").value


@pytest.mark.parametrize("measure", ["nominal", "ordinal", "interval", "ratio"])
@pytest.mark.parametrize("seed", SEEDS)
def test_alpha_is_that_of_krippendorff(seed, measure):
    """All four measures, two to five coders, a third of the codes missing."""
    library = pytest.importorskip("krippendorff")
    given = ratings(seed, coders=2 + seed % 4, missing=0.3)
    points = np.array([0.0, 1.0, 2.5, 7.0])
    theirs = library.alpha(np.where(given < 0, np.nan, points[given]).T, level_of_measurement=measure)

    assert theirs == pytest.approx(ours("krippendorff_alpha", given, Scale(measure=measure, points=points)), abs=1e-10)


@pytest.mark.parametrize("weights", [None, "linear", "quadratic"])
@pytest.mark.parametrize("seed", SEEDS)
def test_kappa_is_that_of_scikit_learn(seed, weights):
    """On units that both coded."""
    metrics = pytest.importorskip("sklearn.metrics")
    given = ratings(seed, coders=2, missing=0.2)
    both = given[(given >= 0).all(axis=1)]
    theirs = metrics.cohen_kappa_score(both[:, 0], both[:, 1], labels=range(4), weights=weights)
    name = "weighted_kappa" if weights else "cohen_kappa"

    assert theirs == pytest.approx(ours(name, given, Scale(weights=weights or "linear")), abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_fleiss_randolph_and_the_largest_kappa_are_those_of_statsmodels(seed):
    """With nothing missing; statsmodels knows no missing codes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        library = pytest.importorskip("statsmodels.stats.inter_rater")
    given = ratings(seed, coders=2 + seed % 4, missing=0)
    tally = np.stack([(given == value).sum(axis=1) for value in range(4)], axis=1)

    assert library.fleiss_kappa(tally) == pytest.approx(ours("fleiss_kappa", given), abs=1e-12)
    assert library.fleiss_kappa(tally, method="randolph") == pytest.approx(ours("randolph_kappa", given), abs=1e-12)
    pair = given[:, :2]
    square = np.zeros((4, 4))
    np.add.at(square, (pair[:, 0], pair[:, 1]), 1)
    assert library.cohens_kappa(square).kappa_max == pytest.approx(ours("kappa_max", pair), abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_pi_s_and_alpha_on_sets_are_those_of_nltk(seed):
    """Sets that are never both empty: there nltk divides by zero."""
    agreement = pytest.importorskip("nltk.metrics.agreement")
    from nltk.metrics.distance import masi_distance as their_masi

    given = ratings(seed, coders=2, missing=0)
    task = agreement.AnnotationTask(
        [(str(who), str(n), str(v)) for n, row in enumerate(given) for who, v in enumerate(row)]
    )
    sets = [frozenset(each) for each in ("a", "ab", "bc", "abc")]
    on_sets = agreement.AnnotationTask(
        [(str(who), str(n), sets[v]) for n, row in enumerate(given) for who, v in enumerate(row)], distance=their_masi
    )

    assert task.pi() == pytest.approx(ours("scott_pi", given), abs=1e-12)
    assert their_masi(sets[1], sets[2]) == pytest.approx(masi_distance(sets[1], sets[2]))
    assert on_sets.alpha() == pytest.approx(ours("alpha_masi", given, Scale(sets=tuple(sets))), abs=1e-9)
