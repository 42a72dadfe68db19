"""Exports of every result in every format, the grid, and the methods text: the library's figures and nothing else."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import docx
import pytest
from tests.actions.conftest import BOOK, S01, S02
from tests.meeting import coded_study, imqual
from tests.studies import write_study

from imcommerce_qual.actions.analysing import parse_cuts, sighted
from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.comparing import compare_study
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.exportfiles import FORMATS, export_files, write_exports
from imcommerce_qual.actions.exporting import EXPORTS, export, not_to_quote, wanted
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.gridding import given_words, grid, take_back, write_cell
from imcommerce_qual.actions.methods import checklist_table, methods
from imcommerce_qual.actions.occurring import SIDES, Options, known_side
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.quotekeeping import keep
from imcommerce_qual.actions.wordtranscript import split_wanted, write_transcripts
from imcommerce_qual.render.checklistitems import DERIVED


@pytest.fixture
def coded(study):
    """Ann coded both and is done; ben coded S01 and is not."""
    mine = [
        Request(transcript="S01", code="trust.person", quote="I know her.", stance="contradicts", memo="<b>=1+1</b>"),
        Request(transcript="S01", code="price", quote="It was cheap"),
        Request(transcript="S02", code="trust", quote="他是我同学 😀"),
    ]
    apply(open_study(study), "ann", mine)
    apply(open_study(study), "ben", [Request(transcript="S01", code="trust", quote="She is my aunt.")])
    for name in ("S01", "S02"):
        complete(open_study(study), "ann", name)
    return study


@pytest.fixture
def seen(coded):
    """Everything, as an author sees it."""
    return sighted(open_study(coded))


def test_every_export_in_every_format_is_the_same_twice(coded, tmp_path):
    """The same study gives the same files, byte for byte, and each says that it is synthetic."""
    runs = []
    for n in (1, 2):
        folder = tmp_path / f"to{n}"
        written = write_exports(export(sighted(open_study(coded)), ["all"], Options(orders=10)), folder, FORMATS)
        runs.append({path.name: path.read_bytes() for path in written})

    assert runs[0] == runs[1]
    assert {f"{what}.{kind}" for what in EXPORTS for kind in ("md", "xlsx", "docx", "tex", "html", "json")} < set(
        runs[0]
    )
    for name, content in runs[0].items():
        if name.endswith((".md", ".html", ".json", ".svg")):
            assert b"ynthetic" in content or b"SYNTHETIC" in content, name


def test_every_document_has_the_rows_of_its_tables(seen):
    """A table in Word has as many rows as the library's, under its heading row; numbers are the same."""
    for found in export(seen, ["evidence", "matrix", "rare", "coverage", "participants"], Options()):
        ((_, content),) = export_files(found, "docx")
        opened = docx.Document(io.BytesIO(content)).tables

        assert len(found.shown) == len(opened)
        assert sum(len(table.rows) for table in found.shown) >= len(found.tables[0].rows)
        for table, shown in zip(found.shown, opened, strict=True):
            assert len(table.rows) + 1 + bool(table.summary) == len(shown.rows)
            for row, cells in zip(table.rows, shown.rows[1:], strict=False):
                texts = [cell.text for cell in cells.cells]
                assert [str(each) for each in row if isinstance(each, int) and not isinstance(each, bool)][:1] <= texts


def test_json_has_the_values_of_the_library(seen):
    """The first number of an export is where every other output has it too."""
    (found,) = export(seen, ["rare"], Options())
    ((name, content),) = export_files(found, "json")

    value = json.loads(content)["value"]
    assert "rare.json" == name
    assert {"trust": 2, "trust.person": 1, "trust.breach": 0, "price": 1} == {
        each["code"]: each["excerpts"] for each in value
    }


def test_unknown_names_suggest_the_nearest():
    """What there is not is refused, with what might have been meant."""
    with pytest.raises(WrongUseError, match="evidnce") as refused:
        wanted(["evidnce"])

    assert "evidence" in refused.value.remedy
    assert tuple(EXPORTS) == wanted(["all", "themes"])
    with pytest.raises(WrongUseError):
        parse_cuts("30,x")


