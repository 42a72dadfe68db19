"""The command line: exit codes, streams, envelopes, and that talk never gets into data."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import imcommerce_qual

EXAMPLE = Path(imcommerce_qual.__file__).parent / "example"


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Path:
    """A copy of the worked example, for reading."""
    folder = tmp_path_factory.mktemp("cli") / "study"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".imqual"))
    return folder


@pytest.fixture
def own(example, tmp_path) -> Path:
    """A copy of the worked example, to write into."""
    folder = tmp_path / "study"
    shutil.copytree(example, folder, ignore=shutil.ignore_patterns(".imqual"))
    return folder


def imqual(*arguments: str, cwd: Path, stdin: str | None = None, **environment: str):
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
        env={**kept, "XDG_CONFIG_HOME": str(cwd / "none"), **environment},
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["status"], 0),
        (["check"], 0),
        (["find", "no such words at all"], 0),
        (["find"], 2),
        (["find", "(", "--regex"], 2),
        (["show", "S99"], 2),
        (["show", "S03", "--as", "nobody"], 2),
        (["themes", "--finding", "F9"], 2),
        (["themes", "--quotes", "-1"], 2),
        (["nonsense"], 2),
        (["check", "nonsense"], 2),
        (["apply", "S03", "trust", "--quote", "x"], 2),
        (["undo", "S02", "--as", "coder-b"], 1),
        (["--study", "/", "status"], 3),
    ],
)
def test_exit_codes(example, arguments, code):
    """0 done, 1 problems, 2 wrong use, 3 no study here: scripts rely on them."""
    returned, _, stderr = imqual(*arguments, cwd=example)

    assert (code, False) == (returned, "Traceback" in stderr), stderr


def test_nobody_is_guessed(own):
    """Who codes is said by `--as`, the variable or the configuration; else nothing is written."""
    words = ["apply", "S04", "cost.price", "--quote", "I only buy fruit."]
    returned, _, stderr = imqual(*words, cwd=own)
    assert (2, True) == (returned, "who codes?" in stderr)

    assert 0 == imqual(*words, cwd=own, IMQUAL_CODER="coder-b")[0]
    config = own / "config" / "imqual"
    config.mkdir(parents=True)
    (config / "config.toml").write_text('coder = "coder-b"\n', encoding="utf-8")
    returned, _, stderr = imqual(*words, cwd=own, XDG_CONFIG_HOME=str(own / "config"))
    assert (0, True) == (returned, "there already" in stderr)


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (["status", "--json"], "progress"),
        (["show", "S03", "--json"], "turns"),
        (["find", "茶", "--json"], "hits"),
        (["check", "--json"], "problems"),
        (["themes", "--json"], "themes"),
        (["codebook", "show", "--json"], "codes"),
    ],
)
def test_json_is_an_envelope_with_its_version(example, arguments, kind):
    """One shape for programs: version, kind, and the data under the kind's name; nothing else on stdout."""
    returned, stdout, _ = imqual(*arguments, cwd=example)
    envelope = json.loads(stdout)

    assert (0, 1, kind) == (returned, envelope["version"], envelope["kind"])
    assert envelope[kind] is not None


def test_a_pipe_gets_tabs_and_no_boxes(example):
    """Each line of stdout has the same number of cells; nothing is drawn, coloured or cut."""
    for arguments in (["status"], ["show", "S03"], ["find", "茶"], ["themes"], ["codebook", "show"]):
        _, stdout, _ = imqual(*arguments, cwd=example)
        lines = stdout.rstrip("\n").split("\n")

        assert {lines[0].count("\t")} == {line.count("\t") for line in lines}, arguments
        assert "\x1b" not in stdout
        assert "─" not in stdout


def test_bracketed_words_are_printed(example):
    """[laughs] is a participant's sound, not markup."""
    assert "[laughs]" in imqual("find", "[laughs]", cwd=example)[1]


def test_synthetic_is_said_on_stderr(example):
    """Whoever looks at the example is told what it is, and stdout stays data."""
    for arguments in (["show", "S03"], ["themes"], ["status"], ["find", "茶"]):
        _, stdout, stderr = imqual(*arguments, cwd=example)

        assert "synthetic" in stderr.lower(), arguments
        assert "synthetic" not in stdout.lower(), arguments


def test_status_sends_each_coder_to_their_own_codings(example):
    """Only who made a stale coding can confirm it, whoever looks."""
    for who in ([], ["--as", "coder-b"]):
        told = imqual("status", *who, cwd=example)[2]
        assert "1 coding of coder-a made under an older definition: imqual review --stale --as coder-a" in told
        assert "--stale --as coder-b" not in told


