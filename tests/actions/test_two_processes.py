"""Two processes on the same coder and transcript: the second is told, nobody's work is lost. With real processes."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.forgetful import standing

from imcommerce_qual.store.locks import lock_path

IMQUAL = [sys.executable, "-m", "imcommerce_qual"]
HOLD = """
import sys
from pathlib import Path
from imcommerce_qual.actions.desk import at_desk
from imcommerce_qual.actions.opened import open_study
with at_desk(open_study(Path(sys.argv[1])), "ann", ("S01",)):
    print("held", flush=True)
    sys.stdin.readline()
"""


def environment(study: Path, **more: str) -> dict[str, str]:
    """Of a process that works in that study."""
    return {**os.environ, "IMQUAL_STUDY": str(study), "NO_COLOR": "1", "PYTHONUTF8": "1", "HOME": str(study), **more}


def imqual(study: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`imqual`, to its end."""
    return subprocess.run(
        [*IMQUAL, *arguments], env=environment(study), capture_output=True, text=True, encoding="utf-8", check=False
    )


def code(study: Path, quote: str, coder: str = "ann") -> subprocess.CompletedProcess[str]:
    """A coding by a process of its own."""
    return imqual(study, "apply", "S01", "price", "--quote", quote, "--as", coder, "--quiet")


@contextmanager
def screen(study: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`imqual code` on a terminal of its own, and that terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    child = subprocess.Popen(
        [*IMQUAL, "code", "S01", "--as", "ann", *arguments],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment(study, TERM="xterm"), start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    try:
        yield child, ours
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
        os.close(ours)


def seen_until(terminal: int, words: str) -> str:
    """What the terminal shows until these words are among it."""
    seen = ""
    while words not in seen:
        ready, _, _ = select.select([terminal], [], [], 30)
        assert ready, f"{words!r} did not come; seen: {seen[-2000:]!r}"
        seen += os.read(terminal, 65536).decode("utf-8", "replace")
    return seen


def left(child: subprocess.Popen[bytes], terminal: int) -> int:
    """The exit code of who leaves the screen; what it still prints is read, or it could not end."""
    while child.poll() is None:
        ready, _, _ = select.select([terminal], [], [], 0.1)
        if ready:
            try:
                os.read(terminal, 65536)
            except OSError:  # Linux: the other end is closed
                return child.wait(30)
    return child.returncode


@pytest.fixture
def held(study: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process is writing ann's codings of S01, and does not finish."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(study)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=environment(study),
    )  # fmt: skip
    assert child.stdout is not None
    assert "held" == child.stdout.readline().strip()
    yield child
    child.kill()
    child.communicate()


def test_the_second_command_is_told_who_has_it(study, held):
    """Exit code 4, the other's process, nothing written; another coder is not in the way."""
    done = code(study, "It was cheap")

    assert 4 == done.returncode
    assert f"another imqual (process {held.pid}, since" in done.stderr
    assert "nothing was written" in done.stderr
    assert {} == standing(study)
    assert 0 == code(study, "It was cheap", "ben").returncode


def test_a_killed_process_is_in_nobodys_way(study, held):
    """The lock goes with it, whatever it left lying about."""
    held.send_signal(signal.SIGKILL)
    held.wait()
    assert lock_path(study, "ann", "S01").with_suffix(".by").exists()

    assert 0 == code(study, "It was cheap").returncode


def test_commands_at_the_same_time_all_write(study):
    """They wait for each other; every coding is there, each once."""
    quotes = ["I know her.", "She is my aunt.", "It was cheap", "my aunt", "know her", "was cheap"]
    running = [
        subprocess.Popen(
            [*IMQUAL, "apply", "S01", "price", "--quote", quote, "--as", "ann", "--quiet"], env=environment(study),
            stderr=subprocess.DEVNULL,
        )
        for quote in quotes
    ]  # fmt: skip

    assert [0] * len(quotes) == [each.wait() for each in running]
    assert sorted(quotes) == sorted(each[-1] for each in standing(study).values())


def test_a_screen_is_not_waited_for_and_says_so(study):
    """A command and a second screen are sent to the first one; when that is killed, the way is free."""
    with screen(study) as (first, terminal):
        seen_until(terminal, "S01")
        refused = code(study, "It was cheap")
        with screen(study) as (second, other):
            told = seen_until(other, "with Q")
            code_of_second = left(second, other)

        assert (4, 4) == (refused.returncode, code_of_second)
        for said in (refused.stderr, told):
            assert f"process {first.pid}" in said
            assert "on the coding screen" in " ".join(said.split())
        first.kill()
        first.wait()
    assert 0 == code(study, "It was cheap").returncode


def test_a_transcript_that_changes_under_the_screen_is_said_and_carried(study):
    """What was coded stands on its words in the new text, and the file stays as it was saved."""
    assert 0 == code(study, "I know her.").returncode
    with screen(study) as (child, terminal):
        seen_until(terminal, "S01")
        path = study / "transcripts" / "S01.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("I: Why?", "I: Well, then, why?"), encoding="utf-8")
        seen_until(terminal, "changed on disk")
        os.write(terminal, b"Q")
        assert 0 == left(child, terminal)

    assert ["I know her."] == [each[-1] for each in standing(study).values()]
    assert "Well, then, why?" in path.read_text(encoding="utf-8")


def test_nothing_is_forgotten_under_an_open_screen(study):
    """Names would come back with its next key: who wants to erase is told to close it."""
    before = (study / "transcripts/S01.md").read_bytes()
    with screen(study) as (child, terminal):
        seen_until(terminal, "S01")
        done = imqual(study, "erase", "--text", "my aunt", "--as", "ben", "--yes")

        assert 4 == done.returncode
        assert f"process {child.pid}" in done.stderr
    assert before == (study / "transcripts/S01.md").read_bytes()
