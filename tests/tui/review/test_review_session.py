"""Everything that the keys of a review do, without a screen: what is shown, and what is on the disk."""

from __future__ import annotations

import subprocess
import sys

import pytest

from imcommerce_qual.actions.errors import BusyError, WrongUseError
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.held import holding
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.reviewqueue import Queue
from imcommerce_qual.actions.searching import Wanted
from imcommerce_qual.core.history import fold
from imcommerce_qual.tui.keymap import keymap
from imcommerce_qual.tui.review.block import Look, block
from imcommerce_qual.tui.review.keys import CHOOSING_ACTIONS, REVIEW_ACTIONS, review_keys
from imcommerce_qual.tui.review.run import go_round, run
from imcommerce_qual.tui.session import Session


def do(review, *names):
    for name in names:
        review.do(name)
    return review


def shown(review, column=0):
    """The keys of a list."""
    return [item.key for item in review.columns[column]]


def on_disk(study, transcript="S01", coder="ann"):
    """What stands, read anew: (code, words)."""
    return sorted(
        (each.code, each.anchor.quote) for each in fold(open_study(study).workspace.log(coder, transcript)).codings
    )


# moving


def test_the_excerpts_of_a_code_across_transcripts(review, coded):
    """In order of the text; another coder's are not there."""
    assert [coded["cheap"], coded["yes"], coded["zh"]] == shown(review("price"))


def test_moves(review, coded):
    """On, back, first, last, and the ends say so."""
    here = review("price")
    do(here, "next", "next")
    assert coded["zh"] == here.current.key
    do(here, "next")
    assert (coded["zh"], "this is the last excerpt") == (here.current.key, here.said)
    do(here, "first")
    assert coded["cheap"] == here.current.key
    do(here, "back")
    assert "this is the first excerpt" == here.said
    do(here, "last", "back")
    assert coded["yes"] == here.current.key


def test_the_next_that_is_open(review, coded):
    """What was recoded or taken off is passed over; from the end it goes on at the beginning."""
    here = do(review("price"), "next", "uncode", "next-open")
    assert coded["zh"] == here.current.key
    do(here, "next-open")
    assert coded["cheap"] == here.current.key
    do(here, "uncode", "last", "next-open")
    assert "no other is left to be settled" == here.said


def test_an_empty_review_bears_every_key(review):
    """Nothing fails where there is nothing."""
    here = review("family")
    for name in [action.name for action in REVIEW_ACTIONS]:
        try:
            do(here, name)
        except KeyError:
            continue
        assert here.current is None
    here.recode("trust")
    here.add("trust")
    here.memo("x")
    assert here.failed


# deciding


def test_another_code(review, coded, study):
    """It stays where it is, settled, and is counted so; undo brings it back, wherever the review is then."""
    here = review("price")
    here.recode("family")
    assert ("family", True, 2) == (here.current.code, here.collection.settled(here.current), here.open)
    assert ("family", "It was cheap.") in on_disk(study)

    do(here, "last", "undo")
    assert (coded["cheap"], "price", 3) == (here.current.key, here.current.code, here.open)
    assert "undid: changed price (S01)" == here.said
    do(here, "redo")
    assert "family" == here.current.code


def test_one_more_code_stands_after_it(review, coded, study):
    """Two codes on the same words; each is told of the other; undo takes the new one out of the list."""
    here = review("price")
    here.add("family")
    assert ("price", "It was cheap.") in on_disk(study)
    assert ("family", "It was cheap.") in on_disk(study)
    assert ["price", "family", "price", "price"] == [item.code for item in here.columns[0]]
    assert ("family",) == here.collection.also(here.current)
    do(here, "undo")
    assert ("family", "It was cheap.") not in on_disk(study)
    assert () == here.collection.also(here.columns[0][0])


def test_taken_off_and_back(review, coded, study):
    """It says so, and cannot be changed meanwhile."""
    here = do(review("price"), "uncode")
    assert here.current.gone
    do(here, "exemplar")
    assert "it was taken off: U brings it back" == here.said
    do(here, "undo")
    assert ("price", "It was cheap.") in on_disk(study)


