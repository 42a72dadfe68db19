"""Writing: one process at a time, and nothing that was reported as written is ever lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.desk import at_desk
from imcommerce_qual.actions.errors import BusyError
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.core.history import fold
from imcommerce_qual.model.event import Reopened

#: Codes one span after the other, and prints each coding's id once it is on the disk.
WRITER = """
import sys
from pathlib import Path
from imcommerce_qual.actions.applying import Request, apply
from imcommerce_qual.actions.opened import open_study
study, coder = Path(sys.argv[1]), sys.argv[2]
opened = open_study(study)
for n in range(int(sys.argv[3]), 10_000):
    start = 15 + n % 8
    code = ("price", "trust", "trust.person", "trust.breach")[n // 80 % 4]
    for done in apply(opened, coder, [Request(transcript="S01", code=code, at=(start, start + 1 + n // 8 % 10))]):
        print(done.coding, flush=True)
"""


def writer(study, coder="ann", first=0):
    """A process that codes as fast as it can, beginning with the span of that number."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, study, coder, str(first)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process at once")
def test_a_kill_at_any_moment_loses_nothing_that_was_reported(study):
    """Whatever was printed as written is there when the file is opened again."""
    moments = random.Random(7)
    reported: set[str] = set()
    for n in range(5):
        process = writer(study, first=60 * n)  # each writes what none before it has written
        assert process.stdout is not None
        first = process.stdout.readline()  # it is writing now
        time.sleep(moments.uniform(0, 0.08))
        os.kill(process.pid, signal.SIGKILL)
        rest, _ = process.communicate()
        reported |= {line for line in (first + rest).split("\n") if len(line) == 36}

    opened = open_study(study)
    there = {coding.id for coding in fold(opened.workspace.log("ann", "S01")).codings}
    assert len(reported) >= 5
    assert reported <= there
    assert {problem.code for problem in opened.workspace.problems} <= {"torn-line"}


def test_after_a_kill_coding_goes_on(study):
    """A dead process leaves no lock behind that anybody has to remove."""
    process = writer(study)
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    process.communicate()

    apply(open_study(study), "ann", [Request(transcript="S01", code="price", quote="It was cheap")])


def test_a_second_process_is_told_who_has_the_file(study):
    """Two on one file: the second waits a while, then says who it is, and writes nothing."""
    opened = open_study(study)
    held = f"process {os.getpid()}"
    with at_desk(opened, "ann", ("S01",)):
        done = subprocess.run(
            [sys.executable, "-c", WRITER, study, "ann", "0"],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONUTF8": "1"},
        )

    assert "BusyError" in done.stderr
    assert held in done.stderr
    assert not (study / "codings" / "ann" / "S01.jsonl").exists()


def test_a_second_process_waits_for_a_short_one(study):
    """Two commands at the same moment both get their turn."""
    processes = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "imcommerce_qual",
                "--study",
                study,
                "apply",
                "S01",
                code,
                "--quote",
                "It was cheap",
                "--as",
                "ann",
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for code in ("price", "trust", "trust.person", "trust.breach")
    ]
    codes = [process.wait() for process in processes]
    for process in processes:
        process.communicate()

    assert [0, 0, 0, 0] == codes
    assert 4 == len(open_study(study).presence().standing)


def test_two_coders_do_not_wait_for_each_other(study):
    """One file a coder: nothing is shared that could be locked."""
    opened = open_study(study)
    with at_desk(opened, "ann", ("S01",)):
        apply(opened, "ben", [Request(transcript="S01", code="price", quote="It was cheap")])

    assert 1 == len(open_study(study).presence().standing)


def test_the_same_process_cannot_sit_down_twice(study):
    """Also within one process, two hands on one file are refused."""
    opened = open_study(study)
    with at_desk(opened, "ann", ("S01",)), pytest.raises(BusyError), at_desk(opened, "ann", ("S01",), patience=0.1):
        pass


def test_times_rise_within_a_file_even_when_the_clock_does_not(study):
    """An event is later than all in its file, by a microsecond at least, or order would be lost."""
    opened = open_study(study)
    with at_desk(opened, "ann", ("S01",)) as desk:
        for _ in range(50):
            desk.append("S01", Reopened(**desk.envelope("S01")))
        desk.write()

    times = [event.at for event in open_study(study).workspace.log("ann", "S01").events]
    assert sorted(set(times)) == times
