"""Reviewing without the screen: the list, splitting, confirming, settling; the whole path of the screen."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import imcommerce_qual

EXAMPLE = Path(imcommerce_qual.__file__).parent / "example"


@pytest.fixture
def study(tmp_path) -> Path:
    """A copy of the worked example."""
    folder = tmp_path / "study"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".imqual"))
    return folder


def imqual(*arguments: str, cwd: Path, stdin: str | None = None):
    """A run of the program: exit code, stdout, stderr."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("IMQUAL")}
    done = subprocess.run(
        [sys.executable, "-m", "imcommerce_qual", *arguments],
        cwd=cwd,
        input=stdin,
        stdin=None if stdin is not None else subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**kept, "XDG_CONFIG_HOME": str(cwd / "none"), "IMQUAL_CODER": "coder-a"},
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def excerpts(*arguments: str, cwd: Path, stdin: str | None = None):
    code, out, err = imqual("review", *arguments, "--json", cwd=cwd, stdin=stdin)
    assert 0 == code, err
    return json.loads(out)["excerpts"]


def edit(study, old, new):
    path = study / "transcripts/S03.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_pipe_gets_a_line_an_excerpt(study):
    """With titles; the count is talk; everything of the example says that it is synthetic."""
    code, out, err = imqual("review", "trust.breach", cwd=study)
    lines = out.splitlines()

    assert 0 == code
    assert lines[0].split("\t")[:6] == ["transcript", "turns", "speaker", "span", "code", "words"]
    assert f"{len(lines) - 1} excerpts in" in err
    assert "(synthetic)" in err
    assert {"trust.breach"} == {line.split("\t")[4] for line in lines[1:]}


def test_json_has_what_was_said_around(study):
    """Turn before and after, translation, and every mark."""
    (first, *_) = excerpts("trust.person", cwd=study)

    assert first["before"]["turn"] == first["turns"][0] - 1
    assert first["after"]["turn"] == first["turns"][-1] + 1
    assert first["translation"]
    assert [False, False, False, None] == [first[name] for name in ("lost", "changed", "stale", "was")]


def test_the_filters_are_those_of_find(study):
    """Whatever find finds of one's own codings, review lists."""
    _, out, _ = imqual("find", "price", "--code", "cost", "--coder", "coder-a", "--json", cwd=study)
    found = [hit["coding"] for hit in json.loads(out)["hits"]]

    assert found
    assert found == [each["coding"] for each in excerpts("cost", "--find", "price", cwd=study)]


def test_any_find_can_be_piped_in(study):
    """As JSON; anything else is refused with the command that would make it."""
    _, out, _ = imqual("find", "--stance", "contradicts", "--json", cwd=study)

    assert len(json.loads(out)["hits"]) == len(excerpts("-", cwd=study, stdin=out))
    assert (2, "") == imqual("review", "-", cwd=study, stdin="S03")[:2]


def test_comparing_lists_both(study):
    """In order of the text."""
    both = excerpts("trust.person", "--with", "trust.transfer", cwd=study)

    assert {"trust.person", "trust.transfer"} == {each["code"] for each in both}
    assert [each["transcript"] for each in both] == sorted(each["transcript"] for each in both)


@pytest.mark.parametrize(
    "arguments", [[], ["no-such-code"], ["trust", "--with", "no"], ["--lost", "--speaker", "I"], ["--stance", "maybe"]]
)
def test_wrong_use(study, arguments):
    """Exit code 2, nothing on stdout."""
    assert (2, "") == imqual("review", *arguments, cwd=study)[:2]


def test_on_a_terminal_the_list_reads_like_a_page(study):
    """--list, for a screen reader."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "imcommerce_qual", "review", "trust.breach", "--list"],
        cwd=study,
        stdin=follower,
        stdout=follower,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "IMQUAL_CODER": "coder-a", "TERM": "xterm"},
    ):
        os.close(follower)
        out = b""
        try:
            while chunk := os.read(leader, 65536):
                out += chunk
        except OSError:
            pass
    os.close(leader)
    text = out.decode("utf-8")

    assert "  > S05: " in text
    assert "trust.breach  coder-a " in text


def test_splitting_and_undoing(study):
    """Named by the words that the second part begins with; both ids are said."""
    listed = excerpts("trust.person", cwd=study)
    one = next(each for each in listed if "有一回" in each["words"])
    code, out, err = imqual("split", one["coding"][:8], "--before", "有一回", "--code", "price", cwd=study)
    assert (2, "") == (code, out)
    code, out, err = imqual("split", one["coding"][:8], "--before", "有一回", "--code", "cost.price", cwd=study)

    assert (0, "") == (code, out)
    assert "split trust.person in two, the second cost.price" in err
    assert "undo: imqual undo" in err
    words = [each["words"] for each in excerpts("trust.person", cwd=study)]
    assert one["words"].split("有一回")[0] in words
    assert 0 == imqual("undo", cwd=study)[0]
    assert listed == excerpts("trust.person", cwd=study)


def test_settling_what_was_edited(study):
    """Changed: --keep. Lost: --take N. Both at once, or a number that is not there, are refused."""
    edit(study, "给他装了两块。", "给他装了三块。")
    (changed,) = excerpts("--lost", cwd=study)
    assert changed["changed"]
    assert "两块" in changed["was"]
    assert 2 == imqual("amend", changed["coding"], "--take", "1", cwd=study)[0]
    assert 2 == imqual("amend", changed["coding"], "--keep", "--take", "1", cwd=study)[0]
    assert 0 == imqual("amend", changed["coding"], "--keep", cwd=study)[0]
    assert [] == excerpts("--lost", cwd=study)


def test_confirming(study):
    """Where nothing is stale it says so; after a redefinition, the codings wait; confirmed, they wait no more."""
    book = study / "codebooks/imcommerce.yaml"
    one = excerpts("trust.breach", cwd=study)[0]["coding"]
    code, _, err = imqual("confirm", one, cwd=study)
    assert (0, True) == (code, "nothing to confirm" in err)

    entry = (
        "\n  - {id: h-test, revision: 2, at: 2030-01-01T00:00:00Z, by: coder-a, change: redefined, "
        "from: [trust.breach], to: [trust.breach], why: w}\n"
    )
    text = book.read_text(encoding="utf-8")
    text = text.replace("history: []", f"history:{entry}") if "history: []" in text else text.rstrip() + entry
    book.write_text(text, encoding="utf-8")
    stale = [each["coding"] for each in excerpts("--stale", cwd=study)]
    assert one in stale
    code, _, err = imqual("confirm", *stale, cwd=study)
    assert (0, True) == (code, f"confirmed {len(stale)} codings" in err)
    assert [] == excerpts("--stale", cwd=study)
