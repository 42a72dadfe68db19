"""Which codes occur together."""

from __future__ import annotations

from collections import Counter
from itertools import combinations_with_replacement

from imcommerce_qual.core.analysis.ground import Ground
from imcommerce_qual.model.analysis import CoOccurrence, Together
from imcommerce_qual.model.evidence import Passage

Pairs = Counter[tuple[str, str]]


def cooccurrence(found: Ground, by: Together = "turn") -> CoOccurrence:
    """Counts for every pair of codes that occur; a code's own excerpts only, so that a child is not in its parent."""
    pairs: Pairs = Counter()
    for name in found.placed:
        own = found.own(name)
        pairs += _turns(own) if by == "turn" else _overlaps(own)
    codes = found.in_tree_order({code for pair in pairs for code in pair})
    return CoOccurrence(
        by=by,
        codes=codes,
        cells=tuple(tuple(pairs[min(row, column), max(row, column)] for column in codes) for row in codes),
    )


def _turns(own: dict[str, list[Passage]]) -> Pairs:
    by_turn: dict[int, set[str]] = {}
    for code, found in own.items():
        for passage in found:
            for turn in {number for each in passage.members for number in each.turns}:
                by_turn.setdefault(turn, set()).add(code)
    return Counter(pair for codes in by_turn.values() for pair in combinations_with_replacement(sorted(codes), 2))


def _overlaps(own: dict[str, list[Passage]]) -> Pairs:
    pairs: Pairs = Counter({(code, code): len(found) for code, found in own.items()})
    ordered = sorted((passage.start, end_of(passage), code) for code, found in own.items() for passage in found)
    open_: list[tuple[int, str]] = []
    for start, end, code in ordered:
        open_ = [(until, other) for until, other in open_ if until > start]
        pairs.update((min(code, other), max(code, other)) for _, other in open_)
        open_.append((end, code))
    return pairs


def end_of(passage: Passage) -> int:
    """Where the passage ends in the source text."""
    return max(each.counted.end for each in passage.members)