def test_marks_memo_and_stance(review, coded):
    """Each is on the disk at once, and clears again."""
    here = do(review("price"), "exemplar", "unsure")
    here.memo(" [b]m ")
    here.stance("qualifies", "F1")
    coding = here.current.coding
    assert (True, True, "[b]m", "qualifies", "F1") == (
        coding.exemplar, coding.unsure, coding.memo, coding.stance, coding.toward
    )  # fmt: skip
    do(here, "exemplar")
    here.memo("")
    here.stance(None)
    coding = here.current.coding
    assert (False, None, None) == (coding.exemplar, coding.memo, coding.stance)


def test_unsure_ones_are_settled_when_they_are_sure(review, coded):
    """The queue says what settles."""
    here = review(wanted=Wanted(unsure=True))
    assert [coded["yes"]] == shown(here)
    do(here, "unsure")
    assert (0, [coded["yes"]]) == (here.open, shown(here))
    do(here, "refresh")
    assert [] == shown(here)


def test_stale_ones_are_confirmed(review, coded, narrow):
    """One key; undo makes it stale again."""
    narrow()
    here = review(stale=True)
    assert [coded["aunt"]] == shown(here)
    do(here, "confirm")
    assert (0, "confirmed trust") == (here.open, here.said)
    do(here, "undo")
    assert 1 == here.open
    do(here, "redo", "confirm")
    assert "nothing to confirm: no definition changed since" == here.said


def test_anothers_coding_is_read_not_changed(review, coded, study):
    """On request it is there; every change is refused with whose it is."""
    here = review(wanted=Wanted(codes=("price",), see=frozenset({"ben"})))
    do(here, *["next"] * shown(here).index(coded["ben"]))
    before = on_disk(study, coder="ben")
    for name in ("uncode", "exemplar", "unsure", "confirm", "split", "change-ends", "keep-words", "take-1"):
        do(here, name)
        assert "this is ben's: it can be read, not changed" == here.said
    here.recode("family")
    here.memo("x")
    assert before == on_disk(study, coder="ben")
    here.add("family")
    assert ("family", "Cheap, yes.") in on_disk(study)


def test_a_place_without_a_code_gets_one(review, study):
    """Words that a search found."""
    here = review(wanted=Wanted(pattern="cheap", transcripts=("S01",)))
    do(here, "uncode")
    assert "no code is on these words: C puts one on" == here.said
    here.recode("price")
    assert ("price", "cheap") in on_disk(study)
    assert ("price",) == here.collection.also(here.current)


# words


def test_other_ends(review, coded, study):
    """The coding screen's keys move an end; enter saves, O moves the other end."""
    here = do(review("trust"), "change-ends")
    assert here.choosing is not None
    do(here, "extend-clause-back", "sentence-back", "turn")
    assert here.choosing is None
    assert ("trust", "I know her, she is my aunt.") in on_disk(study)
    do(here, "change-ends", "other-end", "clause-on", "change-ends")
    assert ("trust", "she is my aunt.") in on_disk(study)
    do(here, "undo", "undo")
    assert coded["aunt"] == here.current.key
    assert 62 == len(here.current.coding.anchor.quote)


def test_leaving_a_choice_changes_nothing(review, coded, study):
    """Escape."""
    before = on_disk(study)
    here = do(review("trust"), "change-ends", "word-back", "clear", "split", "clear")
    assert (None, before, "it stays as it was") == (here.choosing, on_disk(study), here.said)


def test_split_begins_at_the_sentence_and_moves(review, coded, study):
    """Where it would be cut is said; it never leaves the excerpt; both parts stand one after the other."""
    here = do(review("trust"), "split")
    assert "enter splits before “She said 3.5 yuan, so I boug…”" in here.said
    do(here, "clause-on")
    assert "enter splits before “so I bought it.”" in here.said
    do(here, "turn-on", "turn-back", "extend-word-on", "sentence", "other-end")
    assert here.choosing.whole.start < here.choosing.place.cursor < here.choosing.whole.end
    do(here, "sentence-back", "turn")
    assert [("trust", "I know her, she is my aunt."), ("trust", "She said 3.5 yuan, so I bought it.")] == [
        each for each in on_disk(study) if each[0] == "trust"
    ]
    assert ["trust", "trust"] == [item.code for item in here.columns[0]]
    do(here, "undo")
    assert [False, True] == [item.gone for item in here.columns[0]]


def test_chinese_is_split_between_characters_never_inside_one(review, coded, study):
    """A farmer is one character."""
    here = do(review("price"), "last", "split")
    assert "对吧？" in here.said
    do(here, "character-back", "character-back", "turn")
    assert [("price", "价格也便宜"), ("price", "👩‍🌾，对吧？")] == on_disk(study, "S02")


