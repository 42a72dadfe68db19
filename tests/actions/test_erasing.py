"""Erasing a participant: what they said, what is known of them, and what was written about them; for good."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.actions.conftest import BOOK, S01
from tests.actions.conftest import S02 as SAME
from tests.forgetful import anywhere, standing
from tests.studies import write, write_study

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.changing import amend, coding_on, find_coding, uncode
from imcommerce_qual.actions.checking import check
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.forgetplan import ForgetPlan, plan_erase_participant
from imcommerce_qual.actions.forgetting import carry_out
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.takingback import redo, undo
from imcommerce_qual.core.history import fold
from imcommerce_qual.store.eventlog import read_log, render_line
from imcommerce_qual.store.staging import study_files

#: What the other one says is nobody else's.
S02 = SAME.replace("I know her. ", "").replace("It was cheap, yes.", "Dear.")
KNOWN = S01.replace(
    "participants: {S01: {role: buyer}}\n",
    'participants:\n  S01: {role: buyer}  # met in Leshan, "the # tea" house\n'
    "interview: {date: 2020-06-18, place: Leshan}\n",
).replace("version: 1\n", "# Leshan again\nversion: 1\n")
GROUP = KNOWN.replace("  S01: {role: p", "  P2: {role: participant, participant: P2}\n  S01: {role: p").replace(
    "participants:\n", "participants:\n  P2: {role: seller}\n"
)


def erase(root: Path, participant: str = "S01") -> ForgetPlan:
    """Looked at, and done."""
    opened = open_study(root)
    plan = plan_erase_participant(opened, "ann", participant)
    carry_out(opened, plan)
    return plan


def code(root: Path, quote: str, name: str = "trust", coder: str = "ann", transcript: str = "S01", **more) -> str:
    """A coding, by its id."""
    return apply(open_study(root), coder, [Request(transcript=transcript, code=name, quote=quote, **more)])[0].coding


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """A study that knows where and when S01 was met."""
    return write_study(tmp_path / "study", BOOK, KNOWN, S02)


def test_what_identifies_them_goes_with_their_words(known):
    """Attributes, date and place of the interview, comments of the front matter; the id stays, and says withdrawn."""
    plan = erase(known)
    text = (known / "transcripts/S01.md").read_text(encoding="utf-8")

    assert [] == anywhere(known, "Leshan") == anywhere(known, "2020-06-18")
    assert "  S01: {consent: {status: withdrawn, quotes: false}}  # [erased]\ninterview: {}\n" in text
    assert "role: buyer" not in text
    assert {"S01", "interview", "front matter"} == {
        field for hit in plan.hits for field in hit.fields if hit.file == "transcripts/S01.md"
    }
    assert [] == [each for each in check(known).problems if each.severity == "error"]


def test_in_every_stored_version_too(known):
    """An older version of the front matter says no more than today's."""
    code(known, "my aunt")
    path = known / "transcripts/S01.md"
    path.write_text(path.read_text(encoding="utf-8").replace("place: Leshan", "place: Emei"), encoding="utf-8")
    erase(known)

    assert [] == anywhere(known, "Leshan") == anywhere(known, "Emei") == anywhere(known, "buyer}  #")


def test_in_a_group_the_interview_is_the_others_too(tmp_path):
    """Its date and place stay, and that is said."""
    root = write_study(tmp_path / "study", BOOK, GROUP.replace("I: And the price?", "P2: Mine is Leshan."), S02)
    plan = erase(root)
    text = (root / "transcripts/S01.md").read_text(encoding="utf-8")

    assert "place: Leshan" in text
    assert "P2: {role: seller}" in text
    assert "P2: Mine is Leshan." in text
    assert any("`interview:` says stays" in each for each in plan.unreached)


def test_whoever_only_a_speaker_names_is_erased_too(tmp_path):
    """In another transcript they may be under `speakers:` without being under `participants:`."""
    other = S02.replace("  S02: {role: p", "  Q: {role: participant, participant: S01}\n  S02: {role: p")
    other = other.replace("I: And the price?", "Q: I sat there too.")
    root = write_study(tmp_path / "study", BOOK, S01, other)
    erase(root)

    assert [] == anywhere(root, "sat there")
    assert "他是我同学" in (root / "transcripts/S02.md").read_text(encoding="utf-8")


