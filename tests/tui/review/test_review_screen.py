"""The review screen, driven key by key: what it shows, and what is on the disk then."""

from __future__ import annotations

import os

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

import pytest
from textual import events
from textual.widgets import OptionList

from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.core.history import fold
from imcommerce_qual.tui.app import CodingApp
from imcommerce_qual.tui.review.app import ReviewApp
from imcommerce_qual.tui.review.keys import REVIEW_ACTIONS, review_keys
from imcommerce_qual.tui.review.pane import ExcerptPane
from imcommerce_qual.tui.review.screen import ReviewScreen
from imcommerce_qual.tui.session import Session

pytestmark = pytest.mark.asyncio
SIZES = [(80, 24), (100, 30), (200, 60)]


def seen(pilot) -> str:
    """The screen as plain text, without spaces at the ends of rows."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def row(pilot, words: str) -> str:
    return next(line for line in seen(pilot).split("\n") if words in line)


def on_disk(study, transcript="S01"):
    """What stands, read anew."""
    return fold(open_study(study).workspace.log("ann", transcript)).codings


async def settle(pilot):
    for _ in range(3):
        await pilot.pause()


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await settle(pilot)


@pytest.fixture
def opened(review):
    """Opens the screen on a review, at a size."""

    class Opening:
        def __init__(self, *codes, size=(80, 24), light=False, environment=None, **more):
            self.review = review(*codes, **more)
            self.app = ReviewApp(self.review, light=light, environment=environment or {})
            self.context = self.app.run_test(size=size)

        async def __aenter__(self):
            pilot = await self.context.__aenter__()
            await settle(pilot)
            return pilot

        async def __aexit__(self, *error):
            return await self.context.__aexit__(*error)

    return Opening


FIRST = """\
▸ S01 turn 4 00:31  price  {cheap}
▎ I   And the price?
▎ S01 It was cheap.
▎ S01 Yes. [/b] Cheap, yes.

  S01 turn 5 00:40  price ?  {yes}
  S01 It was cheap.
  S01 Yes. [/b] Cheap, yes.
  memo [b] only?

  S02 turn 2 00:04  price  {zh}
  I   为什么？
  S02 都是认识的人，我比较放心。价格也便宜👩‍🌾，对吧？
      They're all people I know, so I don't worry. It's cheap too, right?
  S02 不好意思退。
"""


async def test_excerpts_with_what_was_said_around_them(opened, coded):
    """One under the other, across transcripts; brackets are no markup; the definition above, the state below."""
    async with opened("price") as pilot:
        screen = seen(pilot)

        assert FIRST.format(**{name: key[:8] for name, key in coded.items()}) in screen
        assert screen.startswith(" price Price: Money.")
        assert " ann price 1/3 · others hidden in 1 transcript · saved · synthetic" in screen
        assert " ↑↓ · C recode · c compare" in screen
        assert 24 == len(screen.split("\n"))


@pytest.mark.parametrize("size", SIZES)
async def test_every_size_has_the_words_and_the_state(opened, coded, size):
    """Nothing is cut but what is said to be."""
    async with opened("price", other="trust", size=size) as pilot:
        screen = seen(pilot)

        assert "It was cheap." in screen
        assert "I know her, she is my aunt." in screen
        assert "Confidence." in screen
        assert "compared with trust" in screen
        assert size[1] == len(screen.split("\n"))


async def test_two_columns_where_there_is_room(opened, coded):
    """Each code's excerpts under its definition; i makes them one list, tab goes across."""
    async with opened("price", other="trust", size=(200, 60)) as pilot:
        assert "trust Trust: Confidence." in row(pilot, "price Price: Money.")
        first = row(pilot, "S01 turn 4")
        assert first.index("▸ S01 turn 4") < 100 <= first.index("S01 turn 2")
        await press(pilot, "tab")
        assert row(pilot, "▸ S01 turn 2").index("▸") >= 100
        await press(pilot, "i")
        assert 0 == row(pilot, "▸ S01 turn 2").index("▸")
        assert "price" in row(pilot, "  S01 turn 4")
        await press(pilot, "i", "c")
        assert "turn 2 00:05" not in seen(pilot)


