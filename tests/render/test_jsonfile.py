"""JSON for programs."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone

import numpy as np
import pytest

from imcommerce_qual.model.codebook import Change
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.render.jsonfile import render_json, to_plain

REAL = Stamp(study="Chats", codebook="shop", revision=2, codebook_hash="0" * 16, tool="0.1.0")


def test_a_whole_result_survives(study, themes, stamp):
    """What is read back is what was computed, words included."""
    read = json.loads(render_json("themes", themes, stamp))

    assert {"version", "kind", "notice", "stamp", "value"} == set(read)
    assert (1, "themes", True) == (read["version"], read["kind"], read["stamp"]["synthetic"])
    finding = read["value"]["findings"][0]
    assert [each.words for each in themes.findings[0].themes[0].quotations] == [
        each["words"] for each in finding["themes"][0]["quotations"]
    ]
    assert ["S01", "S02"] == finding["tally"]["participants"]


def test_an_invented_study_says_so_in_words(themes, stamp):
    """A program that prints the notice prints the warning."""
    notice = json.loads(render_json("themes", themes, stamp))["notice"]

    assert notice[0].startswith("SYNTHETIC: ")
    assert "constructed example" in notice[1]


def test_the_text_can_be_read_and_compared():
    """Sorted keys, two spaces, characters as they are, LF at the end."""
    assert '{\n  "kind": "words",\n  "notice": [],\n  "stamp": {' == render_json("words", None, REAL)[:49]
    assert '  "value": "群 </script>",\n  "version": 1\n}\n' == render_json("words", "群 </script>", REAL)[-43:]


def test_plain_values_of_every_kind():
    """Dataclasses, tuples, sets, times and numpy's numbers become what JSON can say."""
    change = Change(
        id="c", revision=1, at=datetime(2026, 1, 4, 10, tzinfo=timezone(timedelta(hours=8))), by="a", change="added"
    )

    plain = to_plain(change)

    assert ("2026-01-04T02:00:00Z", []) == (plain["at"], plain["from"])
    assert {"start": 0, "end": 3} == to_plain(Span(0, 3))
    assert [2, 10, "a", "b"] == to_plain(frozenset({"b", 10, "a", 2}))
    assert ["2026-01-04", 0.5, 3] == to_plain((date(2026, 1, 4), np.float64(0.5), np.int64(3)))
    assert [[1, 2], [1, 3]] == to_plain(frozenset({(1, 3), (1, 2)}))


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf"), np.float64("nan")])
def test_no_number_that_is_none(number):
    """Never NaN: what is undefined is None and says why."""
    with pytest.raises(ValueError, match="finite"):
        render_json("x", {"alpha": number}, REAL)


@pytest.mark.parametrize("value", [{("a", "b"): 1}, {1: 2}, object(), b"bytes", Span])
def test_what_is_not_plain_is_refused(value):
    """A key that would be turned into text in silence, an object without a meaning in JSON."""
    with pytest.raises(TypeError):
        to_plain(value)


def test_a_time_without_a_zone_is_refused():
    """All times are UTC; one that does not say so is the caller's mistake."""
    with pytest.raises(ValueError, match="zone"):
        to_plain(datetime(2026, 1, 4, 9, 30))  # noqa: DTZ001


def test_an_unpaired_surrogate_survives():
    """It can be written as UTF-8 and is read back as it was."""
    text = render_json("words", "a\ud800b", REAL)

    assert "a\ud800b" == json.loads(text.encode())["value"]
