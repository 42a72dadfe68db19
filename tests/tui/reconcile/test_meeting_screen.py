"""The meeting's screen, driven key by key: what it shows, and what is on the disk then."""

from __future__ import annotations

import os
import shutil

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

import pytest

from imcommerce_qual.actions.deciding import Settling
from imcommerce_qual.actions.deciding import settle as settle_all
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.tui.reconcile.app import ReconcileApp
from imcommerce_qual.tui.reconcile.keys import RECONCILE_ACTIONS

AUNT = "I know her, she is my aunt. She said 3.5 yuan, so I bought it."
pytestmark = pytest.mark.asyncio
SIZES = [(80, 24), (120, 40)]


def seen(pilot) -> str:
    """The screen as plain text, without spaces at the ends of rows."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def status(pilot) -> str:
    return "\n".join(seen(pilot).split("\n")[-2:])


async def settle(pilot):
    for _ in range(3):
        await pilot.pause()


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await settle(pilot)


async def typed(pilot, words: str) -> None:
    await press(pilot, *("space" if each == " " else each for each in words))


@pytest.fixture
def opened(meet):
    """Opens the screen on a meeting, at a size."""

    class Opening:
        def __init__(self, writer="ann", *, size=(80, 24), ask=False, light=False, environment=None, **more):
            self.meeting = meet(writer, **more)
            self.app = ReconcileApp(self.meeting, ask=ask, light=light, environment=environment or {})
            self.context = self.app.run_test(size=size)

        async def __aenter__(self):
            pilot = await self.context.__aenter__()
            await settle(pilot)
            return pilot

        async def __aexit__(self, *error):
            return await self.context.__aexit__(*error)

    return Opening


def decisions(found):
    return [e.decision for one in found.comparisons for e in one.settled]


@pytest.mark.parametrize("size", SIZES)
async def test_the_case_shows_who_coded_what_without_colour(opened, size):
    """Coders one under the other, memos as they were typed, spans under the words, turns before and after."""
    async with opened(size=size) as pilot:
        shown = seen(pilot)
        assert "trust Trust: Confidence." in shown
        assert "Not when: It is about money (use price)." in shown
        assert "1 ann  trust" in shown
        assert "memo  Kin [b] first." in shown
        assert "└" + "─" * (len(AUNT) - 2) + "┘" in shown
        assert "12 └" + "─" * (len("I know her, she is my aunt.") - 2) + "┘" not in shown
        assert "I   Why?" in shown
        assert "I   And the price?" in shown
        assert "ann, ben 1/4 by transcript · 0 of 4 settled · saved · synthetic" in shown


async def test_the_spans_stand_under_the_words_also_in_chinese(opened):
    """Two columns a character, an emoji of several code points, and the translation below."""
    async with opened() as pilot:
        await press(pilot, "G")
        rows = seen(pilot).split("\n")
        at = next(n for n, row in enumerate(rows) if "价格也便宜" in row)
        assert ["1", "2"] == sorted(row.split()[0] for row in rows[at + 1 : at + 3])
        assert all("┘" in row for row in rows[at + 1 : at + 3])
        assert "It's cheap too, right?" in seen(pilot)
        await press(pilot, "V")
        assert "It's cheap too, right?" not in seen(pilot)


async def test_two_codes_stand_side_by_side(opened):
    """Where coders chose different ones."""
    async with opened() as pilot:
        await press(pilot, "j")
        first = seen(pilot).split("\n")[0]
        assert "price Price" in first
        assert "│ family Kin" in first or "family Kin" in first


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("key", "how"),
    [("1", "take ann"), ("2", "take ben"), ("b", "both"), ("n", "neither"), ("u", "union"), ("i", "intersection")],
)
async def test_one_key_and_a_reason_settle(opened, on_disk, size, key, how):
    """And the next case is there."""
    async with opened(size=size) as pilot:
        await press(pilot, key)
        assert f": {how}?" in seen(pilot)
        await typed(pilot, "kin first")
        await press(pilot, "enter")
        assert "1/3 by transcript · 1 of 4 settled" in status(pilot)
        assert f": {how} · U takes it back" in status(pilot)
    assert [(how, "kin first", ("ann", "ben"))] == [(e.how, e.why, e.by) for e in decisions(on_disk())]


async def test_a_reason_is_missed_and_can_be_left_out(opened, on_disk):
    """Enter on nothing says so; escape gives the decision up; ctrl+n leaves the reason out."""
    async with opened() as pilot:
        await press(pilot, "b", "enter")
        assert "A REASON IS MISSING" in seen(pilot)
        await press(pilot, "escape")
        assert "it is as it was" in status(pilot)
        assert [] == decisions(on_disk())
        await press(pilot, "b", "ctrl+n")
        assert "THE REASON IS MISSING" in status(pilot)
        await press(pilot, "l")
        assert "(no reason given)" in seen(pilot)


async def test_reasons_given_before_are_offered(opened, on_disk):
    """The latest first, found by letters, taken with the arrows."""
    async with opened() as pilot:
        await press(pilot, "b")
        await typed(pilot, "kin first")
        await press(pilot, "enter", "n")
        await typed(pilot, "a joke")
        await press(pilot, "enter", "n")
        rows = seen(pilot).split("\n")
        assert next(n for n, r in enumerate(rows) if r.strip() == "a joke") < next(
            n for n, r in enumerate(rows) if r.strip() == "kin first"
        )
        await typed(pilot, "kin")
        await press(pilot, "down", "enter")
    assert ["kin first", "a joke", "kin first"] == [e.why for e in decisions(on_disk())]


@pytest.mark.parametrize("size", SIZES)
async def test_new_ends(opened, on_disk, size):
    """The keys that select; what is chosen stands under the words; enter, a reason."""
    async with opened(size=size) as pilot:
        await press(pilot, "A")
        assert "NEW ENDS" in seen(pilot)
        assert " new └" in seen(pilot)
        await press(pilot, "(")
        await press(pilot, "enter")
        assert "trust?" in seen(pilot)
        await typed(pilot, "kin")
        await press(pilot, "enter")
    (event,) = decisions(on_disk())
    assert ("new", "I know her, she is my aunt.") == (event.how, event.outcome[0].anchor.quote)


async def test_new_ends_where_two_codes_are_in_question_asks_for_which(opened, on_disk):
    """Then the words."""
    async with opened() as pilot:
        await press(pilot, "j", "A")
        assert "New ends for which code?" in seen(pilot)
        await typed(pilot, "fam")
        await press(pilot, "enter", "enter")
        await typed(pilot, "x")
        await press(pilot, "enter")
    assert ["family"] == [each.code for event in decisions(on_disk()) for each in event.outcome]


async def test_another_code(opened, on_disk):
    """By letters; the words may be changed, enter keeps them."""
    async with opened() as pilot:
        await press(pilot, "C")
        await typed(pilot, "person")
        await press(pilot, "enter", "escape")
        assert "it is as it was" in status(pilot)
        await press(pilot, "C")
        await typed(pilot, "person")
        await press(pilot, "enter", "enter")
        await typed(pilot, "in her")
        await press(pilot, "enter")
    assert ["trust.person"] == [each.code for event in decisions(on_disk()) for each in event.outcome]


async def test_a_reason_typed_after_a_refusal_settles_nothing(opened, on_disk):
    """Who did not see that there are no common words types on: no letter of it is a key."""
    async with opened() as pilot:
        await press(pilot, "9")
        assert "there is no coder 9 here · escape" in seen(pilot)
        await typed(pilot, "nobody u b n")
        await press(pilot, "enter")
        assert "1–2 take" in status(pilot)
        await press(pilot, "b")
        assert "Why settle" in seen(pilot)
    assert [] == decisions(on_disk())


@pytest.mark.parametrize("size", SIZES)
async def test_several_new_codings(opened, on_disk, size):
    """Plus keeps one and asks for the next; both stand under the words; one reason for all."""
    async with opened(size=size) as pilot:
        await press(pilot, "A", "(", "plus")
        assert "Beside trust: which code?" in seen(pilot)
        await press(pilot, "escape")
        assert "NEW ENDS" in seen(pilot)
        await press(pilot, "plus")
        await typed(pilot, "family")
        await press(pilot, "enter")
        assert "NEW CODING 2" in seen(pilot)
        assert "+1 new  trust" in seen(pilot)
        assert " +1 └" in seen(pilot)
        await press(pilot, "enter")
        assert "trust, family?" in seen(pilot)
        await press(pilot, "escape")
        assert "NEW CODING 2" in seen(pilot)
        await press(pilot, "enter")
        await typed(pilot, "both")
        await press(pilot, "enter")
    (event,) = decisions(on_disk())
    assert [("trust", "I know her, she is my aunt."), ("family", AUNT)] == [
        (each.code, each.anchor.quote) for each in event.outcome
    ]


async def test_postponed_says_so(opened):
    """It stays in the list, with who and why."""
    async with opened() as pilot:
        await press(pilot, "p")
        await typed(pilot, "ask")
        await press(pilot, "enter")
        assert "2/4 by transcript · 0 of 4 settled · 1 postponed" in status(pilot)
        await press(pilot, "k")
        assert "postponed by ann, ben on" in seen(pilot)
        assert ": ask" in seen(pilot)


async def test_decisions_that_contradict_are_both_shown_with_their_reasons(
    opened, on_disk, differing, tmp_path_factory
):
    """What came together from two laptops is settled anew, knowing what each had said."""
    theirs = tmp_path_factory.mktemp("laptop") / "study"
    shutil.copytree(differing, theirs)
    (first, *_) = on_disk().disagreements
    for root, who, why in ((differing, "ann", "she is kin"), (theirs, "ben", "the price counts")):
        settle_all(open_study(root), who, [Settling(disagreement=first.id, how=f"take {who}", why=why)])
    shutil.copytree(theirs / "decisions", differing / "decisions", dirs_exist_ok=True)

    async with opened() as pilot:
        assert "decisions contradict each other" in seen(pilot)
        assert "said  ann, ben: take ann, she is kin (ann" in seen(pilot)
        assert "ann, ben: take ben, the price counts (ben" in seen(pilot)
        await press(pilot, "u")
        await typed(pilot, "both")
        await press(pilot, "enter")
    assert ["union"] == [each.how for each in decisions(on_disk())]
    assert () == on_disk().comparisons[0].conflicts


async def test_undo_order_and_jump(opened, on_disk):
    """Undo is one key; the order goes round; any case is found by letters."""
    async with opened() as pilot:
        await press(pilot, "n", "ctrl+n", "U")
        assert "took back 1 decision" in status(pilot)
        assert [] == decisions(on_disk())
        await press(pilot, "o")
        assert "unsure first" in status(pilot)
        await press(pilot, "o", "/")
        await typed(pilot, "s02")
        await press(pilot, "enter")
        assert "S02 turn 2" in seen(pilot)
        name = pilot.app.meeting.current.id[:8]
        await press(pilot, "home", "/")
        await typed(pilot, name)
        await press(pilot, "enter")
        assert name in seen(pilot)


async def test_who_decides_is_asked_once(opened, on_disk):
    """The coders are there already; a third person can be named; w changes it."""
    async with opened(ask=True) as pilot:
        assert "Who decides?" in seen(pilot)
        await typed(pilot, ", Li")
        await press(pilot, "enter", "b", "ctrl+n", "w", "escape")
        assert "ann, ben, Li 1/3" in status(pilot)
    assert [("ann", "ben", "Li")] == [e.by for e in decisions(on_disk())]


async def test_what_was_settled_is_listed_and_opened_again(opened, on_disk):
    """With all that is known about it."""
    async with opened() as pilot:
        await press(pilot, "l")
        assert "nothing is settled yet" in status(pilot)
        await press(pilot, "u")
        await typed(pilot, "longer")
        await press(pilot, "enter", "l")
        assert "because: longer" in seen(pilot)
        await press(pilot, "enter")
        await typed(pilot, "tired")
        await press(pilot, "enter")
        assert "took back 1 decision: open again" in status(pilot)
        assert "1/4" in status(pilot)
    assert [] == decisions(on_disk())


@pytest.mark.parametrize("size", SIZES)
async def test_a_rule_is_previewed_and_taken_back_whole(opened, on_disk, size):
    """First the list, then a reason; the rule stands first among what was settled."""
    async with opened(size=size) as pilot:
        await press(pilot, "B")
        assert "boundary under 5 characters: union" in seen(pilot)
        await press(pilot, "enter")
        assert "settle 1 disagreement: union" in seen(pilot)
        assert "S02 turn 2 boundary" in seen(pilot)
        assert [] == decisions(on_disk())
        await press(pilot, "enter")
        await typed(pilot, "stops")
        await press(pilot, "enter")
        assert "settled 1 disagreement by" in status(pilot)
        assert ["boundary under 5 characters: union"] == [e.rule for e in decisions(on_disk())]
        await press(pilot, "l", "enter", "ctrl+n")
        assert "took back 1 decision of" in status(pilot)
    assert [] == decisions(on_disk())


@pytest.mark.parametrize("size", SIZES)
async def test_this_needs_a_rule_changes_the_codebook_and_links_it(opened, on_disk, differing, size):
    """Entry, words, what the change is, why, what it does; then the decision names it."""
    async with opened(size=size) as pilot:
        await press(pilot, "r")
        assert "What of trust is to be put right?" in seen(pilot)
        await press(pilot, "enter")
        await typed(pilot, " Not kin.")
        await press(pilot, "escape")
        await typed(pilot, "narrow")
        await press(pilot, "enter")
        await typed(pilot, "kin apart")
        await press(pilot, "enter")
        assert "write it: trust narrowed" in seen(pilot)
        await press(pilot, "enter")
        assert "now settle this one" in status(pilot)
        assert "follows from this" in seen(pilot)
        await press(pilot, "1")
        await typed(pilot, "kin")
        await press(pilot, "enter")
    book = open_study(differing).study.codebook
    assert "It is about money (use price). Not kin." == book.codes["trust"].not_when
    assert [book.history[-1].id] == [e.change for e in decisions(on_disk())]
    assert ("narrowed", "kin apart") == (book.history[-1].change, book.history[-1].why)


async def test_the_entry_can_be_put_right_in_an_editor(opened, differing, tmp_path):
    """The user's own."""
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "Money only." > "$1"\n')
    editor.chmod(0o755)
    async with opened(environment={"EDITOR": str(editor)}) as pilot:
        await press(pilot, "R", "down", "down", "enter")
        await typed(pilot, "reworded")
        await press(pilot, "enter", "ctrl+n", "escape")
        assert "as it was" in status(pilot)
        await press(pilot, "R")
        assert "Definition  begun: Money only." in seen(pilot)
        await press(pilot, "enter", "enter", "ctrl+n", "enter")
    assert "Money only." == open_study(differing).study.codebook.codes["trust"].definition


