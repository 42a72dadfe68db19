from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.histories import any_event, deeds, history_of
from tests.samples import Pen

from imcommerce_qual.core.history import fold
from imcommerce_qual.model.event import Log
from imcommerce_qual.model.span import Span
from imcommerce_qual.store.eventlog import append_events, log_paths, read_log, render_line

NAME = "codings/coder-a/S03.jsonl"
GOOD = b'{"v":1,"id":"e1","action":"a1","at":"2026-01-04T09:30:00.000001Z","event":"reopened"}'


@pytest.fixture
def path(tmp_path):
    return tmp_path / "codings" / "coder-a" / "S03.jsonl"


def read(path):
    return read_log(path, NAME, coder="coder-a", transcript="S03")


def read_raw(path, raw):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return read(path)


def told(found):
    return [(each.code, each.place.line) for each in found.problems]


def by_order(events):
    return tuple(sorted(events, key=lambda event: event.order))


def test_a_file_that_is_not_there_is_an_empty_log(path):
    """Nobody has coded yet; that is no problem."""
    found = read(path)

    assert (Log(coder="coder-a", transcript="S03"), (), {}) == (found.log, found.problems, found.lines)


@given(st.lists(any_event, max_size=6, unique_by=lambda event: event.id))
def test_what_was_appended_is_read_in_order(tmp_path_factory, events):
    """Any events, in any order, with any words: sorted by time and id, each on its own line."""
    path = tmp_path_factory.mktemp("log") / "S03.jsonl"
    append_events(path, events[:2])
    append_events(path, events[2:])

    found = read(path)

    assert by_order(events) == found.log.events
    assert () == found.problems
    assert {event.id: n for n, event in enumerate(events, 1)} == found.lines


@given(deeds)
def test_a_history_folds_to_the_same_state_after_a_round_through_the_disk(tmp_path_factory, done):
    """Nothing that a user can do is lost in the file."""
    path = tmp_path_factory.mktemp("log") / "S03.jsonl"
    log = history_of(done).log
    append_events(path, log.events)

    assert fold(log) == fold(read(path).log)


def test_an_append_cut_at_any_byte_loses_that_event_at_most(path):
    """A laptop that dies while writing: everything else is read, the next event too, and the torn bytes stay."""
    writer = Pen()
    first = writer.apply("trust", Span(0, 4))
    writer.amend(first, memo="他说：“好👍” }")
    writer.reopen()
    before, torn, after = writer.events
    line = render_line(torn)
    for cut in range(len(line) + 1):
        path.unlink(missing_ok=True)
        append_events(path, [before])
        with path.open("ab") as stream:
            stream.write(line[:cut])
        append_events(path, [after])

        found = read(path)

        whole = cut >= len(line) - 1  # only the LF was cut, or nothing
        expected = (before, torn, after) if whole else (before, after)
        assert expected == found.log.events, cut
        assert ([] if whole or not cut else [("torn-line", 2)]) == told(found), cut
        assert line[:cut] in path.read_bytes()
        assert found.log.readonly is None


def test_a_torn_line_at_the_end_is_a_warning_and_is_set_aside(path):
    """Nothing that was reported as saved is in it, so that the study is not wrong without it."""
    found = read_raw(path, GOOD + b"\n" + GOOD[:40])

    assert (["e1"], None) == ([event.id for event in found.log.events], found.log.readonly)
    (problem,) = found.problems
    assert ("torn-line", "warning", 2, GOOD[:40].decode()) == (
        problem.code,
        problem.severity,
        problem.place.line,
        problem.place.source,
    )


def test_a_batch_that_is_cut_loses_from_the_cut_on(path):
    """Whole lines before it stand."""
    writer = Pen()
    writer.apply("trust", Span(0, 4))
    writer.apply("cost", Span(4, 8))
    first, second = writer.events
    lines = render_line(first) + render_line(second)

    found = read_raw(path, lines[: len(render_line(first)) + 20])

    assert ((first,), [("torn-line", 2)]) == (found.log.events, told(found))


def test_appending_to_a_whole_file_adds_nothing_but_the_events(path):
    """No blank lines pile up."""
    writer = Pen()
    writer.reopen()
    writer.reopen()
    append_events(path, writer.events[:1])
    append_events(path, writer.events[1:])

    assert b"".join(map(render_line, writer.events)) == path.read_bytes()


