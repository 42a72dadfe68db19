"""When codes first occur, and whether new interviews still bring new ones.

Saturation is computed for codes that were found in the data; of codes that were there beforehand, it is only said
where they first occur.

Source: Guest, G., Namey, E. & Chen, M. (2020), A simple method to assess and report thematic saturation in qualitative
research, PLOS ONE 15(5): e0232076, doi 10.1371/journal.pone.0232076.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from imcommerce_qual.core.analysis.ground import Ground
from imcommerce_qual.model.analysis import Occurrences, Permuted, Run, Saturation, Step
from imcommerce_qual.model.codebook import Code

#: What the authors suggest to begin with.
BASE, RUN, THRESHOLD = 4, 2, 0.05
ORDERS, SEED = 1000, 1


def is_inductive(code: Code) -> bool:
    """Whether its origin says that it was found in the data.

    >>> is_inductive(Code(id="a", label="A", origin="inductive, 2026-01-04"))
    True
    """
    return code.origin.strip().casefold().startswith("inductive")


def occurrences(
    found: Ground,
    *,
    inductive: bool,
    base: int = BASE,
    run: int = RUN,
    threshold: float = THRESHOLD,
    orders: int = ORDERS,
    seed: int = SEED,
) -> Occurrences:
    """First occurrences over the completed transcripts; with saturation for inductive codes.

    Args:
        found: the codings that count.
        inductive: the codes found in the data; else all others.
        base: how many transcripts the base has.
        run: how many transcripts a run has.
        threshold: the largest share of new information at which saturation is said to be reached.
        orders: how many random orders to look at.
        seed: makes them the same ones every time.
    """
    wanted = {code.id for code in found.study.codebook.codes.values() if is_inductive(code) is inductive}
    order, dated = order_held(found)
    per = [{each.standing.code for each in found.placed.get(name, ())} & wanted for name in order]
    used = set[str]().union(*per)
    steps: list[Step] = []
    known: set[str] = set()
    for n, (name, codes) in enumerate(zip(order, per, strict=True), start=1):
        new = codes - known
        known |= codes
        date = found.study.transcripts[name].interview.get("date")
        steps.append(
            Step(
                position=n,
                transcript=name,
                date=None if date is None else str(date),
                new=found.in_tree_order(new),
                known=len(known),
            )
        )
    computed = inductive and bool(wanted)
    return Occurrences(
        inductive=inductive,
        codes=found.in_tree_order(used),
        unused=found.in_tree_order(wanted - used),
        dated=dated,
        steps=tuple(steps),
        saturation=saturation([len(each.new) for each in steps], base, run, threshold) if computed else None,
        permuted=permuted(per, base, run, threshold, orders=orders, seed=seed) if computed and used else None,
    )


def order_held(found: Ground) -> tuple[tuple[str, ...], bool]:
    """The completed transcripts in the order of their interviews; by id where not every one has a date."""
    transcripts = found.study.transcripts
    dates = {name: transcripts[name].interview.get("date") for name in found.basis.completed}
    dated = bool(dates) and all(dates.values())
    return tuple(sorted(dates, key=lambda name: (str(dates[name]) if dated else "", name))), dated


def saturation(new: Sequence[int], base: int = BASE, run: int = RUN, threshold: float = THRESHOLD) -> Saturation:
    """The runs after the base, and where the first of them brings no more than *threshold* of the base's codes.

    Args:
        new: how many codes each transcript has for the first time, in order.
        base: at least 1.
        run: at least 1; runs overlap, each begins one transcript later than the one before.
        threshold: a share, 0 to 1.

    >>> found = saturation([20, 10, 5, 2, 4, 3, 1, 0])
    >>> [(each.first, each.last, each.new, round(each.share, 2)) for each in found.runs], found.at
    ([(5, 6, 7, 0.19), (6, 7, 4, 0.11), (7, 8, 1, 0.03)], 6)
    """
    base_codes = sum(new[:base])

    def undefined(why: str) -> Saturation:
        return Saturation(base=base, run=run, threshold=threshold, base_codes=base_codes, runs=(), at=None, why=why)

    if len(new) < base + run:
        return undefined(f"it takes at least {base + run} completed transcripts, and there are {len(new)}")
    if not base_codes:
        return undefined(f"none of the codes occurs in the first {base}, so there is no base to compare with")
    runs = tuple(
        Run(first=at + 1, last=at + run, new=sum(new[at : at + run]), share=sum(new[at : at + run]) / base_codes)
        for at in range(base, len(new) - run + 1)
    )
    at = next((each.first - 1 for each in runs if each.share <= threshold), None)
    why = "" if at is not None else "every run still brings more than the threshold"
    return Saturation(base=base, run=run, threshold=threshold, base_codes=base_codes, runs=runs, at=at, why=why)


def permuted(
    per: Sequence[AbstractSet[str]], base: int, run: int, threshold: float, *, orders: int, seed: int
) -> Permuted:
    """The same over random orders of the transcripts, each with the codes that occur in it."""
    import numpy as np

    random = np.random.default_rng(seed)
    reached: list[int] = []
    curves: list[list[int]] = []
    for _ in range(orders):
        known: set[str] = set()
        new: list[int] = []
        curve: list[int] = []
        for n in random.permutation(len(per)):
            new.append(len(per[n] - known))
            known |= per[n]
            curve.append(len(known))
        curves.append(curve)
        at = saturation(new, base, run, threshold).at
        if at is not None:
            reached.append(at)
    reached.sort()
    middle = len(reached) // 2
    return Permuted(
        orders=orders,
        seed=seed,
        reached=len(reached),
        smallest=reached[0] if reached else None,
        median=(reached[middle] + reached[~middle]) / 2 if reached else None,
        largest=reached[-1] if reached else None,
        known=tuple((min(at), sum(at) / len(at), max(at)) for at in zip(*curves, strict=True)),
    )
