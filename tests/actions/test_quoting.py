"""Choosing quotations: who is offered, which forms are taken, what is on the disk, and that forgetting reaches it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.actions.conftest import BOOK
from tests.studies import write_study

from imcommerce_qual.actions.analysing import sighted
from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.checking import check
from imcommerce_qual.actions.errors import BusyError, RefusedError, WrongUseError
from imcommerce_qual.actions.exporting import export
from imcommerce_qual.actions.forgetplan import plan_erase_participant, plan_erase_words
from imcommerce_qual.actions.forgetting import carry_out
from imcommerce_qual.actions.occurring import Options
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.quotechecking import check_quotes, filtered, label_map
from imcommerce_qual.actions.quotekeeping import drop, keep
from imcommerce_qual.actions.quotepicking import pick
from imcommerce_qual.actions.quoting import kept_quotes
from imcommerce_qual.actions.theming import themes
from imcommerce_qual.render.paperevidence import printed_words, translation_cell
from imcommerce_qual.store.locks import keeping_quotes
from imcommerce_qual.store.quotelog import quotes_path, read_kept

HEAD = """\
---
version: 1
id: {id}
language: zh
translation: {{language: en}}
speakers:
  {id}: {{role: participant, participant: {id}}}
participants: {{{id}: {{role: buyer{consent}}}}}
provenance: synthetic
---
"""
S01 = (
    HEAD.format(id="S01", consent="")
    + "S01: 都是认识的人。我不怕。可能会亏。\n= They are people I know. I am not afraid. I may lose.\n"
)
S02 = HEAD.format(id="S02", consent="") + "S02: 她是我阿姨。\n= She is my aunt.\n\nS02: 她人很好。\n= She is kind.\n"
S03 = HEAD.format(id="S03", consent=", consent: {status: given, quotes: false}") + "S03: 我信她。\n= I trust her.\n"


@pytest.fixture
def folder(tmp_path) -> Path:
    """Three people, each under *trust*; the third may not be quoted."""
    write_study(tmp_path, BOOK, S01, S02, S03)
    requests = [
        Request(transcript="S01", code="trust", quote="都是认识的人。我不怕。可能会亏。"),
        Request(transcript="S02", code="trust", quote="她是我阿姨。"),
        Request(transcript="S02", code="trust", quote="她人很好。"),
        Request(transcript="S03", code="trust", quote="我信她。"),
    ]
    apply(open_study(tmp_path), "ann", requests)
    return tmp_path


def refs(folder: Path, **more) -> list[tuple[str, str]]:
    """Participant and ref of the candidates, in order."""
    found = pick(open_study(folder), theme="t1", **more)
    return [(each.quotation.participants[0], each.ref) for each in found.candidates]


def test_who_may_not_be_quoted_is_never_offered(folder):
    """Consent goes before everything; that something is withheld is said."""
    found = pick(open_study(folder), theme="t1")

    assert {"S01", "S02"} == {who for each in found.candidates for who in each.quotation.participants}
    assert 1 == found.withheld


def test_those_of_whom_the_fewest_are_kept_come_first(folder):
    """Keeping one of S01's makes the next candidate another's."""
    ((first, ref), *_) = refs(folder)
    keep(open_study(folder), "ann", ref[:8])

    assert first != refs(folder)[0][0]
    assert 1 == next(each.quoted for each in pick(open_study(folder), theme="t1").candidates if each.ref == ref)


def test_a_kept_form_is_on_the_disk_and_comes_back(folder):
    """One line, in the writer's own file, with the words' anchor; the same form is not written twice."""
    ref = dict(refs(folder))["S01"]
    done = keep(open_study(folder), "ann", ref, trim="都是认识的人。［……］可能会亏。", translation="All people I know.")
    again = keep(
        open_study(folder), "ann", ref, trim="都是认识的人。［……］可能会亏。", translation="All people I know."
    )

    line = json.loads(quotes_path(folder, "ann").read_text(encoding="utf-8"))
    assert (True, False) == (done.new, again.new)
    assert "不" in done.weighty
    assert ("kept", 1, "S01", "都是认识的人。我不怕。可能会亏。") == (
        line["event"],
        line["v"],
        line["transcript"],
        line["quote"],
    )
    (shown,) = kept_quotes(open_study(folder))
    assert ("都是认识的人。［……］可能会亏。", "All people I know.", "as it was") == (
        shown.words,
        shown.translation,
        shown.state,
    )
    assert () == check(folder).problems


def test_exports_have_the_kept_form_and_its_own_translation(folder):
    """Beside the words, which stay as they were said, stand the form to print, its id, and the preferred translation."""
    ref = dict(refs(folder))["S01"]
    kept = keep(open_study(folder), "ann", ref, trim="都是认识的人。［……］可能会亏。", translation="All people I know.")

    found = themes(open_study(folder)).table
    (quotation,) = [each for each in found.findings[0].themes[0].quotations if each.participants == ("S01",)]
    (exported,) = export(sighted(open_study(folder)), ["evidence"], Options())
    (link,) = [each for each in exported.value["evidence"] if each.quotation.participants == ("S01",)]

    assert quotation == replace(link.quotation, codes=quotation.codes)
    assert "都是认识的人。我不怕。可能会亏。" == quotation.words
    assert ("都是认识的人。［……］可能会亏。", kept.shown.kept.id) == (quotation.published, quotation.kept)
    assert ("All people I know.", True, True) == (
        quotation.translation,
        quotation.translation_exact,
        quotation.own_translation,
    )
    assert ("都是认识的人。［……］可能会亏。", "All people I know. (own translation)") == (
        printed_words(quotation),
        translation_cell(quotation),
    )
    drop(open_study(folder), "ann", kept.shown.kept.id)
    assert all(each.kept is None for each in themes(open_study(folder)).table.findings[0].themes[0].quotations)


def test_a_trim_in_other_words_is_refused(folder):
    """The speaker's words, or nothing."""
    with pytest.raises(RefusedError):
        keep(open_study(folder), "ann", dict(refs(folder))["S01"], trim="都是我认识的好人。")

    assert not quotes_path(folder, "ann").exists()


