from __future__ import annotations

import pytest
from tests.samples import FILES, HEAD, Pen, write_study

from imcommerce_qual.model.event import Log
from imcommerce_qual.model.problem import Fault
from imcommerce_qual.model.span import Span
from imcommerce_qual.store.codebookfile import EMPTY
from imcommerce_qual.store.eventlog import append_events
from imcommerce_qual.store.workspace import NoStudyError, find_study, log_path, read_workspace


def told(root):
    return sorted((each.code, each.place.file, each.place.line) for each in read_workspace(root).problems)


def code(root, coder, transcript):
    writer = Pen(coder=coder, transcript=transcript)
    writer.apply("trust", Span(0, 4))
    append_events(log_path(root, coder, transcript), writer.events)
    return writer.log


def test_a_study_is_read_as_a_whole(tmp_path):
    """Its files, its coders' logs, and no problem."""
    root = write_study(tmp_path)
    log = code(root, "coder-b", "S03")

    found = read_workspace(root)

    assert () == found.problems
    assert ("Shopping in chat groups", True) == (found.study.title, found.study.synthetic)
    assert ["S03", "S04"] == list(found.study.transcripts)
    assert ["trust", "cost"] == list(found.study.codebook.codes)
    assert ["F1"] == [each.id for each in found.study.findings.findings]
    assert {"role": ("buyer", "recommender"), "age": "integer"} == found.study.attributes
    assert ["S03", "S04"] == list(found.study.participants)
    assert log == found.log("coder-b", "S03")
    assert Log(coder="coder-a", transcript="S03") == found.log("coder-a", "S03")


def test_the_study_is_found_from_any_folder_in_it(tmp_path):
    """The nearest `study.yaml` upwards; none is an error that names where the search began."""
    root = write_study(tmp_path / "study")

    assert root.resolve() == find_study(root / "transcripts")
    assert root.resolve() == find_study(root)
    with pytest.raises(NoStudyError, match=r"no study\.yaml"):
        find_study(tmp_path)


@pytest.mark.parametrize(
    ("text", "code"),
    [(None, "file-missing"), ("title: [\n", "yaml-syntax"), ("version: 9\n", "newer-version"), ("", "field-type")],
)
def test_a_study_file_that_cannot_be_read_is_an_error_with_its_problems(tmp_path, text, code):
    """Nothing else makes sense without it."""
    with pytest.raises(NoStudyError) as caught:
        read_workspace(write_study(tmp_path, study_yaml=text))

    assert [code] == [each.code for each in caught.value.problems]


def test_whatever_can_be_read_is_there_beside_all_problems(tmp_path):
    """One bad file hides no other, and no problem hides another."""
    root = write_study(
        tmp_path,
        study_yaml=FILES["study.yaml"] + "titel: x\n",
        findings_yaml="version: 1\nquestions: [{id: RQ1}]\n",
        codebooks_imcommerce_yaml=FILES["codebooks/imcommerce.yaml"] + "  - {id: Cost, label: C}\n",
        transcripts_S03_md="no front matter",
    )
    path = log_path(root, "coder-a", "S04")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"damaged\n")

    assert [
        ("bad-id", "codebooks/imcommerce.yaml", 7),
        ("damaged-line", "codings/coder-a/S04.jsonl", 1),
        ("ids-look-alike", "codebooks/imcommerce.yaml", 7),
        ("missing-field", "findings.yaml", 2),
        ("no-front-matter", "transcripts/S03.md", 1),
        ("unknown-field", "study.yaml", 9),
    ] == told(root)
    found = read_workspace(root).study
    assert (["S04"], ["trust", "cost", "Cost"], ["RQ1"]) == (
        list(found.transcripts),
        list(found.codebook.codes),
        [each.id for each in found.findings.questions],
    )


def test_findings_are_optional(tmp_path):
    """A study begins with questions; findings come later."""
    found = read_workspace(write_study(tmp_path, findings_yaml=None))

    assert ((), ()) == (found.problems, found.study.findings.findings)


def test_a_codebook_that_is_not_there_is_told_at_the_line_that_names_it(tmp_path):
    """With the one that is nearest."""
    root = write_study(tmp_path, study_yaml=FILES["study.yaml"].replace("imcommerce.yaml", "imcomerce.yaml"))

    found = read_workspace(root)

    (problem,) = found.problems
    assert ("file-missing", "study.yaml", 4) == (problem.code, problem.place.file, problem.place.line)
    assert "did you mean `codebooks/imcommerce.yaml`?" in problem.remedy
    assert EMPTY == found.study.codebook


