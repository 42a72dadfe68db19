"""Words that were taken elsewhere and altered on the way: found by what they alone share, and followed from there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from imcommerce_qual.core.boundaries import Change, splits_word
from imcommerce_qual.core.moves import REACH, Move, around, joined
from imcommerce_qual.core.passages import Passage
from imcommerce_qual.core.wording import Spelling, compare

if TYPE_CHECKING:
    import numpy as np

#: Letters that are looked up at once, and bytes that the same words must have to be followed: as for whole clauses.
SHINGLE, LONG = 8, 24
#: Shingles of one text that are looked up: of more, one in so many, the same ones on both sides.
LOOKED_UP = 20_000
#: How many stretches are followed, the longest first; only bounds the time.
MOST = 500
#: Letters between two stretches that went the same way, up to which what is left between them is looked for.
BETWEEN = 400

#: ``[start, end)`` of a text.
Part = tuple[int, int]


def with_strays(old: str, new: str, changed: Sequence[Change], moved: Sequence[Move]) -> list[Move]:
    """The moves, with what went elsewhere in pieces too small or too much altered to be found clause by clause.

    A stretch counts only if it is long enough, and stands once in either text. Between two of them that went the same
    way, and between one and the ends of its line, shorter words are the same where a comparison finds them so.
    """
    ours = _free([(a0, a1) for a0, a1, _, _ in changed], [(a0, a1) for a0, a1, _ in moved])
    theirs = _free([(b0, b1) for _, _, b0, b1 in changed], [(b0, b0 + a1 - a0) for a0, a1, b0 in moved])
    found = list(moved)
    if ours and theirs:
        found += _stretches(old, new, ours, theirs)
    if not found:
        return found
    found = joined(sorted(found))
    return joined(sorted([*found, *_between(old, new, changed, found)]))


def _free(parts: Iterable[Part], taken: Iterable[Part]) -> list[Part]:
    """What is left of *parts*, if it is as long as a shingle."""
    starts = sorted(taken)
    found, k = [], 0
    for start, end in parts:
        if end - start < SHINGLE:
            continue
        at = start
        while k < len(starts) and starts[k][0] < end:
            if starts[k][0] - at >= SHINGLE:
                found.append((at, starts[k][0]))
            at = max(at, starts[k][1])
            k += 1
        if end - at >= SHINGLE:
            found.append((at, end))
    return found


def _stretches(old: str, new: str, ours: Sequence[Part], theirs: Sequence[Part]) -> list[Move]:
    """The longest stretches that are the same and stand once, apart from each other on both sides."""
    seeds = _seeds(old, new, ours, theirs)
    grown: list[Move] = []
    for i, j in seeds:
        if grown and grown[-1][0] <= i < grown[-1][1] and j - i == grown[-1][2] - grown[-1][0]:
            continue
        grown.append(_grown(old, new, (i, j), _around(ours, i), _around(theirs, j)))
    grown.sort(key=lambda run: run[0] - run[1])
    chosen: list[Move] = []
    for a0, a1, b0 in grown[:MOST]:
        words, b1 = old[a0:a1], b0 + a1 - a0
        apart = all((a1 <= x0 or x1 <= a0) and (b1 <= y0 or y0 + x1 - x0 <= b0) for x0, x1, y0 in chosen)
        if apart and len(words.strip().encode()) >= LONG and _once(words, old) and _once(words, new):
            chosen.append((a0, a1, b0))
    return chosen


def _seeds(old: str, new: str, ours: Sequence[Part], theirs: Sequence[Part]) -> list[tuple[int, int]]:
    """Where the same letters begin that stand once in what is free on either side, in order."""
    import numpy as np

    rarer = 1 + max(sum(end - start for start, end in parts) for parts in (ours, theirs)) // LOOKED_UP
    first, second = (_single(*_hashed(text, parts, rarer)) for text, parts in ((old, ours), (new, theirs)))
    _, x, y = np.intersect1d(first[1], second[1], assume_unique=True, return_indices=True)
    return sorted(
        (i, j)
        for i, j in zip(first[0][x].tolist(), second[0][y].tolist(), strict=True)
        if old[i : i + SHINGLE] == new[j : j + SHINGLE]
    )


def _hashed(text: str, parts: Sequence[Part], rarer: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Positions from which a shingle is within a part, and a number for its letters; about one of *rarer*."""
    import numpy as np

    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if rarer > 1:  # by their letters, so that they are the same on both sides
        marks = letters[:-2] * np.uint32(31) + letters[1:-1] * np.uint32(7) + letters[2:]
        at = np.flatnonzero(marks % np.uint32(rarer) == 0)
        starts, ends = np.array(parts).T
        part = np.searchsorted(starts, at, side="right") - 1
        at = at[(part >= 0) & (at + SHINGLE <= ends[part])]
    else:
        at = np.concatenate([np.arange(start, end - SHINGLE + 1) for start, end in parts])
    hashes = np.zeros(len(at), dtype=np.uint64)
    for k in range(SHINGLE):
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + letters[at + k]
    return at, hashes