def test_a_trim_that_drops_words_without_a_sign_is_told_which(folder):
    """What is missing is named, so that an ellipsis can be put there."""
    ref = dict(refs(folder))["S01"]
    words = keep(open_study(folder), "ann", ref).shown.words
    with pytest.raises(RefusedError, match="left out without a sign: “"):
        keep(open_study(folder), "ann", ref, trim=words[:4] + words[6:])


def test_whoever_may_not_be_quoted_cannot_be_kept(folder):
    """Also by place, without a coding."""
    text = open_study(folder).study.transcripts["S03"].text
    start = text.index("我信她")
    with pytest.raises(RefusedError, match="S03"):
        keep(open_study(folder), "ann", f"S03:{start}:{start + 3}")


def test_names_that_lead_nowhere_are_wrong_use(folder):
    """An unknown ref, place, theme or id is said, with what there is."""
    opened = open_study(folder)
    for call in (
        lambda: keep(opened, "ann", "zzzzzzzz"),
        lambda: keep(opened, "ann", "S01:5:999999"),
        lambda: pick(opened, theme="nowhere"),
        lambda: pick(opened, theme="t1", code="trust"),
        lambda: drop(opened, "ann", "abcd"),
        lambda: label_map(opened.study, ["P3"]),
        lambda: label_map(opened.study, ["P3=S99"]),
    ):
        with pytest.raises(WrongUseError):
            call()


def test_what_is_dropped_is_not_listed_and_can_be_kept_again(folder):
    """Letting go is an event of its own; nothing is taken out of the file."""
    ref = dict(refs(folder))["S02"]
    kept = keep(open_study(folder), "ann", ref).shown.kept
    drop(open_study(folder), "ben", kept.id[:8], why="too long")

    assert () == kept_quotes(open_study(folder))
    assert keep(open_study(folder), "ann", ref).new
    assert 2 == quotes_path(folder, "ann").read_text(encoding="utf-8").count("\n")


def test_a_torn_line_is_a_problem_and_the_others_count(folder):
    """A write that was cut off loses itself alone."""
    keep(open_study(folder), "ann", dict(refs(folder))["S02"])
    path = quotes_path(folder, "ann")
    path.write_bytes(path.read_bytes() + b'{"v":1,"event":"ke')
    keep(open_study(folder), "ann", dict(refs(folder))["S01"])

    assert 2 == len(read_kept(folder))
    assert ["damaged-line"] == [each.code for each in check(folder).problems]


def test_two_writers_of_one_file_wait_for_each_other(folder, monkeypatch):
    """Whoever holds the file is named."""
    monkeypatch.setattr("imcommerce_qual.actions.quotekeeping.PATIENCE", 0.05)
    ref = dict(refs(folder))["S01"]
    with keeping_quotes(folder, "ann", seconds=1), pytest.raises(BusyError):
        keep(open_study(folder), "ann", ref)


def test_a_kept_quotation_says_when_its_words_changed(folder):
    """Its words are carried like a coding's."""
    keep(open_study(folder), "ann", dict(refs(folder))["S01"])
    path = folder / "transcripts" / "S01.md"
    path.write_text(path.read_text(encoding="utf-8").replace("可能会亏", "也许会亏"), encoding="utf-8")

    assert ["changed"] == [each.state for each in kept_quotes(open_study(folder))]


