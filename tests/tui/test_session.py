"""Everything that keys do, without a screen: moves, selections, codings, and what is on the disk."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imcommerce_qual.actions.errors import BusyError, WrongUseError
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.core.excerpts import side_of
from imcommerce_qual.core.history import fold
from imcommerce_qual.core.segments import joined
from imcommerce_qual.core.strand import strands
from imcommerce_qual.store.drafts import draft_path, read_draft, write_draft
from imcommerce_qual.store.proposals import read_proposals
from imcommerce_qual.store.workspace import log_path
from imcommerce_qual.tui.keymap import ACTIONS, keymap
from imcommerce_qual.tui.place import Walk
from imcommerce_qual.tui.session import Session


def words(session: Session) -> str:
    """The words selected, as raw text."""
    span = session.selected
    return "" if span is None else session.transcript.text[span.start : span.end]


def after(session: Session) -> str:
    """The text from the cursor on."""
    return session.transcript.text[session.place.cursor :]


def do(session: Session, *names: str) -> Session:
    for name in names:
        session.do(name)
    return session


def on_disk(study, coder="ann", transcript="S01"):
    """The coder's codings in a study that is read anew."""
    return fold(open_study(study).workspace.log(coder, transcript)).codings


def coded(session: Session, key: str = "tp") -> Session:
    """The first sentence of the participant, coded."""
    do(session, "first", "turn-on", "sentence")
    for letter in key:
        session.type(letter)
    return session


# moving


@pytest.mark.parametrize(
    ("moves", "there"),
    [
        (["turn-on"], "I know her,"),
        (["turn-on", "character-on"], " know her,"),
        (["turn-on", "character-on", "character-back"], "I know"),
        (["turn-on", "word-on", "word-on"], "her, she"),
        (["turn-on", "word-on", "word-on", "word-back"], "know her"),
        (["turn-on", "clause-on"], "she is my aunt"),
        (["turn-on", "clause-on", "clause-back"], "I know"),
        (["turn-on", "sentence-on"], "She said 3.5"),
        (["turn-on", "sentence-on", "sentence-on", "sentence-back"], "She said 3.5"),
        (["turn-on", "turn-on", "turn-back"], "I know"),
        (["speaker-on"], "And the price?"),
        (["turn-on", "speaker-on", "speaker-on"], "Yes. [/b]"),
        (["last", "speaker-back"], "It was cheap."),
        (["last"], ".\n"),
        (["last", "first"], "Why?"),
        (["uncoded-on"], "I know"),
        (["last", "uncoded-back"], "It was cheap."),
    ],
)
def test_moves(session, moves, there):
    """The cursor is at the beginning of the unit that was asked for."""
    assert after(do(session, *moves)).startswith(there)


def test_the_next_uncoded_turn_passes_what_is_coded(session):
    """Interviewers' turns and coded ones are passed over."""
    coded(session)

    do(session, "first", "uncoded-on")
    assert after(session).startswith("It was cheap.")
    do(session, "uncoded-on", "uncoded-on")
    assert session.said == "no turn without codings after this"


def test_next_and_last_coding(session):
    """From coding to coding; where there is none, it is said."""
    coded(session)
    do(session, "last", "sentence")
    session.type("c")

    do(session, "first", "coding-on")
    assert after(session).startswith("I know")
    do(session, "coding-on")
    assert after(session).startswith("Cheap, yes.") or after(session).startswith("[/b]")
    do(session, "coding-on")
    assert "no coding after this" == session.said
    do(session, "coding-back")
    assert after(session).startswith("I know")


def test_across_goes_to_the_translation_and_back(enter):
    """The same turn in the other language; without one, it is said."""
    session = enter("S02")
    do(session, "turn-on", "across")
    assert after(session).startswith("They're all")
    do(session, "across")
    assert after(session).startswith("都是")

    other = enter("S01", "ben")
    do(other, "across")
    assert "this turn has no translation" == other.said


# selecting