def test_a_blind_coder_exports_their_own_work_alone(coded):
    """Ben has completed nothing: no table that he writes has anything of ann's."""
    seen = sighted(open_study(coded), viewer="ben")

    (found,) = export(seen, ["coverage"], Options())

    assert {"ben"} == {row[0] for row in found.tables[0].rows}


def test_excerpts_that_may_not_be_quoted_are_counted_once(coded):
    """The same excerpt in several tables is one."""
    path = coded / "transcripts" / "S02.md"
    path.write_text(path.read_text().replace("{role: buyer}", "{role: buyer, consent: {status: given, quotes: false}}"))

    assert (1, 0) == not_to_quote(export(sighted(open_study(coded)), ["evidence", "themes", "grid"], Options()))


def test_a_transcript_in_word_has_a_comment_for_each_coding(seen, tmp_path):
    """Co-authors see code, coder, stance and memo at the words; the words are the transcript's, memos are no markup."""
    (path,) = write_transcripts(seen, ["s01"], tmp_path)

    opened = docx.Document(str(path))
    comments = {each.text: each.author for each in opened.comments}
    assert {"ann", "ben"} == set(comments.values())
    assert any("contradicts" in text and "<b>=1+1</b>" in text for text in comments)
    assert any("I know her. She is my aunt. Yes." in each.text for each in opened.paragraphs)
    (again,) = write_transcripts(seen, ["S01"], tmp_path / "again")
    assert path.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(path) as packed:
        assert 3 == packed.read("word/document.xml").decode().count("<w:commentRangeStart")


def test_a_transcript_in_word_says_who_may_not_be_quoted(coded, tmp_path):
    """The co-author who has only Word must not print what a participant did not agree to."""
    path = coded / "transcripts" / "S02.md"
    path.write_text(path.read_text().replace("{role: buyer}", "{role: buyer, consent: {status: given, quotes: false}}"))

    first, second = write_transcripts(sighted(open_study(coded)), ["S01", "S02"], tmp_path / "to")

    said = [" ".join(each.text for each in docx.Document(str(one)).paragraphs) for one in (first, second)]
    assert ["May not be quoted" in each for each in said] == [False, True]


def test_transcripts_follow_their_word():
    """``transcript`` takes the ids after it, and needs one."""
    assert (("themes",), ("S01",)) == split_wanted(["themes", "transcript", "S01"])
    with pytest.raises(WrongUseError):
        split_wanted(["transcript"])


def test_cells_of_the_grid_are_written_taken_back_and_shown(coded):
    """The latest words stand; taking back shows the ones before; nothing is lost from the file."""
    write_cell(open_study(coded), "ann", "s01", "T1", "Knows her.\n她是熟人")
    write_cell(open_study(coded), "ann", "S01", "t1", "=Knows her well")

    assert "=Knows her well" == grid(open_study(coded)).cells["S01", "t1"].text
    take_back(open_study(coded), "ann")
    found = grid(open_study(coded))
    assert "Knows her.\n她是熟人" == found.cells["S01", "t1"].text
    assert ["I know her.", "She is my aunt."] == [each.words for each in found.excerpts["S01", "t1"]]
    take_back(open_study(coded), "ann")
    assert {} == grid(open_study(coded)).cells
    assert 4 == len((coded / "grid" / "ann.jsonl").read_bytes().splitlines())
    with pytest.raises(RefusedError):
        take_back(open_study(coded), "ann")


def test_a_blind_coder_sees_no_others_cells(coded):
    """A cell about a participant is seen when all their interviews are done."""
    write_cell(open_study(coded), "ann", "S01", "t1", "Knows her.")

    found = grid(open_study(coded), viewer="ben")
    assert ({}, ("ann",)) == (found.cells, found.hidden)
    complete(open_study(coded), "ben", "S01")
    assert {("S01", "t1")} == set(grid(open_study(coded), viewer="ben").cells)


