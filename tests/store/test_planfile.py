"""Events of the plan as lines, and what is wrong with them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.model import plan as pl
from imcommerce_qual.store.eventfields import DamagedEventError, NewerEventError
from imcommerce_qual.store.plancodec import parse_plan_event, render_plan_event
from imcommerce_qual.store.planfile import append_plan, read_plan_files

NAMES = st.text("SabcXYZ0129_-", min_size=1, max_size=6)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
WHEN = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - given UTC
UNIT = st.builds(pl.GivenUnit, start=st.integers(0, 9), end=st.integers(0, 9), by=TEXTS)
BOOKS = st.just("b" * 16)
ENVELOPE = {"id": NAMES, "action": NAMES, "at": WHEN, "by": st.just("ann")}
LISTS = st.lists(NAMES, max_size=3).map(tuple)
HASHES = st.dictionaries(NAMES, st.just("a" * 16), max_size=2)


def kind(of, **fields):
    """Any event of that kind."""
    return st.builds(of, **ENVELOPE, **fields)


EVENTS = st.one_of(
    kind(
        pl.RoundOpened,
        round=NAMES,
        purpose=st.sampled_from(pl.PURPOSES),
        transcripts=LISTS,
        coders=LISTS,
        unit=st.sampled_from(pl.UNITS),
        passages=st.dictionaries(
            NAMES, st.lists(st.builds(pl.Passage, first=st.integers(1, 9), last=st.integers(1, 9))).map(tuple)
        ),
        texts=HASHES,
        target=st.none() | st.builds(pl.Target, coefficient=NAMES, value=st.floats(-1, 1)),
        drawn=st.none()
        | st.builds(
            pl.Draw,
            how=st.sampled_from(pl.HOWS),
            share=st.none() | st.floats(0.1, 1),
            seed=st.none() | st.integers(0),
            strata=LISTS,
        ),
        units=st.dictionaries(
            NAMES,
            st.lists(UNIT).map(tuple),
        ),
        why=TEXTS,
    ),
    kind(
        pl.RoundClosed,
        round=NAMES,
        logs=st.dictionaries(NAMES, LISTS, max_size=2),
        codebook=st.just("b" * 16),
        texts=HASHES,
    ),
    kind(pl.RoundCancelled, round=NAMES, why=TEXTS),
    kind(pl.Declared, wanted=st.booleans(), why=TEXTS),
    kind(pl.Assigned, coder=NAMES, transcripts=LISTS, taken=st.booleans()),
    kind(pl.HandedOut, coder=NAMES, file=NAMES, transcripts=LISTS),
    kind(pl.HandedIn, coder=NAMES, file=NAMES, events=st.integers(0)),
)


@given(EVENTS)
def test_an_event_comes_back_as_it_was(event):
    """Rendering and parsing is the identity, whatever the words."""
    assert event == parse_plan_event(json.loads(render_plan_event(event)), "ann")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"v": 0}, "v"),
        ({"at": "soon"}, "at"),
        ({"purpose": "fun"}, "purpose"),
        ({"unit": "word"}, "unit"),
        ({"transcripts": "S01"}, "transcripts"),
        ({"passages": {"S01": [[1]]}}, "passages"),
        ({"target": {"value": 1}}, "target"),
        ({"drawn": {"how": "dice"}}, "drawn"),
        ({"drawn": {"how": "random", "seed": "x"}}, "drawn"),
        ({"units": {"S01": [[0, -1, "x"]]}}, "units"),
        ({"texts": {"S01": 3}}, "texts"),
    ],
)
def test_a_field_that_is_none_is_named(change, field):
    """Each line that is no event says which field is wrong."""
    fields = {"v": 1, "id": "1", "action": "1", "at": "2026-01-04T09:30:00Z", "event": "round_opened", "round": "r"}
    fields |= {"purpose": "pilot", "transcripts": ["S01"], "coders": ["a"], "unit": "turn"}
    parse_plan_event(fields, "ann")

    with pytest.raises(DamagedEventError) as caught:
        parse_plan_event({**fields, **change}, "ann")

    assert field == caught.value.field


@pytest.mark.parametrize("change", [{"v": 2}, {"event": "dreamt"}])
def test_what_a_newer_program_wrote_is_told_apart(change):
    """It may be read, not written."""
    with pytest.raises(NewerEventError):
        parse_plan_event({"v": 1, "id": "1", "event": "declared", **change}, "ann")


def test_a_torn_line_is_set_aside_and_the_next_event_is_whole(tmp_path):
    """Writing after an interruption puts a line end first."""
    at = datetime(2026, 1, 4, tzinfo=UTC)
    first = pl.Declared(id="1", action="1", at=at, by="ann", wanted=True, why="")
    append_plan(tmp_path, "ann", [first])
    path = tmp_path / "plan" / "ann.jsonl"
    path.write_bytes(path.read_bytes() + b'{"v":1,"id":"2","eve')
    second = pl.Declared(id="3", action="3", at=at + timedelta(1), by="ann", wanted=False, why="看")

    append_plan(tmp_path, "ann", [second])

    (file,) = read_plan_files(tmp_path)
    assert (first, second) == file.events
    assert ["torn-line"] == [each.code for each in file.problems]
