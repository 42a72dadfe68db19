"""Alpha on sets from sums is the one that is computed anew for every cluster left out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.core.agreement.counts import count
from imcommerce_qual.core.agreement.distances import jaccard_distance, masi_distance
from imcommerce_qual.core.agreement.estimates import estimate
from imcommerce_qual.core.agreement.named import Scale, statistic
from imcommerce_qual.core.agreement.setalpha import Distances, alpha_on_sets

SETS = (frozenset(), frozenset("a"), frozenset("b"), frozenset("ab"), frozenset("abc"))
ROWS = st.lists(st.tuples(st.integers(0, 3), *[st.integers(-1, 4)] * 3), max_size=30)


@given(rows=ROWS, kind=st.sampled_from(["jaccard", "masi"]))
def test_it_is_the_general_one(rows, kind):
    """The value, its interval, or the reason; missing codes and single clusters included."""
    table = np.array([row[1:] for row in rows], np.int64).reshape(-1, 3)
    counts = count(table, values=5, cluster=np.array([row[0] for row in rows], np.int64))
    general = estimate(statistic(f"alpha_{kind}", counts, Scale(sets=SETS)), counts)

    found = alpha_on_sets(SETS, counts, kind)

    assert (general.value is None) == (found.value is None)
    assert general.value == pytest.approx(found.value, abs=1e-9)
    assert general.interval == pytest.approx(found.interval, abs=1e-7)
    assert (general.n_units, general.n_clusters, general.flags) == (found.n_units, found.n_clusters, found.flags)


@given(sets=st.lists(st.frozensets(st.sampled_from("abcde")), min_size=1, max_size=8))
def test_distances_in_blocks_are_those_of_the_definition(sets):
    """Of every set with every other, one by one and all at once."""
    for kind, between in (("jaccard", jaccard_distance), ("masi", masi_distance)):
        distances, every = Distances(sets, kind), np.arange(len(sets))
        expected = np.array([[between(one, two) for two in sets] for one in sets])

        assert expected == pytest.approx(distances.between(every, every))
        assert expected[:, 0] == pytest.approx(distances.pairs(every, np.zeros(len(sets), np.int64)))
        assert expected == pytest.approx(distances.among(every[:, None], every[None, :]))


def test_thousands_of_different_sets_need_no_table_of_all_their_distances():
    """Two coders, three thousand units, hardly a set twice."""
    rng = np.random.default_rng(1)
    sets = [frozenset(map(str, np.flatnonzero(rng.random(16) < 0.3))) for _ in range(3000)]
    every = sorted(set(sets), key=sorted)
    place = {each: at for at, each in enumerate(every)}
    rows = [[place[each], place[each if rng.random() < 0.5 else sets[0]]] for each in sets]
    counts = count(np.array(rows))

    found = estimate(statistic("alpha_jaccard", counts, Scale(sets=tuple(every))), counts)

    assert found.value == pytest.approx(alpha_on_sets(every, counts, "jaccard").value, abs=1e-9)
