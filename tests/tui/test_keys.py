"""Every key of the keymap, pressed on the screen: what it is for is not so before, and is so after.

A key without a row here fails, and so does a row whose key does nothing.
"""

from __future__ import annotations

import os

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.core.history import fold
from imcommerce_qual.tui.app import CodingApp
from imcommerce_qual.tui.keymap import ACTIONS
from imcommerce_qual.tui.widgets.detail import Detail

pytestmark = pytest.mark.asyncio
Check = Callable[[Any], bool]


@dataclass(frozen=True)
class Case:
    """Keys to press first (one word each; a word in quotes is typed letter by letter), and what the key then does."""

    before: str
    after: Check
    transcript: str = "S01"
    size: tuple[int, int] = (80, 24)


def seen(pilot) -> str:
    """The screen as plain text."""
    return "\n".join(strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips())


def at(words: str) -> Check:
    """The cursor is on the first of these words."""
    return lambda pilot: pilot.app.session.transcript.text.startswith(words, pilot.app.session.place.cursor)


def chosen(words: str) -> Check:
    """Exactly these words are selected."""

    def check(pilot) -> bool:
        span = pilot.app.session.selected
        return words == ("" if span is None else pilot.app.session.transcript.text[span.start : span.end])

    return check


def shows(words: str) -> Check:
    """The screen has these words."""
    return lambda pilot: words in seen(pilot)


def hides(words: str) -> Check:
    """The screen has not."""
    return lambda pilot: words not in seen(pilot)


def disk(*codes: str, **fields: object) -> Check:
    """The codings in a study that is read anew, and fields of the first."""

    def check(pilot) -> bool:
        room = pilot.app.session.room
        found = fold(open_study(room.opened.root).workspace.log(room.coder, room.name)).codings
        return list(codes) == [each.code for each in found] and all(
            getattr(found[0], name) == value for name, value in fields.items()
        )

    return check


def asks(words: str) -> Check:
    """A question is on the screen."""
    return lambda pilot: len(pilot.app.screen_stack) == 2 and words in seen(pilot)


