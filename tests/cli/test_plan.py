"""``imqual plan``: what it takes, refuses, prints and leaves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imcommerce_qual.cli.app import app

FILES = {
    "study.yaml": "version: 1\ntitle: T\nprovenance: synthetic\ncodebook: codebooks/b.yaml\n"
    "coders: {ann: {}, ben: {}}\n",
    "codebooks/b.yaml": "version: 1\nid: b\nrevision: 1\ncodes:\n  - {id: trust, label: Trust, definition: D.}\n",
    **{
        f"transcripts/S0{n}.md": f"---\nversion: 1\nid: S0{n}\nlanguage: en\nspeakers:\n  I: {{role: interviewer}}\n"
        f"  S0{n}: {{role: participant, participant: S0{n}}}\nparticipants: {{S0{n}: {{}}}}\n"
        "provenance: synthetic\n---\n"
        f"I: Why?\n\nS0{n}: Because I know her.\n"
        for n in (1, 2, 3, 4)
    },
}

UNITS = "\ufefftranscript,start,end,by\nS01,0,5,Lin 林\nS02,0,5,Lin 林\n"


@pytest.fixture
def study(tmp_path, monkeypatch) -> Path:
    """Four short interviews, two coders; the working folder."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IMQUAL_CODER", "ann")
    monkeypatch.delenv("IMQUAL_STUDY", raising=False)
    return tmp_path


def imqual(*arguments, code=0):
    """Stdout and stderr of a command that ends with that exit code."""
    done = CliRunner().invoke(app, arguments, prog_name="imqual")
    assert code == done.exit_code, done.output
    return done.stdout, done.stderr


@pytest.mark.usefixtures("study")
def test_a_round_from_draw_to_close():
    """Drawn with a seed, opened with a target, listed, completed, closed, and the next step named."""
    data, talk = imqual("plan", "draw", "--share", "0.5", "--seed", "1", "--json")
    drawn = json.loads(data)["drawn"]["transcripts"]
    assert 2 == len(drawn)

    said = imqual("plan", "round", "open", "rel", "--share", "0.5", "--seed", "1", "--target", "alpha=.8")[1]
    assert f"opened rel (reliability): {', '.join(drawn)}, seed 1; ann, ben" in said
    for coder in ("ann", "ben"):
        for name in drawn:
            imqual("done", name, "--as", coder)
    talk = imqual("plan", "round", "close", "rel")[1]

    assert "closed rel: 4 events of 4 files are frozen" in talk
    rows = imqual("plan", "list")[0].splitlines()
    assert "2 of 4, drawn (share 0.5, seed 1)" in rows[1]
    assert "krippendorff_alpha ≥ 0.8" in rows[1]
    (found,) = json.loads(imqual("plan", "list", "--json")[0])["rounds"]
    assert ("rel", 0.5) == (found["round"]["opened"]["round"], found["share"])


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["draw"], "how much is drawn?"),
        (["round", "open", "r"], "a round needs transcripts"),
        (["round", "open", "r", "S01", "--purpose", "reliablity"], "did you mean `reliability`"),
        (["round", "open", "r", "S01", "--unit", "word"], "is no unit"),
        (["round", "open", "r", "S01", "--target", "alpha"], "is no target"),
        (["round", "open", "r", "--passage", "S01"], "is no passage"),
        (["round", "open", "r", "S01", "--unit", "given", "--units", "no.csv"], "cannot be read"),
        (["round", "close", "r"], "no round `r`"),
        (["assign", "ben"], "assign which"),
        (["declare", "--wanted"], "why?"),
        (["hand-in", "no.zip"], "cannot be read"),
    ],
)
def test_wrong_use_ends_with_2_and_a_remedy(arguments, message):
    """Nothing is written."""
    assert message in imqual("plan", *arguments, code=2)[1]
    assert not Path("plan").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("transcript,start\n", "no column `end`, `by`"),
        ("transcript,start,end,by\nS01,0,x,ann\n", "units.csv:2"),
        ("transcript,start,end,by\n", "has no units"),
        ("transcript,start,end,by\nS01,0,5,\n", "somebody who bounded it"),
    ],
)
def test_a_file_of_units_says_what_is_wrong(study, content, message):
    """With its line."""
    (study / "units.csv").write_text(content)

    talk = imqual("plan", "round", "open", "r", "S01", "--unit", "given", "--units", "units.csv", code=2)[1]

    assert message in talk


def test_given_units_are_kept_with_who_bounded_them(study):
    """Once, beforehand, by a named person."""
    (study / "units.csv").write_text(
        "\ufefftranscript,start,end,by\nS01,0,5,Lin 林\nS02,0,5,Lin 林\n", encoding="utf-8"
    )
    imqual("plan", "round", "open", "r", "S01", "S02", "--unit", "given", "--units", "units.csv")

    (found,) = json.loads(imqual("plan", "list", "--json")[0])["rounds"]

    assert [{"start": 0, "end": 5, "by": "Lin 林"}] == found["round"]["opened"]["units"]["S01"]


def test_out_and_in(study):
    """The zip is written once; a second one of the name is refused; what comes back is counted."""
    assert "wrote ben.zip: 4 transcripts" in imqual("plan", "hand-out", "ben", "--to", "ben.zip")[1]
    assert "is there already" in imqual("plan", "hand-out", "ben", "--to", "ben.zip", code=1)[1]
    assert "0 events came in" in imqual("plan", "hand-in", "ben.zip")[1]
    assert (study / "plan" / "ann.jsonl").read_text().count("handed_out") == 1
