"""Tables of agreement fit any width: no column is ever cut, and no number shortened."""

from __future__ import annotations

import pytest
from tests.agreed import code, simulate

from imcommerce_qual.actions.agreestudy import agree_study
from imcommerce_qual.actions.agreewanted import AgreeRequest
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.render.agreestudytables import code_tables, group_tables, pair_tables


@pytest.mark.parametrize("width", [40, 80, 100, 200])
def test_every_column_is_there_and_every_line_fits(tmp_path, width):
    """What does not fit beside stands in a further table under the same names."""
    simulate(tmp_path, ("ann", "ben"))
    code(tmp_path, "cas", "S01", {"price": (1,)})
    found = agree_study(open_study(tmp_path), AgreeRequest(by="transcript", coefs=("ac1",)))

    tables = [
        *code_tables(found, width=width, shorts={"ac1": "Gwet's AC1"}),
        *group_tables(found, width),
        *pair_tables(found.pairs, found.basis.coders, width),
    ]

    for table in tables:
        columns = list(zip(table.titles, *table.rows, strict=True))
        assert width >= sum(max(map(len, each)) for each in columns) + 3 * (len(columns) - 1) or 2 == len(columns)
    titles = {title for table in tables for title in table.titles}
    assert {"alpha", "95 % interval", "by char.", "Gwet's AC1", "turns", "ann", "cas", "positive", "differ"} <= titles
