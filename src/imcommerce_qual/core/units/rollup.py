"""Codings under a code and under what rolls up into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from imcommerce_qual.core.units.frame import Looked, Marked
from imcommerce_qual.model.codebook import Codebook


def upward(codebook: Codebook, codes: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    """For each code of the codebook, which of *codes* (all, where none are named) a coding of it is counted in.

    ``rolls_up: false`` stops it on its way up.
    """
    wanted = tuple(codebook.codes) if codes is None else tuple(codes)
    found: dict[str, list[str]] = {code: [] for code in codebook.codes}
    for parent in wanted:
        for code in codebook.rolled_up(parent):
            found.setdefault(code, []).append(parent)
    return {code: tuple(parents) for code, parents in found.items()}


def spread(looked: Looked, up: Mapping[str, tuple[str, ...]]) -> tuple[Marked, ...]:
    """A coder's codings, once for every code that they are counted in."""
    return tuple(
        Marked(code=parent, span=each.span) for each in looked.marked for parent in up.get(each.code, (each.code,))
    )


def looked_for(looked: Looked, code: str, under: frozenset[str]) -> bool:
    """Whether a coder looked for a code and everything that rolls up into it."""
    return looked.codes is None or {code, *under} <= looked.codes
