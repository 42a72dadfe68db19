"""Words that were taken from one place of a text and set down at another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from imcommerce_qual.core.boundaries import Change, splits_word

#: How many characters a move is followed on either side; only bounds the time.
REACH = 4000

Move = tuple[int, int, int]


def placed(old: str, new: str, changed: Sequence[Change], runs: Sequence[Move]) -> list[Move]:
    """Moves as they may be recorded: within changes on both sides, as far as the words agree, joined, in order."""
    grown = joined(clipped for run in joined(runs) if (clipped := _clipped(run, changed)) is not None)
    for follow in (_onward, _back):
        grown = [follow(old, new, run, room) for run, room in zip(grown, _rooms(changed, grown), strict=True)]
    return joined(grown)


class _Room(NamedTuple):
    """Between what a move may grow: no further than its changes and the next moves, in the old and the new text."""

    a0: int
    a1: int
    b0: int
    b1: int


def around(run: Move, changed: Sequence[Change]) -> tuple[Change, Change]:
    """The change that a move was taken from and the one that it was put into."""
    a0, a1, b0 = run
    here = bisect_right(changed, a1 - 1, key=lambda change: change[0])
    there = bisect_right(changed, b0 + a1 - a0 - 1, key=lambda change: change[2])
    return changed[here - 1], changed[there - 1]


def _clipped(run: Move, changed: Sequence[Change]) -> Move | None:
    """What of a move is within changes: settling may have slid the edge of one over its first or last characters."""
    a0, a1, b0 = run
    here, there = around(run, changed)
    lead = max(0, here[0] - a0, there[2] - b0)
    tail = max(0, a1 - here[1], b0 + a1 - a0 - there[3])
    return (a0 + lead, a1 - tail, b0 + lead) if lead + tail < a1 - a0 else None


def _rooms(changed: Sequence[Change], runs: Sequence[Move]) -> Iterator[_Room]:
    """How far each move may grow."""
    ends = sorted((b0, b0 + a1 - a0) for a0, a1, b0 in runs)
    rank = {b0: k for k, (b0, _) in enumerate(ends)}
    for k, run in enumerate(runs):
        here, there = around(run, changed)
        n = rank[run[2]]
        yield _Room(
            max(here[0], runs[k - 1][1] if k else 0),
            min(here[1], runs[k + 1][0]) if k + 1 < len(runs) else here[1],
            max(there[2], ends[n - 1][1] if n else 0),
            min(there[3], ends[n + 1][0]) if n + 1 < len(ends) else there[3],
        )


def _onward(old: str, new: str, run: Move, room: _Room) -> Move:
    """The move with the words after it that went along."""
    from rapidfuzz.distance import Prefix

    a0, a1, b0 = run
    b1 = b0 + a1 - a0
    more = Prefix.similarity(old[a1 : min(room.a1, a1 + REACH)], new[b1 : min(room.b1, b1 + REACH)])
    while more and (splits_word(old, a1 + more) or splits_word(new, b1 + more)):
        more -= 1
    return a0, a1 + more, b0


def _back(old: str, new: str, run: Move, room: _Room) -> Move:
    """The move with the words before it that went along."""
    from rapidfuzz.distance import Postfix

    a0, a1, b0 = run
    more = Postfix.similarity(old[max(room.a0, a0 - REACH) : a0], new[max(room.b0, b0 - REACH) : b0])
    while more and (splits_word(old, a0 - more) or splits_word(new, b0 - more)):
        more -= 1
    return a0 - more, a1, b0 - more


def joined(runs: Iterable[Move]) -> list[Move]:
    """Moves that follow on each other in both texts as one."""
    joined: list[Move] = []
    for a0, a1, b0 in runs:
        if joined and joined[-1][1] == a0 and joined[-1][2] + a0 - joined[-1][0] == b0:
            joined[-1] = (joined[-1][0], a1, joined[-1][2])
        else:
            joined.append((a0, a1, b0))
    return joined
