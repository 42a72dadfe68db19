"""The coding screen, driven key by key: what it shows, as plain text, and what is on the disk then."""

from __future__ import annotations

import os

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from collections.abc import Awaitable, Callable

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import OptionList

from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.core.history import fold
from imcommerce_qual.tui.app import CodingApp
from imcommerce_qual.tui.keymap import ACTIONS, keymap
from imcommerce_qual.tui.widgets.transcript_pane import TranscriptPane

Run = Callable[..., Awaitable[Pilot[None]]]
pytestmark = pytest.mark.asyncio


def seen(pilot) -> str:
    """The screen as plain text, without spaces at the ends of rows."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def row(pilot, words: str) -> str:
    """The row of the screen that has these words."""
    return next(line for line in seen(pilot).split("\n") if words in line)


def codes(study, transcript="S01") -> list[str]:
    """What is on the disk, read anew."""
    return [each.code for each in fold(open_study(study).workspace.log("ann", transcript)).codings]


async def press(pilot, *keys: str) -> None:
    """Keys by name, or one character after the other."""
    for key in keys:
        await pilot.press(key)
    await pilot.pause()
    await pilot.pause()


@pytest.fixture
def opened(enter):
    """Opens the screen on a session, at a size."""

    class Opening:
        def __init__(self, transcript="S01", size=(80, 24), keys=None, light=False, environment=None):
            self.session = enter(transcript, keys=keys)
            self.app = CodingApp(self.session, light=light, environment=environment or {})
            self.context = self.app.run_test(size=size)

        async def __aenter__(self):
            pilot = await self.context.__aenter__()
            await pilot.pause()
            await pilot.pause()
            return pilot

        async def __aexit__(self, *error):
            return await self.context.__aexit__(*error)

    return Opening


FIRST = """\
              First sitting
I   00:01 Why?
S01 00:05 I know her, she is my aunt. She said 3.5 yuan, so I bought it.
          [laughs] Yes.
