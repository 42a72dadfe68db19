"""Editing a transcript: what is shown, what is recorded, and that no coding is lost on the way."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.changing import amend, find_coding
from imcommerce_qual.actions.checking import check
from imcommerce_qual.actions.errors import BusyError, RefusedError, WrongUseError
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.retexting import carry_out, plan_record, plan_update
from imcommerce_qual.actions.texts import text_history, unsettled
from imcommerce_qual.cli.app import app


def put(study, quote, code="price", *, coder="ann", **place):
    """One coding on S01."""
    return apply(open_study(study), coder, [Request(transcript="S01", code=code, quote=quote, **place)])[0].coding


def text_of(study):
    """The file S01."""
    return study / "transcripts" / "S01.md"


def edited(study, *pairs, body=False):
    """A new S01 beside the study, with some words replaced."""
    text = text_of(study).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path = study.parent / "new.md"
    path.write_text(text.split("---\n", 2)[2] if body else text, encoding="utf-8", newline="")
    return path


@pytest.fixture
def study(study, tmp_path_factory):
    """The small study in a folder of its own, so that other files can lie beside it."""
    folder = tmp_path_factory.mktemp("beside") / "study"
    study.rename(folder)
    return folder


def files(study):
    """Every byte of the study that is not a cache."""
    return {
        path: path.read_bytes() for path in sorted(study.rglob("*")) if path.is_file() and ".imqual" not in path.parts
    }


def verdicts(plan):
    """What becomes of each coding, by its words before."""
    return {fate.was.words: (fate.verdict, fate.now.words if fate.now else None) for fate in plan.fates}


def words(study, coder="ann"):
    """The words under a coder's codings today."""
    opened = open_study(study)
    text = opened.study.transcripts["S01"].text
    return [text[each.span.start : each.span.end] for each in opened.presence(viewer=coder).standing]


def test_the_preview_says_kept_changed_and_lost_and_writes_nothing(study):
    """Nothing is recorded before somebody has seen what becomes of the codings."""
    for quote in ("I know her", "It was cheap", "She is my aunt"):
        put(study, quote)
    before = files(study)
    new = edited(study, ("It was cheap", "It was so cheap"), ("She is my aunt. ", ""))
    plan = plan_update(open_study(study), "ann", "S01", new)

    assert {
        "I know her": ("kept", "I know her"),
        "It was cheap": ("changed", "It was so cheap"),
        "She is my aunt": ("lost", None),
    } == verdicts(plan)
    assert before == files(study)


def test_an_update_is_recorded_and_codings_stand_on_their_words(study):
    """Both texts are stored, the map is beside them, nobody's codings are rewritten."""
    put(study, "It was cheap")
    logs = (study / "codings/ann/S01.jsonl").read_bytes()
    old = open_study(study).study.transcripts["S01"].hash
    carry_out(
        open_study(study), plan_update(open_study(study), "ann", "S01", edited(study, ("Why?", "But why?"))), "ear"
    )
    new = open_study(study).study.transcripts["S01"].hash
    (line,) = (study / "history/transcripts/S01/ann.jsonl").read_bytes().splitlines()
    record = json.loads(line)

    assert ("ann", old, new, "ear", [[3, 4, 3, 8]]) == tuple(record[k] for k in ("by", "from", "to", "why", "changed"))
    assert list(record) == sorted(record)
    assert {old, new} == {path.stem for path in (study / "history/transcripts/S01").glob("*.md")}
    assert logs == (study / "codings/ann/S01.jsonl").read_bytes()
    assert ["It was cheap"] == words(study)
    assert [] == [each.code for each in check(study).problems if each.code.startswith(("coding", "transcript"))]


def test_an_update_can_be_taken_back_with_the_stored_text(study):
    """There and back again: every coding is where it was, as it was."""
    put(study, "She is my aunt. Yes")
    first = open_study(study).study.transcripts["S01"].hash
    opened = open_study(study)
    carry_out(opened, plan_update(opened, "ann", "S01", edited(study, ("She is my aunt. ", "Mm. "))))
    opened = open_study(study)
    carry_out(opened, plan_update(opened, "ann", "S01", study / f"history/transcripts/S01/{first}.md"))

    assert ["She is my aunt. Yes"] == words(study)
    assert not unsettled(open_study(study), None, viewer=None).fates


