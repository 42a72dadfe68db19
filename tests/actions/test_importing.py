"""Bringing transcripts into a study: seen first, then written, never over anything."""

import shutil
from pathlib import Path

import pytest

from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.importing import plan_import, write_import
from imcommerce_qual.actions.importnames import id_from_name
from imcommerce_qual.formats.speakers import parse_speakers
from imcommerce_qual.store.cache import Cache
from imcommerce_qual.store.transcriptfile import read_transcript

SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples" / "transcripts"

INTERVIEW = """\
I: Why do you buy there?
P03: Because I know them.
I: Since when?
P03: Three years.
"""


@pytest.fixture
def root(tmp_path):
    """A study's folder."""
    folder = tmp_path / "study"
    (folder / "transcripts").mkdir(parents=True)
    return folder


@pytest.fixture
def file(tmp_path):
    """Writes a file as it was received: text or bytes."""

    def write(name: str, content: str | bytes = INTERVIEW) -> Path:
        path = tmp_path / "received" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file with its bytes."""
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def codes(problems) -> list[str]:
    """The problems' codes."""
    return [problem.code for problem in problems]


def test_a_transcript_and_its_original_are_written(root, file):
    """The transcript goes to transcripts/, under the file's name as id; the original, byte by byte, to sources/."""
    raw = INTERVIEW.replace("\n", "\r\n").encode()
    written = write_import(plan_import([file("S03.txt", raw)], root=root))

    assert (root / "transcripts" / "S03.md", root / "sources" / "S03.txt") == written.paths
    assert {"transcripts/S03.md", "sources/S03.txt"} == set(files_below(root))
    assert raw == (root / "sources" / "S03.txt").read_bytes()
    read = read_transcript(root / "transcripts" / "S03.md", "transcripts/S03.md", Cache())
    assert () == read.problems
    assert ["I", "P03", "I", "P03"] == [turn.speaker for turn in read.transcript.turns]
    assert ["P03"] == list(read.transcript.participants)


def test_planning_writes_nothing(root, file):
    """A plan is a look, whatever it finds."""
    received = file("S03.txt")
    before = files_below(root.parent)
    plan = plan_import([received, file("S04.txt", b"\0")], root=root)

    assert {**before, "received/S04.txt": b"\0"} == files_below(root.parent)
    assert [True, False] == [each.ready for each in plan.files]


def test_what_was_guessed_is_said(root, file):
    """Encoding, language and roles are in the notes, with the option that says otherwise."""
    plan = plan_import([file("S03.txt", "问：你好，为什么买？\n答：都是认识的人。\n".encode("gbk"))], root=root)
    found = plan.files[0]

    assert ("gb18030", True, "zh", True) == (
        found.encoding,
        found.encoding_guessed,
        found.language,
        found.language_guessed,
    )
    assert ["encoding-guessed"] == codes(found.problems)
    assert ["read as gb18030 (a guess)", "roles guessed: 问 interviewer, 答 participant"] == [
        found.notes[0],
        found.notes[2],
    ]
    assert "--language" in found.notes[1]


def test_the_caller_overrides_every_guess(root, file):
    """Encoding, language, id, speakers and provenance are taken as given."""
    plan = plan_import(
        [file("x.txt", "Ann: 你好\nBen: 是的\nAnn: 好\n".encode("gbk"))],
        root=root,
        encoding="gbk",
        language="zh-Hans",
        id="S09",
        speakers=parse_speakers("Ann=I:interviewer,Ben=S09:participant"),
        provenance="synthetic",
    )

    assert [] == codes(plan.problems)
    assert plan.files[0].text.startswith(
        "---\nversion: 1\nid: S09\nlanguage: zh-Hans\nspeakers:\n  I: {role: interviewer}\n"
        "  S09: {role: participant, participant: S09}\nparticipants:\n  S09: {consent: {status: unknown}}\n"
        "provenance: synthetic\n---\nI: 你好\n"
    )


