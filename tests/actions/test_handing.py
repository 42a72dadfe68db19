"""A copy without others' work goes out; what was done in it comes back."""

from __future__ import annotations

import io
import json
import shutil
import zipfile

import pytest

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.errors import BusyError, RefusedError, WrongUseError
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.handing import hand_out, make_handout
from imcommerce_qual.actions.handingin import hand_in, look_in
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.planning import assign, close_round
from imcommerce_qual.actions.planview import view_rounds
from imcommerce_qual.actions.rounds import RoundWanted, open_round


def put(study, coder, transcript="S01", code="price", quote="It was cheap", **more):
    """One coding through the library."""
    apply(open_study(study), coder, [Request(transcript=transcript, code=code, quote=quote, **more)])


@pytest.fixture
def copy(study, tmp_path_factory):
    """What ben gets, unpacked, and its zip; ann has coded before."""
    put(study, "ann", memo="seen before 秘密")
    complete(open_study(study), "ann", "S01")
    put(study, "ben", "S02", "trust", "I know her")
    folder = tmp_path_factory.mktemp("ben")
    handout = make_handout(open_study(study), "ben")
    hand_out(open_study(study), "ann", handout, folder / "ben.zip")
    with zipfile.ZipFile(folder / "ben.zip") as archive:
        archive.extractall(folder)
    return next(path for path in folder.iterdir() if path.is_dir())


def zipped(folder, to):
    """The folder as its coder zips it."""
    return shutil.make_archive(str(to), "zip", folder.parent, folder.name)


def test_the_copy_holds_nothing_of_others(study, copy):
    """No file, word or number of ann's is in it; what ben did before is."""
    names = sorted(path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file())
    everything = b"".join(path.read_bytes() for path in copy.rglob("*") if path.is_file())

    assert "codings/ben/S02.jsonl" in names
    assert not [name for name in names if "ann" in name.split("/")[-2:]]
    assert "秘密".encode() not in everything
    ids = [json.loads(line)["id"] for line in (study / "codings/ann/S01.jsonl").read_text().splitlines()]
    assert not [each for each in ids if each.encode() in everything]


def test_the_same_study_makes_the_same_zip(study):
    """Its hash names it."""
    assert make_handout(open_study(study), "ben") == make_handout(open_study(study), "ben")


def test_only_what_is_assigned_goes_out(study):
    """A plan decides; without one, everything."""
    assign(open_study(study), "ann", "ben", ("S02",))

    assert ("S02",) == make_handout(open_study(study), "ben").transcripts
    assert ("S01",) == make_handout(open_study(study), "ben", ["s01"]).transcripts


def test_the_copy_says_what_is_left_to_code(study):
    """Not what its coder did before."""
    complete(open_study(study), "ben", "S02")
    with zipfile.ZipFile(io.BytesIO(make_handout(open_study(study), "ben").content)) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith("START-HERE.md"))
        text = archive.read(name).decode()

    assert "Transcripts to code: S01\n" in text
    assert "imqual code S01 --as ben" in text


def test_what_was_done_comes_back_and_twice_is_harmless(study, copy):
    """New events come in once; the plan says from which file."""
    put(copy, "ben")
    complete(open_study(copy), "ben", "S01")
    back = zipped(copy, copy.parent / "back")

    first = hand_in(open_study(study), "ann", look_in(open_study(study), copy.parent / "back.zip"))
    before = {path: path.read_bytes() for path in study.rglob("*.jsonl")}
    second = hand_in(open_study(study), "ann", look_in(open_study(study), copy.parent / "back.zip"))

    assert back
    assert {"S01": 2} == first.events
    assert (0, 3) == (second.total, second.known)
    assert before == {path: path.read_bytes() for path in study.rglob("*.jsonl")}
    assert open_study(study).presence().progress["ben", "S01"].completed
    assert [2] == [each.events for each in open_study(study).plan().handed_in]


def test_the_same_copy_handed_in_twice_at_once_comes_in_once(study, copy):
    """Whoever comes second has read a plan that is another by now, and writes nothing."""
    put(copy, "ben")
    first, second = open_study(study), open_study(study)
    hand_in(first, "ann", look_in(first, copy))
    before = {path: path.read_bytes() for path in study.rglob("*.jsonl")}

    with pytest.raises(BusyError, match="nothing was written"):
        hand_in(second, "ann", look_in(second, copy))
    assert before == {path: path.read_bytes() for path in study.rglob("*.jsonl")}