def test_a_damaged_line_of_the_grid_is_a_problem_and_the_rest_is_read(coded):
    """What is torn is told with its place; a new cell goes on a line of its own."""
    write_cell(open_study(coded), "ann", "S01", "t1", "One.")
    path = coded / "grid" / "ann.jsonl"
    path.write_bytes(path.read_bytes() + b'{"torn')

    write_cell(open_study(coded), "ann", "S02", "t1", "Two.")
    opened = open_study(coded)

    assert {("S01", "t1"), ("S02", "t1")} == set(grid(opened).cells)
    assert ["grid/ann.jsonl"] == [each.place.file for each in opened.workspace.problems if "grid" in each.place.file]


def test_a_cell_needs_words_from_one_place(tmp_path):
    """Either --text or --file, which is UTF-8."""
    (tmp_path / "a.txt").write_bytes("群\n".encode())
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe")

    assert "群\n" == given_words(None, tmp_path / "a.txt")
    for text, file in ((None, None), ("a", tmp_path / "a.txt"), (None, tmp_path / "b.txt")):
        with pytest.raises(WrongUseError):
            given_words(text, file)
    with pytest.raises(RefusedError):
        given_words(None, tmp_path / "none.txt")


def test_methods_say_the_librarys_numbers(seen):
    """Each figure of the paragraph is one that is counted; nothing is said of what is not stated."""
    found = methods(seen)
    said = " ".join(each.text for each in found.sentences)

    assert "2 transcripts of synthetic interviews with 2 participants" in said
    assert "there are 4 excerpts, 3 of them gathered in 1 theme under 1 finding" in said
    assert (4, 3) == (found.facts.excerpts, found.facts.gathered)
    assert "minutes" not in said
    assert "dated" not in said
    assert all(each.source for each in found.sentences)
    assert found.checklist is None
    with pytest.raises(WrongUseError):
        checklist_table(found, seen)


@pytest.mark.parametrize(("name", "items"), [("coreq", 32), ("srqr", 21)])
def test_checklists_leave_to_the_authors_what_nobody_counted(coded, name, items):
    """Every item is there; what has a draft has a source; sampling is for the authors to say."""
    path = coded / "study.yaml"
    path.write_text(path.read_text() + f"reporting: {{checklist: {name}}}\n")
    seen = sighted(open_study(coded))

    found = methods(seen).checklist

    assert found is not None
    assert items == len(found.items)
    assert all(bool(each.draft) is bool(each.source) for each in found.items)
    drafted = {each.number: each.draft for each in found.items}
    assert "" == drafted["10" if name == "coreq" else "S8"]
    assert "2 participants" in drafted["12" if name == "coreq" else "S12"]
    table = checklist_table(methods(seen), seen)
    assert "to be completed by the authors" in {row[2] for row in table.rows}


@pytest.mark.parametrize("name", ["coreq", "srqr"])
def test_every_drafted_item_is_declared_with_its_source(coded, name):
    """What the documentation says is filled in, and nothing else, can have a draft."""
    path = coded / "study.yaml"
    path.write_text(path.read_text() + f"reporting: {{checklist: {name}}}\n")

    found = methods(sighted(open_study(coded))).checklist

    assert found is not None
    for each in found.items:
        assert not each.draft or DERIVED[each.number][1] == each.source
    (saturation,) = [each for each in found.items if each.number in {"22", "S8"}]
    assert ("says nothing about saturation" in saturation.draft) is (name == "coreq")


