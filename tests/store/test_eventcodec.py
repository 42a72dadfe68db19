from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.histories import any_event
from tests.samples import START, Pen

from imcommerce_qual.model.event import Amended, Applied, Removed
from imcommerce_qual.model.span import Anchor, Span
from imcommerce_qual.store.eventcodec import parse_event, render_event
from imcommerce_qual.store.eventfields import DamagedEventError, NewerEventError, parse_at, render_at
from imcommerce_qual.store.eventlog import render_line

LINE = (
    '{"action":"a1","after":"。","at":"2026-01-04T09:30:00.000001Z","before":"都是","code":"trust.person",'
    '"codebook":"bbbbbbbbbbbbbbbb","end":6,"event":"applied","id":"e1","quote":"认识的人","start":2,'
    '"text":"aaaaaaaaaaaaaaaa","v":1}\n'
)
EVENT = Applied(
    id="e1",
    action="a1",
    at=datetime(2026, 1, 4, 9, 30, 0, 1, tzinfo=UTC),
    code="trust.person",
    codebook="b" * 16,
    anchor=Anchor(text="a" * 16, span=Span(2, 6), quote="认识的人", before="都是", after="。"),
)


def fields(**changed):
    """The event's fields with some changed; those set to ... are left out."""
    merged = json.loads(LINE) | changed
    return {name: value for name, value in merged.items() if value is not ...}


def amended(**changes):
    return {"v": 1, "event": "amended", "id": "e2", "action": "a2", "at": "2026-01-04T09:30:01Z", "of": "e1"} | changes


def test_an_event_is_one_line_with_sorted_keys_and_nothing_that_is_unset():
    """Written out here once, so that a change of the format is seen."""
    assert LINE.encode() == render_line(EVENT)
    assert EVENT == parse_event(json.loads(LINE))


@given(any_event)
def test_any_event_is_the_same_after_being_written_and_read(event):
    """Words of any script, empty ones, every kind and every optional field."""
    line = render_line(event)

    assert 1 == line.count(b"\n")
    assert event == parse_event(json.loads(line))
    assert sorted(json.loads(line)) == list(json.loads(line))


def test_what_is_unset_is_not_written():
    """No stance is the rule; a line does not say so each time."""
    optional = {"stance", "toward", "exemplar", "unsure", "memo", "print"}

    assert set() == optional & render_event(EVENT).keys()
    assert {"exemplar", "memo"} == optional & render_event(replace(EVENT, exemplar=True, memo="")).keys()


def test_times_are_utc_with_microseconds_always():
    """So that a file sorts as text as well; another zone is converted."""
    assert "2026-01-04T09:30:00.000000Z" == render_at(START)
    assert "2026-01-04T09:30:00.000000Z" == render_at(START.astimezone(timezone(timedelta(hours=8))))
    assert START == parse_at("2026-01-04T17:30:00+08:00")


@pytest.mark.parametrize("at", ["2026-01-04", "2026-01-04T09:30:00", "soon", "", "0001-01-01T00:00:00+08:00"])
def test_a_time_without_its_zone_is_damaged(at):
    """Nobody knows which hour it was; nor a time before the first year."""
    with pytest.raises(DamagedEventError, match="at"):
        parse_event(fields(at=at))


@pytest.mark.parametrize(
    "changed", [{"v": 2}, {"v": 99, "event": "new"}, {"event": "renamed"}, {"v": 2, "event": None}]
)
def test_a_newer_version_or_an_unknown_kind_is_newer_not_damaged(changed):
    """Nothing else of it is looked at."""
    with pytest.raises(NewerEventError):
        parse_event(fields(**changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"v": ...},
        {"v": "1"},
        {"v": 0},
        {"v": True},
        {"v": 1.0},
        {"event": ...},
        {"event": []},
        {"id": ...},
        {"id": ""},
        {"id": 7},
        {"action": ...},
        {"at": ...},
        {"at": 2026},
        {"code": ...},
        {"code": ""},
        {"code": ["trust"]},
        {"codebook": ...},
        {"codebook": "b" * 15},
        {"codebook": "B" * 16},
        {"codebook": "b" * 16 + "\n"},
        {"text": ...},
        {"text": "g" * 16},
        {"start": ...},
        {"start": -1, "end": 3},
        {"start": 6},
        {"start": 2.0},
        {"start": True, "end": 5},
        {"end": "6"},
        {"end": 7},
        {"quote": ...},
        {"quote": "认识的"},
        {"before": ...},
        {"after": None},
        {"stance": "denies"},
        {"stance": ["supports"]},
        {"toward": 1},
        {"exemplar": "yes"},
        {"unsure": 1},
        {"memo": ["x"]},
        {"print": {}},
    ],
)  # fmt: skip
def test_a_field_that_is_missing_or_not_what_it_should_be_is_damaged(changed):
    """Also a quote that is not as long as its span: positions are proved by it."""
    with pytest.raises(DamagedEventError):
        parse_event(fields(**changed))