def test_what_git_brought_meanwhile_is_not_written_again(study, copy):
    """The file is read once more before it is written to."""
    put(copy, "ben")
    opened = open_study(study)
    path = study / "codings/ben/S01.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((copy / "codings/ben/S01.jsonl").read_bytes())
    before = path.read_bytes()

    done = hand_in(opened, "ann", look_in(opened, copy))

    assert (0, before) == (done.total, path.read_bytes())


def test_lines_that_are_none_stay_out(study, copy):
    """A damaged proposal or edit is named; the others come in."""
    from imcommerce_qual.store.proposals import read_proposals

    path = copy / "codebooks/proposals/ben.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_text('{"v":1,"slug":"queue","label":"Queueing"}\nnot json\n[1]\n')
    edits = copy / "history/transcripts/S01/ben.jsonl"
    edits.write_text('{"v":1}\n')

    done = hand_in(open_study(study), "ann", look_in(open_study(study), copy))

    assert ["queue"] == [each.slug for each in read_proposals(study)]
    assert {
        "codebooks/proposals/ben.jsonl: 2 lines that cannot be read",
        "history/transcripts/S01/ben.jsonl: 1 line that cannot be read",
    } == set(done.left_out)


def test_texts_of_transcripts_that_are_not_here_stay_out(study, copy):
    """Whose words these are, nobody here knows."""
    folder = copy / "history/transcripts/S77"
    folder.mkdir()
    for kept in (copy / "history/transcripts/S01").glob("*.md"):
        (folder / kept.name).write_bytes(kept.read_bytes())

    hand_in(open_study(study), "ann", look_in(open_study(study), copy))

    assert not (study / "history/transcripts/S77").exists()


def test_codings_on_a_text_that_was_edited_here_are_carried(study, copy):
    """The copy's text comes along under its hash; the words stand where they stand today."""
    put(copy, "ben", quote="She is my aunt", code="trust")
    path = study / "transcripts/S01.md"
    path.write_text(path.read_text().replace("I: Why?", "I: Tell me, why did you?"))

    hand_in(open_study(study), "ann", look_in(open_study(study), copy))

    (found,) = [
        each
        for each in open_study(study).presence().standing
        if each.coder == "ben" and each.code == "trust" and each.transcript == "S01"
    ]
    text = open_study(study).study.transcripts["S01"].text
    assert "She is my aunt" == text[found.span.start : found.span.end]


def test_others_files_in_it_are_left_alone(study, copy):
    """Nobody hands in what is another's."""
    (copy / "codings/ann").mkdir()
    (copy / "codings/ann/S02.jsonl").write_text("{}\n")

    done = hand_in(open_study(study), "ann", look_in(open_study(study), copy))

    assert not (study / "codings/ann/S02.jsonl").exists()
    assert ["codings/ann/S02.jsonl: nobody but ben hands this in"] == list(done.left_out)


def test_an_event_that_was_changed_is_refused_and_nothing_comes_in(study, copy):
    """Append-only holds across laptops."""
    put(copy, "ben")
    path = copy / "codings/ben/S02.jsonl"
    path.write_text(path.read_text().replace('"code":"trust"', '"code":"price"'))

    with pytest.raises(RefusedError, match="says something else"):
        hand_in(open_study(study), "ann", look_in(open_study(study), copy))
    assert not (study / "codings/ben/S01.jsonl").exists()


@pytest.mark.parametrize("line", ["not json", '{"v":1}', '{"v":9,"id":"x","event":"applied"}'])
def test_a_damaged_file_is_refused_with_its_lines(study, copy, line):
    """Its coder runs check."""
    path = copy / "codings/ben/S02.jsonl"
    path.write_text(path.read_text() + line + "\n")

    with pytest.raises(RefusedError, match="cannot be read"):
        hand_in(open_study(study), "ann", look_in(open_study(study), copy))


def test_erased_words_do_not_come_back(study, copy):
    """A tombstone refuses them, wherever they stand in the zip."""
    from imcommerce_qual.actions.forgetplan import plan_erase_words
    from imcommerce_qual.actions.forgetting import carry_out

    put(copy, "ben", quote="She is my aunt", code="trust")
    carry_out(open_study(study), plan_erase_words(open_study(study), "ann", ["my aunt"]))

    with pytest.raises(RefusedError, match="erased"):
        look_in(open_study(study), copy)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"plain words"])
