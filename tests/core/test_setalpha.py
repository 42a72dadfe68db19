"""Alpha on sets from sums is the one that is computed anew for every cluster left out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.core.agreement.counts import count
from imcommerce_qual.core.agreement.estimates import estimate
from imcommerce_qual.core.agreement.named import Scale, statistic
from imcommerce_qual.core.agreement.setalpha import alpha_on_sets

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
