"""Tables of agreement fit any width: no column is ever cut, and no number shortened."""

from __future__ import annotations

from dataclasses import replace

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
    titles |= {"positive" for title in titles if title == "pos."}
    titles |= {"turns" for table in tables if "turns for every code" in table.heading}
    assert {"alpha", "95 % interval", "by char.", "Gwet's AC1", "turns", "ann", "cas", "positive", "differ"} <= titles


def test_where_room_is_short_what_is_the_same_for_all_is_said_once(tmp_path):
    """Two tables instead of three; where codes have other numbers of turns the column stays."""
    simulate(tmp_path, ("ann", "ben"), transcripts=2)
    found = agree_study(open_study(tmp_path), AgreeRequest())
    _, two, *_ = code_tables(found, width=66, shorts={})
    assert ("16 turns for every code", "pos.") == (two.heading, two.titles[4])
    assert "turns" not in two.titles

    codes = (replace(found.codes[0], n_units=8), *found.codes[1:])
    tables = code_tables(replace(found, codes=codes), width=66, shorts={})
    assert any("turns" in table.titles for table in tables)
