"""Which transcripts are coded twice: a draw that anybody can repeat from its seed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from math import ceil


def draw(
    transcripts: Iterable[str],
    *,
    share: float,
    seed: int,
    stratum: Callable[[str], tuple[str, ...]] = lambda _name: (),
) -> tuple[str, ...]:
    """A share of *transcripts*, at least one of each stratum, in order of names.

    Each transcript's place in the draw is a hash of the seed and its own name, so that the draw is the same on every
    machine and for every version of Python, and a transcript that is added later changes nobody else's place.

    Args:
        transcripts: the ids to draw from.
        share: of each stratum, above 0 to 1; rounded up.
        seed: any whole number; printed with the result.
        stratum: what a transcript belongs to; each is drawn from on its own.

    >>> draw(["S01", "S02", "S03", "S04"], share=0.5, seed=1)
    ('S01', 'S03')
    """
    if not 0 < share <= 1:
        raise ValueError("a share is above 0 and at most 1")
    ordered = sorted(set(transcripts), key=lambda name: (stratum(name), _place(seed, name), name))
    chosen: list[str] = []
    for _, each in groupby(ordered, key=stratum):
        names = list(each)
        chosen += names[: ceil(share * len(names) - 1e-9)]
    return tuple(sorted(chosen))


def _place(seed: int, name: str) -> str:
    return hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()


def parts(names: Iterable[str], stratum: Callable[[str], tuple[str, ...]]) -> Mapping[tuple[str, ...], int]:
    """How many of *names* each stratum has, in order of strata."""
    found: dict[tuple[str, ...], int] = {}
    for key in sorted(stratum(name) for name in names):
        found[key] = found.get(key, 0) + 1
    return found


def draw_passage(turns: int, length: int, *, seed: int, name: str) -> tuple[int, int]:
    """A run of *length* turns of a transcript of *turns*, as (first, last) from 1; all of it where it is shorter.

    >>> first, last = draw_passage(60, 20, seed=1, name="S01")
    >>> last - first, 1 <= first <= 41
    (19, True)
    """
    if length < 1:
        raise ValueError("a passage has at least one turn")
    places = max(1, turns - length + 1)
    first = int(_place(seed, f"{name}\npassage"), 16) % places + 1
    return first, min(turns, first + length - 1)