def _again(root: Path, purpose: str, coder: str = "ann", transcript: str = "S01") -> Path:
    """The coder's file as one that they coded again, with ids of its own."""
    path = root / f"codings/{coder}/{transcript}.jsonl"
    read = read_log(path, "x", coder=coder, transcript=transcript)
    lines = []
    for event in read.log.events:
        changed = {name: f"{getattr(event, name)}-{purpose}" for name in ("id", "of") if hasattr(event, name)}
        lines.append(render_line(replace(event, action=f"{event.action}-{purpose}", **changed)))
    write(root, {f"codings/{coder}/{purpose}/{transcript}.jsonl": b"".join(lines)})
    return root / f"codings/{coder}/{purpose}/{transcript}.jsonl"


def test_codings_made_again_are_taken_off_too(known):
    """In every folder under codings/, whatever it is for."""
    code(known, "She is my aunt.", memo="her aunt?")
    again, third = _again(known, "recode-1"), _again(known, "pilot")
    plan = erase(known)

    assert 3 == plan.removed
    for path in (again, third):
        read = read_log(path, "x", coder="ann", transcript="S01")
        assert ((), 2) == (fold(read.log).codings, len(read.log.events))
    assert [] == anywhere(known, "my aunt") == anywhere(known, "her aunt")


def test_remarks_go_wherever_they_were_made(known):
    """A memo that was added later, why a coding went, why the text was edited, why somebody decided so."""
    first = code(known, "She is my aunt.")
    opened = open_study(known)
    amend(opened, "ann", find_coding(opened, "ann", first), {"memo": "the one from Mianyang"})
    second = code(known, "It was cheap, yes.", "price")
    uncode(open_study(known), "ann", find_coding(open_study(known), "ann", second), why="Mianyang prices")
    line = json.loads((known / "codings/ann/S01.jsonl").read_text(encoding="utf-8").splitlines()[0])
    decided = {"v": 1, "id": "d1", "event": "decided", "outcome": [line], "how": "new", "why": "as in Mianyang"}
    write(known, {"decisions/ann/S01.jsonl": json.dumps(decided) + "\n"})
    erase(known)

    assert [] == anywhere(known, "Mianyang")
    after = json.loads((known / "decisions/ann/S01.jsonl").read_text(encoding="utf-8"))
    assert ([], "new", "[erased]", "d1") == (after["outcome"], after["how"], after["why"], after["id"])


def test_cells_quotations_and_memos_about_them_go(known):
    """What was written about nobody else, in whatever words; about others, only what repeats their words."""
    coding = code(known, "She is my aunt.")
    write(
        known,
        {
            "grid/ann.jsonl": '{"id":"g1","participant":"S01","theme":"t1","cell":{"text":"Lives by the river"}}\n'
            '{"v":1,"id":"g2","participant":"S02","theme":"t1","cell":{"text":"Lives upstream"}}\n',
            "quotes/ann.jsonl": f'{{"v":1,"id":"q1","coding":"{coding}","shown":"kin, by the river"}}\n',
            "memos/s01.md": "---\nabout: S01\nauthor: ann\n---\nSits by the river.\n",
            "memos/coding.md": f"---\nabout: {coding}\nauthor: ann\n---\nThat river.\n",
            "memos/trust.md": "---\nabout: trust\nauthor: ann\n---\nA river of trust. I know her. She is my aunt.\n",
            "plan/ann.jsonl": '{"id":"p1","event":"assigned","transcript":"S01","to":"reliability"}\n',
        },
    )
    plan = erase(known)

    assert ["memos/trust.md"] == anywhere(known, "river")
    assert [] == anywhere(known, "She is my aunt")
    cells = [json.loads(line) for line in (known / "grid/ann.jsonl").read_text(encoding="utf-8").splitlines()]
    assert ["[erased]", "Lives upstream"] == [each["cell"]["text"] for each in cells]
    assert "t1" == cells[0]["theme"]
    assert '"to":"reliability"' in (known / "plan/ann.jsonl").read_text(encoding="utf-8")
    shown = {hit.file: hit.words for hit in plan.hits if hit.file.startswith("memos/")}
    assert "Sits by the river." == shown["memos/s01.md"]


