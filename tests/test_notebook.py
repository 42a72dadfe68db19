"""The notebook of the documentation runs from its first cell to its last."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path

import pytest

import imcommerce_qual

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "docs" / "files" / "explore.ipynb"


def cells() -> list[str]:
    """The code of the notebook, cell by cell."""
    found = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return ["".join(each["source"]) for each in found["cells"] if each["cell_type"] == "code"]


def shown_by(source: str, names: dict[str, object]) -> object:
    """What a cell shows: the value of its last line, where that is an expression."""
    tree = ast.parse(source)
    last = tree.body[-1]
    if not isinstance(last, ast.Expr):
        exec(compile(tree, "cell", "exec"), names)
        return None
    exec(compile(ast.Module(tree.body[:-1], []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder with the worked example, as the notebook expects it."""
    shutil.copytree(ROOT / "src/imcommerce_qual/example", tmp_path / "study", ignore=shutil.ignore_patterns(".imqual"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_cell_runs_and_shows_something(folder):
    """Nobody starts from a notebook that stops at its third cell."""
    names: dict[str, object] = {}
    shown = [shown_by(cell, names) for cell in cells()]

    assert imcommerce_qual.open_study(folder / "study").study.title == shown[0]
    assert "synthetic" == shown[1][0]
    assert all(len(each) for each in shown[2:5])
    assert shown[4].to_numpy().sum() > 0


def test_the_notebook_is_kept_without_results():
    """Results go stale, and in a study of one's own they are participants' words."""
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        assert [] == cell.get("outputs", [])
        assert None is cell.get("execution_count")