async def test_narrow_screens_have_one_list(opened, coded):
    """In order of the text, each with its code."""
    async with opened("price") as pilot:
        await press(pilot, "c", *"tru", "enter")
        screen = seen(pilot)
        assert screen.index("S01 turn 2 00:05  trust") < screen.index("S01 turn 4 00:31  price")
        assert "compared with trust: 1 excerpts" not in screen
        assert "compared with trust: 1 excerpt" in screen


async def test_recoding_with_the_chooser(opened, coded, study):
    """Three letters, enter; the excerpt stays, with a tick; undo."""
    async with opened("price") as pilot:
        await press(pilot, "C", *"kin", "enter")
        assert ["family"] == [each.code for each in on_disk(study) if each.anchor.quote == "It was cheap."]
        assert row(pilot, "▸ S01 turn 4").endswith("✓")
        assert "· 1 settled" in seen(pilot)
        await press(pilot, "U")
        assert "undid: changed price (S01)" in seen(pilot)
        assert "price" in row(pilot, "▸ S01 turn 4")
        await press(pilot, "C", "escape")
        assert 4 == sum(1 for _ in on_disk(study)) + 1


async def test_one_more_code(opened, coded):
    """After it in the list, and told beside."""
    async with opened("price") as pilot:
        await press(pilot, "'", *"kin", "enter")
        assert "family" in row(pilot, "family  ")
        assert "▎ also family" in seen(pilot)


async def test_memo_in_place_and_in_the_editor(opened, coded, study, tmp_path):
    """Brackets stay brackets; an editor that fails changes nothing."""
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf "from outside" > "$1"\n')
    editor.chmod(0o755)
    async with opened("price", environment={"EDITOR": str(editor)}) as pilot:
        await press(pilot, "M", *"a[b]", "escape")
        assert "memo a[b]" in seen(pilot)
        await press(pilot, "E")
        assert "memo from outside" in seen(pilot)
        editor.write_text("#!/bin/sh\nexit 3\n")
        await press(pilot, "E")
        assert "the memo is as it was" in seen(pilot)
    assert "from outside" in [each.memo for each in on_disk(study)]


async def test_marks_and_stance(opened, coded):
    """Seen in the line of the excerpt."""
    async with opened("price") as pilot:
        await press(pilot, "*", "!", "T", *"qual", "down", "enter")
        assert "price ★ ? qualifies" in row(pilot, "▸ S01 turn 4")


async def test_uncode_undo_redo(opened, coded, study):
    """Taken off is said where it stood."""
    async with opened("price") as pilot:
        await press(pilot, "D")
        assert row(pilot, "▸ S01 turn 4").endswith("taken off")
        await press(pilot, "U", "R")
        assert row(pilot, "▸ S01 turn 4").endswith("taken off")
        await press(pilot, "ctrl+z")
        assert "taken off" not in seen(pilot)


async def test_splitting(opened, coded, study):
    """x, a move, enter: two excerpts; what enter does is said; escape leaves."""
    async with opened("trust") as pilot:
        await press(pilot, "x")
        assert "SPLIT" in seen(pilot)
        assert "enter splits before “She said 3.5 yuan, so I boug…”" in seen(pilot)
        await press(pilot, "escape")
        assert "it stays as it was" in seen(pilot)
        await press(pilot, "x", ";", "enter")
        assert "1/2" in seen(pilot)
        assert ["so I bought it."] == [each.anchor.quote for each in on_disk(study) if "so I" == each.anchor.quote[:4]]
        await press(pilot, "x", "H")
        assert "H does nothing here; ? lists the keys" in seen(pilot)


async def test_changing_ends(opened, coded, study):
    """A, the coding screen's keys, enter."""
    async with opened("trust") as pilot:
        await press(pilot, "A", ":", "O", ")", "ctrl+shift+right", "A")
        assert "ENDS" not in seen(pilot)
        assert ["said 3.5 yuan,"] == [each.anchor.quote for each in on_disk(study) if each.code == "trust"]


async def test_confirming(opened, coded, narrow):
    """Stale ones, each with its definition; y settles."""
    narrow()
    async with opened(stale=True) as pilot:
        assert "trust (stale)" in row(pilot, "▸ S01 turn 2")
        assert "y still right" in seen(pilot)
        await press(pilot, "y")
        assert row(pilot, "▸ S01 turn 2").endswith("✓")
        await press(pilot, "ctrl+r")
        assert "no excerpts" in seen(pilot)
        assert "nothing to review" in seen(pilot)