def test_a_coder_who_is_not_done_sees_nothing_of_another(example):
    """Blind by default: no codings, no counts, in no view."""
    shutil.rmtree(example / "codings" / "coder-b")
    assert "hidden" in imqual("status", "--as", "coder-b", cwd=example)[1]
    assert "trust" not in imqual("show", "S03", "--as", "coder-b", cwd=example)[1].split("\n")[1]
    assert 1 == imqual("find", "--code", "trust", "--as", "coder-b", cwd=example)[1].count("\n")
    rows = imqual("themes", "--as", "coder-b", cwd=example)[1].rstrip("\n").split("\n")
    column = rows[0].split("\t").index("excerpts")
    assert {"0"} == {row.split("\t")[column] for row in rows[1:]}
    codes = json.loads(imqual("codebook", "show", "--json", "--as", "coder-b", cwd=example)[1])["codes"]
    assert {0} == {each["codings"] for each in codes}


def test_find_and_apply_make_a_pipe(own):
    """What was found can be coded in one line of shell."""
    _, hits, _ = imqual("find", "lychee", "S04", "--json", cwd=own)
    returned, stdout, _ = imqual("apply", "-", "immersion", "--as", "coder-b", cwd=own, stdin=hits)

    assert (0, len(json.loads(hits)["hits"])) == (returned, stdout.count("\n") - 1)


def test_a_closed_pipe_is_no_fault(example):
    """`imqual find … | head` ends quietly."""
    command = f"{sys.executable} -m imcommerce_qual find e | head -n 1"
    done = subprocess.run(command, cwd=example, shell=True, capture_output=True, text=True, check=False)

    assert (0, 1) == (done.returncode, done.stdout.count("\n"))
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


def test_an_interrupt_ends_with_130(own):
    """Ctrl-C at a question: said, with the shell's code for it, and nothing written."""
    import pty
    import signal
    import time

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "imcommerce_qual", "init", str(own / "new")],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    seen = b""
    while b"Title" not in seen:
        seen += os.read(ours, 1024)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)

    assert 130 == process.wait(timeout=20)
    assert not (own / "new").exists()
    os.close(ours)


def test_init_makes_a_study_that_checks_clean(tmp_path):
    """What a newcomer is given is right; doing it again touches nothing."""
    arguments = ["init", "own", "--title", "Träume: 梦 #1", "--coders", "ann,ben"]
    assert 0 == imqual(*arguments, cwd=tmp_path)[0]
    before = {path: path.read_bytes() for path in (tmp_path / "own").rglob("*") if path.is_file()}

    assert 0 == imqual("check", cwd=tmp_path / "own")[0]
    assert 1 == imqual(*arguments, cwd=tmp_path)[0]
    assert before == {path: path.read_bytes() for path in before}
    ignored = (tmp_path / "own" / ".gitignore").read_text(encoding="utf-8")
    assert "transcripts/*" in ignored


def test_init_example_is_the_example(tmp_path):
    """The copy is the example, file for file, and clean."""
    assert 0 == imqual("init", "shops", "--example", cwd=tmp_path)[0]
    copied = {path.relative_to(tmp_path / "shops"): path.read_bytes() for path in (tmp_path / "shops").rglob("*.md")}

    assert copied == {path.relative_to(EXAMPLE): path.read_bytes() for path in EXAMPLE.rglob("*.md")}
    assert 0 == imqual("check", cwd=tmp_path / "shops")[0]


def test_import_asks_without_a_terminal_for_a_word(own, tmp_path):
    """A script must say that the speakers are right; then nothing is asked."""
    (tmp_path / "talk.txt").write_text("Interviewer: Why?\n\nP1: Because.\n", encoding="utf-8")
    returned, _, stderr = imqual("import", str(tmp_path / "talk.txt"), cwd=own)
    assert (2, True) == (returned, "--speakers" in stderr)

    returned, stdout, _ = imqual("import", str(tmp_path / "talk.txt"), "--yes", "--provenance", "synthetic", cwd=own)
    assert (0, ["transcripts/talk.md", "sources/talk.txt"]) == (returned, stdout.split())
    assert 1 == imqual("import", str(tmp_path / "talk.txt"), "--yes", cwd=own)[0]


def test_a_fault_of_ours_shows_no_words(own):
    """A traceback could hold what a participant said; the user gets type and place."""
    broken = own / "sitecustomize.py"
    broken.write_text(
        "import imcommerce_qual.actions.viewing as v\n"
        "def status(*a): raise RuntimeError('secret words of S03')\n"
        "v.status = status\n",
        encoding="utf-8",
    )
    returned, stdout, stderr = imqual("status", cwd=own, PYTHONPATH=str(own))

    assert (70, True) == (returned, "RuntimeError" in stderr)
    assert "secret" not in stdout + stderr
