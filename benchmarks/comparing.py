"""How long it takes to compare two coders, to fold the reconciled codings, to compute agreement and to meet about it.

    python benchmarks/comparing.py DIR [--runs 3]

DIR is a study that `benchmarks/generate.py DIR --codings 100000 --coders 2` made. Reading is what every command pays;
printed are seconds, and how many times the reading the rest takes: ratios travel between machines, seconds do not.
"decide" settles a disagreement in a copy of the study, as a key of the meeting does. "opens" is from the start of
`imqual reconcile` in a terminal to its first words, beside `imqual --help`.
"""

from __future__ import annotations

import argparse
import gc
import os
import pty
import select
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from imcommerce_qual.actions.agreestudy import agree_study
from imcommerce_qual.actions.comparing import Wanted, compare_study
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.reconciling import reconciled
from imcommerce_qual.tui.reconcile.session import Meeting


def least(runs: int, what: Callable[[], object]) -> float:
    """Seconds of the quickest of *runs*."""
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        what()
        found.append(time.perf_counter() - began)
    return min(found)


def first_words(study: Path, words: bytes, *command: str) -> float:
    """Seconds until a command in a terminal of 100 × 30 has shown *words*; it is ended then."""
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(study)
        os.environ.update(TERM="xterm-256color", COLUMNS="100", LINES="30")
        os.execv(sys.executable, [sys.executable, "-m", "imcommerce_qual", *command])
    shown = b""
    try:
        while words not in shown and select.select([terminal], [], [], 60)[0]:
            shown += os.read(terminal, 65536)
        return time.perf_counter() - began
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(terminal)


def decide_in_copy(study: Path, runs: int) -> float:
    """Seconds that one decision of a meeting takes, of the quickest of *runs*; in a copy, because it writes."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(study, Path(folder) / "study"))
        opened = open_study(copy)
        coders = tuple(opened.study.coders)[:2]
        meeting = Meeting(opened, coders[0], Wanted(), by=coders)

        def settle() -> None:
            meeting.begin("both")
            meeting.decide("measured")

        return least(runs, settle)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    gc.disable()  # as the program does
    opened = open_study(asked.study)
    presence = opened.presence()
    found = compare_study(opened)
    print(
        f"{len(found.comparisons)} transcripts, {len(presence.standing)} codings, "
        f"{sum(len(each.disagreements) for each in found.comparisons)} disagreements"
    )
    reading = least(asked.runs, lambda: open_study(asked.study))
    steps: dict[str, Callable[[], object]] = {
        "present": lambda: replace(opened).presence(),  # a copy has not worked it out yet
        "compare": lambda: compare_study(opened, presence=presence),
        "reconciled": lambda: reconciled(opened, presence),
        "agree": lambda: agree_study(opened),
        "meeting": lambda: Meeting(replace(opened), next(iter(opened.study.coders))),
    }
    print(f"{'read':<12}{reading:6.2f} s")
    for name, what in steps.items():
        seconds = least(asked.runs, what)
        print(f"{name:<12}{seconds:6.2f} s  {seconds / reading:5.2f} × reading")
    seconds = decide_in_copy(asked.study, asked.runs)
    print(f"{'decide':<12}{seconds:6.2f} s  {seconds / reading:5.2f} × reading")
    coder = next(iter(opened.study.coders))
    help_ = least(asked.runs, lambda: first_words(asked.study, b"reconcile", "--help"))
    opens = least(asked.runs, lambda: first_words(asked.study, b"Reading", "reconcile", "--as", coder, "--by", coder))
    print(f"{'opens':<12}{opens:6.2f} s  {opens / help_:5.2f} × --help ({help_:.2f} s)")


if __name__ == "__main__":
    main()
