"""How fast agreement is computed, beside the `krippendorff` package and beside computing everything again.

    python benchmarks/agreement.py [--units 1000000] [--study 1] [--json FILE]

All in one run and one process; each figure is the median of several runs. The package is GPL-3 and needed for this and
for tests only (requirements-oracle.txt); without it, its line is left out. Ratios travel between machines, seconds do
not. Aims are printed as met or not met, and change no exit code.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from imcommerce_qual.core.agreement.counts import count
from imcommerce_qual.core.agreement.estimates import estimate
from imcommerce_qual.core.agreement.named import Scale, statistic
from imcommerce_qual.core.agreement.statistic import sums, value_of
from imcommerce_qual.core.agreement.sweep import character_counts
from imcommerce_qual.core.intervals import bootstrap, drawn_clusters


def seconds(run: Callable[[], object], times: int = 5) -> float:
    """The median of several runs, after one that warms up."""
    run()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def alpha_of_many_units(units: int) -> dict[str, float]:
    """2 coders, 2 values: alpha from the ratings, beside the package."""
    rng = np.random.default_rng(1)
    true = rng.integers(0, 2, units)
    ratings = np.stack([np.where(rng.random(units) < 0.9, true, 1 - true) for _ in range(2)], axis=1)
    # As whoever has few values holds them; the package is given what it documents, coders by units.
    small = np.asfortranarray(ratings.astype(np.int8))

    def ours() -> float | None:
        counts = count(small)
        return estimate(statistic("krippendorff_alpha", counts, Scale()), counts, spread="none").value

    found = {"ours_seconds": seconds(ours)}
    if find_spec("krippendorff"):
        import krippendorff

        def theirs() -> float:
            return float(krippendorff.alpha(ratings.T, level_of_measurement="nominal"))

        assert abs(theirs() - (ours() or 0)) < 1e-12
        found |= {"package_seconds": seconds(theirs, 3)}
        found |= {"times_faster": found["package_seconds"] / found["ours_seconds"]}
    return found


def replicates_over_transcripts(transcripts: int = 100, turns: int = 100, replicates: int = 1000) -> dict[str, float]:
    """1,000 bootstrap replicates from sums, beside computing alpha from the ratings of every replicate."""
    rng = np.random.default_rng(2)
    true = rng.random((transcripts, turns)) < rng.beta(2, 6, (transcripts, 1))
    ratings = np.stack([np.where(rng.random(true.shape) < 0.9, true, ~true) for _ in range(2)], axis=2).astype(np.int64)
    cluster = np.repeat(np.arange(transcripts), turns)
    counts = count(ratings.reshape(-1, 2), values=2, cluster=cluster)
    made = statistic("krippendorff_alpha", counts, Scale())
    each = sums(made, counts)

    def ours() -> object:
        return bootstrap(
            each, np.arange(transcripts), lambda total: value_of(made, total), seed=3, replicates=replicates
        )

    draws = drawn_clusters(3, transcripts, replicates)
    tried = 20

    def again() -> list[float | None]:
        found = []
        for row in draws[:tried]:
            chosen = np.repeat(np.arange(transcripts), row.astype(int))
            found.append(naive_alpha(ratings[chosen].reshape(-1, 2)))
        return found

    recomputed = again()
    from_sums = value_of(made, draws[:tried] @ each)
    furthest = float(np.abs(np.array(recomputed, dtype=float) - from_sums).max())
    fast, slow = seconds(ours), seconds(again, 3) * replicates / tried
    return {"ours_seconds": fast, "recomputed_seconds": slow, "times_faster": slow / fast, "furthest_apart": furthest}


def naive_alpha(ratings: np.ndarray) -> float:
    """Alpha by its definition, unit by unit: what a bootstrap does that knows no sums."""
    met = {(one, two): 0 for one in (0, 1) for two in (0, 1)}
    for first, second in ratings.tolist():
        met[first, second] += 1
        met[second, first] += 1
    given = [met[0, 0] + met[0, 1], met[1, 0] + met[1, 1]]
    n = sum(given)
    return 1 - (n - 1) * (met[0, 1] + met[1, 0]) / (2 * given[0] * given[1])


def characters(spans: int = 100) -> dict[str, float]:
    """100 spans a coder in texts of 10^5 to 10^8 characters."""
    found = {}
    for length in (10**5, 10**6, 10**7, 10**8):
        rng = np.random.default_rng(4)
        marked = []
        for _ in range(2):
            ends = np.sort(rng.choice(length, 2 * spans, replace=False)).reshape(-1, 2)
            marked.append(ends)
        found[f"{length:.0e}"] = seconds(lambda: character_counts(length, marked), 25)  # noqa: B023 - called at once
    return found


def of_a_study(size: float) -> dict[str, float]:
    """`imqual agree` beyond reading: 500 transcripts and 50,000 codings of two coders, times *size*.

    Seconds of this process's own work, beside those of reading the study; megabytes that the process grew by.
    """
    from generate import Size, write_study

    from imcommerce_qual.actions.agreestudy import agree_study
    from imcommerce_qual.actions.agreewanted import AgreeRequest
    from imcommerce_qual.actions.opened import open_study

    wanted = Size(transcripts=max(2, round(500 * size)), codings=round(50_000 * size), coders=2)
    with tempfile.TemporaryDirectory() as folder:
        write_study(Path(folder) / "study", wanted)
        open_study(Path(folder) / "study")
        began = time.process_time()
        opened = open_study(Path(folder) / "study")
        read, before = time.process_time() - began, _megabytes()
        began = time.process_time()
        found = agree_study(opened, AgreeRequest(round="none", mixed=True))
        taken = time.process_time() - began
    assert len(found.basis.transcripts) == wanted.transcripts
    return {"seconds": taken, "reading_seconds": read, "megabytes": _megabytes() - before}


def _megabytes() -> float:
    """The most that this process ever held, on Linux."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure, print, and write JSON where it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--study", type=float, default=0.0, help="also a whole study, 1: 500 transcripts")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    whole = of_a_study(asked.study) if asked.study else {}
    if whole:
        met = "met" if whole["seconds"] < 2 * asked.study and whole["megabytes"] < 300 else "NOT met"
        print(
            f"imqual agree, {round(500 * asked.study)} transcripts x {round(50_000 * asked.study):,} codings: "
            f"{whole['seconds']:.1f} s of work ({whole['seconds'] / whole['reading_seconds']:.1f} times reading them), "
            f"{whole['megabytes']:.0f} MB more (aim 2 s, 300 MB: {met})"
        )
    many = alpha_of_many_units(asked.units)
    print(f"alpha, 2 coders x {asked.units:,} units x 2 values: {many['ours_seconds'] * 1000:.1f} ms")
    if "times_faster" in many:
        met = "met" if many["times_faster"] >= 50 else "NOT met"
        print(f"  package: {many['package_seconds'] * 1000:.0f} ms, {many['times_faster']:.0f} times (aim 50: {met})")
    drawn = replicates_over_transcripts()
    met = "met" if drawn["times_faster"] >= 1000 else "NOT met"
    print(f"1,000 replicates over 100 transcripts: {drawn['ours_seconds'] * 1000:.2f} ms")
    print(
        f"  recomputed: {drawn['recomputed_seconds']:.1f} s, {drawn['times_faster']:,.0f} times (aim 1,000: {met}), "
        f"at most {drawn['furthest_apart']:.0e} apart"
    )
    swept = characters()
    slowest, fastest = max(swept.values()), min(swept.values())
    print("characters of 100 spans a coder: " + ", ".join(f"{n}: {1000 * each:.3f} ms" for n, each in swept.items()))
    print(
        f"  slowest / fastest: {slowest / fastest:.2f} (aim below 2: {'met' if slowest < 2 * fastest else 'NOT met'})"
    )
    if asked.json:
        asked.json.write_text(
            json.dumps({"alpha": many, "replicates": drawn, "characters": swept, "study": whole}, indent=2) + "\n"
        )


if __name__ == "__main__":
    main()
