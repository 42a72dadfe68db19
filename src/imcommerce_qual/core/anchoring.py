"""Carry spans over edits: kept, changed or lost, never guessed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from imcommerce_qual.core.likeness import places_like
from imcommerce_qual.model.edit import Carried, Changed, Edit, Kept, Lost
from imcommerce_qual.model.span import Anchor, Span

#: Which change of an edit characters were taken out of and which they were put into; None: they stayed in order.
Route = tuple[int, int] | None


class _Survivors(NamedTuple):
    """Neighbouring characters ``[start, end)`` of the first text that stand at ``now``; ``by`` has a route an edit."""

    start: int
    end: int
    now: int
    by: tuple[Route, ...] = ()

    @property
    def size(self) -> int:
        """How many they are."""
        return self.end - self.start

    @property
    def last(self) -> int:
        """Where they end now."""
        return self.now + self.size


class _Trail(NamedTuple):
    """What survives, in the old order, and whether it was all of the span and in one piece after every edit."""

    found: list[_Survivors]
    whole: bool


def carry(span: Span, edit: Edit) -> Carried:
    """Where *span* of the old text is in the new one."""
    return carry_along(span, (edit,))


def carry_along(span: Span, path: Sequence[Edit]) -> Carried:
    """Where *span* is after all edits of *path*; characters are followed one by one, not verdicts.

    Kept only if it was whole after every edit: what was torn apart and stands together again is Changed.
    """
    return _verdict(span, _follow(span, path))


def carry_anchor(anchor: Anchor, *, path: tuple[Edit, ...], new_text: str) -> Carried:
    """Where an anchor's words are in *new_text*, the text that *path* leads to, with proof.

    Every surviving character must be the one that the anchor quotes; if one is not, the map is of other texts and the
    span is Lost. Lost comes with places that look like it; they are for a coder to choose from.
    """
    trail = _follow(anchor.span, path)
    carried = _verdict(anchor.span, trail) if _proved(anchor, trail.found, new_text) else Lost()
    if isinstance(carried, Lost):
        near = anchor.span.start
        for edit in path:
            near = _standing(near, edit)
        return Lost(places_like(anchor, new_text, near=near))
    return carried


def invert(edit: Edit) -> Edit:
    """The same map from the new text to the old."""
    return replace(
        edit,
        from_=edit.to,
        to=edit.from_,
        changed=tuple((b0, b1, a0, a1) for a0, a1, b0, b1 in edit.changed),
        moved=tuple(sorted((b0, b0 + a1 - a0, a0) for a0, a1, b0 in edit.moved)),
    )


def shortest_path(edits: Iterable[Edit], start: str, goal: str) -> tuple[Edit, ...] | None:
    """The fewest maps from one text to another, inverted where walked backwards; None if there is no way.

    Of several such ways, the one whose edits come first by (at, id), compared from the start on.
    """
    leaving: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in sorted(edits, key=lambda edit: (edit.at, edit.id)):
        leaving[edit.from_].append(edit)
        leaving[edit.to].append(invert(edit))
    ways: dict[str, tuple[Edit, ...]] = {start: ()}
    queue = [start]
    for text in queue:
        if text == goal:
            return ways[text]
        for edit in leaving[text]:
            if edit.to not in ways:
                ways[edit.to] = (*ways[text], edit)
                queue.append(edit.to)
    return None


def _follow(span: Span, path: Sequence[Edit]) -> _Trail:
    """What of *span* survives all edits."""
    found = [_Survivors(span.start, span.end, span.start)]
    whole = True
    for edit in path:
        found = _joined(piece for survivors in found for piece in _through(survivors, edit))
        whole = whole and len(found) == 1 and found[0].size == len(span)
    return _Trail(found, whole)


def _through(survivors: _Survivors, edit: Edit) -> Iterator[_Survivors]:
    """What of some survivors survives one more edit, in their old order."""
    start, _, now, by = survivors
    runs = list(_in_place(edit, now, survivors.last))
    if sum(a1 - a0 for a0, a1, _, _ in runs) < survivors.last - now:
        runs += _moved(edit, now, survivors.last)
    for a0, a1, b0, route in sorted(runs, key=lambda run: run[0]):
        yield _Survivors(start + a0 - now, start + a1 - now, b0, (*by, route))


def _in_place(edit: Edit, start: int, end: int) -> Iterator[tuple[int, int, int, Route]]:
    """What of ``[start, end)`` lies between changes, and where that is in the new text."""
    first = bisect_right(edit.changed, start, key=lambda change: change[0])
    beyond = bisect_left(edit.changed, end, key=lambda change: change[0])
    _, a, _, b = edit.changed[first - 1] if first else (0, 0, 0, 0)
    for a0, a1, _, b1 in (*edit.changed[first:beyond], (end, end, 0, 0)):
        low = max(a, start)
        if low < a0:
            yield low, a0, b + low - a, None
        a, b = a1, b1


def _moved(edit: Edit, start: int, end: int) -> Iterator[tuple[int, int, int, Route]]:
    """What of ``[start, end)`` stands elsewhere in the new text."""
    for a0, a1, b0 in edit.moved:
        low, high = max(a0, start), min(a1, end)
        if low < high:
            taken = bisect_right(edit.changed, a0, key=lambda change: change[0])
            put = bisect_right(edit.changed, b0, key=lambda change: change[2])
            yield low, high, b0 + low - a0, (taken, put)


def _joined(pieces: Iterable[_Survivors]) -> list[_Survivors]:
    """Survivors that are neighbours both then and now as one, which went the way of the longer."""
    joined: list[_Survivors] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and last.end == piece.start and last.last == piece.now:
            longer = last if last.size >= piece.size else piece
            joined[-1] = _Survivors(last.start, piece.end, last.now, longer.by)
        else:
            joined.append(piece)
    return joined


def _verdict(span: Span, trail: _Trail) -> Carried:
    """Kept, changed or lost."""
    found, whole = trail
    if whole:
        return Kept(Span(found[0].now, found[0].last))
    if 2 * sum(survivors.size for survivors in found) < len(span):
        return Lost()
    # Characters that went different ways have nothing in common but a span over other people's words.
    places: defaultdict[tuple[Route, ...], list[_Survivors]] = defaultdict(list)
    for survivors in found:
        places[survivors.by].append(survivors)
    most = max(places.values(), key=lambda place: sum(survivors.size for survivors in place))
    return Changed(Span(min(survivors.now for survivors in most), max(survivors.last for survivors in most)))


def _proved(anchor: Anchor, found: Iterable[_Survivors], new_text: str) -> bool:
    """Whether every survivor is in *new_text* what the anchor's quote says that it was."""
    first = anchor.span.start
    return len(anchor.quote) == len(anchor.span) and all(
        new_text[survivors.now : survivors.last] == anchor.quote[survivors.start - first : survivors.end - first]
        for survivors in found
    )


def _standing(position: int, edit: Edit) -> int:
    """Where the surroundings of *position* are in the new text."""
    k = bisect_right(edit.changed, position, key=lambda change: change[0])
    _, a1, b0, b1 = edit.changed[k - 1] if k else (0, 0, 0, 0)
    return b0 if position < a1 else b1 + position - a1