def test_a_coders_own_printed_form_is_taken(folder):
    """A form with the excerpt's words is the trimmed one; other words are a translation."""
    ref = dict(refs(folder))["S01"]
    envelope = {"v": 1, "id": "f" * 8, "action": "f" * 8, "at": "2099-01-04T09:30:00.000001Z", "event": "amended"}
    with (folder / "codings" / "ann" / "S01.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps({**envelope, "of": ref, "print": "Folk I know."}) + "\n")

    assert "Folk I know." == keep(open_study(folder), "ann", ref).shown.translation


def test_forgetting_reaches_what_was_kept(folder):
    """Erased words, and everything of an erased participant, are nowhere in quotes/."""
    found = dict(refs(folder))
    keep(open_study(folder), "ann", found["S01"], trim="都是认识的人。", translation="All people I know.")
    keep(open_study(folder), "ann", found["S02"], translation="My aunt Secret, she is.")
    carry_out(open_study(folder), plan_erase_words(open_study(folder), "ann", ["Secret"]))
    carry_out(open_study(folder), plan_erase_participant(open_study(folder), "ann", "S01"))
    text = quotes_path(folder, "ann").read_text(encoding="utf-8")

    for words in ("Secret", "认识的人", "people I know", "不怕"):
        assert words not in text
    assert {"no consent", "as it was"} >= {each.state for each in kept_quotes(open_study(folder))}


def test_an_own_translation_that_was_kept_is_what_a_draft_is_checked_against(folder, tmp_path):
    """Without it the author's English is not found; with it one changed word is."""
    draft = tmp_path / "draft.md"
    draft.write_text("“Every one of them is somebody familiar to me” (S01).", encoding="utf-8")
    before = check_quotes(open_study(folder), draft).report.quotations[0].verdict
    keep(
        open_study(folder),
        "ann",
        dict(refs(folder))["S01"],
        translation="Every one of them is somebody familiar to me.",
    )
    after = check_quotes(open_study(folder), draft).report.quotations[0]
    draft.write_text("“Every one of them was somebody familiar to me” (S01).", encoding="utf-8")
    changed = check_quotes(open_study(folder), draft).report.quotations[0]

    assert ("not found", "verbatim", "altered") == (before, after.verdict, changed.verdict)
    assert after.sources[0].form is not None


def test_files_that_a_draft_reads_in_are_checked_in_their_place(folder, tmp_path):
    """The problem has the line of the file that it stands in; what lies outside the draft's folder is not read."""
    paper = tmp_path / "paper"
    (paper / "parts").mkdir(parents=True)
    (tmp_path / "secret.tex").write_text("“She is my boss” (S02).", encoding="utf-8")
    (paper / "main.tex").write_text(
        "A.\n\n\\input{parts/one}\n\\input{../secret}\n\\input{parts/link}", encoding="utf-8"
    )
    (paper / "parts" / "one.tex").write_text("B.\n\n“She is my old aunt” (S02).\n\\input{two}", encoding="utf-8")
    (paper / "parts" / "two.tex").write_text("“She is my mother” (S02).", encoding="utf-8")
    (paper / "parts" / "link.tex").symlink_to(tmp_path / "secret.tex")
    report = check_quotes(open_study(folder), paper / "main.tex").report

    places = [(Path(each.place.file).name, each.place.line, each.place.source) for each in report.quotations]
    assert [("one.tex", 3, "“She is my old aunt” (S02)."), ("two.tex", 1, "“She is my mother” (S02).")] == places
    assert 2 == sum("outside the draft's folder" in each for each in report.notes)


def test_only_what_is_asked_for_is_reported(folder, tmp_path):
    """Verdicts, participants and counts narrow the report; something else is wrong use."""
    draft = tmp_path / "draft.md"
    draft.write_text("“都是认识的人” (S01). “She is my old aunt” (S02). “I trust her” (S03).", encoding="utf-8")
    done = check_quotes(open_study(folder), draft)

    assert ["altered"] == [each.verdict for each in filtered(done, ["altered"]).quotations]
    assert ["verbatim"] == [each.verdict for each in filtered(done, ["s01"]).quotations]
    assert ["no consent"] == [each.verdict for each in filtered(done, ["no consent,counts"]).quotations]
    with pytest.raises(WrongUseError):
        filtered(done, ["nonsense"])
    with pytest.raises(WrongUseError):
        check_quotes(open_study(folder), tmp_path / "none.md")
    with pytest.raises(WrongUseError):
        check_quotes(open_study(folder), folder / "study.yaml")
