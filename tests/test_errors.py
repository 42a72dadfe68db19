"""One faulty study for each problem code: what a person sees who made that mistake.

`tests/errors/_base` is a small study without problems; `tests/errors/<code>` holds the files in which a faulty one
differs, in `removed.txt` those that it lacks, and in `command.txt` the arguments where it is not `imqual check`.
`IMQUAL_UPDATE=1 pytest tests/test_errors.py` writes what the program prints now; read it before you keep it.
"""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imcommerce_qual.actions.checking import check
from imcommerce_qual.cli.app import app
from imcommerce_qual.model.codes import CODES

ERRORS = Path(__file__).parent / "errors"
BASE = ERRORS / "_base"
NOT_COPIED = ("expected.txt", "command.txt", "removed.txt")
CASES = sorted(path.name for path in ERRORS.iterdir() if path.is_dir() and path != BASE)


def faulty_study(code: str, folder: Path) -> Path:
    """The base with the files of that faulty study laid over it."""
    study = folder / "study"
    case = ERRORS / code
    shutil.copytree(BASE, study)
    for name in text_of(case / "removed.txt").split():
        (study / name).unlink()
    shutil.copytree(case, study, dirs_exist_ok=True, ignore=lambda at, _: NOT_COPIED if Path(at) == case else ())
    return study


def text_of(path: Path) -> str:
    """What stands in a file, to the byte; nothing where there is none."""
    return path.read_bytes().decode("utf-8") if path.is_file() else ""


def command_of(code: str) -> str:
    """The arguments of `imqual`."""
    return text_of(ERRORS / code / "command.txt").strip() or "check"