I   00:20 And the price?
S01 00:31 It was cheap.
S01 00:40 Yes. [/b] Cheap, yes.
"""


async def test_at_80_by_24_everything_is_there(opened):
    """Speakers, times, words as they are (brackets are no markup), what is under the cursor, and the state."""
    async with opened() as pilot:
        screen = seen(pilot)

        assert FIRST.replace("    First", "First", 1) in screen
        assert "no coding in this turn" in screen
        assert " ann S01 1/5 · 0 of 3 turns coded · saved · synthetic" in screen
        assert "U undo · ? k" in screen
        assert 24 == len(screen.split("\n"))


async def test_at_200_by_60_the_codebook_stands_beside(opened):
    """With key, label, counts and the one line of each code; the codes in the margin."""
    async with opened(size=(200, 60)) as pilot:
        await press(pilot, "}", "space", "t", "p")

        assert "Confidence decides" in row(pilot, "tt  Trust")
        assert "1/1" in row(pilot, "tp    In a person")
        assert "a trust.person" in row(pilot, "I know her, she is my aunt.")
        assert "▸a trust.person" in seen(pilot)


async def test_coding_with_two_letters(opened, study):
    """Sentence, code: three keys. A key begun shows what it may become."""
    async with opened() as pilot:
        await press(pilot, "}", "space", "t")
        assert "tp  In a person" in seen(pilot)
        assert [] == codes(study)
        await press(pilot, "p")

        assert ["trust.person"] == codes(study)
        assert "trust.person on “I know her, she is my aunt.”" in seen(pilot)
        assert "In a person: In somebody." in seen(pilot)
        assert row(pilot, "I know her").endswith("a")
        assert "1 of 3 turns coded · saved " in seen(pilot)


async def test_overlaps_are_underlined_and_lettered(opened):
    """Two codes on one word can be told without colour."""
    async with opened() as pilot:
        await press(pilot, "}", "space", "c", "escape", "}", "{", "W", "v", "W", "W", "t", "t", "escape", "ctrl+home")
        pane = pilot.app.query_one(TranscriptPane)
        underlined = [segment.text for segment in pane.render_line(2) if segment.style and segment.style.underline]

        assert ["know her"] == underlined
        assert row(pilot, "I know her").endswith("ab")


async def test_without_colour_codings_are_bold(opened, monkeypatch):
    """NO_COLOR: what is coded, and what overlaps, still shows."""
    async with opened() as pilot:
        monkeypatch.setattr(pilot.app, "no_color", True)
        await press(pilot, "}", "space", "c", "escape", "}")
        pane = pilot.app.query_one(TranscriptPane)
        bold = [s.text for s in pane.render_line(2) if s.style and s.style.bold and s.style.bgcolor and len(s.text) > 3]

        assert ["I know her, she is my aunt."] == bold


async def test_light_and_dark(opened):
    """Begun light, changed with a key."""
    async with opened(light=True) as pilot:
        assert not pilot.app.current_theme.dark
        await press(pilot, "ctrl+l")
        assert pilot.app.current_theme.dark
        assert "I know her" in seen(pilot)


async def test_finding_a_code_by_three_letters(opened, study):
    """By label or alias; the best is marked, enter takes it; escape takes none."""
    async with opened() as pilot:
        await press(pilot, "}", "space", "'", "c", "o", "n")
        assert "confidence" not in codes(study)
        assert "tt  trust" in seen(pilot)
        await press(pilot, "enter")
        assert ["trust"] == codes(study)
        await press(pilot, "+", "k", "i", "n", "escape")
        assert ["trust"] == codes(study)
        await press(pilot, "+", "down", "enter")
        assert ["trust", "trust.person"] == codes(study)


async def test_changing_the_code_of_a_coding(opened, study):
    """Chosen like a code to put on."""
    async with opened() as pilot:
        await press(pilot, "}", "space", "c", "C", "k", "i", "n", "enter")

        assert ["family"] == codes(study)


async def test_changing_the_ends_of_a_coding(opened, study):
    """A, a key or two, enter."""
    async with opened() as pilot:
        await press(pilot, "}", "space", "c", "escape", "A")
        assert "ENDS" in seen(pilot)
        await press(pilot, ":", "enter")

        assert "ENDS" not in seen(pilot)
        (coding,) = fold(open_study(study).workspace.log("ann", "S01")).codings
        assert "I know her," == coding.anchor.quote


async def test_a_memo_in_place(opened, study):
    """Typed below, saved with escape; brackets stay brackets."""
    async with opened() as pilot:
        await press(pilot, "}", "space", "c", "M", *"her [b]aunt", "escape")

        assert "“her [b]aunt”" in seen(pilot)
        (coding,) = fold(open_study(study).workspace.log("ann", "S01")).codings
        assert "her [b]aunt" == coding.memo


async def test_a_memo_is_on_the_disk_as_it_is_typed(opened, study):
    """A killed terminal loses no key of it; what is saved or given up leaves no draft."""
    async with opened() as pilot:
        await press(pilot, "}", "space", "c", "M", *"her au")
        (draft,) = (study / ".imqual" / "drafts").rglob("*.md")
        assert "her au" == draft.read_text(encoding="utf-8")
        await press(pilot, *"nt", "escape")
        assert not draft.exists()
        assert "“her aunt”" in seen(pilot)
        await press(pilot, "M", *", or", "ctrl+g")
        assert not draft.exists()
        assert "“her aunt”" in seen(pilot)
        assert "the memo is as it was" in seen(pilot)


async def test_a_memo_begun_is_gone_on_with(opened, study):
    """Where the terminal was closed over it, its words are there again."""
    async with opened() as pilot:
        await press(pilot, "}", "space", "c", "M", *"her [b]au")
        drafts = list((study / ".imqual" / "drafts").rglob("*.md"))
        pilot.app.session.close()
    assert ["her [b]au"] == [each.read_text(encoding="utf-8") for each in drafts]
    async with opened() as pilot:
        assert "a memo on price was begun here and not saved: M goes on with it" in seen(pilot)
        await press(pilot, "M")
        assert "Memo begun on price · escape saves · ctrl+g gives up" in seen(pilot)
        await press(pilot, *"nt", "escape")
        assert "“her [b]aunt”" in seen(pilot)
    assert not drafts[0].exists()


async def test_a_memo_that_cannot_be_kept_says_so(opened, monkeypatch):
    """On a full disk, while the words can still be copied."""
    async with opened() as pilot:
        await press(pilot, "}", "space", "c", "M", "a")
        monkeypatch.setattr("imcommerce_qual.tui.drafting.write_draft", lambda *_: False)
        await press(pilot, "b")
        assert "NOT ON THE DISK YET" in seen(pilot)


async def test_a_memo_that_could_not_be_saved_stays_a_draft(opened, study, monkeypatch):
    """The words are not lost with the write that failed."""
    async with opened() as pilot:
        await press(pilot, "}", "space", "c", "M", *"aunt")

        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("imcommerce_qual.tui.room.amend", full)
        await press(pilot, "escape")
        assert "NOT SAVED" in seen(pilot)
        assert ["aunt"] == [each.read_text() for each in (study / ".imqual" / "drafts").rglob("*.md")]


@pytest.mark.parametrize("key", ["M", "C", "T", "I", "E"])
async def test_what_is_typed_for_a_refused_question_goes_nowhere(opened, study, key):
    """Letters meant for a memo or a name are no keys: nothing is coded, undone or closed by them."""
    async with opened() as pilot:
        await press(pilot, "}", key, *"cDUQ ")
        assert "· escape" in seen(pilot)
        assert [] == codes(study)
        await press(pilot, "escape", "space", "c")
        assert ["price"] == codes(study)


async def test_without_words_codes_can_be_looked_up(opened, study):
    """With what they mean; nothing is coded."""
    async with opened() as pilot:
        await press(pilot, "}", "'", *"tru")
        assert "No words are selected: look codes up" in seen(pilot)
        assert "Not when: It is about money (use price)." in seen(pilot)
        await press(pilot, "enter", "c")
        assert [] == codes(study)
        assert "select words first" in seen(pilot)


async def test_the_whole_turn_is_in_sight(opened, study):
    """The rest of a turn is read before it is coded, its translation too."""
    path = study / "transcripts" / "S01.md"
    long = "S01 [00:41]: " + "word after word, " * 40 + "finis.\n"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + "S01 [00:40]: Yes.\n\n" * 12 + long, encoding="utf-8")
    async with opened() as pilot:
        for _ in range(18):
            await press(pilot, "}")
            last = pilot.app.session.transcript.turns[pilot.app.session.turn - 1].words[-1]
            words = pilot.app.session.transcript.text[last.span.start : last.span.end]
            assert words.split()[-1] in seen(pilot)
        assert "finis." in seen(pilot)


async def test_labels_without_times_leave_the_words_straight(opened, study):
    """Every row of a turn begins at one column, and a click is on the character under the mouse."""
    path = study / "transcripts" / "S01.md"
    text = path.read_text(encoding="utf-8")
    for time in ("00:01", "00:05", "00:20", "00:31", "00:40"):
        text = text.replace(f" [{time}]", "")
    path.write_text(text, encoding="utf-8")
    async with opened(size=(60, 24)) as pilot:
        first, second = seen(pilot).split("\n")[2:4]
        assert "S01 I know her" == first[:14]
        assert "    " == second[:4]
        assert second[4:5].strip()
        await pilot.mouse_down("#transcript", offset=(6, 2))
        await pilot.mouse_up("#transcript", offset=(6, 2))
        assert pilot.app.session.transcript.text.startswith("know her", pilot.app.session.place.cursor)


async def test_without_colour_not_one_colour_code_is_sent(opened, monkeypatch):
    """NO_COLOR: no grey either; what is marked in a list still shows."""
    async with opened(size=(120, 40)) as pilot:
        monkeypatch.setattr(pilot.app, "no_color", True)
        await press(pilot, "}", "space", "c", ")", "space", "t", "p", "'")
        segments = [segment for strip in pilot.app.screen._compositor.render_strips() for segment in strip]
        (filter_,) = pilot.app.get_line_filters()
        drawn = filter_.apply(segments, pilot.app.screen.background_colors[1])
        assert not [each for each in drawn if each.style and (each.style.color or each.style.bgcolor)]
        assert [each.style.meta for each in segments if each.style] == [each.style.meta for each in drawn if each.style]


async def test_keys_that_come_all_at_once_reach_their_own_screens(opened, study):
    """Over a slow line: none of a memo's letters is a code, no command is part of a memo, none is lost."""
    burst = [
        "}",
        "space",
        "t",
        "p",
        "M",
        *"cDU",
        "escape",
        ")",
        "space",
        "'",
        *"price",
        "enter",
        "!",
        "S",
        *"S02",
        "enter",
    ]
    burst += ["}", "space", "c", "M", *"so", "escape", "[", "*"]
    named = {"space": " ", "escape": None, "enter": None}
    async with opened() as pilot:
        for key in burst:
            pilot.app.post_message(events.Key(key, named.get(key, key)))
        for _ in range(200):
            await pilot.pause(0.02)
            if "changed exemplar" in seen(pilot):
                break

        found = fold(open_study(study).workspace.log("ann", "S01")).codings
        assert [("trust.person", "cDU", False), ("price", None, True)] == [(c.code, c.memo, c.unsure) for c in found]
        (coding,) = fold(open_study(study).workspace.log("ann", "S02")).codings
        assert ("price", "so", True) == (coding.code, coding.memo, coding.exemplar)