@pytest.mark.parametrize(
    ("moves", "chosen"),
    [
        (["sentence"], "I know her, she is my aunt."),
        (["sentence", "sentence"], "I know her, she is my aunt. She said 3.5 yuan, so I bought it."),
        (["turn"], "I know her, she is my aunt. She said 3.5 yuan, so I bought it. [laughs] Yes."),
        (["sentence", "extend-clause-back"], "I know her,"),
        (["sentence", "extend-clause-back", "extend-word-on"], "I know her, she"),
        (["sentence", "extend-clause-back", "extend-character-back"], "I know her"),
        (["sentence", "other-end", "extend-word-on"], "know her, she is my aunt."),
        (
            ["sentence-on", "sentence", "other-end", "extend-clause-back"],
            "she is my aunt. She said 3.5 yuan, so I bought it.",
        ),
        (["visual", "word-on", "word-on"], "I know her"),
        (["visual", "clause-on"], "I know her,"),
        (["visual", "sentence-on", "sentence-back"], "I"),
        (["extend-character-on"], "I"),
        (["extend-word-on", "extend-word-on"], "I know"),
        (["word-on", "extend-word-back"], "I k"),
        (["word-on", "visual", "character-back"], " k"),
        (["visual", "visual", "word-on"], ""),
        (["sentence", "clear"], ""),
        (["sentence", "word-on"], ""),
    ],
)
def test_selections(session, moves, chosen):
    """What is selected is what coders code: whole units, or to the character."""
    do(session, "turn-on", *moves)

    assert chosen == words(session)


def test_chinese_clauses_and_characters(enter):
    """A clause is a key away in Chinese too, and an emoji is one character."""
    session = do(enter("S02"), "turn-on", "sentence", "extend-clause-back")
    assert "都是认识的人，" == words(session)
    do(session, "clear", "sentence-on", "clause-on", "character-back", "character-back", "extend-character-on")
    assert "👩‍🌾" == words(session)


def test_a_turn_again_takes_the_next_one_too(session):
    """Two key presses, two turns; what lies between stays in the span."""
    do(session, "turn", "turn")

    assert words(session).startswith("Why?\n\nS01 [00:05]: I know her")


def test_the_mouse_places_and_drags_to_whole_characters(enter):
    """A drag selects from the first character to the last, on one side."""
    session = do(enter("S02"), "turn-on")
    start = session.place.cursor
    session.drag(start + 5)
    assert "都是认识的人" == words(session)
    session.drag(start - 1)
    assert words(session).startswith("为什么") or words(session).startswith("？")
    session.put(session.transcript.text.index("🌾"))
    assert "👩" == session.transcript.text[session.place.cursor]


MOVES = [action.name for action in ACTIONS if action.group in {"Move", "Select"}]
MOVES = [name for name in MOVES if "row" not in name and "page" not in name]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*MOVES, "sentence", "visual", "extend-character-back"]), max_size=25))
def test_whatever_is_selected_can_be_coded(chinese, moves):
    """After any moves the selection begins and ends in words of one language, and cuts no character."""
    do(chinese, "clear", "first", *moves)
    text = chinese.transcript.text

    assert not joined(text, chinese.place.cursor)
    if chinese.selected is not None:
        assert side_of(chinese.transcript, chinese.selected) == chinese.place.side
        assert not joined(text, chinese.selected.start)
        assert not joined(text, chinese.selected.end)


@pytest.fixture
def chinese(enter) -> Session:
    """Ann at the Chinese transcript."""
    return enter("S02")


def test_every_unit_of_a_strand_is_in_words(enter):
    """Spans without outer spaces, in order, in words of their side."""
    transcript = enter("S02").transcript
    for side, strand in strands(transcript).items():
        for step in ("character", "word", "clause", "sentence", "turn"):
            for turn in range(3):
                for span in strand.units(turn, step):
                    assert side == side_of(transcript, span)


# coding


