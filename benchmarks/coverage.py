"""How often a 95 % interval holds the true value: jackknife over transcripts, beside two that should not be used.

    python benchmarks/coverage.py [--studies 2000] [--transcripts 3 5 12 40]

A simulated study: transcripts differ in how often the code occurs and in how reliably it is coded, so that turns of one
transcript are alike. The true value is alpha over very many transcripts. Each interval is made as the program makes it,
from the same sums.
"""

from __future__ import annotations

import argparse
import math

import numpy as np

from imcommerce_qual.core.agreement.alpha import alpha_nominal
from imcommerce_qual.core.agreement.counts import count
from imcommerce_qual.core.agreement.statistic import sums, value_of
from imcommerce_qual.core.intervals import bootstrap, jackknife

MADE = alpha_nominal()


def turns_of(rng: np.random.Generator, transcripts: int, turns: int = 60) -> np.ndarray:
    """Ratings (transcripts, turns, 2): prevalence and error of a transcript are drawn first."""
    prevalence = rng.beta(3, 9, (transcripts, 1))
    error = rng.beta(2, 18, (transcripts, 1, 1))
    true = rng.random((transcripts, turns)) < prevalence
    wrong = rng.random((transcripts, turns, 2)) < error
    return (true[:, :, None] ^ wrong).astype(np.int64)


def summed(ratings: np.ndarray) -> np.ndarray:
    """The sums of every transcript."""
    transcripts, turns, _ = ratings.shape
    cluster = np.repeat(np.arange(transcripts), turns)
    return sums(MADE, count(ratings.reshape(-1, 2), values=2, cluster=cluster))


def held(interval: tuple[float, float] | None, true: float) -> bool:
    """Whether there is an interval that holds it."""
    return interval is not None and interval[0] <= true <= interval[1]


def main() -> None:
    """Simulate and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--studies", type=int, default=2000)
    parser.add_argument("--transcripts", type=int, nargs="+", default=[3, 5, 12, 40])
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = np.random.default_rng(asked.seed)
    true = float(value_of(MADE, summed(turns_of(rng, 40_000)).sum(axis=0)))
    print(f"true alpha {true:.3f}; {asked.studies} studies each")
    print("transcripts  jackknife  bootstrap  turns independent  no interval")
    for transcripts in asked.transcripts:
        hits = {"jackknife": 0, "bootstrap": 0, "turns": 0}
        none = 0
        for study in range(asked.studies):
            each = summed(turns_of(rng, transcripts))
            value = float(value_of(MADE, each.sum(axis=0)))
            if not math.isfinite(value):
                none += 1
                continue
            own = np.arange(transcripts)
            out = jackknife(each, own, lambda total: value_of(MADE, total), value=value)
            drawn = bootstrap(each, own, lambda total: value_of(MADE, total), seed=study, replicates=400)
            hits["jackknife"] += held(out.interval, true)
            hits["bootstrap"] += held(drawn.interval, true)
            none += out.interval is None
            # What is done when turns are drawn as if each were an interview: too narrow, shown as a warning.
            n = each[:, 1:].sum() / 2
            seen = each.sum(axis=0)
            agreed = seen[0] / (2 * n)
            chance = float(((seen[1:] / (2 * n)) ** 2).sum())
            error = math.sqrt(agreed * (1 - agreed) / n) / (1 - chance)
            hits["turns"] += abs(value - true) <= 1.96 * error
        shares = [hits[name] / asked.studies for name in ("jackknife", "bootstrap", "turns")]
        print(f"{transcripts:11d}  {shares[0]:9.3f}  {shares[1]:9.3f}  {shares[2]:17.3f}  {none:11d}")


if __name__ == "__main__":
    main()
