"""Where positions of a text are after some of its words were cut, and what edits of it become."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from imcommerce_qual.model.edit import Edit
from imcommerce_qual.model.forgetting import Cut
from imcommerce_qual.model.span import CONTEXT, Anchor, Span


@dataclass(frozen=True, slots=True)
class Shift:
    """An old text and what cuts made of it. Spans that begin or end within a cut then do so at its edge."""

    old: str
    new: str
    cuts: tuple[Cut, ...]
    _ends: tuple[int, ...]
    _gains: tuple[int, ...]

    @classmethod
    def of(cls, text: str, cuts: Iterable[Cut]) -> Shift:
        """The shift that *cuts* (in any order, none overlapping) make of *text*."""
        ordered = tuple(sorted(cuts))
        kept = [0, *(cut.end for cut in ordered)]
        pieces = [text[at : cut.start] + cut.put for at, cut in zip(kept, ordered, strict=False)]
        gains = accumulate(len(cut.put) - (cut.end - cut.start) for cut in ordered)
        new = "".join([*pieces, text[kept[-1] :]])
        return cls(text, new, ordered, tuple(cut.end for cut in ordered), (0, *gains))

    def start(self, position: int) -> int:
        """Where something that began at *position* begins now."""
        n = bisect_right(self._ends, position)
        if n < len(self.cuts) and self.cuts[n].start < position:
            position = self.cuts[n].start
        return position + self._gains[n]

    def end(self, position: int) -> int:
        """Where something that ended before *position* ends now."""
        n = bisect_left(self._ends, position)
        if n < len(self.cuts) and self.cuts[n].start < position:
            return self.cuts[n].end + self._gains[n + 1]
        return position + self._gains[n]

    def span(self, span: Span) -> Span:
        """Where a span is now."""
        return Span(self.start(span.start), self.end(span.end))

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the old text that ``[start, end)`` of the new one came from, with all cuts that it touches."""
        return self._origin(start)[0], self._origin(end - 1)[1]

    def _origin(self, position: int) -> tuple[int, int]:
        """Where the character of the new text came from: one character, or a whole cut."""
        for cut, gained in zip(self.cuts, self._gains, strict=False):
            now = cut.start + gained
            if position < now:
                return position - gained, position - gained + 1
            if position < now + len(cut.put):
                return cut.start, cut.end
        return position - self._gains[-1], position - self._gains[-1] + 1

    def anchor(self, anchor: Anchor, text: str) -> Anchor:
        """The anchor in the new text, whose hash16 is *text*."""
        span = self.span(anchor.span)
        return Anchor(
            text=text,
            span=span,
            quote=self.new[span.start : span.end],
            before=self.new[max(0, span.start - CONTEXT) : span.start],
            after=self.new[span.end : span.end + CONTEXT],
        )


def shifted_edit(edit: Edit, a: Shift | None, b: Shift | None, *, from_: str, to: str) -> Edit:
    """The same edit between the texts that cuts left; None: that side has none.

    What was the same characters and was cut on both sides alike, or on neither, still is; all else has changed.
    """
    if a is None and b is None:
        return replace(edit, from_=from_, to=to)
    length = _lengths(edit, a, b)
    staying = [run for kept in _unchanged(edit, length) for run in _through(kept, a, b)]
    moved = [run for a0, a1, b0 in edit.moved for run in _through((a0, b0, a1 - a0), a, b)]
    changed: list[tuple[int, int, int, int]] = []
    a_at = b_at = 0
    ends = (len(a.new) if a else length[0], len(b.new) if b else length[1], 0)
    for a0, b0, size in (*staying, ends):
        if a_at < a0 or b_at < b0:
            changed.append((a_at, a0, b_at, b0))
        a_at, b_at = a0 + size, b0 + size
    runs = tuple((a0, a0 + size, b0) for a0, b0, size in moved)
    return replace(edit, from_=from_, to=to, changed=tuple(changed), moved=tuple(sorted(runs)))


Run = tuple[int, int, int]  # where it begins in the one text, and in the other, and how long it is


def _lengths(edit: Edit, a: Shift | None, b: Shift | None) -> tuple[int, int]:
    """How long both old texts are; of one that has no cuts, as far as the other and the changes say."""
    gain = sum((b1 - b0) - (a1 - a0) for a0, a1, b0, b1 in edit.changed)
    first = len(a.old) if a is not None else len(b.old) - gain if b is not None else 0
    return first, len(b.old) if b is not None else first + gain


def _unchanged(edit: Edit, length: tuple[int, int]) -> Iterator[Run]:
    a_at = b_at = 0
    for a0, a1, _, b1 in (*edit.changed, (length[0], length[0], length[1], length[1])):
        if a_at < a0:
            yield a_at, b_at, a0 - a_at
        a_at, b_at = a1, b1


def _through(run: Run, a: Shift | None, b: Shift | None) -> Iterator[Run]:
    """What of a run is still the same characters, in the new texts."""
    a0, b0, size = run
    ours, theirs = set(_touching(a, a0, size)), set(_touching(b, b0, size))
    alike = {key for key in ours & theirs if key[0] >= 0 and key[1] <= size}
    lone = {(max(0, start), min(size, end)) for start, end, _ in (ours | theirs) - alike}
    at = 0
    for start, end in (*sorted(lone), (size, size)):
        if at < start:
            # Within it, cuts are the same on both sides: what they put counts as the same characters.
            first = a.start(a0 + at) if a else a0 + at
            last = a.end(a0 + start) if a else a0 + start
            yield first, b.start(b0 + at) if b else b0 + at, last - first
        at = max(at, end)


def _touching(shift: Shift | None, start: int, size: int) -> Iterator[tuple[int, int, str]]:
    """The cuts within or at an edge of the run, as seen from its beginning."""
    for cut in shift.cuts if shift is not None else ():
        if start < cut.end and cut.start < start + size:
            yield cut.start - start, cut.end - start, cut.put
