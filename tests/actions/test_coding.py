"""Applying, changing, undoing: what is written, and what is refused."""

from __future__ import annotations

import json

import pytest

from imcommerce_qual.actions.applying import AmbiguousQuoteError, Request, apply
from imcommerce_qual.actions.batch import parse_batch
from imcommerce_qual.actions.changing import amend, coding_on, find_coding, uncode
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.finishing import complete, reopen
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.proposing import propose_on
from imcommerce_qual.actions.searching import Wanted, search
from imcommerce_qual.actions.settling import split
from imcommerce_qual.actions.takingback import redo, undo
from imcommerce_qual.actions.viewing import look, narrowed, show
from imcommerce_qual.cli.output import print_json


def put(study, code="price", *, coder="ann", transcript="S01", **place):
    """One coding through the library."""
    opened = open_study(study)
    return apply(opened, coder, [Request(transcript=transcript, code=code, **place)])[0]


def state(study):
    """What stands, as (coder, transcript, code, words)."""
    opened = open_study(study)
    texts = opened.study.transcripts
    return [
        (each.coder, each.transcript, each.code, texts[each.transcript].text[each.span.start : each.span.end])
        for each in opened.presence().standing
    ]


def logs(study):
    """Every byte under codings/."""
    return {path: path.read_bytes() for path in sorted((study / "codings").rglob("*.jsonl"))}


def test_a_quote_that_stands_once_is_coded(study):
    """Exactly one place, so nothing needs to be asked."""
    put(study, quote="It was cheap")

    assert [("ann", "S01", "price", "It was cheap")] == state(study)


def test_a_quote_that_stands_twice_is_listed_and_nothing_is_written(study):
    """Interviews are full of yes: a place is never guessed."""
    with pytest.raises(AmbiguousQuoteError) as refused:
        put(study, quote="Yes.")

    assert [2, 4] == [each.turn for each in refused.value.candidates]
    assert {} == logs(study)


@pytest.mark.parametrize(("place", "turn"), [({"turn": 4}, 4), ({"near": "aunt"}, 2), ({"near": "It was cheap"}, 4)])
def test_turn_and_near_choose_among_places(study, place, turn):
    """The two ways of saying which."""
    assert turn == put(study, quote="Yes.", **place).place.turn


def test_what_an_event_names_is_stored_before_it(study):
    """Text and codebook can be had back for every coding."""
    put(study, quote="It was cheap")
    event = json.loads(next(iter(logs(study).values())))

    assert (study / "history" / "transcripts" / "S01" / f"{event['text']}.md").is_file()
    assert (study / "history" / "codebook" / f"{event['codebook']}.yaml").is_file()


@pytest.mark.parametrize(
    ("name", "found"), [("trust.person", "trust.person"), ("confidence", "trust"), ("CONFIDENCE", "trust")]
)
def test_aliases_resolve(study, name, found):
    """Other names of a code are understood wherever a code is."""
    assert found == put(study, name, quote="I know her.").code


def test_an_unknown_code_suggests_the_nearest(study):
    """A typo must not become a code."""
    with pytest.raises(WrongUseError) as refused:
        put(study, "trust.persn", quote="I know her.")

    assert "did you mean `trust.person`?" == refused.value.remedy


@pytest.mark.parametrize("at", [(0, 3), (9, 20), (0, 9999), (8, 8), (30, 20)])
def test_spans_outside_words_are_refused(study, at):
    """Labels, ends before beginnings, and places that are not there."""
    with pytest.raises(WrongUseError):
        put(study, at=at)

    assert {} == logs(study)


def test_the_same_coding_is_not_written_twice(study):
    """Sending a batch again does no harm."""
    first = put(study, quote="It was cheap")
    before = logs(study)
    again = put(study, quote="It was cheap")

    assert (True, False) == (first.new, again.new)
    assert first.coding == again.coding
    assert before == logs(study)


def test_two_coders_may_put_the_same_code_on_the_same_words(study):
    """That is what agreement is about."""
    put(study, quote="It was cheap")
    put(study, quote="It was cheap", coder="ben")

    assert ["ann", "ben"] == [each[0] for each in state(study)]


BATCH = """\
{"transcript": "S01", "code": "price", "quote": "It was cheap"}
{"transcript": "S02", "code": "trust.person", "quote": "他是我同学 😀", "memo": "同学", "unsure": true}
"""


def batch(study, text, code=None):
    """A batch through the library."""
    opened = open_study(study)
    return apply(opened, "ann", parse_batch(text.encode(), code, opened.study))


def test_a_batch_is_one_action_over_all_its_files(study):
    """Undo takes the whole batch back, in every transcript."""
    batch(study, BATCH)
    assert 2 == len(state(study))

    undo(open_study(study), "ann", "S02")

    assert [] == state(study)
    redo(open_study(study), "ann")
    assert 2 == len(state(study))


