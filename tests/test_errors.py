"""One faulty study for each problem code: what a person sees who made that mistake.

`tests/errors/_base` is a small study without problems; `tests/errors/<code>` holds the files in which a faulty one
differs. `IMQUAL_UPDATE=1 pytest tests/test_errors.py` writes what the program prints now; read it before you keep it.
"""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imcommerce_qual.cli.app import app
from imcommerce_qual.model.codes import CODES

ERRORS = Path(__file__).parent / "errors"
BASE = ERRORS / "_base"
NOT_COPIED = ("expected.txt", "command.txt", "removed.txt")
CASES = sorted(path.name for path in ERRORS.iterdir() if path.is_dir() and path != BASE)


def faulty_study(code: str, folder: Path) -> Path:
    """The base with the files of that faulty study laid over it."""
    study = folder / "study"
    shutil.copytree(BASE, study)
    case = ERRORS / code
    if (case / "removed.txt").is_file():
        for name in (case / "removed.txt").read_text(encoding="utf-8").split():
            (study / name).unlink()
    shutil.copytree(case, study, dirs_exist_ok=True, ignore=lambda at, _: NOT_COPIED if Path(at) == case else ())
    return study


def run(study: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What `imqual` prints in that study (an import reports on stderr), and its exit code."""
    monkeypatch.chdir(study)
    monkeypatch.delenv("IMQUAL_STUDY", raising=False)
    arguments = shlex.split(command)
    done = CliRunner().invoke(app, arguments, prog_name="imqual")
    printed = done.stderr if arguments[0] == "import" else done.stdout
    return f"{printed.rstrip()}\n\nexit {done.exit_code}\n".lstrip()


def command_of(code: str) -> str:
    """The arguments of `imqual`."""
    path = ERRORS / code / "command.txt"
    return path.read_text(encoding="utf-8").strip() if path.is_file() else "check"


def expected_of(code: str) -> str:
    """What should be printed."""
    path = ERRORS / code / "expected.txt"
    return path.read_bytes().decode("utf-8") if path.is_file() else ""


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

    assert expected_of(code) == seen
    assert f": {code}: " in seen
