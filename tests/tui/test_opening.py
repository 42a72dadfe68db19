"""What stands on the screen while a large study is read."""

from __future__ import annotations

import os
from threading import Event

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

import pytest

from imcommerce_qual.store.bulk import bulk_of
from imcommerce_qual.tui.keyed import KeyedApp
from imcommerce_qual.tui.opening import OpeningScreen

pytestmark = pytest.mark.asyncio


class Waiting(KeyedApp[None], inherit_bindings=False):
    """An app that waits for something, and keeps what came of it."""

    def __init__(self, begin):
        super().__init__()
        self.opening = OpeningScreen("500 transcripts", begin)
        self.came = []

    def on_mount(self):
        """The screen that waits."""
        self.push_screen(self.opening, self.came.append)


async def until(pilot, done):
    for _ in range(200):
        if done():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not happen")


def words(pilot) -> str:
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


async def test_it_says_what_is_read_until_it_is():
    """The screen is there before anything was read, and closes with what was made."""
    go_on = Event()
    app = Waiting(lambda: go_on.wait(10) and "read")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Reading 500 transcripts" in words(pilot)
        assert "esc leaves" in words(pilot)
        assert [] == app.came
        go_on.set()
        await until(pilot, lambda: app.came)
    assert ["read"] == app.came
    assert app.opening.failed is None


async def test_who_leaves_does_not_wait():
    """The reading goes on behind, and nothing comes of it."""
    go_on = Event()
    app = Waiting(lambda: go_on.wait(10))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        await until(pilot, lambda: app.came)
        assert [None] == app.came
        go_on.set()
        await pilot.pause(0.2)
    assert [None] == app.came


async def test_what_fails_is_kept_for_the_command_line():
    """The screen closes without a result, and has the error."""

    def begin():
        raise ValueError("no such coder")

    app = Waiting(begin)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.came)
    assert [None] == app.came
    assert "no such coder" == str(app.opening.failed)


async def test_a_small_study_is_not_large(study):
    """What is read in a moment needs no screen that says so."""
    found = bulk_of(study)

    assert not found.large
    assert f"{found.transcripts} transcripts and {found.logs} files of codings" == found.in_words
    assert found.size == sum(
        path.stat().st_size for path in (*study.glob("transcripts/*.md"), *study.glob("codings/*/*.jsonl"))
    )