def test_nothing_brings_them_back(known):
    """Not undo of what erased them, of what took them off before, nor redo of what was undone before."""
    code(known, "She is my aunt.")
    off = code(known, "It was cheap, yes.", "price")
    uncode(open_study(known), "ann", find_coding(open_study(known), "ann", off))
    code(known, "I know her.")
    undo(open_study(known), "ann", "S01")
    erase(known)
    for do in (undo, redo):
        with pytest.raises(RefusedError, match="nothing to"):
            do(open_study(known), "ann", "S01")

    assert {} == standing(known)


def test_undo_of_everything_else_goes_on(known):
    """What was done before and after, on other words, is taken back and put back as if nothing had been between."""
    kept = code(known, "他是我同学 😀", transcript="S02")
    erase(known)
    apply(open_study(known), "ann", [Request(transcript="S02", code="price", quote="Dear.")])
    undo(open_study(known), "ann", "S02")
    undo(open_study(known), "ann", "S02")
    assert {} == standing(known)

    redo(open_study(known), "ann", "S02")
    assert [kept] == list(standing(known))


def test_a_batch_comes_back_without_them(tmp_path):
    """Of an action on both, undo and redo move what is on words; and say that the rest stays out."""
    root = write_study(tmp_path / "study", BOOK, GROUP.replace("I: And the price?", "P2: Mine is dear."), S02)
    asked = [Request(transcript="S01", code="trust", quote=quote) for quote in ("She is my aunt.", "Mine is dear.")]
    _, other = apply(open_study(root), "ann", asked)
    erase(root)
    said = undo(open_study(root), "ann", "S01").what

    assert "codings on erased words stay out" in said
    assert {} == standing(root)
    redo(open_study(root), "ann", "S01")
    assert [other.coding] == list(standing(root))


def test_an_undo_written_elsewhere_does_not_bring_them_back(known):
    """A copy of the study that was not told may still send an undo of what erased them."""
    code(known, "She is my aunt.")
    erase(known)
    path = known / "codings/ann/S01.jsonl"
    last = read_log(path, "x", coder="ann", transcript="S01").log.events[-1]
    undone = {"v": 1, "id": "u", "action": "u", "event": "undone", "target": last.action}
    undone["at"] = (last.at + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    with path.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(undone) + "\n")

    assert {} == standing(known)
    assert () == open_study(known).presence(as_of=last.at - timedelta(microseconds=1)).standing


def test_a_coding_does_not_move_back_onto_erased_words(tmp_path):
    """It was moved to somebody else's words before: undoing that is refused, and says why."""
    root = write_study(tmp_path / "study", BOOK, GROUP.replace("I: And the price?", "P2: Mine is dear."), S02)
    name = code(root, "She is my aunt.")
    opened = open_study(root)
    amend(opened, "ann", find_coding(opened, "ann", name), {"quote": "Mine is dear."})
    erase(root)

    with pytest.raises(RefusedError, match="back on words that were erased"):
        undo(open_study(root), "ann", "S01")
    assert ["Mine is dear."] == [each[-1] for each in standing(root).values()]


def test_erasing_twice_changes_nothing_more(known):
    """What was put in the place of words is no words of theirs."""
    code(known, "She is my aunt.", memo="aunt")
    write(known, {"memos/s01.md": "---\nabout: S01\n---\nSits by the river.\n"})
    erase(known)

    assert plan_erase_participant(open_study(known), "ann", "S01").nothing


def test_only_erasing_says_that_it_erased(known):
    """The reason that makes a removal final is not for people to give by accident."""
    code(known, "She is my aunt.")
    request = Request(transcript="S01", code="trust", quote="She is my aunt.")
    opened = open_study(known)

    with pytest.raises(WrongUseError):
        uncode(opened, "ann", coding_on(opened, "ann", request), why="erased")


def test_everybody_elses_files_stay_byte_for_byte(known):
    """Another participant's transcript, and what was coded there, is not touched."""
    code(known, "他是我同学 😀", transcript="S02", memo="S01 is another")
    before = {name: (known / name).read_bytes() for name in study_files(known) if "S02" in name}
    erase(known)

    assert before == {name: (known / name).read_bytes() for name in study_files(known) if "S02" in name}