async def test_a_memo_in_the_editor(opened, study, tmp_path):
    """What the user's editor leaves; one that fails changes nothing."""
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf "from outside" > "$1"\n')
    editor.chmod(0o755)
    environment = {"EDITOR": str(editor)}
    async with opened(environment=environment) as pilot:
        await press(pilot, "}", "space", "c", "E")
        assert "“from outside”" in seen(pilot)
        environment["EDITOR"] = "false"
        await press(pilot, "E")
        assert "the memo is as it was" in seen(pilot)


async def test_marks_and_stance(opened):
    """Signs beside the code; a stance is chosen, toward a finding or not."""
    async with opened() as pilot:
        await press(pilot, "}", "space", "c", "*", "!")
        assert "a price ★ ?" in seen(pilot)
        await press(pilot, "T", *"contradicts f", "enter")
        assert "a price ★ ? contradicts F1" in seen(pilot)
        await press(pilot, "T", "enter")
        assert "contradicts F1" not in seen(pilot)


async def test_uncode_undo_redo(opened, study):
    """One key each."""
    async with opened() as pilot:
        await press(pilot, "}", "space", "c", "D")
        assert [] == codes(study)
        await press(pilot, "U")
        assert ["price"] == codes(study)
        assert "undid: took off price" in seen(pilot)
        await press(pilot, "R")
        assert [] == codes(study)