def run(study: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What `imqual` prints in that study (an import and a table report on stderr), and its exit code."""
    monkeypatch.chdir(study)
    monkeypatch.delenv("IMQUAL_STUDY", raising=False)
    arguments = shlex.split(command)
    done = CliRunner().invoke(app, arguments, prog_name="imqual")
    printed = done.stderr if arguments[0] in {"import", "agree"} else done.stdout
    return f"{printed.rstrip()}\n\nexit {int(done.exit_code)}\n".lstrip()


CHECKED = [code for code in CASES if command_of(code) == "check"]


def test_every_problem_has_its_faulty_study_and_no_other_is_there():
    """A new code comes with the mistake that it is about."""
    assert sorted(CODES) == CASES


def test_the_base_has_no_problems(tmp_path, monkeypatch):
    """Whatever a faulty study shows comes from what was laid over the base."""
    shutil.copytree(BASE, tmp_path / "study")

    assert "exit 0\n" == run(tmp_path / "study", "check --strict", monkeypatch)


@pytest.mark.parametrize("code", CASES)
def test_a_faulty_study_is_reported_as_expected(code, tmp_path, monkeypatch):
    """Place, line, caret, message, remedy and exit code, to the letter."""
    seen = run(faulty_study(code, tmp_path), command_of(code), monkeypatch)
    if os.environ.get("IMQUAL_UPDATE"):
        (ERRORS / code / "expected.txt").write_bytes(seen.encode("utf-8"))

    assert text_of(ERRORS / code / "expected.txt") == seen
    assert f": {code}: " in seen


@pytest.mark.parametrize("code", CHECKED)
def test_one_fault_is_one_problem(code, tmp_path):
    """Nobody has to find among ten messages the one that the others follow from."""
    assert [code] == [problem.code for problem in check(faulty_study(code, tmp_path)).problems]


#: Transcripts, codes and standing codings of a faulty study, where they are not those of the base.
LOADED = {
    # one more of something, which is wrong
    "code-path": (1, 4, 2),
    "id-not-file-name": (2, 3, 2),
    "missing-id": (1, 4, 2),
    "no-turns": (2, 3, 2),
    "yaml-guess": (1, 4, 2),
    # codings that stand on nothing
    "coder-unknown": (1, 3, 0),
    "coding-code-unknown": (1, 3, 1),
    "coding-lost": (1, 3, 1),
    "coding-text-unknown": (1, 3, 0),
    "coding-transcript-unknown": (1, 3, 0),
    "orphan-event": (1, 3, 1),
    # a file that cannot be read, and what stands on it
    "codebook-conflict": (1, 0, 0),
    "theme-code-retired": (1, 2, 1),
    "id-reused": (1, 3, 2),
    "retired-parent": (1, 3, 2),
    "file-missing": (1, 0, 0),
    "newer-version": (1, 0, 0),
    "not-utf8": (0, 3, 0),
    "path-outside": (1, 0, 0),
    "yaml-syntax": (1, 0, 0),
}


@pytest.mark.parametrize("code", CHECKED)
def test_everything_else_of_a_faulty_study_is_read(code, tmp_path):
    """A damaged line takes no other with it, a bad field no other field."""
    found = check(faulty_study(code, tmp_path))

    assert LOADED.get(code, (1, 3, 2)) == (found.transcripts, found.codes, found.codings)


def test_a_backslash_in_a_path_is_not_called_a_way_out(tmp_path):
    """On Windows that is how paths are written, and the file is in the study."""
    study = faulty_study("path-outside", tmp_path)
    text = (BASE / "study.yaml").read_text(encoding="utf-8").replace("codebooks/book", r"codebooks\book")
    (study / "study.yaml").write_text(text, encoding="utf-8")

    (problem,) = check(study).problems
    assert "backslash" in problem.message


def test_of_a_hundred_codings_under_a_lost_codebook_the_first_speaks_for_all(tmp_path):
    """One file is missing, which is one thing to do."""
    study = faulty_study("coding-codebook-unknown", tmp_path)
    log = study / "codings" / "coder-a" / "S01.jsonl"
    line = log.read_text(encoding="utf-8").splitlines()[0]
    more = "".join(line.replace("479da528", f"{n:08}") + "\n" for n in range(98))
    log.write_text(log.read_text(encoding="utf-8") + more, encoding="utf-8")

    (problem,) = check(study).problems
    assert (1, True) == (problem.place.line, "(100 codings in this file)" in problem.message)


def test_a_code_with_capitals_is_told_where_it_stands_not_where_it_is_used(tmp_path):
    """Themes and codings that name it in lower case are right."""
    study = faulty_study("bad-id", tmp_path)
    shutil.copy(BASE / "study.yaml", study / "study.yaml")
    book = study / "codebooks" / "book.yaml"
    book.write_text(book.read_text(encoding="utf-8").replace("id: trust\n", "id: Trust\n"), encoding="utf-8")

    (problem,) = check(study).problems
    assert ("bad-id", 5) == (problem.code, problem.place.line)
    assert problem.remedy.startswith("write `trust`")


def test_a_log_that_an_editor_rewrote_is_one_problem(tmp_path):
    """Every line is wrong in the same way."""
    study = faulty_study("damaged-line", tmp_path)
    (study / "codings" / "coder-a" / "S01.jsonl").write_text("not\nJSON\nany more\n", encoding="utf-8")

    (problem,) = check(study).problems
    assert (1, True) == (problem.place.line, problem.message.endswith("(and so the 2 lines after it)"))


def test_a_conflict_that_git_left_is_one_problem(tmp_path):
    """The three lines of a conflict belong together; the events between them are read."""
    study = faulty_study("damaged-line", tmp_path)
    first, second, *rest = (BASE / "codings" / "coder-a" / "S01.jsonl").read_text(encoding="utf-8").splitlines()
    lines = ["<<<<<<< HEAD", first, "=======", second, ">>>>>>> other", *rest, ""]
    (study / "codings" / "coder-a" / "S01.jsonl").write_text("\n".join(lines), encoding="utf-8")

    found = check(study)

    assert (["damaged-line"], 2) == ([problem.code for problem in found.problems], found.codings)
    assert "git" in found.problems[0].message