def test_an_existing_transcript_is_never_overwritten(root, file):
    """The id of another transcript, in whatever case, is a problem that names a free one."""
    for name in ("S03.md", "s03-2.md"):
        (root / "transcripts" / name).write_text("mine", encoding="utf-8")
    before = files_below(root)
    plan = plan_import([file("s03.txt")], root=root)

    assert ["transcript-exists"] == codes(plan.problems)
    assert "`--id s03-3`" in plan.problems[0].remedy
    assert () == write_import(plan).paths
    assert before == files_below(root)


def test_two_files_of_one_id_are_both_refused(root, file):
    """Which of them it should be is not ours to choose; the rest is imported."""
    plan = plan_import([file("a/S03.txt"), file("b/s03.md"), file("S04.txt")], root=root)

    assert [["same-id-twice"], ["same-id-twice"]] == [codes(each.problems)[:1] for each in plan.files[:2]]
    assert "transcripts/S04.md" in {str(path.relative_to(root)) for path in write_import(plan).paths}
    assert not list((root / "transcripts").glob("[sS]03*"))


def test_files_without_a_usable_name_get_the_next_numbers(root, file):
    """Names in another script, or forbidden ones, become T01, T02, …, past all that are taken, and it is said."""
    (root / "transcripts" / "t02.md").write_text("mine", encoding="utf-8")
    names = ["王老师.txt", "李老师.txt", "T03.txt", "con.txt", "S05_王.txt", "Amélie 2.txt"]
    plan = plan_import([file(name) for name in names], root=root)

    assert ["T01", "T04", "T03", "T05", "S05", "Amelie-2"] == [each.id for each in plan.files]
    assert "the id is T01" in plan.files[0].notes


def test_originals_are_kept_beside_each_other(root, file):
    """An original of the same bytes is there already; another of the same name gets the id in its name."""
    (root / "sources").mkdir()
    (root / "sources" / "S03.txt").write_text(INTERVIEW, encoding="utf-8")
    (root / "sources" / "S04.txt").write_text("something else", encoding="utf-8")
    plan = plan_import(
        [file("S03.txt"), file("S04.txt"), file("x/王.txt", INTERVIEW + "I: So?\n"), file("y/王.txt")], root=root
    )
    written = write_import(plan)

    assert {"S03.md", "S04.md", "S04-S04.txt", "T01.md", "王.txt", "T02.md", "王-T02.txt"} == {
        path.name for path in written.paths
    }
    assert "something else" == (root / "sources" / "S04.txt").read_text(encoding="utf-8")


def test_an_original_in_sources_stays_where_it_is(root):
    """Importing from the study's own sources/ copies nothing."""
    path = root / "sources" / "may" / "S03.txt"
    path.parent.mkdir(parents=True)
    path.write_text(INTERVIEW, encoding="utf-8")
    written = write_import(plan_import([path], root=root))

    assert (root / "transcripts" / "S03.md",) == written.paths


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.txt", b"", "empty-file"),
        ("blank.txt", b"\n \n", "empty-file"),
        ("prose.txt", b"Only words.\nAnd http://a.b: more.\n", "no-speakers"),
        ("S03.docx", b"PK\x03\x04\x14\0", "not-text"),
        ("S03.pdf", b"%PDF-1.7", "not-text"),
        ("mac.txt", b"I: why?\rP: so\rI: and?\r", "line-separator"),
        ("sep.txt", "I: why?\nP: so\u2028and\nI: ok\n".encode(), "line-separator"),
        ("wordless.txt", b"I:\nP:\nI:\nP:\n", "no-turns"),
    ],
)
def test_what_cannot_be_imported_is_one_clear_problem(root, file, name, content, code):
    """The file gets an error with a remedy, and neither transcript nor original is written."""
    plan = plan_import([file(name, content)], root=root)

    assert [code] == [problem.code for problem in plan.problems if problem.severity == "error"]
    assert all(problem.remedy for problem in plan.problems)
    assert () == write_import(plan).paths
    assert {} == files_below(root)