def test_a_hotkey_puts_its_code_on_the_selection_and_on_the_disk(session, study):
    """Two letters; the coding is in the file before anything is shown."""
    coded(session)

    (coding,) = on_disk(study)
    assert ("trust.person", "I know her, she is my aunt.") == (coding.code, coding.anchor.quote)
    assert ("trust.person", False) == (session.current.code, session.failed)
    assert {"trust.person": 1} == session.counts
    assert (1, 3) == session.progress


def test_several_codes_on_one_span(session, study):
    """The words stay selected; one key each; tab chooses among them."""
    coded(session)
    session.type("c")
    do(session, "same-again")

    assert ["trust.person", "price"] == [each.code for each in on_disk(study)]
    assert "price is on these words already" == session.said
    first = session.current.code
    do(session, "next-here")
    assert {"price", "trust.person"} == {first, session.current.code}


def test_after_coding_the_next_selection_begins_anew(session, study):
    """Sentence, code, sentence, code: no sentence is dragged along; visual mode ends with the code."""
    coded(session)
    do(session, "sentence")
    assert "She said 3.5 yuan, so I bought it." == words(session)
    do(session, "sentence")
    assert "She said 3.5 yuan, so I bought it. [laughs] Yes." == words(session)
    do(session, "clear", "first", "turn-on", "visual", "clause-on")
    session.type("c")
    assert not session.place.visual
    assert "I know her," == words(session)
    do(session, "sentence")
    assert "I know her, she is my aunt." == words(session)
    assert ["I know her, she is my aunt.", "I know her,"] == [each.anchor.quote for each in on_disk(study)]


def test_after_coding_the_end_can_still_be_moved_for_another_code(session, study):
    """Extending is about the words that are selected."""
    coded(session)
    do(session, "extend-clause-back")
    session.type("c")
    assert ["I know her, she is my aunt.", "I know her,"] == [each.anchor.quote for each in on_disk(study)]


def test_undo_goes_to_the_words_and_selects_them_for_the_right_code(session, study):
    """However far away the cursor is by then."""
    coded(session)
    do(session, "last", "undo")
    assert "I know her, she is my aunt." == words(session)
    assert "undid: applied trust.person on “I know her, she is my aunt.”" == session.said
    session.type("c")
    assert ["price"] == [each.code for each in on_disk(study)]
    do(session, "undo", "last", "redo")
    assert "I know her, she is my aunt." == words(session)
    assert "price" == session.current.code


def test_words_that_no_participant_said_are_coded_with_a_remark(session):
    """It may be meant, and mostly is not."""
    do(session, "first", "sentence")
    session.type("c")
    assert "price on “Why?” (no participant says them)" == session.said


def test_a_memo_begun_is_come_back_to(session, enter, study):
    """After a killed terminal, the screen opens at the coding, and says so; a draft of a coding that is gone is not."""
    coded(session)
    coding = session.current.coding
    path = draft_path(study, "ann", "S01", coding.id)
    assert write_draft(path, "half a th")
    do(session, "last")
    session.close()
    again = enter()
    assert coding.id == again.current.coding.id
    assert "a memo on trust.person was begun here and not saved: M goes on with it" == again.said
    do(again, "uncode")
    again.close()
    assert "" == enter().said
    assert "half a th" == read_draft(path)


def test_same_again_also_in_a_later_session(session, enter):
    """The last code put on is known from the file."""
    coded(session)
    session.close()
    later = enter()
    do(later, "last", "sentence", "same-again")

    assert "trust.person" == later.current.code


@pytest.mark.parametrize("letters", ["x", "tx"])
def test_letters_that_are_no_key_do_nothing(session, study, letters):
    """It is said, and what was typed is forgotten."""
    do(session, "turn-on", "sentence")
    for letter in letters:
        session.type(letter)

    assert (True, "") == (session.failed, session.typed)
    assert () == on_disk(study)


def test_a_key_begun_shows_what_it_may_become_and_escape_forgets_it(session):
    """The codes that begin so, and no others."""
    session.type("t")
    assert ("trust", "trust.person") == session.matching()
    do(session, "clear")
    assert "" == session.typed