def test_a_new_text_alone_keeps_the_front_matter(study):
    """Transcribers send text; who speaks is known already."""
    new = edited(study, ("It was cheap", "它很便宜 😀"), body=True)
    before = text_of(study).read_text(encoding="utf-8")
    opened = open_study(study)
    carry_out(opened, plan_update(opened, "ann", "S01", new))

    assert before.replace("It was cheap", "它很便宜 😀") == text_of(study).read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["", "just words\n", "---\nversion: 1\nid: S02\n---\nI: a\n", "\udcff"])
def test_what_is_no_transcript_is_refused(study, content):
    """An empty file, one without turns, another transcript, or no text: nothing is written."""
    new = study.parent / "new.md"
    new.write_bytes(content.encode("utf-8", "surrogateescape"))
    before = files(study)

    with pytest.raises(RefusedError):
        plan_update(open_study(study), "ann", "S01", new)
    assert before == files(study)


def test_a_file_that_changed_meanwhile_is_not_overwritten(study):
    """Somebody else's edit is not lost between the look and the writing."""
    opened = open_study(study)
    plan = plan_update(opened, "ann", "S01", edited(study, ("Why?", "But why?")))
    text_of(study).write_text(text_of(study).read_text(encoding="utf-8") + "\nI: Bye.\n", encoding="utf-8")
    before = files(study)

    with pytest.raises(BusyError):
        carry_out(opened, plan)
    assert before == files(study)


def test_an_edit_by_hand_is_warned_about_until_it_is_recorded(study):
    """The codings are carried at once; what became of them is for somebody to look at."""
    put(study, "It was cheap")
    text_of(study).write_text(edited(study, ("It was cheap", "It was very cheap")).read_text(encoding="utf-8"))
    opened = open_study(study)

    assert "transcript-edited" in [each.code for each in check(study).problems]
    plan = plan_record(opened, "ann", "S01")
    assert {"It was cheap": ("changed", "It was very cheap")} == verdicts(plan)
    with pytest.raises(RefusedError):
        plan_update(opened, "ann", "S01", edited(study, ("Why?", "But why?")))
    carry_out(opened, plan)
    assert "transcript-edited" not in [each.code for each in check(study).problems]
    assert plan_record(open_study(study), "ann", "S01").nothing


def test_a_text_that_nothing_names_needs_no_record(study):
    """Before anybody coded, a transcript is a file like any other."""
    text_of(study).write_text(edited(study, ("Why?", "But why?")).read_text(encoding="utf-8"))

    assert plan_record(open_study(study), "ann", "S01").nothing
    assert "transcript-edited" not in [each.code for each in check(study).problems]


def test_a_completed_text_is_named_too(study):
    """Having read it all is about that text."""
    complete(open_study(study), "ann", "S01")
    text_of(study).write_text(edited(study, ("Why?", "But why?")).read_text(encoding="utf-8"))

    assert not plan_record(open_study(study), "ann", "S01").nothing


def test_two_writers_record_in_files_of_their_own(study):
    """Nothing to merge: each has a file, and both edits are a way."""
    put(study, "It was cheap")
    for coder, pair in (("ann", ("Why?", "But why?")), ("ben", ("And the price?", "And what price?"))):
        opened = open_study(study)
        carry_out(opened, plan_update(opened, coder, "S01", edited(study, pair)))

    assert ["ann.jsonl", "ben.jsonl"] == sorted(p.name for p in (study / "history/transcripts/S01").glob("*.jsonl"))
    history = text_history(open_study(study), "S01", viewer=None)
    assert ["ann", "ben"] == [each.edit.by for each in history.edits]
    assert [{"kept": 1}, {}] == [each.fates for each in history.edits]
    assert [False, False, True] == [each.today for each in reversed(history.versions)]
    assert ["It was cheap"] == words(study)


def test_others_codings_are_not_shown_before_one_is_done(study):
    """Blind by default, also here: not even how many there are."""
    put(study, "It was cheap", coder="ben")
    plan = plan_update(open_study(study), "ann", "S01", edited(study, ("It was cheap", "")))

    assert ((), ("ben",)) == (plan.fates, plan.hidden)
    assert {"It was cheap": ("lost", None)} == verdicts(
        plan_update(open_study(study), "ben", "S01", edited(study, ("It was cheap", "")))
    )


