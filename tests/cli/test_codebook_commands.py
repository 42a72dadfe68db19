"""Proposals, findings, memos and lists of codes at the command line: what is asked, said, and with which exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import imcommerce_qual
from imcommerce_qual.cli.app import app

EXAMPLE = Path(imcommerce_qual.__file__).parent / "example"


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A copy of the worked example, as the folder we are in."""
    shutil.copytree(EXAMPLE, tmp_path / "study", ignore=shutil.ignore_patterns(".imqual"))
    monkeypatch.chdir(tmp_path / "study")
    monkeypatch.delenv("IMQUAL_STUDY", raising=False)
    return tmp_path / "study"


def run(*arguments, stdin=None):
    """The exit code, stdout and stderr."""
    done = CliRunner().invoke(app, arguments, prog_name="imqual", input=stdin)
    return done.exit_code, done.stdout, done.stderr


def test_without_a_yes_nothing_is_written(study):
    """A script must say that it looked; a dry run is done."""
    before = (study / "findings.yaml").read_bytes()
    edit = ("findings", "edit", "F1", "--statement", "New.", "--why", "x", "--as", "coder-a")

    assert 2 == run(*edit)[0]
    assert 0 == run(*edit, "--dry-run")[0]
    assert before == (study / "findings.yaml").read_bytes()
    code, out, said = run(*edit, "--yes")
    assert (0, True, True) == (code, "now: New." in out, "undo: imqual findings edit F1" in said)


def test_what_undo_says_takes_it_back(study):
    """The words are as before, and nothing needs another look."""
    run("findings", "edit", "F1", "--statement", "New.", "--why", "x", "--as", "coder-a", "--yes")
    said = run("findings", "edit", "F1", "--statement", "Newer.", "--why", "x", "--as", "coder-a", "--yes")[2]
    undo = said.partition("undo: imqual ")[2].strip()

    import shlex

    assert 0 == run(*shlex.split(undo), "--yes")[0]
    assert "New." == json.loads(run("findings", "show", "--json")[1])["findings"]["findings"][0]["statement"]


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("findings", "show"), "findings"),
        (("findings", "log"), "history"),
        (("memo", "list"), "memos"),
        (("codebook", "proposals", "list"), "proposals"),
    ],
)
def test_data_comes_as_json_where_it_is_asked_for(study, arguments, kind):
    """In an envelope with its version."""
    code, out, _ = run(*arguments, "--json")

    assert (0, 1, kind) == (code, json.loads(out)["version"], json.loads(out)["kind"])


def test_names_that_are_not_there_suggest_the_nearest(study):
    """With exit code 2."""
    for arguments in (
        ("findings", "show", "F9"),
        ("memo", "show", "nothing"),
        ("memo", "new", "code:trst", "--text", "x", "--as", "coder-a"),
        ("codebook", "proposals", "show", "nothing"),
        ("codebook", "export", "--format", "htm"),
    ):
        assert 2 == run(*arguments)[0], arguments
    assert "trust" in run("memo", "new", "code:trst", "--text", "x", "--as", "coder-a")[2]


def test_a_memo_comes_through_a_pipe_and_is_printed_to_the_letter(study):
    """Stdout is data: the words, and nothing else."""
    assert "memos/a.md\n" == run("memo", "new", "F1", "--name", "a", "--as", "coder-a", stdin="[laughs] <b>\n")[1]
    assert "[laughs] <b>\n" == run("memo", "show", "a")[1]
    assert "[laughs]" in run("codebook", "show", "trust")[1] + run("findings", "show", "F1", "--json")[1]


def test_an_import_shows_everything_and_changes_no_code_that_is_there(study, tmp_path):
    """The loss report is data too."""
    (tmp_path / "codes.csv").write_text("Code,Memo,Files\nMutual trust,Other.,3\nLuck,By chance.,1\n", encoding="utf-8")
    code, out, _ = run("codebook", "import", str(tmp_path / "codes.csv"), "--as", "coder-a", "--yes")

    assert (0, True, True) == (code, "luck" in out, "not taken: row 2, trust" in out)
    assert "lost: the column Files (2 filled)" in out
    assert 0 == run("check")[0]
    named = json.loads(
        run("codebook", "import", str(tmp_path / "codes.csv"), "--as", "coder-a", "--json", "--dry-run")[1]
    )
    assert ([], ["luck"]) == (named["codes"]["new"], named["codes"]["same"])
