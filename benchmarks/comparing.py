"""How long it takes to compare two coders, and to fold the reconciled codings, beside reading the study.

    python benchmarks/comparing.py DIR [--runs 3]

DIR is a study that `benchmarks/generate.py DIR --codings 100000 --coders 2` made. Reading is what every command pays;
printed are seconds, and how many times the reading the rest takes: ratios travel between machines, seconds do not.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable
from pathlib import Path

from imcommerce_qual.actions.comparing import compare_study
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.reconciling import reconciled


def least(runs: int, what: Callable[[], object]) -> float:
    """Seconds of the quickest of *runs*."""
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        what()
        found.append(time.perf_counter() - began)
    return min(found)


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
        "present": opened.presence,
        "compare": lambda: compare_study(opened, presence=presence),
        "reconciled": lambda: reconciled(opened, presence),
    }
    print(f"{'read':<12}{reading:6.2f} s")
    for name, what in steps.items():
        seconds = least(asked.runs, what)
        print(f"{name:<12}{seconds:6.2f} s  {seconds / reading:5.2f} × reading")


if __name__ == "__main__":
    main()