def test_one_character_cannot_be_split(review, put):
    """There is nothing to choose."""
    put("family", "3.5", near="yuan")
    here = review("family")
    here.collection.change(lambda o: __import__("imcommerce_qual.actions.changing", fromlist=["x"]).amend(
        o, "ann", here.current.coding, {"at": (here.current.span.start, here.current.span.start + 1)}
    ))  # fmt: skip
    do(here, "split")
    assert (None, True) == (here.choosing, here.failed)


# edited words


def test_changed_words_are_kept_and_lost_ones_get_a_candidate(review, coded, edit, study):
    """w, and the candidate's number; each once, undoable."""
    edit("[/b] Cheap, yes.", "[/b] Cheap.")
    edit("It was cheap.", "No.")
    edit("[laughs] Yes.", "[laughs] It was too cheap.")
    here = review(lost=True)
    by_key = {item.key: item for item in here.columns[0]}
    assert {coded["cheap"], coded["yes"]} == by_key.keys()
    assert (True, True) == (by_key[coded["cheap"]].lost, by_key[coded["yes"]].changed)

    here.select(0, coded["cheap"])
    do(here, "keep-words")
    assert here.failed
    do(here, "take-9")
    assert "there is no candidate 9: A chooses words by hand" == here.said
    words = by_key[coded["cheap"]].candidates[0].words
    do(here, "take-1")
    assert words.endswith("cheap.")
    assert ("price", words) in on_disk(study)
    here.select(0, coded["yes"])
    do(here, "keep-words")
    assert ("price", "Yes. [/b] Cheap.") in on_disk(study)
    assert 0 == here.open
    do(here, "keep-words")
    assert "the words of this coding were not edited" == here.said
    do(here, "undo", "undo")
    assert 2 == here.open


def test_lost_words_are_chosen_by_hand_in_the_coding_screen(review, coded, edit, study):
    """A jump to where they were; there select, enter; escape leaves it lost."""
    edit("It was cheap.", "No.")
    here = do(review(lost=True), "change-ends")
    jump = here.jump
    assert (coded["cheap"], True, "S01") == (jump.coding, jump.ends, jump.transcript)

    session = Session(open_study(study), "ann", "S01")
    session.visit(jump.offset, jump.coding, ends=True)
    assert session.transcript.text[session.place.cursor :].startswith("No.")
    session.do("clear")
    assert (None, 1) == (session.adjusting, session.room.lost)
    session.visit(jump.offset, jump.coding, ends=True)
    session.do("sentence")
    session.do("turn")
    session.close()
    assert (0, ("price", "No.") in on_disk(study)) == (session.room.lost, True)
    assert not session.failed


# comparing


def test_comparing_two_codes(review, coded):
    """Two lists; tab goes to the nearest on the other side; both codes' meanings are shown."""
    here = review("price", other="trust")
    assert [coded["aunt"]] == shown(here, 1)
    assert ("price", "trust") == here.meant
    do(here, "other-column")
    assert (coded["aunt"], ("price", "trust")) == (here.current.key, here.meant)
    here.recode("trust.person")
    assert ("price", "trust.person") == here.meant
    do(here, "other-column", "next")
    assert coded["yes"] == here.current.key
    do(here, "compare")
    assert 1 == len(here.columns)
    do(here, "other-column")
    assert "there is no other column: c compares with another code" == here.said


def test_interleaved_in_order_of_the_text(review, coded):
    """One list; the current excerpt stays the current one."""
    here = review("price")
    here.compare("trust")
    assert coded["cheap"] == here.current.key
    do(here, "interleave")
    assert [coded["aunt"], coded["cheap"], coded["yes"], coded["zh"]] == shown(here)
    assert coded["cheap"] == here.current.key
    do(here, "interleave", "compare", "interleave")
    assert "c compares with another code first" == here.said


def test_recoded_to_the_other_code_it_is_settled(review, coded):
    """And stays in its column until gathered anew."""
    here = review("price", other="trust")
    here.recode("trust")
    assert (3, 2) == (len(here.columns[0]), here.open)
    do(here, "refresh")
    assert ([coded["yes"], coded["zh"]], [coded["aunt"], coded["cheap"]]) == (shown(here), shown(here, 1))


# others