def test_context_may_be_empty_and_extra_fields_are_passed_over():
    """At the beginning of a text nothing stands before; a field of a later minor change does not stop a reader."""
    assert "" == parse_event(fields(before="", after="")).anchor.before
    assert EVENT == parse_event(fields(mood="good"))


def test_an_amendment_has_changed_fields_only_and_null_clears():
    """What is not named stays; what is null is taken away; flags are true or false."""
    event = parse_event(amended(memo=None, stance="qualifies", unsure=None))

    assert (
        Amended(
            id="e2", action="a2", at=event.at, of="e1", changes={"memo": None, "stance": "qualifies", "unsure": False}
        )
        == event
    )
    assert {} == parse_event(amended()).changes


@pytest.mark.parametrize(
    "changes",
    [
        {"start": 3},
        {"quote": "好"},
        {"text": "a" * 16},
        {"start": 3, "end": 4, "quote": "好", "text": "a" * 16, "before": ""},
        {"code": "cost"},
        {"codebook": "b" * 16},
        {"code": None, "codebook": None},
        {"stance": "denies"},
        {"exemplar": "yes"},
        {"memo": 1},
        {"of": None},
        {"of": ""},
    ],
)
def test_anchor_fields_change_together_and_so_do_code_and_codebook(changes):
    """Half an anchor points nowhere; a code without its codebook has no definition."""
    with pytest.raises(DamagedEventError):
        parse_event(amended(**changes))


def test_a_whole_anchor_and_a_code_with_its_codebook_may_change():
    """As a coder answers about a lost span, or changes their mind."""
    anchor = {"start": 3, "end": 4, "quote": "好", "text": "a" * 16, "before": "", "after": ""}

    event = parse_event(amended(code="cost", codebook="c" * 16, **anchor))

    assert {
        "code": "cost",
        "codebook": "c" * 16,
        "anchor": Anchor(text="a" * 16, span=Span(3, 4), quote="好", before="", after=""),
    } == event.changes


@pytest.mark.parametrize(
    "line",
    [
        {"event": "removed"},
        {"event": "removed", "of": "e1", "why": 3},
        {"event": "confirmed", "of": "e1"},
        {"event": "completed", "codebook": "b" * 16},
        {"event": "completed", "codebook": "b" * 16, "text": "a" * 16, "round": ""},
        {"event": "completed", "codebook": "b" * 16, "text": "a" * 16, "codes": "trust"},
        {"event": "completed", "codebook": "b" * 16, "text": "a" * 16, "codes": [1]},
        {"event": "saw", "coder": "coder-b"},
        {"event": "undone"},
        {"event": "redone", "target": None},
    ],
)
def test_the_other_kinds_need_their_fields_too(line):
    """Each says what it is about."""
    with pytest.raises(DamagedEventError):
        parse_event({"v": 1, "id": "e9", "action": "a9", "at": "2026-01-04T09:30:00Z"} | line)


def test_a_removal_says_why_or_does_not():
    """Both are right."""
    writer = Pen()
    writer.remove("e1")
    (event,) = writer.events

    assert isinstance(event, Removed)
    assert "why" not in render_event(event)
    assert "duplicate" == render_event(replace(event, why="duplicate"))["why"]


@given(
    any_event,
    st.dictionaries(
        st.sampled_from(list(json.loads(LINE))),
        st.sampled_from([..., None, "", "x", 0, 1, 2, 6, -1, True, 2.0, [], {}, "b" * 16, "b" * 16 + "\n", "认识的人"])
        | st.sampled_from(["2026-01-04", "2026-01-04T09:30:00", "2026-01-04T09:30:00+02:00", "2026-01-04T09:30:00Z"]),
        max_size=3,
    ),
)
def test_the_short_way_reads_what_the_long_way_reads(event, changed):
    """A field that is null, and so unset, sends a coding the long way: the same value, or the same refusal."""
    line = json.loads(LINE) if not isinstance(event, Applied) else json.loads(render_line(event))
    line = {name: value for name, value in (line | changed).items() if value is not ...}

    assert outcome(line) == outcome(line | {"print": line.get("print")})


def outcome(line):
    try:
        return parse_event(line)
    except (DamagedEventError, NewerEventError) as error:
        return type(error), str(error)
