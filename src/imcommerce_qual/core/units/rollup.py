"""Codings under a code and under what rolls up into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from imcommerce_qual.core.agreement.arrays import Ints
from imcommerce_qual.core.units.frame import Looked, Marked
from imcommerce_qual.model.codebook import Codebook


@dataclass(frozen=True, kw_only=True)
class Rolled:
    """The codes that are counted, worked out once for all transcripts.

    ``up``: for each code of the codebook, in which of ``codes`` a coding of it is counted; ``under``: for each of
    ``codes``, itself and what rolls up into it.
    """

    codes: tuple[str, ...]
    up: Mapping[str, tuple[str, ...]]
    under: Mapping[str, frozenset[str]]

    @cached_property
    def places(self) -> Mapping[str, tuple[int, ...]]:
        """``up``, with the places that those codes have in ``codes``."""
        place = {code: number for number, code in enumerate(self.codes)}
        return {code: tuple(place[each] for each in parents) for code, parents in self.up.items()}


def roll_up(codebook: Codebook, codes: Iterable[str] | None = None) -> Rolled:
    """These codes (all of the codebook, where none are named) with what is counted in them.

    ``rolls_up: false`` stops a code on its way up.
    """
    wanted = tuple(codebook.codes) if codes is None else tuple(codes)
    under = {code: codebook.rolled_up(code) for code in wanted}
    up: dict[str, list[str]] = {code: [] for code in codebook.codes}
    for parent, every in under.items():
        for code in every:
            up.setdefault(code, []).append(parent)
    return Rolled(codes=wanted, up={code: tuple(parents) for code, parents in up.items()}, under=under)


def spread(looked: Looked, rolled: Rolled) -> tuple[Marked, ...]:
    """A coder's codings, once for every code that they are counted in."""
    return tuple(
        Marked(code=parent, span=each.span) for each in looked.marked for parent in rolled.up.get(each.code, ())
    )


def laid(looked: Looked, rolled: Rolled) -> tuple[Ints, Ints]:
    """The same as `spread`, in the same order, as arrays (n,): places in ``rolled.codes`` and in ``looked.marked``."""
    places = rolled.places
    codes, marks = [], []
    for number, each in enumerate(looked.marked):
        for place in places.get(each.code, ()):
            codes.append(place)
            marks.append(number)
    return np.array(codes, dtype=np.int64), np.array(marks, dtype=np.int64)


def looked_for(looked: Looked, code: str, rolled: Rolled) -> bool:
    """Whether a coder looked for a code and everything that rolls up into it."""
    return looked.codes is None or rolled.under[code] <= looked.codes