def test_without_words_nothing_is_coded(session, study):
    """A letter alone must not code anything."""
    session.type("c")
    do(session, "same-again")

    assert session.failed
    assert () == on_disk(study)


def test_codes_without_keys_get_one(session):
    """From the codebook where it has one; else a letter that reminds of it."""
    assert {"trust": "tt", "trust.person": "tp", "price": "c", "family": "f"} == dict(session.hotkeys)


def test_memo_marks_stance_and_another_code(session, study):
    """Each is an event; each can be undone alone."""
    coded(session)
    session.memo("  her aunt ")
    do(session, "exemplar", "unsure")
    session.stance("contradicts", "F1")
    session.recode("trust")

    (coding,) = on_disk(study)
    assert ("trust", "her aunt", True, True) == (coding.code, coding.memo, coding.exemplar, coding.unsure)
    assert ("contradicts", "F1") == (coding.stance, coding.toward)
    do(session, *["undo"] * 5)
    (coding,) = on_disk(study)
    assert ("trust.person", None, False, False, None) == (
        coding.code,
        coding.memo,
        coding.exemplar,
        coding.unsure,
        coding.stance,
    )
    session.memo("x")
    session.memo("")
    assert on_disk(study)[0].memo is None


def test_other_ends(session, study):
    """The coding's words are selected; enter saves what they became, escape leaves them."""
    coded(session)
    do(session, "clear", "change-ends", "extend-clause-back", "turn")
    assert "I know her," == on_disk(study)[0].anchor.quote

    do(session, "change-ends", "extend-clause-on", "clear")
    assert "I know her," == on_disk(study)[0].anchor.quote
    assert session.adjusting is None
    do(session, "change-ends", "other-end", "extend-word-on", "change-ends")
    assert "know her," == on_disk(study)[0].anchor.quote
    assert 1 == len(on_disk(study))


def test_while_ends_are_changed_no_code_is_put_on(session, study):
    """A letter then would code the half-changed words."""
    coded(session)
    do(session, "clear", "change-ends")
    session.type("c")

    assert session.failed
    assert 1 == len(on_disk(study))


def test_uncode_undo_redo_across_restarts(session, enter, study):
    """Without limit, and also tomorrow."""
    coded(session)
    do(session, "uncode")
    assert () == on_disk(study)
    do(session, "undo")
    assert 1 == len(on_disk(study))
    session.close()
    later = do(enter(), "undo")
    assert () == on_disk(study)
    do(later, "redo", "redo")
    assert () == on_disk(study)
    do(later, "redo")
    assert later.failed
    do(later, "undo", "undo", "undo")
    assert later.failed


@pytest.mark.parametrize("action", ["exemplar", "unsure", "uncode", "change-ends"])
def test_without_a_coding_there_is_nothing_to_change(session, study, action):
    """It is said, nothing is written."""
    do(session, action)

    assert (True, "no coding of yours is here") == (session.failed, session.said)
    assert not log_path(study, "ann", "S01").exists()


def test_a_new_code_in_vivo(session, study):
    """From the words, into the coder's own proposals, and on the words at once; nobody else is shown it."""
    do(session, "turn-on", "sentence")
    session.propose("my aunt")

    (proposal,) = read_proposals(study)
    (coding,) = on_disk(study)
    assert ("ann", "my_aunt", "my aunt", coding.id) == (proposal.coder, proposal.slug, proposal.label, proposal.from_)
    assert "proposal/ann/my_aunt" == coding.code == session.current.code == session.last_code
    assert "proposal/ann/my_aunt" in session.hotkeys
    assert session.find_codes("aun")[0] == coding.code
    session.close()
    other = Session(open_study(study), "ben", "S01")
    assert "proposal/ann/my_aunt" not in other.hotkeys
    other.close()