def test_methods_say_how_coders_agreed_and_what_was_settled(tmp_path):
    """How much was coded twice and how it was chosen, the range of alpha, disagreements, outcomes and by whom."""
    root = coded_study(tmp_path)
    before = " ".join(each.text for each in methods(sighted(open_study(root))).sentences)
    first = compare_study(open_study(root)).disagreements[0]
    imqual(root, "decide", first.id[:12], "--take", "ann", "--by", "ann,ben", "--why", "her words", "--as", "ann")

    found = methods(sighted(open_study(root)))
    after = methods(sighted(open_study(root), coders=["reconciled"]))
    said = " ".join(each.text for each in found.sentences)

    assert found.facts.agreement is not None
    assert found.facts.settled is not None
    assert "Agreement (not reported as reliability) was computed on 1 of 2 transcripts coded by ann and ben" in said
    assert "Krippendorff's alpha" in said
    assert "settled" not in before
    assert "1 coding agreed at once" in said
    assert "settled by ann and ben" in said
    assert "Results count each coder's codings as applied" in said
    assert "codings after decisions in 1 transcript" in " ".join(each.text for each in after.sentences)
    assert found.facts.basis.coders == after.facts.basis.coders
    assert {"ann": ("S01", "S02"), "ben": ("S01",)} == dict(after.facts.basis.coders)


def test_agreement_that_is_not_wanted_is_not_computed_for_the_paper(coded):
    """A study may not want it: then its methods say so, with the reason, and no figure."""
    path = coded / "study.yaml"
    path.write_text(path.read_text() + "reporting: {agreement: {wanted: false, why: Reflexive work.}}\n")

    said = " ".join(each.text for each in methods(sighted(open_study(coded))).sentences)

    assert "Agreement between coders is not reported. Reflexive work." in said
    assert "alpha" not in said


def test_an_empty_study_can_be_exported(study, tmp_path):
    """Nobody has coded: every table says so, and none breaks."""
    found = export(sighted(open_study(study)), ["all"], Options())

    written = write_exports(found, tmp_path / "to", FORMATS)
    assert all(path.stat().st_size for path in written)
    assert replace(found[0], tables=()).what == "themes"


def test_documents_show_the_language_that_was_asked_for(tmp_path):
    """Readers get the words as they were said, or their translation, or both; programs always get both."""
    transcript = S02.replace("language: en", "language: zh\ntranslation: {language: en}").replace(
        "S02: I know her.", "S02: 我认识她。\n= I know her.\n\nS02: I know her."
    )
    root = write_study(tmp_path, BOOK, S01, transcript)
    apply(open_study(root), "ann", [Request(transcript="S02", code="trust", quote="我认识她。")])
    complete(open_study(root), "ann", "S02")
    seen = sighted(open_study(root))

    made = {side: export(seen, ["evidence"], Options(side=side))[0] for side in SIDES}

    shown = {side: " ".join(map(str, found.shown[0].rows[0])) for side, found in made.items()}
    assert ("我认识她" in shown["both"], "I know her" in shown["both"]) == (True, True)
    assert ("我认识她" in shown["source"], "I know her" in shown["source"]) == (True, False)
    assert ("我认识她" in shown["translation"], "I know her" in shown["translation"]) == (False, True)
    assert made["both"].tables == made["translation"].tables
    assert any("translations" in note for note in made["translation"].shown[0].notes)
    with pytest.raises(WrongUseError):
        known_side("english")


def test_kept_quotations_are_printed_only_while_they_may_be(coded):
    """Programs get every kept quotation with its state; a paper gets those that hold, of people who may be quoted."""
    text = open_study(coded).study.transcripts["S02"].text
    start = text.index("他是我同学")
    keep(open_study(coded), "ann", f"S02:{start}:{start + 5}", translation="=My classmate")

    (found,) = export(sighted(open_study(coded)), ["quotes"], Options())
    assert [("S02", "他是我同学", "=My classmate (own translation)")] == [
        (row[0], row[2], row[3]) for row in found.shown[0].rows
    ]
    path = coded / "transcripts" / "S02.md"
    path.write_text(path.read_text().replace("{role: buyer}", "{role: buyer, consent: {status: given, quotes: false}}"))

    (found,) = export(sighted(open_study(coded)), ["quotes"], Options())
    assert () == found.shown[0].rows
    assert any("may not be quoted any more" in note for note in found.shown[0].notes)
    assert ["no consent"] == [row[8] for row in found.tables[0].rows]