async def test_edited_words(opened, coded, edit, study):
    """What they were, candidates with their numbers, one key each."""
    edit("[/b] Cheap, yes.", "[/b] Cheap.")
    edit("It was cheap.", "No.")
    edit("[laughs] Yes.", "[laughs] It was too cheap.")
    async with opened(lost=True) as pilot:
        screen = seen(pilot)
        assert "price (lost)" in screen
        assert "[It was cheap.]" in screen
        assert "▎ 1    turn 2 S01: " in screen
        assert "was  Yes. [/b] Cheap, yes." in screen
        assert "1 take a candidate" in screen
        await press(pilot, "1", "j")
        assert "w these words are right" in seen(pilot)
        await press(pilot, "w")
        assert "2 settled" in seen(pilot)
    assert all(each.anchor.text == open_study(study).study.transcripts["S01"].hash
               for each in on_disk(study) if each.code == "price")  # fmt: skip


async def test_context_translation_definition_and_light(opened, coded):
    """Each in steps, and back."""
    async with opened("price") as pilot:
        await press(pilot, "end", "z")
        assert "whole turns" in seen(pilot)
        await press(pilot, "z")
        assert "为什么" not in seen(pilot)
        await press(pilot, "z", "V")
        assert "为什么" in seen(pilot)
        assert "It's cheap too" not in seen(pilot)
        assert pilot.app.current_theme.dark
        await press(pilot, "ctrl+l")
        assert not pilot.app.current_theme.dark
    async with opened("trust") as pilot:
        assert "Not when" not in seen(pilot)
        await press(pilot, "d")
        assert "Not when: It is about money (use price)." in seen(pilot)
        await press(pilot, "d", "d")
        assert "Not when" not in seen(pilot)


async def test_a_turn_that_was_not_asked_for_is_cut_near_the_excerpt(opened, put, edit):
    """At words; whole on request."""
    edit("S01 [00:31]: It was cheap.", f"S01 [00:31]: {'far before it ' * 30}It was cheap. {'long after it ' * 30}")
    put("price", "It was cheap.")
    async with opened("price", size=(100, 30)) as pilot:
        assert "…" in row(pilot, "far before it far")
        cut = len(seen(pilot))
        await press(pilot, "z")
        assert cut < len(seen(pilot))


async def test_an_excerpt_longer_than_the_screen_is_scrolled(opened, put, edit):
    """By row; the next one begins at its beginning."""
    edit("S01 [00:31]: It was cheap.", f"S01 [00:31]: Begin {'and on and on ' * 200}end.\n\nS01 [00:39]: Short.")
    put("price", f"Begin {'and on and on ' * 200}end.")
    put("price", "Short.")
    async with opened("price") as pilot:
        assert "▸ S01 turn 4" in seen(pilot)
        await press(pilot, "ctrl+down", "ctrl+down")
        assert "▸ S01 turn 4" not in seen(pilot)
        await press(pilot, "ctrl+up", "ctrl+up", "j")
        assert "▸ S01 turn 5" in seen(pilot)
        await press(pilot, "k")
        assert seen(pilot).split("\n")[2].startswith("▸ S01 turn 4")


async def test_pages_first_last_and_the_mouse(opened, coded):
    """A screen on and back; a click chooses; the wheel scrolls."""
    async with opened("price") as pilot:
        await press(pilot, "pagedown")
        assert "3/3" in seen(pilot)
        await press(pilot, "pageup")
        assert "1/3" in seen(pilot)
        await pilot.click(ExcerptPane, offset=(10, 6))
        await settle(pilot)
        assert "2/3" in seen(pilot)
        pane = pilot.app.screen.query(ExcerptPane).first()
        pane.post_message(events.MouseScrollDown(pane, 1, 1, 0, 0, 0, False, False, False))
        await settle(pilot)
        assert "turn 4 00:31" not in seen(pilot)
        await press(pilot, "G", "home")
        assert "1/3" in seen(pilot)