async def test_what_is_typed_is_on_the_disk_with_every_key(opened, differing, on_disk):
    """Killed at any key: a reason and an entry are offered again, and are gone when they are written or given up."""
    async with opened() as pilot:
        await press(pilot, "j", "b")
        await typed(pilot, "half a rea")
    async with opened() as pilot:
        assert "a reason was begun here, “half a rea”: settle it to go on" in status(pilot)
        await press(pilot, "n")
        assert "half a rea" in seen(pilot)
        await typed(pilot, "son")
        await press(pilot, "enter")
    assert ["half a reason"] == [e.why for e in decisions(on_disk())]

    async with opened() as pilot:
        assert "begun" not in status(pilot)
        await press(pilot, "home", "r", "enter")
        await typed(pilot, " Not 亲戚")
    async with opened() as pilot:
        assert "Not when of trust was begun: r goes on with it" in status(pilot)
        await press(pilot, "G", "r")
        assert "begun: Not when" in seen(pilot)
        await typed(pilot, "trust")
        await press(pilot, "enter", "enter")
        assert "Not when of trust · begun · escape goes on" in seen(pilot)
        await press(pilot, "escape")
        await typed(pilot, "narrow")
        await press(pilot, "enter")
        await typed(pilot, "kin ap")
    async with opened() as pilot:
        await press(pilot, "home", "r", "enter", "escape")
        await typed(pilot, "narrow")
        await press(pilot, "enter")
        await typed(pilot, "art")
        await press(pilot, "enter", "enter")
        assert "now settle this one" in status(pilot)
    book = open_study(differing).study.codebook
    assert "It is about money (use price). Not 亲戚" == book.codes["trust"].not_when
    assert "kin apart" == book.history[-1].why
    async with opened() as pilot:
        assert "begun" not in status(pilot)
        await press(pilot, "r", "enter")
        await typed(pilot, "x")
        await press(pilot, "ctrl+g")
    async with opened() as pilot:
        assert "begun" not in status(pilot)


