"""How long the look at a merge takes in a large study, beside reading the study.

    python benchmarks/codebook.py [--transcripts 500] [--codings 100000] [--coders 2] [--runs 5]

A study is generated (see ``generate.py``), opened once as every command does, and the merge of its two most used codes
is planned and counted, nothing written. Given are the processor's seconds, the median of the runs: other programs that
run beside it do not count. The aim is that of the look alone: under a second.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generate import Size, code_ids, write_study

from imcommerce_qual.actions.codebookchange import CodebookPlan, plan
from imcommerce_qual.actions.opened import Opened, open_study
from imcommerce_qual.core import codechange


def seconds(work: Callable[[], object]) -> float:
    """How long the processor was at it."""
    began = time.process_time()
    work()
    return time.process_time() - began


def look(opened: Opened) -> CodebookPlan:
    """The second code into the first below the same one: of what there is, about the most used."""
    target, source = list(code_ids(3))[1:]
    return plan(opened, "coder-1", lambda book: codechange.merge(book, [source], target))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in {"transcripts": 500, "codings": 100_000, "coders": 2, "runs": 5}.items():
        parser.add_argument(f"--{name}", type=int, default=default, metavar="N", help=f"{default} unless told")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "study"
        write_study(folder, Size(transcripts=given.transcripts, codings=given.codings, coders=given.coders))
        open_study(folder)
        gc.disable()  # as the command does
        opening = statistics.median(seconds(lambda: open_study(folder)) for _ in range(min(given.runs, 3)))
        opened = open_study(folder)
        looks = statistics.median(seconds(lambda: look(opened)) for _ in range(given.runs))
        (effect,) = look(opened).effects
    print(f"{given.codings} codings; merging {effect.from_[0]} into {effect.to[0]} recodes {effect.excerpts} excerpts")
    print(f"reading the study {opening:.2f} s; the look at the merge {looks:.2f} s (aim: under 1 s)")


if __name__ == "__main__":
    main()