def test_what_another_process_does_is_read_first(review, coded, put, study):
    """The key must be pressed again, so that nobody changes what they did not see."""
    here = review("price")
    put("family", "Why?")
    do(here, "exemplar")
    assert here.said.endswith("nothing was written, press the key again")
    do(here, "exemplar")
    assert (True, False) == (here.current.coding.exemplar, here.failed)
    assert here.look() is False


def test_a_transcript_edited_meanwhile_is_gathered_anew(review, coded, edit):
    """Codings are carried; lost ones are said."""
    here = review("price")
    edit("It was cheap.", "No.")
    assert here.look()
    assert ([coded["yes"], coded["zh"]], 1) == (shown(here), here.collection.lost)


def test_a_transcript_that_cannot_be_read_is_gone_on_with(review, coded, study):
    """As it was opened."""
    here = review("price")
    (study / "transcripts/S02.md").write_text("nothing", encoding="utf-8")
    assert here.look()
    assert 3 == len(shown(here))


def test_a_file_that_another_process_holds(review, coded, study):
    """A sentence, at once, and nothing is written."""
    script = (
        "import sys; from pathlib import Path; from imcommerce_qual.actions.opened import open_study;"
        "from imcommerce_qual.actions.held import holding\n"
        "with holding(open_study(Path(sys.argv[1])), 'ann', 'S01'): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(study)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"held\n"
        here = do(review("price"), "exemplar")
        other.stdin.close()
    assert (True, False) == (here.failed, here.current.coding.exemplar)
    do(here, "exemplar")
    assert here.current.coding.exemplar


def test_where_this_process_holds_the_file_it_writes(review, coded, study):
    """The list over the coding screen."""
    with holding(open_study(study), "ann", "S01"):
        assert do(review("price"), "exemplar").current.coding.exemplar


# going to the coding screen


def test_there_and_back(review, coded, put, study):
    """At the place; what was done there shows; a transcript that is busy is said."""
    here = review("price")
    jumps, asked = [], iter(["open", "open", None])

    def show():
        name = next(asked)
        if name is None:
            return None
        do(here, name)
        jump, here.jump = here.jump, None
        return jump

    def code(jump):
        jumps.append(jump)
        if len(jumps) == 1:
            do(review("price"), "uncode")
        else:
            raise BusyError("S01 is busy")

    go_round(here, show=show, code=code)
    assert [coded["cheap"], None] == [jump.coding for jump in jumps]
    assert here.current.gone
    assert "S01 is busy" == here.said


def test_with_nothing_to_review_no_screen_opens(study, tmp_path, monkeypatch):
    """So that nobody must leave an empty room."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert run(open_study(study), "ann", Queue(stale=True)).current is None


def test_a_wrong_key_in_the_configuration_is_said_before_anything_opens(study, tmp_path, monkeypatch):
    """As for the coding screen."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "imqual").mkdir()
    (tmp_path / "imqual/config.toml").write_text('[keys]\nsplt = "x"\n', encoding="utf-8")
    with pytest.raises(WrongUseError, match="no action `splt`"):
        run(open_study(study), "ann", Queue(stale=True))


# keys


def test_keys_are_remapped_by_the_same_table():
    """A shared action on both screens; one of the review's is no error to the coding screen, and the other way."""
    changes = {"memo": "m", "split": "X", "same-again": "m2"}
    keys = review_keys(changes).reviewing
    assert ("memo", "split") == (keys.action("m", "m"), keys.action("X", "X"))
    assert ("memo", "same-again") == (keymap(changes).action("m", "m"), keymap(changes).action("m2", None))
    with pytest.raises(WrongUseError, match="no action `splt`"):
        review_keys({"splt": "x"})
    with pytest.raises(WrongUseError, match="is given to"):
        review_keys({"split": "m", "memo": "m"})


@pytest.mark.parametrize("actions", [REVIEW_ACTIONS, CHOOSING_ACTIONS])
def test_no_key_is_given_twice(actions):
    """One key each."""
    keys = [key for action in actions for key in action.keys]
    assert sorted(set(keys)) == sorted(keys)


CHEAP = "It was cheap."
HISTORY = "history:\n  - {{id: h1, revision: 2, at: 2030-01-01T00:00:00Z, by: ann, {}}}\n"


@pytest.fixture
def changed(study):
    """Puts an entry into the history of the codebook."""

    def changed(entry, codes=None):
        path = next((study / "codebooks").glob("*.yaml"))
        text = path.read_text(encoding="utf-8")
        for old, new in codes or ():
            assert old in text
            text = text.replace(old, new)
        path.write_text(text[: text.index("history:")] + HISTORY.format(entry), encoding="utf-8")

    return changed


def test_a_transcript_is_looked_through_again_for_a_code_with_one_key(study, put, review, changed):
    """It waits with the places where its words stand; y settles it, U takes that back."""
    put("price", CHEAP)
    complete(open_study(study), "ann", "S01")
    changed("change: widened, from: [price], to: [price]")
    session = review(omissions=True, wanted=Wanted(pattern="cheap"))

    assert [("S01", "price", True)] == [(each.transcript, each.code, each.stale) for each in session.columns[0]]
    found = session.collection.help_for(session.current)
    assert ("h1", {"cheap"}) == (found.changes[0].id, {hit.raw.lower() for hit in found.hits})
    session.do("confirm")
    assert (0, "looked through again for price") == (session.open, session.said)
    assert () == open_study(study).presence(viewer="ann").reopened
    session.do("undo")
    assert 1 == session.open


def test_the_coding_screen_is_told_which_code_is_looked_for(study, put, review, changed):
    """Enter goes to the first place; the code is named, and its key says that it was looked through."""
    put("price", CHEAP)
    complete(open_study(study), "ann", "S01")
    changed("change: widened, from: [price], to: [price]")
    review_ = review(omissions=True, wanted=Wanted(pattern="cheap"))
    review_.do("open")
    jump = review_.jump

    session = Session(open_study(study), "ann", jump.transcript)
    session.visit(jump.offset)
    session.look_for(jump.code, jump.words)
    assert ("price", "price") == (session.looking, session.last_code)
    assert "cheap" in session.transcript.text[session.selected.start : session.selected.end].lower()
    session.do("complete")
    session.close()

    assert session.room.completed
    assert () == open_study(study).presence(viewer="ann").reopened


def test_a_split_code_offers_its_parts(study, put, review, changed):
    """A number decides; the coding is under that code, and nothing waits."""
    put("price", CHEAP)
    parts = "- {id: dear, label: Dear, definition: Much.}\n  - {id: low, label: Low, definition: Little.}"
    old = "- {id: price, label: Price, definition: Money., key: c}"
    changed("change: split, from: [price], to: [dear, low]", [(old, parts)])
    session = review(stale=True)

    assert [("dear", "low")] == [each.into for each in session.columns[0]]
    session.do("take-2")
    assert (["low"], 0) == ([each.code for each in open_study(study).presence().standing], session.open)
    session.do("take-3")
    assert session.failed


def test_stances_toward_older_words_are_a_queue(study, put, review):
    """Y says that the stance still holds; it is said anew."""
    (study / "findings.yaml").write_text(
        "version: 1\nfindings: [{id: F1, statement: New., themes: [{id: t, label: T, codes: [price]}]}]\n"
        "history:\n  - {id: h, at: 2030-01-01T00:00:00Z, by: ann, change: reworded, of: F1, from: Old., to: New.}\n",
        encoding="utf-8",
    )
    put("price", CHEAP, stance="supports")
    session = review(wanted=Wanted(stance_stale=True))

    assert [("F1",)] == [each.older for each in session.columns[0]]
    session.do("confirm")
    assert "confirmed" in session.said


def test_what_waits_is_drawn_with_what_helps(study, put, review, changed):
    """The places of the words, and since when; for a split code its parts with their numbers."""
    put("price", CHEAP)
    complete(open_study(study), "ann", "S01")
    parts = "- {id: dear, label: Dear, definition: Much.}\n  - {id: low, label: Low, definition: Little.}"
    old = "- {id: price, label: Price, definition: Money., key: c}"
    changed("change: split, from: [price], to: [dear, low]", [(old, parts)])

    def drawn(session):
        rows = block(session, session.current, Look(100, dark=True, plain=False))
        return "\n".join("".join(segment.text for segment in row) for row in rows)

    waiting = drawn(review(omissions=True, wanted=Wanted(pattern="cheap")))
    assert "dear to look through again" in waiting
    assert "split price into dear, low (ann, 2030-01-01)" in waiting
    assert "turn 4 S01: It was [cheap]." in waiting
    assert "nowhere: zebra" in drawn(review(omissions=True, wanted=Wanted(pattern="zebra")))
    assert "2    low Low: Little." in drawn(review(stale=True))