def _single(at: np.ndarray[Any, Any], hashes: np.ndarray[Any, Any]) -> tuple[Any, Any]:
    """Those that are there once."""
    import numpy as np

    values, first, counts = np.unique(hashes, return_index=True, return_counts=True)
    return at[first[counts == 1]], values[counts == 1]


def _around(parts: Sequence[Part], position: int) -> Part:
    """The part that a position is in."""
    return parts[bisect_right(parts, position, key=lambda part: part[0]) - 1]


def _grown(old: str, new: str, seed: tuple[int, int], ours: Part, theirs: Part) -> Move:
    """As far as the letters agree on both sides, within the parts, without the words that it would cut."""
    from rapidfuzz.distance import Postfix, Prefix

    i, j = seed
    on = Prefix.similarity(old[i : min(ours[1], i + REACH)], new[j : min(theirs[1], j + REACH)])
    back = Postfix.similarity(old[max(ours[0], i - REACH) : i], new[max(theirs[0], j - REACH) : j])
    a0, a1, shift = i - back, i + on, j - i
    while a0 < a1 and (splits_word(old, a0) or splits_word(new, a0 + shift)):
        a0 += 1
    while a0 < a1 and (splits_word(old, a1) or splits_word(new, a1 + shift)):
        a1 -= 1
    return a0, a1, a0 + shift


def _once(words: str, text: str) -> bool:
    """Whether they stand there once."""
    return text.find(words) == text.rfind(words)


def _between(old: str, new: str, changed: Sequence[Change], moved: Sequence[Move]) -> Iterator[Move]:
    """What is the same between moves that follow on each other in both texts, and up to the ends of their lines."""
    spelling = Spelling()
    there = sorted(moved, key=lambda run: run[2])
    rank = {run: k for k, run in enumerate(there)}
    for k, run in enumerate(moved):
        n = rank[run]
        last, after = (moved[k - 1] if k else None), (moved[k + 1] if k + 1 < len(moved) else None)
        followed = (there[n + 1] if n + 1 < len(there) else None), (there[n - 1] if n else None)
        own = around(run, changed)
        if after is not None and after == followed[0] and around(after, changed) == own:
            yield from _same(old, new, (run[1], after[0]), (_end(run), after[2]), spelling)
        else:
            room = min(own[0][1], after[0] if after else len(old)), min(own[1][3], _start(followed[0], len(new)))
            yield from _line_rest(old, new, run, room, spelling)
        if last is None or last != followed[1] or around(last, changed) != own:
            room = max(own[0][0], last[1] if last else 0), max(own[1][2], _end(followed[1]) if followed[1] else 0)
            yield from _line_beginning(old, new, run, room, spelling)


def _line_rest(old: str, new: str, run: Move, room: tuple[int, int], spelling: Spelling) -> Iterator[Move]:
    """What is the same after a move up to the end of its line, if the line's end went with it on both sides."""
    a1, b1 = (len(text) if (at := text.find("\n", end)) < 0 else at for text, end in ((old, run[1]), (new, _end(run))))
    if a1 <= room[0] and b1 <= room[1]:
        yield from _same(old, new, (run[1], a1), (_end(run), b1), spelling)


def _line_beginning(old: str, new: str, run: Move, room: tuple[int, int], spelling: Spelling) -> Iterator[Move]:
    """The same before a move, from the beginning of its line."""
    a0, b0 = old.rfind("\n", 0, run[0]) + 1, new.rfind("\n", 0, run[2]) + 1
    if a0 >= room[0] and b0 >= room[1]:
        yield from _same(old, new, (a0, run[0]), (b0, run[2]), spelling)


def _start(run: Move | None, otherwise: int) -> int:
    """Where a move begins in the new text."""
    return otherwise if run is None else run[2]


def _end(run: Move) -> int:
    """Where a move ends in the new text."""
    return run[2] + run[1] - run[0]


def _same(old: str, new: str, ours: Part, theirs: Part, spelling: Spelling) -> Iterator[Move]:
    """What two short parts have in common, as moves."""
    words, others = old[slice(*ours)], new[slice(*theirs)]
    if not words or not others or max(len(words), len(others)) > BETWEEN:
        return
    i = j = 0
    ours_, theirs_ = (Passage.of([text], frozenset()) for text in (words, others))
    for a0, a1, _, b1 in (*compare(ours_, theirs_, spelling), (len(words), len(words), 0, 0)):
        if i < a0:
            yield ours[0] + i, ours[0] + a0, theirs[0] + j
        i, j = a1, b1