async def test_a_new_code_from_the_words(opened, study):
    """The words are its name until they are changed."""
    async with opened() as pilot:
        await press(pilot, "}", ";", "v", "W", "W", "W", "I")
        assert "she is my" in row(pilot, "she is my")
        await press(pilot, "end", *" aunt", "enter")

        assert ["proposal/ann/she_is_my_aunt"] == codes(study)


async def test_search(opened):
    """From place to place; the words are selected."""
    async with opened() as pilot:
        await press(pilot, "/", *"yes", "enter")
        assert "1 of 3: yes" in seen(pilot)
        await press(pilot, "ctrl+n", "ctrl+n")
        assert "3 of 3: yes" in seen(pilot)
        await press(pilot, "ctrl+p")
        assert "2 of 3: yes" in seen(pilot)


async def test_filter(opened):
    """Only one code shows; the same key shows all."""
    async with opened() as pilot:
        await press(pilot, "}", "space", "c", "t", "p", "F", *"price", "enter")
        assert "filtered" in seen(pilot)
        assert row(pilot, "I know her").endswith(" a")
        await press(pilot, "F")
        assert row(pilot, "I know her").endswith(" ab")


async def test_complete_and_next_transcript(opened):
    """Said, and shown; then on."""
    async with opened() as pilot:
        await press(pilot, "Y")
        assert "✓ done" in seen(pilot)
        await press(pilot, "ctrl+f")
        assert "ann S02 1/3" in seen(pilot)
        assert "都是认识的人，我比较放心。" in seen(pilot)
        await press(pilot, "S", *"S01", "enter")
        assert "ann S01" in seen(pilot)


