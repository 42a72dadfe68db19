"""What changed between two texts, character by character, and what merely stands elsewhere now.

Compared from coarse to fine: clauses that occur once in both texts and keep their order are the fixed points, in
O(n log n); difflib on lines is quadratic in the blank ones and holds on to every "Yes." it meets. What stands between
two fixed points is compared word by word.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from imcommerce_qual.core.boundaries import Change, settle
from imcommerce_qual.core.moves import Move, placed
from imcommerce_qual.core.passages import Passage, clauses
from imcommerce_qual.core.wording import Spelling, compare

#: Rounds of looking for clauses that are unique between those found before; bounds the time of contrived texts.
ROUNDS = 8

Pair = tuple[int, int]
Gap = tuple[int, int, int, int]


def difference(old: str, new: str) -> tuple[tuple[Change, ...], tuple[Move, ...]]:
    """The map from *old* to *new*: ``(changed, moved)`` as in an :class:`~imcommerce_qual.model.edit.Edit`.

    Characters between two changes are the same in both texts, and so are those of a move. Takes time about in
    proportion to the texts: long passages with nothing in common are one change.
    """
    ours, theirs = clauses(old), clauses(new)
    pairs, moves = _matched(ours, theirs)
    left = Passage.of(ours, frozenset(i for i, _ in moves))
    right = Passage.of(theirs, frozenset(j for _, j in moves))
    spelling = Spelling()
    gaps = ((left.part(i, x), right.part(j, y)) for i, x, j, y in _between(pairs, (0, len(ours), 0, len(theirs))))
    changed = settle(old, new, [change for gap in gaps for change in compare(*gap, spelling)])
    runs = [(left.at[i], left.at[i + 1], right.at[j]) for i, j in moves]
    return tuple(changed), tuple(placed(old, new, changed, runs))


def _matched(ours: Sequence[str], theirs: Sequence[str]) -> tuple[list[Pair], list[Pair]]:
    """Indices of clauses that kept their order, and of those that stand elsewhere now; whole lines go first."""
    numbers = Numbers()
    here, there = [numbers[clause] for clause in ours], [numbers[clause] for clause in theirs]
    pairs, moves = _matched_lines(here, there)
    # A line that was moved takes no part in what its neighbours are compared by.
    for number, (i, j) in enumerate(moves):
        here[i], there[j] = len(numbers) + 2 * number, len(numbers) + 2 * number + 1
    pairs = _in_order(here, there, pairs)
    stayed, taken = {i for i, _ in pairs}, {j for _, j in pairs}
    whole = (0, len(ours), 0, len(theirs))
    moves += [
        (i, j)
        for i, j in (_unique(here, there, whole) if len(stayed) < len(ours) and len(taken) < len(theirs) else ())
        if i not in stayed and j not in taken and len(ours[i].encode()) >= LONG
    ]
    return pairs, sorted(moves)


def _matched_lines(here: Sequence[int], there: Sequence[int]) -> tuple[list[Pair], list[Pair]]:
    """The clauses of lines that kept their order, and those of unique lines that stand elsewhere now."""
    numbers = Numbers()
    lines, others = list(_lines(here)), list(_lines(there))
    ours, theirs = ([numbers[tuple(side[i] for i in line)] for line in cut] for side, cut in ((here, lines), (there, others)))
    pairs = _in_order(ours, theirs, [])
    stayed, taken = {i for i, _ in pairs}, {j for _, j in pairs}
    unique = _unique(ours, theirs, (0, len(ours), 0, len(theirs)))
    moves = [(i, j) for i, j in unique if i not in stayed and j not in taken]
    return _expanded(pairs)


def _in_order(ours: Sequence[int], theirs: Sequence[int], known: list[Pair]) -> list[Pair]:
    """Indices of equal numbers, rising on both sides, *known* ones among them."""
    found = list(known)
    gaps = list(_between(known, (0, len(ours), 0, len(theirs))))
    for _ in range(ROUNDS):
        smaller: list[Gap] = []
        for gap in gaps:
            if pairs := sorted(_fixed(ours, theirs, gap)):
                found += pairs
                smaller += _between(pairs, gap)
        gaps = smaller
    return sorted(found)


def _fixed(ours: Sequence[str], theirs: Sequence[str], gap: Gap) -> Iterator[Pair]:
    """Clauses of a gap that are surely the same: those at its ends, and the unique ones that keep their order."""
    i0, i1, j0, j1 = gap
    while i0 < i1 and j0 < j1 and ours[i0] == theirs[j0]:
        yield i0, j0
        i0, j0 = i0 + 1, j0 + 1
    while i0 < i1 and j0 < j1 and ours[i1 - 1] == theirs[j1 - 1]:
        i1, j1 = i1 - 1, j1 - 1
        yield i1, j1
    yield from _rising(_unique(ours, theirs, (i0, i1, j0, j1)))


def _unique(ours: Sequence[str], theirs: Sequence[str], gap: Gap) -> list[Pair]:
    """Clauses with words in them that occur once on either side of a gap."""
    i0, i1, j0, j1 = gap
    if set(ours[i0:i1]).isdisjoint(theirs[j0:j1]):
        return []
    here, there = Counter(ours[i0:i1]), Counter(theirs[j0:j1])
    where = {clause: j for j, clause in enumerate(theirs[j0:j1], j0)}
    return [
        (i, where[clause])
        for i, clause in enumerate(ours[i0:i1], i0)
        if here[clause] == 1 == there[clause] and not clause.isspace()
    ]


def _rising(pairs: list[Pair]) -> list[Pair]:
    """The longest run of pairs that rises on the right as well (patience sorting)."""
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


def _between(pairs: list[Pair], whole: Gap) -> Iterator[Gap]:
    """What is left over between pairs, on either side or both."""
    i, i_end, j, j_end = whole
    for x, y in [*pairs, (i_end, j_end)]:
        if i < x or j < y:
            yield i, x, j, y
        i, j = x + 1, y + 1