async def test_many_excerpts_keep_the_current_one_in_sight(opened, put, edit):
    """From the first to the last, by every way; what is drawn does not grow with the list."""
    edit("S01 [00:31]: It was cheap.", "\n\n".join(f"S01: Word{n:03} was said." for n in range(200)))
    for n in range(0, 200, 2):
        put("price", f"Word{n:03} was said.")
    async with opened("price") as pilot:
        pane = pilot.app.screen.query(ExcerptPane).first()
        for n in range(1, 30):
            await press(pilot, "j")
            assert f"{n + 1}/100" in seen(pilot)
            assert any(line.startswith("▎ S01") and f"Word{n * 2:03}" in line for line in seen(pilot).split("\n"))
        await press(pilot, "G")
        assert "Word198" in row(pilot, "▎ S01 Word198")
        await press(pilot, "home")
        assert "▎ S01 Word000" in seen(pilot)
        assert len(pane._blocks) < 100


async def test_without_colour_the_coded_words_are_bold(opened, coded, monkeypatch):
    """NO_COLOR: what is coded still shows."""
    async with opened("price") as pilot:
        monkeypatch.setattr(pilot.app, "no_color", True)
        await press(pilot, "j")
        pane = pilot.app.screen.query(ExcerptPane).first()
        rows = [pane.render_line(y) for y in range(10)]
        assert "It was cheap." in [s.text for r in rows for s in r if s.style and s.style.bold and s.style.bgcolor]


async def test_help_lists_every_key_remapped_ones_too(opened, coded):
    """Of the review, and of choosing words."""
    async with opened("price", keys=review_keys({"split": "X"}), size=(100, 200)) as pilot:
        await press(pilot, "?")
        screen = seen(pilot)
        for action in REVIEW_ACTIONS:
            assert action.text[:40] in screen
        assert "X " in row(pilot, "split in two")
        assert "While words are chosen" in screen
        await press(pilot, "q", "X")
        assert "SPLIT" in seen(pilot) or "nothing to split" in seen(pilot)


async def test_enter_asks_for_the_coding_screen_and_q_leaves(opened, coded):
    """The place is handed over; keys that come too fast do no harm."""
    opening = opened("price")
    async with opening as pilot:
        await press(pilot, "j", "enter", "enter", "Q")
    assert coded["yes"] == opening.app.return_value.coding
    opening = opened("price")
    async with opening as pilot:
        await press(pilot, "Q", "Q")
    assert opening.app.return_value is None


async def test_a_file_changed_by_others_is_said(opened, coded, edit):
    """Within a second."""
    async with opened("price") as pilot:
        edit("It was cheap.", "No.")
        pilot.app.screen._look()
        await settle(pilot)
        assert "files changed on disk: read again" in seen(pilot)
        assert "1 more lost their words" in seen(pilot)


async def test_the_chooser_knows_labels_and_aliases(opened, coded):
    """Like that of the coding screen."""
    async with opened("price") as pilot:
        await press(pilot, "C", *"con")
        assert "trust" in str(pilot.app.screen.query_one(OptionList).get_option_at_index(0).prompt)


# over the coding screen


async def test_edited_words_are_listed_over_the_coding_screen(coded, edit, study):
    """The status line says how many; X lists; settled with a key; back, the screen knows; A chooses by hand there."""
    edit("[/b] Cheap, yes.", "[/b] Cheap.")
    edit("It was cheap.", "No.")
    session = Session(open_study(study), "ann", "S01")
    app = CodingApp(session, environment={})
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "1 lost, 1 edited: X" in seen(pilot)
            await press(pilot, "X")
            assert isinstance(app.screen, ReviewScreen)
            assert "[It was cheap.]" in seen(pilot)
            await press(pilot, "N", "w", "Q")
            assert "1 lost: X" in seen(pilot)
            await press(pilot, "X", "A")
            assert "ENDS" in seen(pilot)
            await press(pilot, "space", "enter")
            assert "lost" not in seen(pilot)
            assert "No." in [each.anchor.quote for each in on_disk(study)]
            await press(pilot, "X")
            assert "no coding waits for an answer" in seen(pilot)
            await press(pilot, "U", "U")
            assert "1 lost, 1 edited: X" in seen(pilot)
    finally:
        session.close()


async def test_undo_over_the_coding_screen_stays_in_its_transcript(coded, edit, study, put):
    """What was done elsewhere is not taken back from here."""
    edit("It was cheap.", "No.")
    put("family", "不好意思退。", transcript="S02")
    session = Session(open_study(study), "ann", "S01")
    app = CodingApp(session, environment={})
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "X", "D", "U", "U")
            assert "family" in [each.code for each in on_disk(study, "S02")]
    finally:
        session.close()
