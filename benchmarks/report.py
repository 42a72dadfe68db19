"""How long a report of a large study takes, and its page to open, beside what the same work takes without us.

    python benchmarks/report.py [--runs 3] [--size 1] [--json]

*Making*: seconds of the processor, in a process of its own, for everything that ``imqual report`` writes of a generated
study (500 transcripts of 5,000 words, 50,000 codings, times ``--size``), and for each part of it. *Floor* is what
Python's own ``json`` and ``zlib`` take to write and pack as many characters as the report has, in the same process
before and after: less is not to be had. *Opening*: in Chromium, where there is one, until the page says how many
codings it has, and until an answer stands to a filter and to a search through all transcripts; beside an empty page of
as many bytes. Ratios travel between machines, seconds do not.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from run import generated

KINDS = ("md", "csv", "xlsx", "json")


def floor(characters: int) -> float:
    """Seconds of the processor to write so many characters as JSON, and to pack them."""
    line = {"words": "My sister posted three pictures, and then we all bought it. " * 4, "turn": 17, "coder": "ann"}
    lines = [line] * max(1, characters // len(json.dumps(line)))
    began = time.process_time()
    zlib.compress(json.dumps(lines, ensure_ascii=False).encode("utf-8"))
    return time.process_time() - began


def making(folder: Path, to: Path) -> dict[str, float]:
    """Seconds of the processor for each part, in this process, which has done nothing before."""
    import gc

    gc.disable()  # as the program itself does
    from imcommerce_qual.actions.opened import open_study
    from imcommerce_qual.actions.reporting import report_of, write_page
    from imcommerce_qual.actions.theming import bundle, themes, write_themes

    found: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        began = time.process_time()
        value = work()
        found[name] = time.process_time() - began
        return value

    opened = timed("reading", lambda: open_study(folder))
    counted = timed("counting", lambda: bundle(opened, themes(opened)))
    for kind in KINDS:
        timed(kind, lambda kind=kind: write_themes(counted, to, (kind,)))
    report = timed("the page's figures", lambda: report_of(opened, counted))
    timed("the page", lambda: write_page(report, to))
    found["all"] = sum(found.values())
    written = sum(path.stat().st_size for path in to.iterdir())
    found["floor"] = floor(written)
    return found


def opening(page: Path) -> dict[str, float] | None:
    """Seconds of the clock in Chromium; None where there is no Chromium or nothing to drive it with."""
    path = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if path is None:
        return None
    empty = page.with_name("empty.html")
    padding = "x" * page.stat().st_size
    empty.write_text(f'<!DOCTYPE html><title>x</title><p>x<script type="text/plain">{padding}</script><i id="end">')
    found: dict[str, float] = {}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, file, ready in (("empty page", empty, "#end"), ("page", page, "#counted[data-left]")):
            tab = browser.new_page()
            began = time.perf_counter()
            tab.goto(file.as_uri(), wait_until="commit")
            tab.wait_for_selector(ready, state="attached")
            found[name] = time.perf_counter() - began
        began = time.perf_counter()
        tab.select_option("#filter-code", index=3)
        tab.wait_for_selector("#counted:not([aria-busy])")
        found["a filter"] = time.perf_counter() - began
        for name, words in (("first search", "umbrella"), ("next search", "shop")):
            began = time.perf_counter()
            tab.fill("#filter-words", words)
            tab.wait_for_selector("#counted[aria-busy]")
            tab.wait_for_selector("#counted:not([aria-busy])")
            tab.wait_for_selector("#elsewhere:not(:empty)")
            found[name] = time.perf_counter() - began
        browser.close()
    return found


def lines(made: dict[str, float], opened: dict[str, float] | None) -> Iterator[str]:
    """A line for each figure, beside its floor."""
    yield f"{'making, seconds of the processor':<36}{'s':>8}{'× floor':>9}"
    for name, seconds in made.items():
        yield f"{name:<36}{seconds:>8.2f}{seconds / made['floor']:>9.1f}"
    if opened is None:
        yield "opening: not measured, because there is no Chromium, or no playwright to drive it"
        return
    yield f"{'opening, seconds of the clock':<36}{'s':>8}{'× empty':>9}"
    for name, seconds in opened.items():
        yield f"{name:<36}{seconds:>8.2f}{seconds / opened['empty page']:>9.1f}"


def medians(runs: list[dict[str, float]]) -> dict[str, float]:
    """Of each figure."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="of each (3)")
    parser.add_argument("--size", type=float, default=1.0, metavar="SHARE", help="of the generated study (1)")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--once", nargs=2, type=Path, metavar=("STUDY", "DIR"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.once:
        print(json.dumps(making(*given.once)))
        return 0
    study = generated(given.size)
    with tempfile.TemporaryDirectory() as temporary:
        made = []
        for _ in range(given.runs):
            with contextlib.suppress(FileNotFoundError):
                shutil.rmtree(Path(temporary) / "out")
            command = [sys.executable, __file__, "--once", str(study), str(Path(temporary) / "out")]
            made.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        opened = [found for _ in range(given.runs) if (found := opening(Path(temporary) / "out" / "report.html"))]
    both = medians(made), medians(opened) if opened else None
    print(json.dumps({"making": both[0], "opening": both[1]}, indent=1) if given.json else "\n".join(lines(*both)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
