"""Cutting lines of words where coded spans begin and end, so that any front end can mark them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_lowercase

from imcommerce_qual.model.span import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line under the same spans.

    ``on`` are their places in the list given, ``opens`` and ``closes`` those
    that begin at its start and end at its end.
    """

    span: Span
    on: tuple[int, ...]
    opens: tuple[int, ...]
    closes: tuple[int, ...]


def cut(line: Span, spans: Sequence[Span]) -> tuple[Segment, ...]:
    """The line in segments, in order, covering all of it; spans that do not touch it are passed over.

    >>> [(s.span.start, s.span.end, s.on) for s in cut(Span(0, 9), [Span(2, 5), Span(4, 9)])]
    [(0, 2, ()), (2, 4, (0,)), (4, 5, (0, 1)), (5, 9, (1,))]
    """
    touching = [(n, span) for n, span in enumerate(spans) if span.overlap(line)]
    edges = {line.start, line.end}
    for _, span in touching:
        edges |= {max(span.start, line.start), min(span.end, line.end)}
    places = sorted(edges)
    return tuple(
        Segment(
            span=Span(start, end),
            on=tuple(n for n, span in touching if span.start <= start and end <= span.end),
            opens=tuple(n for n, span in touching if max(span.start, line.start) == start),
            closes=tuple(n for n, span in touching if min(span.end, line.end) == end),
        )
        for start, end in pairwise(places)
    )


def letter(number: int) -> str:
    """A short name for the n-th span of a turn: a to z, then aa.

    >>> letter(0), letter(25), letter(26)
    ('a', 'z', 'aa')
    """
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = ascii_lowercase[rest] + name
    return name