@pytest.mark.parametrize("name", ["../other.yaml", "/etc/passwd", "C:/a.yaml"])
def test_a_codebook_outside_the_study_is_not_read(tmp_path, name):
    """A study from somebody else must not make this program read the reader's files."""
    (tmp_path / "other.yaml").write_bytes(FILES["codebooks/imcommerce.yaml"].encode())
    text = FILES["study.yaml"].replace("codebooks/imcommerce.yaml", name)

    root = write_study(tmp_path / "study", study_yaml=text)

    assert [("path-outside", "study.yaml", 4)] == told(root)
    assert EMPTY == read_workspace(root).study.codebook


def test_a_study_that_names_no_codebook_is_told_once(tmp_path):
    """The missing field is the problem; a file called `?` was never asked for."""
    text = FILES["study.yaml"].replace("codebook: codebooks/imcommerce.yaml\n", "")

    assert [("missing-field", "study.yaml", 1)] == told(write_study(tmp_path, study_yaml=text))


def test_transcripts_have_ids_that_differ_by_more_than_case(tmp_path):
    """A disk of a Mac or of Windows holds only one of them."""
    root = write_study(tmp_path)
    (root / "transcripts" / "s03.md").write_bytes((HEAD.format(id="s03", about="") + "I: 好\n").encode())

    assert [("ids-look-alike", "transcripts/s03.md", None)] == told(root)


def test_a_file_name_that_can_be_no_id_is_told(tmp_path):
    """Also where the id in the file is a good one."""
    root = write_study(tmp_path)
    (root / "transcripts" / "S 05.md").write_bytes((HEAD.format(id="S05", about="") + "I: 好\n").encode())

    assert {"bad-id", "id-not-file-name"} == {each[0] for each in told(root)}


def test_what_a_mac_leaves_on_a_shared_drive_is_no_transcript_and_no_log(tmp_path):
    """`._S03.md` lies beside every file that it copied there."""
    root = write_study(tmp_path)
    code(root, "coder-a", "S03")
    (root / "transcripts" / "._S03.md").write_bytes(b"\x00\x05\x16\x07\xff")
    (root / "codings" / "coder-a" / "._S03.jsonl").write_bytes(b"\x00\x05\x16\x07\xff")

    assert [] == told(root)
    assert 1 == len(read_workspace(root).logs)


def test_two_readings_with_a_cache_between_are_equal(tmp_path):
    """Warm: the same study, the same problems at the same places; and the second time no YAML is checked."""
    root = write_study(
        tmp_path,
        codebooks_imcommerce_yaml=FILES["codebooks/imcommerce.yaml"] + "  - {id: Cost, label: C}\n",
        transcripts_S04_md=FILES["transcripts/S04.md"].replace("id: S04", "id: S05", 1),
    )
    code(root, "coder-a", "S03")
    cold = read_workspace(root)
    cold.cache.save()

    warm = read_workspace(root)

    assert warm.cache.known
    assert not warm.cache.fresh
    assert cold.study == warm.study
    assert cold.problems == warm.problems
    assert {"bad-id", "ids-look-alike", "id-not-file-name"} == {each.code for each in warm.problems}
    assert cold.logs == warm.logs


def test_a_changed_file_is_read_again(tmp_path):
    """The cache is by content, never by name or time."""
    root = write_study(tmp_path)
    read_workspace(root).cache.save()
    write_study(tmp_path, study_yaml=FILES["study.yaml"].replace("Shopping", "Buying"))

    assert "Buying in chat groups" == read_workspace(root).study.title


def test_a_fault_of_a_check_is_placed_in_whatever_file_it_names(tmp_path):
    """A field of study or findings, a code, characters of a transcript, a line of a log; or just the file."""
    root = write_study(tmp_path)
    code(root, "coder-a", "S03")
    found = read_workspace(root)

    def place(file, **where):
        at = found.locate(Fault(code="field-value", message="m", remedy="r", file=file, **where)).place
        return at.file, at.line, at.column

    assert ("study.yaml", 7, 12) == place("study.yaml", path=("coders", "coder-a"))
    assert ("findings.yaml", 4, 10) == place("findings.yaml", path=("findings", 0, "id"))
    assert ("codebooks/imcommerce.yaml", 6, 10) == place("codebooks/imcommerce.yaml", path=("code", "cost"))
    assert ("transcripts/S04.md", 14, 6) == place("transcripts/S04.md", at=(len("I: 您好！\nS04: "), 12))
    assert ("codings/coder-a/S03.jsonl", 1, 1) == place("codings/coder-a/S03.jsonl", line=1)
    assert ("codings/coder-a/S99.jsonl", None, None) == place("codings/coder-a/S99.jsonl")
