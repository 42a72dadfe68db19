"""A file that a screen keeps: read once, grown at every key, and read again when anybody else touched it."""

from __future__ import annotations

import pytest

from imcommerce_qual.actions import held
from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.held import holding, presence_of, state_of, with_log
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.takingback import undo
from imcommerce_qual.core.history import fold
from imcommerce_qual.store.workspace import log_path

FIRST, SECOND = (Request(transcript="S01", code="price", at=(start, start + 4)) for start in (15, 16))


def on_disk(study):
    return fold(open_study(study).workspace.log("ann", "S01"))


@pytest.fixture
def reads(monkeypatch):
    """How often a log was read from the disk."""
    names = []
    plain = held.read_log

    def counted(path, name, **more):
        names.append(name)
        return plain(path, name, **more)

    monkeypatch.setattr(held, "read_log", counted)
    return names


def test_what_is_kept_is_what_is_on_the_disk(study, reads):
    """After every action, and the file was read once."""
    opened = open_study(study)
    with holding(opened, "ann", "S01"):
        for act in (
            lambda now: apply(now, "ann", [FIRST]),
            lambda now: apply(now, "ann", [SECOND]),
            lambda now: undo(now, "ann", "S01"),
        ):
            act(opened)
            opened = with_log(opened, "ann", "S01")
            assert on_disk(study) == state_of(opened, "ann", "S01")
            assert list(on_disk(study).codings) == [each.coding for each in presence_of(opened, "ann", "S01").standing]

    assert 1 == len(reads)


def test_what_somebody_else_wrote_is_read_before_anything_is_written(study, reads):
    """Also by a program that does not ask for the lock."""
    opened = open_study(study)
    path = log_path(opened.root, "ann", "S01")
    with holding(opened, "ann", "S01"):
        apply(opened, "ann", [FIRST])
        line = path.read_bytes().splitlines(keepends=True)[-1]
        path.write_bytes(path.read_bytes() + line.replace(b'"price"', b'"trust"').replace(b'"id":"', b'"id":"a'))
        (done,) = apply(opened, "ann", [FIRST])
        opened = with_log(opened, "ann", "S01")

        assert not done.new
        assert ["price", "trust"] == sorted(each.code for each in state_of(opened, "ann", "S01").codings)

    assert 2 == len(reads)


def test_what_somebody_else_wrote_at_the_same_moment_is_not_passed_over(study, reads, monkeypatch):
    """The file grew by more than what was appended: it is read again before it is shown."""
    from imcommerce_qual.actions import desk

    opened = open_study(study)
    path = log_path(opened.root, "ann", "S01")
    plain = desk.append_events

    def crowded(path, events):
        size = plain(path, events)
        line = path.read_bytes().splitlines(keepends=True)[-1]
        path.write_bytes(path.read_bytes() + line.replace(b'"price"', b'"trust"').replace(b'"id":"', b'"id":"a'))
        return size

    with holding(opened, "ann", "S01"):
        apply(opened, "ann", [FIRST])
        monkeypatch.setattr(desk, "append_events", crowded)
        apply(opened, "ann", [SECOND])
        opened = with_log(opened, "ann", "S01")

        assert on_disk(study) == state_of(opened, "ann", "S01")
        assert 3 == len(state_of(opened, "ann", "S01").codings)
    assert 2 == len(reads)
    assert path.exists()


def test_nothing_is_kept_once_the_screen_is_closed(study, reads):
    """Another process may write then, and is believed."""
    opened = open_study(study)
    with holding(opened, "ann", "S01"):
        apply(opened, "ann", [FIRST])
    apply(opened, "ann", [SECOND])

    assert 2 == len(reads)
    assert 2 == len(on_disk(study).codings)