def test_files_that_cannot_be_read_are_problems(root, tmp_path):
    """A missing file and a folder are said, each with its path."""
    plan = plan_import([tmp_path / "nothing.txt", tmp_path], root=root)

    assert ["file-missing", "file-unreadable"] == codes(plan.problems)
    assert str(tmp_path / "nothing.txt") == plan.problems[0].place.file


def test_wrong_use_raises(root, file):
    """One id for two files, an unknown encoding or provenance are the caller's mistakes."""
    with pytest.raises(WrongUseError, match="one id for 2 files"):
        plan_import([file("a.txt"), file("b.txt")], root=root, id="S01")
    with pytest.raises(WrongUseError, match="there is no encoding `utf-9`"):
        plan_import([file("a.txt")], root=root, encoding="utf-9")
    with pytest.raises(WrongUseError, match="provenance"):
        plan_import([file("a.txt")], root=root, provenance="made up")


@pytest.mark.parametrize("name", ["a b", "reconciled", "NUL", "王", ""])
def test_an_id_that_no_file_may_have_is_refused(root, file, name):
    """The rule for ids holds for the one given too."""
    plan = plan_import([file("a.txt")], root=root, id=name or "..")

    assert "bad-id" in codes(plan.problems)
    assert () == write_import(plan).paths


def test_a_label_that_nobody_has_stops_the_import(root, file):
    """A slip in --speakers is caught before anything is written, with the nearest label; a needless `-` only warns."""
    plan = plan_import([file("S03.txt")], root=root, speakers=parse_speakers("I=interviewer,P3=participant"))
    assert [("speaker-not-found", "error")] == [(each.code, each.severity) for each in plan.general]
    assert "did you mean `P03`?" in plan.general[0].remedy
    with pytest.raises(RefusedError):
        write_import(plan)
    assert {} == files_below(root)

    plan = plan_import([file("S03.txt")], root=root, speakers=parse_speakers("Note=-"))
    assert [("speaker-not-found", "warning")] == [(each.code, each.severity) for each in plan.general]
    assert write_import(plan).paths


def test_a_label_of_one_file_need_not_be_in_the_others(root, file):
    """One list of speakers serves a whole import."""
    choices = parse_speakers("I=interviewer,P03=participant,P04=participant")
    plan = plan_import([file("S03.txt"), file("S04.txt", INTERVIEW.replace("P03", "P04"))], root=root, speakers=choices)

    assert [] == codes(plan.problems)


def test_contradicting_speakers_are_a_problem_of_the_file(root, file):
    """Two labels made one with two roles: nothing of that file is written."""
    plan = plan_import([file("S03.txt")], root=root, speakers=parse_speakers("I=X:interviewer,P03=X:participant"))

    assert ["speaker-conflict"] == codes(plan.problems)
    assert not plan.files[0].ready


def test_the_same_label_in_every_interview_is_not_one_participant(root, file):
    """`P` of two interviews are two people; `P03` of two interviews may be one, which is asked."""
    plain = INTERVIEW.replace("P03", "P")
    plan = plan_import([file("S05.txt", plain), file("S06.txt", plain)], root=root)
    assert [["S05"], ["S06"]] == [[each.participant for each in one.speakers if each.participant] for one in plan.files]
    assert [] == codes(plan.problems)

    write_import(plan_import([file("S07.txt")], root=root))
    again = plan_import([file("S08.txt")], root=root)
    assert [("participant-met-before", "warning")] == [(each.code, each.severity) for each in again.problems]
    assert "S07" in again.problems[0].message


def test_doubts_are_warnings_with_the_option_that_settles_them(root, file):
    """Unknown roles, look-alikes and words after a heading are said, each with what to write; the import may go on."""
    text = """\
Anna: Why?
Ben: Because.
Anna: And?
Camille: May I?
Ben: Yes.
Anna: So?
Ben: Yes.

# Part two

And so on.
"""
    plan = plan_import([file("S03.txt", text)], root=root)

    assert ["role-unknown", "maybe-speaker", "speaker-carried-over"] == codes(plan.problems)
    assert [
        'say who is who, for instance: `--speakers "Anna=interviewer,Ben=participant"`',
        'if it is one: `--speakers "Camille=participant"`',
    ] == [problem.remedy for problem in plan.problems[:2]]
    assert [(4, "Camille: May I?"), (11, "And so on.")] == [
        (problem.place.line, problem.place.source) for problem in plan.problems[1:]
    ]
    assert plan.files[0].ready


