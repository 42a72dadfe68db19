"""Worked examples of books, papers and manuals, through `imqual agree --table`, as somebody would type them."""

from __future__ import annotations

import json

import pytest
from tests.literature import EXAMPLES, Example
from typer.testing import CliRunner

from imcommerce_qual.cli.app import app


def asked(folder, example: Example) -> dict:
    """What is answered about the example's coefficients."""
    path = folder / "ratings.csv"
    path.write_text(example.text)
    names = ",".join({**example.printed, **example.se, **example.se_by_n})
    done = CliRunner().invoke(app, ["agree", "--table", str(path), *example.options, "--coef", names, "--json"])
    assert 0 == done.exit_code, done.stderr
    return json.loads(done.stdout)


def as_printed(number: float, printed: str) -> str:
    """The number with as many decimals as *printed* has, and no zero before the point."""
    decimals = len(printed.partition(".")[2])
    return f"{number:.{decimals}f}".replace("0.", ".", 1)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.source)
def test_a_worked_example_comes_out_as_it_is_printed(example, tmp_path):
    """Every coefficient, and every standard error, to the last decimal of its source."""
    found = asked(tmp_path, example)

    assert example.printed == {name: as_printed(found[name]["value"], text) for name, text in example.printed.items()}
    assert example.se == {name: as_printed(found[name]["se"], text) for name, text in example.se.items()}
    by_n = {name: found[name]["se"] * (1 - 1 / found[name]["n_units"]) ** 0.5 for name in example.se_by_n}
    assert example.se_by_n == {name: as_printed(by_n[name], text) for name, text in example.se_by_n.items()}
