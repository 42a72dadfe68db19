"""What the shell offers after a first command in a study."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imcommerce_qual.cli import completing
from imcommerce_qual.cli.app import app

EXAMPLE = Path(__file__).resolve().parents[2] / "src" / "imcommerce_qual" / "example"


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """A copy of the example in which a command has run."""
    folder = tmp_path_factory.mktemp("completing") / "study"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".imqual"))
    assert 0 == CliRunner().invoke(app, ["status", "--study", str(folder)]).exit_code
    return folder


@pytest.mark.parametrize(
    ("offers", "begun", "expected"),
    [
        (completing.complete_finding, "F", ["F1", "F2", "F3"]),
        (completing.complete_theme, "che", ["cheaper"]),
        (completing.complete_attribute, "ro", ["role"]),
        (completing.complete_stance, "q", ["qualifies"]),
        (completing.complete_kind, "not", ["not-by-all"]),
        (completing.complete_export, "co", ["coverage", "codebook"]),
        (completing.complete_export, "S1", ["S10", "S11", "S12"]),
        (completing.complete_whose, "rec", ["reconciled"]),
        (completing.complete_finding, "X", []),
    ],
)
def test_names_of_the_study_are_offered(study, monkeypatch, offers, begun, expected):
    """Whatever begins as what was typed, and nothing else."""
    monkeypatch.setenv("IMQUAL_STUDY", str(study))

    assert expected == offers(begun)


def test_nothing_is_offered_where_there_is_no_study(tmp_path, monkeypatch):
    """Completion never fails: it offers nothing."""
    monkeypatch.setenv("IMQUAL_STUDY", str(tmp_path))

    assert [] == completing.complete_theme("")
    assert [] == completing.complete_attribute("")