def test_search(session):
    """Whatever the case; on and back, round the end; the words found are selected, ready to be coded."""
    session.search("YES")
    assert ("Yes", "1 of 3: YES") == (words(session), session.said)
    do(session, "search-on", "search-on")
    assert "3 of 3: YES" == session.said
    do(session, "search-on")
    assert "1 of 3: YES" == session.said
    do(session, "search-back")
    assert "3 of 3: YES" == session.said
    session.search("nowhere")
    assert (True, "not found: nowhere") == (session.failed, session.said)


def test_filter(session):
    """Only one code and those below it, until all are shown again."""
    coded(session)
    session.type("c")
    session.show_only("trust")
    assert ["trust.person"] == [each.code for each in session.shown]
    session.show_only(None)
    assert 2 == len(session.shown)


# blindness, completion, transcripts


def test_only_ones_own_codings_show(session, study):
    """Another's codings are not there, until asked for, and that is recorded."""
    coded(session)
    session.close()
    blind = Session(open_study(study), "ben", "S01")
    assert ((), 0) == (blind.shown, len(blind.elsewhere))
    blind.close()
    seeing = Session(open_study(study), "ben", "S01", see=["ann"])
    assert ["ann"] == [each.coder for each in seeing.shown]
    do(seeing, "coding-on", "uncode")
    assert "no coding of yours is here" == seeing.said
    seeing.close()
    assert ["ann"] == [event.coder for event in fold(open_study(study).workspace.log("ben", "S01")).saw]


def test_complete_and_take_it_back(session):
    """Said with what it covers; the same key takes it back."""
    coded(session)
    do(session, "complete")
    assert session.room.completed
    assert "completed, 1 of 3 turns of participants have codings; U takes it back" == session.said
    do(session, "complete")
    assert not session.room.completed


def test_next_transcript_and_back(session):
    """Each remembers where it was left."""
    do(session, "turn-on", "next-transcript")
    assert "S02" == session.room.name
    do(session, "next-transcript")
    assert "this is the last transcript; S chooses another" == session.said
    session.open("S01")
    assert after(session).startswith("I know")


def test_reopening_is_where_they_were(session, enter):
    """Also after a kill: the place is kept while they read."""
    do(session, "turn-on", "sentence-on")
    session.keep_moved()
    session.room.leave()
    again = enter()

    assert after(again).startswith("She said 3.5")


def test_a_damaged_position_is_no_fault(study, session, enter):
    """It is never the truth."""
    session.close()
    (study / ".imqual" / "positions" / "ann.json").write_text("{", encoding="utf-8")

    assert after(enter()).startswith("Why?")


# the disk


WHO = """
import sys
from pathlib import Path
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.tui.session import Session
try:
    Session(open_study(Path(sys.argv[1])), "ann", "S01")
except Exception as error:
    print(type(error).__name__, error)
"""


def test_a_second_process_is_told_who_has_the_file(session, study):
    """The file is held as long as the screen is open, and free afterwards."""
    command = [sys.executable, "-c", WHO, study]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.startswith("BusyError another imqual (process ")
    assert "has it open on the coding screen (writing ann's codings of S01)" in told

    with pytest.raises(BusyError):
        Session(open_study(study), "ann", "S01")
    session.close()
    assert "" == subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_transcript_that_somebody_else_has_is_not_entered(session, study):
    """The screen stays where it was, and says why."""
    with_s02 = Session(open_study(study), "ann", "S02")
    session.open("S02")

    assert ("S01", True) == (session.room.name, session.failed)
    with_s02.close()
    session.open("S02")
    assert "S02" == session.room.name


def test_a_transcript_that_changed_on_disk_is_carried_not_overwritten(session, study):
    """The coding and the selection stay on their words; the key is not taken for the new text."""
    coded(session)
    path = study / "transcripts" / "S01.md"
    changed = path.read_text(encoding="utf-8").replace("I [00:01]: Why?", "I [00:01]: Hello. Why, if I may ask?")
    path.write_text(changed, encoding="utf-8")
    session.type("c")

    assert session.failed
    assert "transcripts/S01.md changed on disk: read again" in session.said
    assert "nothing was written, press the key again" in session.said
    assert "I know her, she is my aunt." == words(session)
    assert "trust.person" == session.current.code
    session.type("c")
    assert ["trust.person", "price"] == [each.code for each in on_disk(study)]
    assert path.read_text(encoding="utf-8") == changed