CODED = "} space c"
CASES: dict[str, Case] = {
    # moving
    "character-back": Case("} right", at("I know her")),
    "character-on": Case("}", at(" know her")),
    "row-up": Case("}", at("Why?")),
    "row-down": Case("}", at("[laughs]")),
    "word-back": Case("} ;", at("her, she")),
    "word-on": Case("}", at("know her")),
    "clause-back": Case("} ;", at("I know her")),
    "clause-on": Case("}", at("she is my aunt")),
    "sentence-back": Case("} )", at("I know her")),
    "sentence-on": Case("}", at("She said")),
    "turn-back": Case("} }", at("I know her")),
    "turn-on": Case("", at("I know her")),
    "speaker-back": Case("} } }", at("I know her")),
    "speaker-on": Case("}", at("It was cheap")),
    "page-up": Case("G", lambda pilot: pilot.app.session.turn == 1),
    "page-down": Case("", at("Yes. [/b]")),
    "row-start": Case("} right right", at("I know her")),
    "row-end": Case("}", at(" [laughs]")),
    "first": Case("G", at("Why?")),
    "last": Case("", lambda pilot: pilot.app.session.turn == 5),
    "uncoded-on": Case("", at("I know her")),
    "uncoded-back": Case("G", at("It was cheap")),
    "coding-on": Case(f"{CODED} escape first", at("I know her")),
    "coding-back": Case(f"{CODED} escape G", at("I know her")),
    "across": Case("}", lambda pilot: pilot.app.session.place.side == "translation", "S02"),
    # selecting
    "sentence": Case("}", chosen("I know her, she is my aunt.")),
    "turn": Case("} } }", chosen("It was cheap.")),
    "visual": Case("}", lambda pilot: pilot.app.session.place.visual and chosen("I")(pilot)),
    "other-end": Case("} ) space", at("She said")),
    "extend-character-on": Case("} right right", chosen("k")),
    "extend-character-back": Case("} space", chosen("I know her, she is my aunt")),
    "extend-word-on": Case("} W", chosen("know")),
    "extend-word-back": Case("} ; . <", chosen("she is my")),
    "extend-clause-on": Case("} ;", chosen("she is my aunt.")),
    "extend-clause-back": Case("} space", chosen("I know her,")),
    "extend-row-up": Case("} down", chosen("I know her, she is my aunt. She said 3.5 yuan, so I bought it. [")),
    "extend-row-down": Case("}", chosen("I know her, she is my aunt. She said 3.5 yuan, so I bought it. [")),
    "clear": Case("} space", chosen("")),
    # coding
    "choose-code": Case("} space", asks("Put which code on “I know her, she is my aunt.”?")),
    "same-again": Case(f"{CODED} space", disk("price", "price")),
    "new-code": Case("} space", asks("Name of the new code")),
    "undo": Case(CODED, disk()),
    "redo": Case(f"{CODED} U", disk("price")),
    # the coding under the cursor
    "next-here": Case(f"{CODED} t p", shows("▸b trust.person")),
    "change-code": Case(CODED, asks("Which code instead?")),
    "change-ends": Case(CODED, shows("ENDS")),
    "memo": Case(CODED, asks("Memo on price")),
    "memo-editor": Case(CODED, disk("price", memo="from the editor")),
    "exemplar": Case(CODED, disk("price", exemplar=True)),
    "unsure": Case(CODED, disk("price", unsure=True)),
    "stance": Case(CODED, asks("What do these words do to a finding?")),
    "uncode": Case(CODED, disk()),
    # finding and showing
    "search": Case("", asks("Search for:")),
    "search-on": Case("/ 'yes' enter", shows("2 of 3: yes")),
    "search-back": Case("/ 'yes' enter", shows("3 of 3: yes")),
    "lost": Case("", shows("no coding waits")),
    "filter": Case("", asks("Show only which code?")),
    "translation": Case("", lambda pilot: pilot.app.pane.layout_mode == "beside", "S02"),
    "tree": Case("", shows("tp    In a person")),
    "detail": Case("} space t t", lambda pilot: pilot.app.query_one("#below", Detail).size.height > 8),
    "detail-on": Case("} space t t t p c ! M 'long' enter 'long' enter 'long' enter 'long' escape", hides("▸")),
    "light": Case("", lambda pilot: not pilot.app.current_theme.dark),
    # transcripts
    "complete": Case("", shows("✓ done")),
    "next-transcript": Case("", shows("ann S02")),
    "choose-transcript": Case("", asks("Which transcript?")),
    "help": Case("", asks("Letters are codes")),
    "quit": Case("", lambda pilot: not pilot.app.is_running or pilot.app._exit),
}
NAMED = {"first": "ctrl+home"}
KEYS = [(action.name, key) for action in ACTIONS for key in action.keys]


async def press(pilot, keys: str) -> None:
    """The keys of a case, one after the other."""
    for word in keys.split():
        typed = list(word[1:-1]) if len(word) > 2 and word[0] == word[-1] == "'" else [NAMED.get(word, word)]
        for key in typed:
            await pilot.press(key)
        await pilot.pause()
    await pilot.pause()


async def test_every_action_has_a_row():
    """No action is in the keymap that this file does not try, and none is tried that is not there."""
    assert {action.name for action in ACTIONS} == set(CASES)
    assert all(action.keys for action in ACTIONS)


@pytest.mark.parametrize(("name", "key"), KEYS, ids=[f"{name} {key}" for name, key in KEYS])
async def test_a_key_does_what_it_is_for(enter, tmp_path_factory, name, key):
    """It was not so before the key, and is so after it."""
    editor = tmp_path_factory.mktemp("editor") / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf "from the editor" > "$1"\n')
    editor.chmod(0o755)
    case = CASES[name]
    app = CodingApp(enter(case.transcript), environment={"EDITOR": str(editor)})
    async with app.run_test(size=case.size) as pilot:
        await pilot.pause()
        await press(pilot, case.before)
        assert not case.after(pilot), "so before the key was pressed"
        await pilot.press(key)
        await pilot.pause()
        await pilot.pause()
        assert case.after(pilot)