@pytest.mark.parametrize(
    "bad",
    [
        '{"transcript": "S01", "code": "price", "quote": "not there"}',
        '{"transcript": "S09", "code": "price", "quote": "Yes."}',
        '{"transcript": "S01", "code": "prise", "quote": "It was cheap"}',
        '{"transcript": "S01", "code": "price", "qoute": "It was cheap"}',
        '{"transcript": "S01", "code": "price", "start": 3}',
        '{"transcript": "S01", "code": "price", "quote": "It was cheap", "stance": "likes"}',
        '{"transcript": "S01", "code": "price", "quote": "It was cheap", "turn": "4"}',
        "[1]",
        "nonsense",
    ],
)
def test_one_bad_line_and_nothing_of_the_batch_is_written(study, bad):
    """All or nothing; the line is named."""
    with pytest.raises(RefusedError, match="line 3"):
        batch(study, BATCH + bad + "\n")

    assert {} == logs(study)


def test_search_hits_can_be_coded(study, capsys):
    """`find … --json | apply - CODE` codes each hit, at its place."""
    found = search(open_study(study), Wanted(pattern="yes"), viewer=None)
    print_json("hits", found.hits)
    done = batch(study, capsys.readouterr().out, "price")

    assert 6 == len(found.hits)
    assert 6 == len(done)
    assert {"Yes", "yes"} == {words for *_, words in state(study)}


def test_hits_of_a_text_that_changed_since_are_refused(study, capsys):
    """Words that moved are not coded where others stand now."""
    found = search(open_study(study), Wanted(pattern="cheap"), viewer=None)
    print_json("hits", found.hits)
    path = study / "transcripts" / "S01.md"
    path.write_text(path.read_text(encoding="utf-8").replace("I: Why?", "I: Why, then?"), encoding="utf-8")

    with pytest.raises(RefusedError, match="changed since"):
        batch(study, capsys.readouterr().out, "price")
    assert {} == logs(study)


def test_uncode_by_id_and_by_words(study):
    """A coding can be named either way, and is taken off without a trace lost."""
    first = put(study, quote="It was cheap")
    put(study, "trust", quote="I know her.")
    opened = open_study(study)
    uncode(opened, "ann", find_coding(opened, "ann", first.coding[:8]))
    opened = open_study(study)
    words = Request(transcript="s01", code="confidence", quote="I know her.")
    uncode(opened, "ann", coding_on(opened, "ann", words), "no")

    assert [] == state(study)
    assert 4 == sum(content.count(b"\n") for content in logs(study).values())


def test_nobody_takes_off_anothers_coding(study):
    """A coder's file is that coder's."""
    first = put(study, quote="It was cheap")

    with pytest.raises(WrongUseError):
        find_coding(open_study(study), "ben", first.coding[:8])


def test_amend_changes_what_is_named_and_keeps_the_rest(study):
    """The coding keeps its id, its memo and its history."""
    first = put(study, quote="It was cheap", memo="note")
    opened = open_study(study)
    coding = find_coding(opened, "ann", first.coding)
    amend(opened, "ann", coding, {"code": "trust", "quote": "I know her.", "stance": "supports", "toward": "F1"})
    after = find_coding(open_study(study), "ann", first.coding)

    assert ("trust", "I know her.", "note", "supports", "F1") == (
        after.code,
        after.anchor.quote,
        after.memo,
        after.stance,
        after.toward,
    )
    opened = open_study(study)
    amend(opened, "ann", after, {"memo": None, "stance": None, "unsure": True})
    last = find_coding(open_study(study), "ann", first.coding)
    assert (None, None, True) == (last.memo, last.stance, last.unsure)


def test_a_change_does_not_make_the_same_coding_twice(study):
    """Another code, other words, or a split that would put a code on words that have it: refused."""
    first = put(study, quote="It was cheap")
    other = put(study, code="trust", quote="It was cheap")
    longer = put(study, quote="Yes. It was cheap")
    before = logs(study)

    for coding, wanted in ((other, {"code": "price"}), (longer, {"quote": "It was cheap"})):
        opened = open_study(study)
        with pytest.raises(RefusedError, match=rf"has `price` on these words already \({first.coding[:8]}\)"):
            amend(opened, "ann", find_coding(opened, "ann", coding.coding), wanted)
    at = longer.place.span.start + len("Yes. ")
    with pytest.raises(RefusedError, match="on these words already"):
        split(open_study(study), "ann", find_coding(open_study(study), "ann", longer.coding), at)
    assert before == logs(study)
    opened = open_study(study)
    assert 1 == amend(opened, "ann", find_coding(opened, "ann", other.coding), {"code": "trust.person"}).written


def test_amending_to_what_it_is_writes_nothing(study):
    """Nothing happened, so nothing is undone next time."""
    first = put(study, quote="It was cheap")
    before = logs(study)
    opened = open_study(study)
    done = amend(opened, "ann", find_coding(opened, "ann", first.coding), {"memo": None, "code": "price"})

    assert 0 == done.written
    assert before == logs(study)