async def test_translations_below_beside_and_away(opened):
    """Toggled with one key; L codes in the translation."""
    async with opened("S02", size=(110, 30)) as pilot:
        await press(pilot, "H")
        below = seen(pilot)
        assert "They're all" not in row(pilot, "都是认识的人")
        await press(pilot, "V")
        assert "They're all" in row(pilot, "都是认识的人")
        await press(pilot, "V")
        assert "They're all" not in seen(pilot)
        await press(pilot, "V")
        assert below == seen(pilot)
        await press(pilot, "}", "L", "space")
        assert "TRANSLATION" in seen(pilot)
        await press(pilot, "c")
        assert "price on “They're all" in seen(pilot)


async def test_help_shows_every_key(opened):
    """Every action that there is, with its keys as they are now."""
    keys = keymap({"undo": "x"})
    async with opened(size=(120, 200), keys=keys) as pilot:
        await press(pilot, "?")
        screen = seen(pilot)
        for action in ACTIONS:
            assert action.text[:40] in screen, action.name
        assert "  x   " in row(pilot, "undo, without limit")
        await press(pilot, "down", "q")
        assert "undo, without limit" not in seen(pilot)


async def test_keys_in_a_hurry_close_a_question_once(opened):
    """Two keys that reach the list of keys before it is gone close it, not what is under it."""
    async with opened() as pilot:
        await press(pilot, "?")
        help_ = pilot.app.screen
        for _ in range(3):
            help_.post_message(events.Key("q", "q"))
        await pilot.pause()

        assert pilot.app.screen is not help_
        assert 1 == len(pilot.app.screen_stack)


async def test_keys_of_ones_own(opened, study):
    """A remapped key does its action, also if a code would have had the letter."""
    async with opened(keys=keymap({"same-again": "c"})) as pilot:
        await press(pilot, "}", "space", "t", "p", "escape", ")", "space", "c")

        assert ["trust.person", "trust.person"] == codes(study)


async def test_every_key_can_be_pressed(opened):
    """No action's key ends in a fault, whatever was pressed before; escape leaves whatever was asked."""
    async with opened("S02", size=(120, 40), environment={"EDITOR": "true"}) as pilot:
        for action in ACTIONS:
            if action.name == "quit":
                continue
            for key in action.keys:
                await press(pilot, key)
                while len(pilot.app.screen_stack) > 1:
                    await press(pilot, "escape")
        assert "ann S0" in seen(pilot)


async def test_quit_leaves_everything_as_it_is(opened, study):
    """Nothing is asked: everything is saved already."""
    async with opened() as pilot:
        await press(pilot, "}", "space", "c", "Q")

    assert ["price"] == codes(study)