def test_a_transcript_that_cannot_be_read_any_more_is_gone_on_with(session, study):
    """Half-saved by an editor, say: the screen keeps what it opened, and says so."""
    path = study / "transcripts" / "S01.md"
    whole = path.read_text(encoding="utf-8")
    path.write_text("no front matter", encoding="utf-8")
    assert session.look()
    assert "cannot be read now" in session.said
    do(session, "turn-on", "sentence")
    path.write_text(whole, encoding="utf-8")
    assert session.look()
    session.type("c")
    assert "price" == session.current.code


def test_words_that_are_gone_are_not_coded(session, study):
    """The selection is lost with its words; the cursor stays in that turn."""
    do(session, "turn-on", "sentence")
    path = study / "transcripts" / "S01.md"
    path.write_text(path.read_text(encoding="utf-8").replace("I know her, she is my aunt.", "Well."), encoding="utf-8")
    session.type("c")

    assert session.selected is None
    assert "select again" in session.said
    assert 2 == session.turn
    assert () == on_disk(study)


def test_a_disk_that_is_full_changes_nothing(session, study, monkeypatch):
    """NOT SAVED is said, and the screen shows what is on the disk."""
    from imcommerce_qual.actions import desk

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(desk, "append_events", full)
    coded(session)

    assert (True, "NOT SAVED: No space left on device") == (session.failed, session.said)
    assert ((), ()) == (session.shown, on_disk(study))


def test_what_somebody_else_wrote_into_the_same_file_is_read(session, study):
    """Git merged the second laptop's lines while the screen was open."""
    coded(session)
    path = log_path(study, "ann", "S01")
    lines = path.read_bytes()
    path.write_bytes(b"")
    assert session.look()
    assert () == session.shown
    path.write_bytes(lines)
    assert session.look()
    assert 1 == len(session.shown)


# keys


def test_no_two_actions_have_one_key():
    """Else one of them could never be done."""
    keys = [key for action in ACTIONS for key in action.keys]

    assert len(set(keys)) == len(keys)


def test_keys_can_be_given_to_other_actions():
    """The user's own key wins, and the action that had it keeps its others."""
    keys = keymap({"same-again": "r", "undo": ["x", "="], "help": []})

    assert ("same-again", "undo", "undo") == (keys.action("r", "r"), keys.action("x", "x"), keys.action("equals", "="))
    assert keys.action("ctrl+z", None) is None
    assert keys.action("question_mark", "?") is None
    assert "r" in keys.reserved


@pytest.mark.parametrize("wrong", [{"sme-again": "r"}, {"undo": 3}, {"undo": "x", "redo": "x"}])
def test_wrong_keys_are_refused_with_a_remedy(wrong):
    """Before the screen opens."""
    with pytest.raises(WrongUseError) as told:
        keymap(wrong)

    assert told.value.remedy


def test_a_walk_begins_where_there_are_words(enter):
    """The first place is the first word, on the side that has words."""
    assert "为" == (session := enter("S02")).transcript.text[Walk(session.transcript).start().cursor]


def test_codings_that_a_key_leaves_alone_stay_the_same_values(session):
    """Whatever is drawn from them need not be drawn again."""
    session.do("sentence")
    session.apply("price")
    (before,) = session.room.standing
    session.apply("family")

    same = [each for each in session.room.standing if each is before]

    assert [2, 1] == [len(session.room.standing), len(same)]


def test_after_the_codebook_changed_nothing_is_taken_over(session, study):
    """A coding whose code is gone does not stand as it did, though nothing happened to it."""
    session.do("sentence")
    session.apply("family")
    book = study / "codebooks/book.yaml"
    book.write_text(book.read_text(encoding="utf-8").replace("{id: family", "{id: relatives"), encoding="utf-8")

    assert session.look()

    assert () == session.room.standing
