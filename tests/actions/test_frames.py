"""Studies as DataFrames: the figures are the library's, and pandas is loaded when a frame is asked for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.actions.conftest import S01
from tests.studies import STUDY, write, write_study

import imcommerce_qual
from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.finishing import complete
from imcommerce_qual.actions.opened import open_study as opened_study
from imcommerce_qual.core.themes import matrix

EXAMPLE = Path(imcommerce_qual.__file__).parent / "example"


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Path:
    """A copy of the worked example."""
    folder = tmp_path_factory.mktemp("example") / "study"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".imqual"))
    return folder


def test_importing_the_package_loads_nothing_heavy():
    """`import imcommerce_qual` is free; a notebook pays when it opens a study."""
    code = (
        "import sys, imcommerce_qual; print([m for m in ('pandas', 'numpy', 'pydantic', 'yaml') if m in sys.modules])"
    )
    done_ = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]" == done_.stdout.strip()


def test_codings_and_matrix_are_the_librarys(example):
    """A row for each coding that stands; the matrix cell by cell."""
    study = imcommerce_qual.open_study(example)
    opened = opened_study(example)
    codings, counted = study.codings(), matrix(opened.study, opened.presence())
    frame = study.matrix()

    assert len(opened.presence().standing) == len(codings) == len(study.excerpts())
    assert list(counted.codes) == list(frame.index)
    assert list(counted.participants) == list(frame.columns)
    assert [list(row) for row in counted.cells] == frame.to_numpy(dtype=int).tolist()
    assert "synthetic" == codings.attrs["provenance"]
    assert any(f"{len(codings)} codings" in line for line in codings.attrs["notes"])


def test_words_and_places_come_along(example):
    """The words stand at the place that the row says."""
    study = imcommerce_qual.open_study(str(example))
    one = study.codings().query("transcript == 'S02'").iloc[0]
    text = study.study.transcripts["S02"].text

    assert text[one.start : one.end] == one.words


def test_participants_have_their_declared_attributes(example):
    """Each attribute in a column of its own type; nothing is missing that the study has."""
    frame = imcommerce_qual.open_study(example).participants().set_index("participant")

    assert 12 == len(frame)
    assert 63 == frame.loc["S03", "age"]
    assert "buyer" == frame.loc["S03", "role"]
    assert ("Int64", "Float64", "boolean") == tuple(str(frame[name].dtype) for name in ("age", "years", "quotes"))


BOOK = "version: 1\nid: b\nrevision: 1\ncodes: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]\nhistory: []\n"
TEXT = """\
---
version: 1
id: S01
language: en
speakers:
  I: {role: interviewer}
  S01: {role: participant, participant: S01}
participants: {S01: {role: buyer}}
provenance: synthetic
---
I: Why?

S01: Because of her.

I: And?

S01: It was cheap.

I: So?

S01: I went.

I: Well?

S01: That is all.
"""


def coded(root: Path) -> Path:
    """Two coders, four turns: of `a` they agree on three of four, of `b` on all, `c` nobody used."""
    study = write_study(root, BOOK, TEXT)
    marks = {"ann": [("a", "Because of her."), ("a", "It was cheap."), ("b", "I went.")]}
    marks["ben"] = [("a", "Because of her."), ("b", "I went.")]
    for coder, own in marks.items():
        apply(opened_study(study), coder, [Request(transcript="S01", code=code, quote=q) for code, q in own])
        complete(opened_study(study), coder, "S01")
    return study


def test_agreement_is_what_counting_by_hand_gives(tmp_path):
    """a: states 11 10 00 00. Of 8 values 3 are 1: alpha = 1 - (1/4) / (2*3*5 / (8*7)) = 8/15. c has a reason."""
    frame = imcommerce_qual.open_study(coded(tmp_path)).agreement().set_index("code")

    assert 1 - (1 / 4) / (2 * 3 * 5 / (8 * 7)) == pytest.approx(frame.loc["a", "alpha"])
    assert 0.75 == frame.loc["a", "percent"]
    assert (1.0, 1.0) == (frame.loc["b", "alpha"], frame.loc["b", "percent"])
    assert frame["alpha"].isna().loc["c"]
    assert "nobody used the code" == frame.loc["c", "undefined"]
    assert [4, 4, 4] == list(frame["units"])


def test_agreement_says_what_it_rests_on(example):
    """What the figures rest on is in the notes, or that nobody is there to agree with."""
    here = imcommerce_qual.open_study(example)
    if len(here.study.coders) < 2:
        with pytest.raises(WrongUseError, match="nobody to agree with"):
            here.agreement()
        return
    frame = here.agreement(unit="exchange")

    assert any("exchange" in line for line in frame.attrs["notes"])


def test_a_blind_coder_gets_frames_without_the_others(tmp_path):
    """Frames are a look like any other."""
    study = coded(tmp_path)
    frame = imcommerce_qual.open_study(study, viewer="ann").codings()
    assert {"ann", "ben"} == set(frame["coder"])

    from imcommerce_qual.actions.finishing import reopen

    reopen(opened_study(study), "ann", "S01")
    frame = imcommerce_qual.open_study(study, viewer="ann").codings()

    assert {"ann"} == set(frame["coder"])
    assert 0 == len(imcommerce_qual.open_study(study, viewer="ann").agreement())


def test_wrong_names_are_refused(example):
    """Names that are not there, and units that are none."""
    study = imcommerce_qual.open_study(example)
    with pytest.raises(WrongUseError):
        study.codings(coders=["nobody"])
    with pytest.raises(WrongUseError):
        study.matrix("word")
    with pytest.raises(WrongUseError):
        imcommerce_qual.open_study(example, viewer="nobody")


def test_reconciled_codings_are_a_choice_and_the_notes_say_which_it_was(example):
    """What a frame rests on is what was asked for: everybody, one coder, or what was decided."""
    study = imcommerce_qual.open_study(example)

    everybody, one, after = (study.codings(coders=coders) for coders in ((), ["coder-a"], ["reconciled"]))

    assert len(one) < len(everybody)
    assert {"coder-a"} == set(one["coder"])
    assert "reconciled" in set(after["coder"])
    assert "Reconciled codings" in " ".join(after.attrs["notes"])
    assert not any("Reconciled" in note or "by coder-b" in note for note in one.attrs["notes"])
    assert study.matrix(coders=["reconciled"]).to_numpy().sum() < study.matrix().to_numpy().sum()


def test_frames_of_a_study_without_anything_have_their_columns_and_types(tmp_path):
    """No coding, no finding, no attribute: empty frames of the same types, so that a notebook runs on."""
    declared = STUDY.replace("attributes: {role: [buyer, seller]}\n", "")
    write_study(tmp_path, BOOK, S01.replace("{S01: {role: buyer}}", "{S01: {}}"))
    write(tmp_path, {"study.yaml": declared})
    (tmp_path / "findings.yaml").unlink()
    study = imcommerce_qual.open_study(tmp_path)

    codings, excerpts, people = study.codings(), study.excerpts(), study.participants()
    themes = study.matrix("theme")

    assert (0, 0, 1, 0) == (len(codings), len(excerpts), len(people), len(themes))
    assert ("Int64", "boolean", "string") == tuple(str(codings[name].dtype) for name in ("start", "unsure", "words"))
    assert "Int64" == str(themes["S01"].dtype)
    assert [0] == people["codes"].tolist()
    assert all(frame.attrs["notes"] for frame in (codings, excerpts, people, themes))
    assert 0 == len(study.agreement())
    assert any("completed" in note for note in study.agreement().attrs["notes"])