async def test_arrows_move_by_rows_in_one_language(opened):
    """At the same column; rows of the other language are passed over."""
    async with opened("S02") as pilot:
        await press(pilot, "}", "right", "right", "down")
        session = pilot.app.session
        assert "source" == session.place.side
        assert "意思退" == session.transcript.text[session.place.cursor :][:3]
        await press(pilot, "up", "shift+down")
        assert session.selected is not None
        await press(pilot, "escape", "end", "home", "pagedown", "pageup")
        assert session.selected is None


async def test_the_mouse(opened, study):
    """A click places, a drag selects."""
    async with opened() as pilot:
        await pilot.mouse_down("#transcript", offset=(10, 2))
        await pilot.hover("#transcript", offset=(19, 2))
        await pilot.mouse_up("#transcript", offset=(19, 2))
        await press(pilot, "c")

        (coding,) = fold(open_study(study).workspace.log("ann", "S01")).codings
        assert "I know her" == coding.anchor.quote


async def test_a_transcript_changed_on_disk_while_open(opened, study):
    """Said, shown, and carried."""
    async with opened() as pilot:
        await press(pilot, "}", "space", "c")
        path = study / "transcripts" / "S01.md"
        path.write_text(path.read_text(encoding="utf-8").replace("I [00:01]: Why?", "I [00:01]: Why, then?"))
        pilot.app._look()
        await pilot.pause()

        assert "Why, then?" in seen(pilot)
        assert "S01.md changed on disk" in seen(pilot)
        assert "▸a price" in seen(pilot)


async def test_the_terminal_may_change_its_size(opened):
    """From wide to narrow and back, the cursor stays in sight."""
    async with opened(size=(140, 40)) as pilot:
        await press(pilot, "}")
        assert "tt  Trust" in seen(pilot)
        await pilot.resize_terminal(80, 24)
        await press(pilot)
        assert "tt  Trust" not in seen(pilot)
        assert "I know her" in seen(pilot)
        await press(pilot, "H")
        assert "tt  Trust" in seen(pilot)


async def test_the_list_can_be_taken_from_with_the_mouse(opened, study):
    """A click on a code puts it on."""
    async with opened() as pilot:
        await press(pilot, "}", "space", "'")
        await pilot.click(OptionList, offset=(3, 2))
        await pilot.pause()

        assert ["price"] == codes(study)


async def test_chinese_wraps_inside_textuals_own_widgets(opened):
    """Memos and definitions break between Chinese characters: the one patch of Textual, and that it still holds."""
    import textual._wrap

    async with opened():
        assert ["都", "是，", "ok ", "对"] == [chunk for _, _, chunk in textual._wrap.chunks("都是，ok 对")]


async def test_a_fault_shows_no_words(opened, capsys):
    """Textual would print local variables, which hold what participants said."""
    opening = opened()

    def fault(_: str) -> None:
        raise ZeroDivisionError("I know her")

    opening.session.do = fault
    with pytest.raises(ZeroDivisionError):
        await _open_and_press(opening, "right")
    assert isinstance(opening.app.fault, ZeroDivisionError)
    assert "I know her" not in "".join(capsys.readouterr())


async def _open_and_press(opening, key: str) -> None:
    async with opening as pilot:
        await press(pilot, key)


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_what_is_drawn_row_by_row_is_what_a_whole_drawing_shows(opened, size):
    """Only rows that changed are drawn at a key; none that did is left out, colours included."""
    async with opened(size=size) as pilot:
        for key in ("space", "c", "t", "t", "right", "c", "escape", "}", "enter", "c", "U", "]", "x", "L", "down"):
            await press(pilot, key)
            by_rows = pilot.app.screen._compositor.render_strips()
            for each in pilot.app.screen.walk_children():
                for kept in (getattr(each, "_strips", None), getattr(each, "_styles_cache", None)):
                    if kept is not None:
                        kept.clear()
                each.refresh()
            await press(pilot)

            assert pilot.app.screen._compositor.render_strips() == by_rows, key
