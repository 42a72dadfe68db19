"""What changed between two texts, character by character, and what merely stands elsewhere now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imcommerce_qual.core.boundaries import Change, settle
from imcommerce_qual.core.moves import Move, placed
from imcommerce_qual.core.ordering import Numbers, Pair, between, elsewhere, in_order
from imcommerce_qual.core.passages import Passage, clauses
from imcommerce_qual.core.strays import with_strays
from imcommerce_qual.core.wording import Spelling, compare

#: A clause of at least so many bytes (24 letters, 8 Chinese characters) that is unique in both texts is the same one
#: wherever it stands; a shorter one ("I don't know,") may have been said again. A whole line may be of any length.
LONG = 24


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
    gaps = ((left.part(i0, i1), right.part(j0, j1)) for i0, i1, j0, j1 in between(pairs, len(ours), len(theirs)))
    changed = settle(old, new, [change for gap in gaps for change in compare(*gap, spelling)])
    runs = [(left.at[i], left.at[i + 1], right.at[j]) for i, j in moves]
    return tuple(changed), tuple(with_strays(old, new, changed, placed(old, new, changed, runs)))


def _matched(ours: Sequence[str], theirs: Sequence[str]) -> tuple[list[Pair], list[Pair]]:
    """Indices of the clauses that kept their order, and of those that stand elsewhere now; whole lines go first."""
    numbers = Numbers()
    here, there = numbers.of(ours), numbers.of(theirs)
    pairs, moves = _matched_lines(here, there)
    for free, (i, j) in enumerate(moves, len(numbers)):
        # What has its place already is like nothing else, on either side.
        here[i], there[j] = 2 * free, 2 * free + 1
    pairs = in_order(here, there, pairs)
    moves += [(i, j) for i, j in elsewhere(here, there, pairs) if len(ours[i].encode()) >= LONG]
    return pairs, sorted(moves)


def _matched_lines(here: Sequence[int], there: Sequence[int]) -> tuple[list[Pair], list[Pair]]:
    """The same for clauses of whole lines, given the numbers of all clauses."""
    numbers = Numbers()
    lines, others = list(_lines(here)), list(_lines(there))
    ours = [here[line.start] if here[line.start] < 0 else numbers[tuple(here[i] for i in line)] for line in lines]
    theirs = [there[line.start] if there[line.start] < 0 else numbers[tuple(there[j] for j in line)] for line in others]
    pairs = in_order(ours, theirs)
    moves = elsewhere(ours, theirs, pairs)
    stayed, moved = (
        [pair for i, j in found for pair in zip(lines[i], others[j], strict=True)] for found in (pairs, moves)
    )
    return stayed, moved


def _lines(numbers: Sequence[int]) -> Iterator[range]:
    """Which clauses each line is made of; the line ends and blank lines between two of them are one of their own."""
    start = 0
    for i, number in enumerate([*numbers, -1]):
        if number < 0:
            if start < i:
                yield range(start, i)
            if i < len(numbers):
                yield range(i, i + 1)
            start = i + 1