OURS = """\
---
version: 1
id: S03
language: zh
speakers:
  I: {role: interviewer}
  S03: {role: participant, participant: S03}
participants: {S03: {}}
provenance: synthetic
---
I: 你好
= Hello
S03: 好
"""


def test_our_own_format_is_taken_as_it_is(root, file):
    """Id and every character stay, whatever the file is called; only CRLF becomes LF."""
    plan = plan_import([file("copy of it.txt", OURS.replace("\n", "\r\n"))], root=root)

    assert [] == codes(plan.problems)
    assert (root / "transcripts" / "S03.md", OURS, "zh") == (
        plan.files[0].target,
        plan.files[0].text,
        plan.files[0].language,
    )


def test_our_own_format_with_faults_is_refused_with_their_places(root, file):
    """What `check` would complain about is said before it is in the study."""
    plan = plan_import([file("S03.md", OURS.replace("zh", "zh\nlanguages: [zh]"))], root=root)

    assert not plan.files[0].ready
    assert 5 == plan.problems[0].place.line


def test_another_id_for_our_own_format_is_a_problem(root, file):
    """The id stands in the file, so it is changed there."""
    plan = plan_import([file("S03.md", OURS)], root=root, id="S04")

    assert ["id-not-file-name"] == codes(plan.problems)


def test_what_appears_meanwhile_is_not_overwritten(root, file):
    """Between plan and writing somebody else writes S03: theirs stays, our original is not left behind."""
    plan = plan_import([file("S03.txt"), file("S04.txt", INTERVIEW.replace("P03", "P04"))], root=root)
    (root / "transcripts" / "S03.md").write_text("theirs", encoding="utf-8")
    written = write_import(plan)

    assert ["not-written"] == codes(written.problems)
    assert {"transcripts/S03.md", "transcripts/S04.md", "sources/S04.txt"} == set(files_below(root))
    assert "theirs" == (root / "transcripts" / "S03.md").read_text(encoding="utf-8")


def test_a_disk_that_refuses_leaves_nothing_half_done(root, file):
    """Where the transcript cannot be written, the original is taken back."""
    plan = plan_import([file("S03.txt")], root=root)
    shutil.rmtree(root / "transcripts")
    (root / "transcripts").write_text("not a folder", encoding="utf-8")
    written = write_import(plan)

    assert ["not-written"] == codes(written.problems)
    assert {"transcripts"} == set(files_below(root))


def test_the_same_file_twice_is_one(root, file):
    """A path that is given twice is imported once."""
    path = file("S03.txt")

    assert 1 == len(plan_import([path, path.parent / "." / path.name], root=root).files)


@pytest.mark.parametrize("stem", ["S03", "a_b-c", "-", "__"])
def test_a_legal_name_stays(stem):
    """What may be an id is the id."""
    assert stem == id_from_name(stem)


def test_the_real_samples_are_imported(root):
    """Three transcripts of other people become three that read without errors."""
    names = ["en_Guiton_interview.md", "zh_vTaiwan_analysis_interview_Tang.md", "hitsave_getagripchip.md"]
    if not all((SAMPLES / name).is_file() for name in names):
        pytest.skip(f"the real samples are not in this checkout: {SAMPLES}")
    plan = plan_import([SAMPLES / name for name in names], root=root)
    written = write_import(plan)

    assert [] == [problem for problem in plan.problems if problem.severity == "error"]
    assert ["en", "zh", "en"] == [each.language for each in plan.files]
    assert 6 == len(written.paths)
    for each in plan.files:
        assert () == read_transcript(each.target, each.target.name, Cache()).problems