async def test_apart_and_then_what_all_proposed(opened, on_disk):
    """Others' proposals stay hidden until one's own; in the meeting all are shown, and S accepts those alike."""
    for writer in ("ben", "ann"):
        async with opened(writer, apart=True) as pilot:
            assert f"{writer} proposes 1/4" in status(pilot)
            assert "prop." not in seen(pilot)
            await press(pilot, "u")
            await typed(pilot, writer)
            await press(pilot, "enter", "1" if writer == "ben" else "2", "ctrl+n", "home")
            assert "prop." in seen(pilot)
            await press(pilot, "S")
            assert "that is for the meeting" in status(pilot)
    async with opened() as pilot:
        await press(pilot, "j")
        assert "ann: take ben" in seen(pilot)
        assert "ben: take ann" in seen(pilot)
        await press(pilot, "S")
        assert "accept 1 proposal" in seen(pilot)
        await press(pilot, "enter")
        assert "settled 1 disagreement as all proposed" in status(pilot)
    assert [("union", ("ann", "ben"))] == [(e.how, e.by) for e in decisions(on_disk())]


@pytest.mark.parametrize("size", SIZES)
async def test_no_key_breaks_the_screen(opened, size):
    """Every key of every action, at the beginning and when everything is settled."""
    async with opened(size=size) as pilot:
        for _ in range(2):
            for action in RECONCILE_ACTIONS:
                if action.name == "quit":
                    continue
                for key in action.keys:
                    await press(pilot, _named(key), "escape", "escape", "escape")
            for _ in range(4):
                await press(pilot, "n", "ctrl+n")
        assert pilot.app.is_running
        assert "Everything is settled here." in seen(pilot)
        await press(pilot, "Q")
    assert pilot.app.fault is None


async def test_the_help_lists_every_key(opened):
    """With what it does, and the names for remapping."""
    async with opened(size=(120, 40)) as pilot:
        await press(pilot, "?")
        assert "the next disagreement" in seen(pilot)
        await press(pilot, "x")
        assert "the next disagreement" not in seen(pilot)


def _named(key: str) -> str:
    names = {"?": "question_mark", "/": "slash", "]": "right_square_bracket", "[": "left_square_bracket"}
    return names.get(key, "apostrophe" if key == "'" else key)
