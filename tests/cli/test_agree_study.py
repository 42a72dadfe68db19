"""`imqual agree` in a study: tables, sentences, JSON, plots, and what is refused."""

from __future__ import annotations

import importlib.util
import json
import xml.etree.ElementTree as ET

import pytest
from tests.agreed import make, simulate
from typer.testing import CliRunner

from imcommerce_qual.cli.app import app

KEYS = [
    "version",
    "kind",
    "notice",
    "codes",
    "overall",
    "pairs",
    "odd_one_out",
    "talk_about",
    "swapped",
    "generous",
    "boundaries",
    "by",
    "groups",
    "negotiated",
    "with_reconciled",
    "basis",
]


@pytest.fixture
def study(tmp_path, monkeypatch):
    """Four interviews that ann and ben coded; the working folder."""
    simulate(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("IMQUAL_CODER", raising=False)
    monkeypatch.delenv("IMQUAL_STUDY", raising=False)
    return tmp_path


def agree(*arguments, code=0):
    """Stdout and stderr of `imqual agree` that ends with that exit code."""
    done = CliRunner().invoke(app, ["agree", *arguments], prog_name="imqual")
    assert code == done.exit_code, done.output
    return done.stdout, done.stderr


@pytest.mark.usefixtures("study")
def test_a_pipe_gets_one_table_and_the_words_go_to_stderr():
    """A row a code and level under titles, as many cells in each; numbers in full, reasons in their column."""
    out, talk = agree()
    rows = [line.split("\t") for line in out.splitlines()]

    assert {len(rows[0])} == {len(row) for row in rows}
    by_code = {(row[0], row[1]): dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert ("", "code-unused") == (
        by_code["never", "applied"]["krippendorff_alpha"],
        by_code["never", "applied"]["why_undefined"],
    )
    assert ("trust", "rolled up") in by_code
    for words in (
        "Not reliability: no round.",
        "Computed on 32 turns in 4 of 4 transcripts",
        "no round declares a unit, so the turn",
        "Left out, not coded: cas S01, S02, S03 and S04.",
        "Undefined (code-unused): never and trust.breach",
        "To talk about first",
        "SYNTHETIC",
    ):
        assert words in talk


@pytest.mark.usefixtures("study")
def test_json_has_its_fields_and_no_number_that_is_not_one():
    """The envelope's fields are a promise; every estimate has a value or a reason."""
    out, _ = agree("--json", "--by", "role", "--coef", "u_alpha,ac1")
    found = json.loads(out, parse_constant=pytest.fail)

    assert KEYS == list(found)
    assert "study-agreement" == found["kind"]
    for each in found["codes"]:
        for estimate in (*each["estimates"].values(), each["alpha_character"]):
            assert (estimate["value"] is None) == (estimate["why_undefined"] is not None)
    assert {"buyer", "seller"} == {each["group"] for each in found["groups"]}
    assert {"u_alpha"} == set(found["overall"]["unitizing"])


@pytest.mark.parametrize("by", ["transcript", "order", "round", "role"])
def test_groups_are_rows(study, by):
    """With --by the table is of groups; rounds that there are none of are said."""
    if by == "round":
        assert "there are no rounds" in agree("--by", by, code=2)[1]
        return
    out, _ = agree("--by", by)
    assert ["group", "transcripts"] == out.splitlines()[0].split("\t")[:2]
    assert (2 if by == "role" else 4) == len(out.splitlines()) - 1


def test_a_plot_is_one_whole_svg_with_its_provenance(study):
    """It parses, names every code, says that it is synthetic, refers to nothing elsewhere."""
    talk = agree("--plot", "forest.svg", "--benchmark", "krippendorff")[1]
    written = (study / "forest.svg").read_text(encoding="utf-8")
    texts = [each.text for each in ET.fromstring(written).iter("{http://www.w3.org/2000/svg}text")]

    assert "wrote forest.svg; nothing else was changed" in talk
    assert {"price", "never", "trust (rolled up)", ".667", "undefined: code-unused"} <= set(texts)
    assert any("SYNTHETIC" in each for each in texts)
    assert 1 == written.count("http")


def test_another_kind_of_picture_is_refused_before_anything_is_computed(study):
    """What is neither SVG nor PNG is not written; the message says what is."""
    assert "--plot forest.svg" in agree("--plot", "forest.pdf", code=2)[1]
    assert not (study / "forest.pdf").exists()
    assert "is no place" in agree("--plot", "nowhere/forest.svg", code=2)[1]


def test_a_plot_is_a_png_where_it_can_be(study):
    """With the library it is written; without, it is said what to install, and nothing is computed or written."""
    there = importlib.util.find_spec("resvg_py") is not None
    out, talk = agree("--plot", "Forest.PNG", code=0 if there else 1)

    assert there == (study / "Forest.PNG").exists()
    assert ("wrote Forest.PNG" if there else "pip install resvg-py") in talk
    assert there == bool(out)


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--measure", "ordinal"], "--measure is about a table"),
        (["--table", "x.csv", "--unit", "turn"], "--unit is about the codings of a study"),
        (["--benchmark", "landis"], "no benchmark `landis`"),
        (["--coders", "ann,bob"], "no coder `bob`"),
    ],
)
def test_options_of_the_other_form_are_refused(arguments, message):
    """A table's options do nothing silently in a study, nor a study's with a table."""
    assert message in agree(*arguments, code=2)[1]


def test_a_coder_is_told_nothing_of_what_they_have_not_completed(study):
    """Blind: cas has completed nothing, so nothing is compared and the others' counts are not shown."""
    _, talk = agree("--as", "cas", code=1)
    assert "before you have completed it" in talk
    assert "ann" not in talk


def test_nobody_has_coded(tmp_path, monkeypatch):
    """A study without codings says what to do."""
    make(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("IMQUAL_CODER", raising=False)
    assert "imqual done" in agree(code=1)[1]