def test_undo_and_redo_go_step_by_step(study):
    """The last action first; redo in the other direction; something new empties redo."""
    put(study, quote="It was cheap")
    put(study, "trust", quote="I know her.")
    complete(open_study(study), "ann", "S01")
    assert "undid: completed" == undo(open_study(study), "ann", "S01").what
    assert "undid: applied trust" == undo(open_study(study), "ann", "S01").what
    assert "redid: applied trust" == redo(open_study(study), "ann", "S01").what
    put(study, "trust.person", quote="She is my aunt.")

    with pytest.raises(RefusedError, match="nothing to redo"):
        redo(open_study(study), "ann", "S01")
    assert ["trust", "trust.person", "price"] == [code for _, _, code, _ in state(study)]


def test_undo_with_nothing_done_says_so(study):
    """An empty history is no error of the program."""
    with pytest.raises(RefusedError, match="nothing to undo"):
        undo(open_study(study), "ann")


def test_done_and_reopen(study):
    """Completion is an event like any other; twice is once."""
    assert 1 == complete(open_study(study), "ann", "S01").written
    assert 0 == complete(open_study(study), "ann", "S01").written
    assert open_study(study).presence().progress["ann", "S01"].completed
    assert 1 == reopen(open_study(study), "ann", "S01").written
    assert 0 == reopen(open_study(study), "ann", "S01").written
    assert not open_study(study).presence().progress["ann", "S01"].completed


def test_looking_before_completing_is_recorded_once(study):
    """`--see` shows, and leaves a trace; looking again leaves no second one."""
    put(study, quote="It was cheap")
    assert () == look(open_study(study), "ben", [], ["S01"]).standing
    for _ in range(2):
        assert 1 == len(look(open_study(study), "ben", ["ann"], ["S01"]).standing)

    lines = (study / "codings" / "ben" / "S01.jsonl").read_text(encoding="utf-8").splitlines()
    assert [("saw", "ann")] == [(event["event"], event["coder"]) for event in map(json.loads, lines)]


def test_looking_after_completing_is_not_recorded(study):
    """Whoever is done may look."""
    put(study, quote="It was cheap")
    complete(open_study(study), "ben", "S01")
    assert 1 == len(look(open_study(study), "ben", ["ann"], ["S01"]).standing)

    assert 1 == len((study / "codings" / "ben" / "S01.jsonl").read_text(encoding="utf-8").splitlines())


def test_half_a_surrogate_pair_is_refused(study):
    """It could not be written as UTF-8, and must not tear the file."""
    with pytest.raises(WrongUseError):
        put(study, quote="It was cheap", memo="\ud83d")

    assert {} == logs(study)


def test_a_file_of_a_newer_program_is_read_and_not_written(study):
    """What this version does not know must not be buried under its events."""
    put(study, quote="It was cheap")
    path = study / "codings" / "ann" / "S01.jsonl"
    newer = {"v": 2, "id": "x", "action": "y", "at": "2027-01-01T00:00:00.000000Z", "event": "applied"}
    path.write_bytes(path.read_bytes() + json.dumps(newer).encode() + b"\n")
    before = path.read_bytes()

    with pytest.raises(RefusedError, match="newer imqual"):
        put(study, "trust", quote="I know her.")
    assert before == path.read_bytes()
    assert 1 == len(state(study))


def test_a_new_code_can_be_proposed_from_a_script(study):
    """As on the screen: the words have it at once, and the codebook's owner is asked."""
    done = propose_on(open_study(study), "ann", Request(transcript="S01", code="", quote="my aunt"), label="Like kin")

    assert "proposal/ann/like_kin" == done.code
    assert [("ann", "S01", "proposal/ann/like_kin", "my aunt")] == state(study)


@pytest.mark.parametrize("more", [{"memo": "x"}, {"stance": "supports"}, {"unsure": True}])
def test_a_new_code_is_put_on_as_it_is(study, more):
    """What would be lost without a word is refused, and nothing was proposed."""
    with pytest.raises(WrongUseError):
        propose_on(open_study(study), "ann", Request(transcript="S01", code="", quote="my aunt", **more), label="Kin")
    assert {} == logs(study)
    assert not (study / "codebooks" / "proposals").exists()


def test_what_is_left_to_code_can_be_listed(study):
    """Turns of participants without codings that one may see; the interviewer's are not to be coded."""
    put(study, quote="It was cheap")
    put(study, coder="ben", quote="I know her.")
    shown = show(open_study(study), "S01", viewer="ann")

    assert [2] == [turn.number for turn in narrowed(shown, uncoded=True).transcript.turns]
    assert [4] == [turn.number for turn in narrowed(shown, coded=True).transcript.turns]
    assert shown == narrowed(shown)
    with pytest.raises(WrongUseError):
        narrowed(shown, coded=True, uncoded=True)