def test_what_is_no_zip_is_said_to_be_none(study, tmp_path_factory, content):
    """Empty, torn, something else."""
    path = tmp_path_factory.mktemp("bad") / "x.zip"
    path.write_bytes(content)

    with pytest.raises(WrongUseError, match="no zip file"):
        look_in(open_study(study), path)


def test_names_that_lead_out_of_the_study_are_passed_over(study, tmp_path_factory):
    """Only files of a study, by their own names, are taken from a zip."""
    path = tmp_path_factory.mktemp("evil") / "x.zip"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("s/study.yaml", "s/codings/ben/../../../evil.jsonl", "/etc/evil", "s/codings/ben/S01.jsonl"):
            archive.writestr(name, b"")
    path.write_bytes(out.getvalue())

    assert ["codings/ben/S01.jsonl"] == list(look_in(open_study(study), path).own)


def test_a_zip_that_was_made_to_burst_is_not_unpacked(study, copy):
    """A file that says one thing over and over would fill the memory: it is refused by its sizes, before it is read."""
    (copy / "codings/ben/S01.jsonl").write_bytes(b'{"v":1}\n' * 1_000_000)
    zipped(copy, copy.parent / "bomb")

    with pytest.raises(WrongUseError, match="over and over"):
        look_in(open_study(study), copy.parent / "bomb.zip")


def test_a_study_of_another_interview_of_that_name_is_refused(study, copy):
    """Else its `done` would say that somebody read our text and found nothing."""
    path = copy / "transcripts/S01.md"
    head = "---\n".join(path.read_text().split("---\n")[:2])
    path.write_text(head + "---\nI: What do you grow?\n\nI: Apples, or pears in the old garden?\n")
    complete(open_study(copy), "ben", "S01")

    with pytest.raises(RefusedError, match="another text than S01 here"):
        hand_in(open_study(study), "ann", look_in(open_study(study), copy))
    assert not (study / "codings/ben/S01.jsonl").exists()


def test_codings_on_a_text_that_did_not_come_along_are_refused(study, copy):
    """What they were made on could not be looked up by anybody."""
    path = copy / "transcripts/S01.md"
    path.write_text(path.read_text().replace("It was cheap", "It was very cheap"))
    complete(open_study(copy), "ben", "S01")
    shutil.rmtree(copy / "history/transcripts/S01")

    with pytest.raises(RefusedError, match="neither here nor in it"):
        hand_in(open_study(study), "ann", look_in(open_study(study), copy))


def test_codings_on_a_text_that_was_edited_in_the_copy_come_in(study, copy):
    """Its text comes along; most of it stands here too."""
    path = copy / "transcripts/S01.md"
    path.write_text(path.read_text().replace("It was cheap", "It was very cheap"))
    complete(open_study(copy), "ben", "S01")

    assert {"S01": 1} == hand_in(open_study(study), "ann", look_in(open_study(study), copy)).events


def test_nobody_is_guessed(study, tmp_path_factory):
    """A zip with codings of two, and no word whose it is."""
    path = tmp_path_factory.mktemp("two") / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("study.yaml", "codings/ann/S01.jsonl", "codings/ben/S01.jsonl"):
            archive.writestr(name, b"")

    with pytest.raises(WrongUseError, match="nothing says whose"):
        look_in(open_study(study), path)
    assert "ben" == look_in(open_study(study), path, "ben").coder


def test_a_round_done_in_a_copy_was_done_apart(study, copy):
    """How independence was ensured is answered by what was handed out and came back; what comes late is named."""
    open_round(
        open_study(study),
        "ann",
        RoundWanted(id="r1", purpose="reliability", transcripts=("S01",), coders=("ann", "ben")),
    )
    put(copy, "ben")
    complete(open_study(copy), "ben", "S01")
    hand_in(open_study(study), "ann", look_in(open_study(study), copy))
    close_round(open_study(study), "ann", "r1")

    (view,) = view_rounds(open_study(study), None)
    assert {"ann": "hidden in the tool", "ben": "separate copy"} == view.ensured
    put(copy, "ben", code="trust", quote="She is my aunt")
    assert ("r1",) == hand_in(open_study(study), "ann", look_in(open_study(study), copy)).late