def test_the_same_event_twice_is_one(path):
    """As two copies of a file are merged, line by line, in whatever form each was written."""
    reordered = json.dumps(dict(reversed(json.loads(GOOD).items())), indent=None).encode()

    found = read_raw(path, GOOD + b"\n" + GOOD + b"\r\n\n" + reordered + b"\n")

    assert (1, (), {"e1": 1}) == (len(found.log.events), found.problems, found.lines)


def test_the_same_id_with_other_content_is_a_problem(path):
    """One of the two was edited; the first that was read counts, and both lines are named."""
    found = read_raw(path, GOOD + b"\n" + GOOD.replace(b"a1", b"a2") + b"\n")

    assert ["a1"] == [event.action for event in found.log.events]
    assert [("event-id-twice", 2)] == told(found)
    assert "on line 1" in found.problems[0].message


@pytest.mark.parametrize(
    "line", [GOOD.replace(b'"v":1', b'"v":2'), GOOD.replace(b"reopened", b"paused"), b'{"v":7,"new":{"shape":[]}}']
)
def test_a_newer_event_makes_the_file_readonly_and_the_rest_loads(path, line):
    """An older program must not write after what it does not understand."""
    other = GOOD.replace(b"e1", b"e2")

    found = read_raw(path, GOOD + b"\n" + line + b"\n" + other + b"\n")

    assert ["e1", "e2"] == [event.id for event in found.log.events]
    assert [("newer-event", 2)] == told(found)
    assert NAME in found.log.readonly


@pytest.mark.parametrize(
    "line",
    [
        b"not JSON at all",
        b"null",
        b"[]",
        b'"text"',
        b"17",
        b"{}",
        b"{'v': 1}",
        b'{"v":1,}',
        GOOD + GOOD,
        GOOD + b" // mine",
        GOOD.replace(b"a1", b"\xff"),
        GOOD.replace(b"2026-01-04T", b""),
        GOOD.replace(b'"reopened"', b"[]"),
        GOOD.replace(b'"reopened"', b'"removed"'),
        GOOD.replace(b'"v":1', b'"v":' + b"9" * 5000),
        b"[" * 100_000,
        b"\x00\x00\x00",
        b"<<<<<<< HEAD",
        b"=======",
        b"\xef\xbb\xbf" + GOOD,
        "\u3000".encode() + GOOD,
    ],
    ids=lambda line: repr(line[:24]),
)
def test_a_damaged_line_is_a_problem_and_every_other_line_is_read(path, line):
    """Whatever stands there: edited by hand, merged badly, overwritten by a failing disk."""
    other = GOOD.replace(b"e1", b"e2")

    found = read_raw(path, GOOD + b"\n" + line + b"\n" + other + b"\n")

    assert ["e1", "e2"] == [event.id for event in found.log.events]
    assert [("damaged-line", 2)] == told(found)
    assert "error" == found.problems[0].severity
    assert found.log.readonly is None


def test_every_problem_of_a_file_is_told_at_once(path):
    """In order of its lines."""
    raw = b"\n".join([b"x", GOOD, GOOD.replace(b"a1", b"a2"), GOOD.replace(b'"v":1', b'"v":2'), GOOD[:30]])

    found = read_raw(path, raw)

    assert [("damaged-line", 1), ("event-id-twice", 3), ("newer-event", 4), ("torn-line", 5)] == told(found)


def test_a_file_that_cannot_be_opened_is_told_and_not_written_to(path):
    """A folder of that name, or a file of somebody else's: the other coders' files are still read."""
    path.mkdir(parents=True)

    found = read(path)

    assert (["file-unreadable"], ()) == ([each.code for each in found.problems], found.log.events)
    assert found.log.readonly


def test_logs_are_found_by_coder_and_transcript(tmp_path):
    """In order of names; a folder below a coder's is what they coded again; other files are no logs."""
    for name in (
        "coder-b/S01.jsonl",
        "coder-a/S02.jsonl",
        "coder-a/S01.jsonl",
        "coder-a/notes.txt",
        "coder-a/recode-1/S01.jsonl",
        "coder-a/recode-1/deeper/S01.jsonl",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "README").touch()

    found = [each[:2] for each in log_paths(tmp_path)]
    assert [("coder-a", "S01"), ("coder-a", "S02"), ("coder-a/recode-1", "S01"), ("coder-b", "S01")] == found
    assert [] == list(log_paths(tmp_path / "none"))
