"""Which elements of two sequences are the same and keep their order, found in O(n log n).

Elements that occur once on either side are the fixed points, then those that occur once between two fixed points.
difflib is quadratic in what occurs often, blank lines first, and holds on to every "Yes." that it meets.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence

#: Rounds of looking between the fixed points found before; bounds the time of contrived texts.
ROUNDS = 8

Pair = tuple[int, int]
#: ``[i0, i1)`` of one sequence and ``[j0, j1)`` of the other.
Gap = tuple[int, int, int, int]


class Numbers(dict[Hashable, int]):
    """A number for every element, from 0 on; below 0 for white space, which is never a fixed point by itself."""

    def __missing__(self, element: Hashable) -> int:
        blank = isinstance(element, str) and element.isspace()
        self[element] = number = -1 - len(self) if blank else len(self)
        return number

    def of(self, texts: Iterable[str]) -> list[int]:
        """The numbers of many texts, at once."""
        number = self.setdefault
        return [number(text, -1 - len(self) if text.isspace() else len(self)) for text in texts]


def in_order(ours: Sequence[int], theirs: Sequence[int], known: Sequence[Pair] = ()) -> list[Pair]:
    """Indices of equal numbers, rising on both sides; *known* ones among them."""
    found = list(known)
    gaps = list(between(known, len(ours), len(theirs)))
    for _ in range(ROUNDS):
        smaller: list[Gap] = []
        for gap in gaps:
            if pairs := sorted(_fixed(ours, theirs, gap)):
                found += pairs
                smaller += _within(pairs, gap)
        gaps = [gap for gap in smaller if gap[0] < gap[1] and gap[2] < gap[3]]
    return sorted(found)


def between(pairs: Sequence[Pair], size: int, other_size: int) -> Iterator[Gap]:
    """What is left of two sequences between pairs, on either side or both."""
    return _within(pairs, (0, size, 0, other_size))


def elsewhere(ours: Sequence[int], theirs: Sequence[int], pairs: Sequence[Pair]) -> list[Pair]:
    """Indices of the numbers that occur once in both sequences and are not in *pairs*."""
    stayed, taken = {i for i, _ in pairs}, {j for _, j in pairs}
    if len(stayed) == len(ours) or len(taken) == len(theirs):
        return []
    unique = _unique(ours, theirs, (0, len(ours), 0, len(theirs)))
    return [(i, j) for i, j in unique if i not in stayed and j not in taken]


def _within(pairs: Sequence[Pair], gap: Gap) -> Iterator[Gap]:
    """What pairs leave of a gap."""
    i, i_end, j, j_end = gap
    for x, y in [*pairs, (i_end, j_end)]:
        if i < x or j < y:
            yield i, x, j, y
        i, j = x + 1, y + 1


def _fixed(ours: Sequence[int], theirs: Sequence[int], gap: Gap) -> Iterator[Pair]:
    """The same at the ends of a gap, and what is unique and keeps its order."""
    i0, i1, j0, j1 = gap
    while i0 < i1 and j0 < j1 and ours[i0] == theirs[j0]:
        yield i0, j0
        i0, j0 = i0 + 1, j0 + 1
    while i0 < i1 and j0 < j1 and ours[i1 - 1] == theirs[j1 - 1]:
        i1, j1 = i1 - 1, j1 - 1
        yield i1, j1
    yield from _rising(_unique(ours, theirs, (i0, i1, j0, j1)))


def _unique(ours: Sequence[int], theirs: Sequence[int], gap: Gap) -> list[Pair]:
    """What occurs once on either side of a gap, white space aside."""
    i0, i1, j0, j1 = gap
    if set(ours[i0:i1]).isdisjoint(theirs[j0:j1]):
        return []
    here, there = Counter(ours[i0:i1]), Counter(theirs[j0:j1])
    once = {number for number, count in here.items() if count == 1 == there.get(number) and number >= 0}
    if not once:
        return []
    where = dict(zip(theirs[j0:j1], range(j0, j1), strict=True))
    return [(i, where[number]) for i, number in enumerate(ours[i0:i1], i0) if number in once]


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest run of pairs that rises on the right as well (patience sorting)."""
    order = [j for _, j in pairs]
    if order == sorted(order):  # as mostly, and at once
        return list(pairs)
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for k, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        before.append(last[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [j]
        last[pile : pile + 1] = [k]
    run = []
    k = last[-1] if last else -1
    while k >= 0:
        run.append(pairs[k])
        k = before[k]
    return run[::-1]
