"""The commands of tables and analysis: data on stdout, talk on stderr, codes when something is wrong."""

from __future__ import annotations

import json

import pytest
from tests.cli.test_plan import study  # noqa: F401 - a fixture
from typer.testing import CliRunner

from imcommerce_qual.cli.app import app

pytestmark = pytest.mark.usefixtures("coded")


def run(*arguments: str, code: int = 0):
    """A run of the program, with the exit code that it must have."""
    done = CliRunner().invoke(app, list(arguments))
    assert code == done.exit_code, (done.stdout, done.stderr)
    return done


@pytest.fixture
def coded(study):  # noqa: F811 - the fixture
    """Ann has coded S01 and S02."""
    for name in ("S01", "S02"):
        run("apply", name, "trust", "--quote", "I know her")
        run("done", name)
    text = (study / "study.yaml").read_text() + "attributes: {role: [buyer, seller]}\n"
    (study / "study.yaml").write_text(text)
    return study


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        (["matrix"], "code\tlabel\texcerpts_S01"),
        (["matrix", "--by", "turn", "--pairs"], "first\tsecond\ttogether"),
        (["saturation"], "position\ttranscript\tdate"),
        (["groups", "role"], "level\tid\tlabel"),
        (["coverage"], "coder\ttranscript\tturns"),
        (["coverage", "--rare"], "code\tlabel\texcerpts"),
        (["methods", "--sources"], "sentence\tsource"),
        (["grid", "show"], "participant"),
    ],
)
def test_a_pipe_gets_tabs_and_json_an_envelope(arguments, first):
    """Titles are keys in a pipe; JSON has a version and its kind; what it rests on is talk."""
    done = run(*arguments)
    assert done.stdout.startswith(first)
    assert "Rests on 2 codings" in done.stderr

    envelope = json.loads(run(*[each for each in arguments if each != "--sources"], "--json").stdout)
    assert 1 == envelope["version"]
    assert envelope["kind"] in envelope


def test_wrong_names_are_wrong_use():
    """An attribute, an export or a participant that is not there exits with 2 and suggests."""
    run("groups", "roel", code=2)
    run("export", "matrx", "--to", "out", code=2)
    run("export", "transcript", "--to", "out", code=2)
    run("grid", "set", "S99", "t", "--text", "x", code=2)
    run("methods", "--checklist", code=2)


def test_exports_say_what_they_wrote(coded):
    """Each file is a line on stdout."""
    done = run("export", "matrix", "transcript", "S01", "--to", "out", "--format", "tex,svg")

    names = [line.rpartition("/")[2] for line in done.stdout.splitlines()]
    assert {"matrix.tex", "matrix.svg", "imqual-preamble.tex", "S01.docx"} <= set(names)
    assert all((coded / "out" / name).exists() for name in names)