@pytest.mark.parametrize("overlapping", ["She is my aunt. Yes", "know her. She is my aunt"])
def test_overlapping_codings_have_fates_of_their_own(study, overlapping):
    """One may be lost where the other is only changed."""
    put(study, "She is my aunt")
    put(study, overlapping, "trust")
    plan = plan_update(open_study(study), "ann", "S01", edited(study, ("She is my aunt", "Er")))

    assert ("lost", None) == verdicts(plan)["She is my aunt"]
    assert overlapping in verdicts(plan)


def test_a_changed_coding_is_settled_by_amending_it(study):
    """The coder's own answer re-anchors it to the text of today; from then on it is kept."""
    coding = put(study, "It was cheap")
    opened = open_study(study)
    carry_out(opened, plan_update(opened, "ann", "S01", edited(study, ("It was cheap", "It was rather cheap"))))
    opened = open_study(study)
    (fate,) = unsettled(opened, "S01", viewer="ann", only="ann").fates
    at = (fate.now.span.start, fate.now.span.end)
    amend(opened, "ann", find_coding(opened, "ann", coding), {"at": at})
    opened = open_study(study)

    assert "changed" == fate.verdict
    assert () == unsettled(opened, None, viewer="ann").fates
    assert opened.study.transcripts["S01"].hash == find_coding(opened, "ann", coding).anchor.text
    assert not any(each.changed for each in opened.presence().standing)


def test_a_lost_coding_is_settled_by_a_candidate(study):
    """What looks like it is offered, with positions that can be typed; nobody chose it before."""
    coding = put(study, "And the price", "price")
    new = edited(study, ("I: And the price?\n\n", ""), ("It was cheap", "And that price? It was cheap"))
    opened = open_study(study)
    carry_out(opened, plan_update(opened, "ann", "S01", new))
    opened = open_study(study)
    (fate,) = unsettled(opened, None, viewer="ann").fates
    best = fate.candidates[0].span
    amend(opened, "ann", find_coding(opened, "ann", coding), {"at": (best.start, best.end)})

    assert "lost" == fate.verdict
    assert [fate.candidates[0].words] == words(study)


def run(study, *arguments):
    """The command line in that study, without a terminal."""
    return CliRunner().invoke(app, [*arguments], env={"IMQUAL_STUDY": str(study)})


def test_without_a_terminal_nothing_is_written_unless_yes_is_said(study):
    """A script must mean it; the preview is on stdout all the same."""
    put(study, "It was cheap")
    new = str(edited(study, ("It was cheap", "It was so cheap")))
    before = files(study)
    seen = run(study, "transcript", "update", "S01", new, "--as", "ann")

    assert 2 == seen.exit_code
    assert "0 codings kept, 1 changed, 0 lost" in seen.stdout
    assert before == files(study)
    assert 0 == run(study, "transcript", "update", "S01", new, "--as", "ann", "--dry-run").exit_code
    assert before == files(study)
    assert 0 == run(study, "transcript", "update", "S01", new, "--as", "ann", "--yes").exit_code
    assert before != files(study)
    assert "[It was so cheap]" in run(study, "transcript", "lost", "--as", "ann").stdout
    assert "1 changed" in run(study, "transcript", "history", "S01").stdout
    assert "changed" == json.loads(run(study, "transcript", "lost", "--json").stdout)["codings"][0]["verdict"]


def test_a_changed_file_is_exit_code_four(study, monkeypatch):
    """A script can tell `try again` from `wrong`."""
    from imcommerce_qual.actions import retexting

    new = str(edited(study, ("Why?", "But why?")))
    monkeypatch.setattr(retexting, "hash16", lambda _: "another")

    assert 4 == run(study, "transcript", "update", "S01", new, "--as", "ann", "--yes").exit_code


def test_an_unknown_transcript_is_wrong_use(study):
    """With a suggestion, as everywhere."""
    with pytest.raises(WrongUseError):
        plan_record(open_study(study), "ann", "S9")
