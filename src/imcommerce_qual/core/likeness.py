"""Places in a text that look like the words a coder marked: offered, never chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from imcommerce_qual.core.boundaries import splits_word
from imcommerce_qual.model.span import Anchor, Span

#: What the likeness of a place is made of. The words count most; the words around them tell one "yes" from another,
#: the one before no less than the one after; how near it is to where it stood only decides between equals.
QUOTE, BEFORE, AFTER, NEARNESS = 50.0, 20.0, 20.0, 2.0
#: How alike words must be, of 100, to be offered at all: two words of three, or a name spelled otherwise.
LEAST = 70.0
#: How many characters are looked for: up to 64, rapidfuzz surely finds the best place, and a hundred times faster.
PROBE = 60
#: How many places are offered.
OFFERED = 5


class _Place(NamedTuple):
    """A span, and how alike its words are to the quote, of 100."""

    span: Span
    alike: float


def places_like(anchor: Anchor, text: str, *, near: int) -> tuple[Span, ...]:
    """At most five spans of *text* that look like the anchor's, best first, none overlapping another.

    Where the quote occurs, it is those places; only where it does not, places that resemble it. *near* is where the
    words would stand had they survived.
    """
    places = list(_verbatim(anchor.quote, text)) or list(_similar(anchor.quote, text))
    scores = {place: _score(place, anchor, text, near) for place in places}
    chosen: list[Span] = []
    for place in sorted(places, key=lambda place: (-scores[place], place.span)):
        if not any(place.span.overlap(other) for other in chosen):
            chosen.append(place.span)
        if len(chosen) == OFFERED:
            break
    return tuple(chosen)


def _verbatim(quote: str, text: str) -> Iterator[_Place]:
    """Where the quote occurs."""
    at = text.find(quote) if quote else -1
    while at >= 0:
        yield _Place(Span(at, at + len(quote)), 100.0)
        at = text.find(quote, at + 1)


def _similar(quote: str, text: str) -> Iterator[_Place]:
    """What resembles the quote, found by how it begins and how it ends."""
    from rapidfuzz import fuzz

    for skipped in {0, max(0, len(quote) - PROBE)}:
        probe = quote[skipped : skipped + PROBE]
        rest = len(quote) - skipped - len(probe)
        for found in _aligned(probe, text):
            start, end = max(0, found.start - skipped), min(len(text), found.end + rest)
            if alike := fuzz.ratio(quote, text[start:end], score_cutoff=LEAST):
                yield _Place(_on_words(text, start, end), alike)


def _aligned(probe: str, text: str) -> Iterator[Span]:
    """What resembles a few words most in each run of as many lines as they have."""
    from rapidfuzz import fuzz

    starts = [0, *(i + 1 for i, character in enumerate(text) if character == "\n"), len(text) + 1]
    rows = min(probe.count("\n") + 1, len(starts) - 1)
    for first, start in enumerate(starts[:-rows]):
        window = text[start : starts[first + rows] - 1]
        if len(window) > len(probe):
            found = fuzz.partial_ratio_alignment(probe, window, score_cutoff=LEAST)
            if found is not None and found.dest_start < found.dest_end:
                yield Span(start + found.dest_start, start + found.dest_end)
        # An alignment of parts would find a window "I" wholly alike to any words with an "I" in them.
        elif window and fuzz.ratio(probe, window, score_cutoff=LEAST):
            yield Span(start, start + len(window))


def _on_words(text: str, start: int, end: int) -> Span:
    """The span that begins and ends with the words it cuts: an alignment is as long as the quote, to the letter."""
    while splits_word(text, start):
        start -= 1
    while splits_word(text, end):
        end += 1
    return Span(start, end)


def _score(place: _Place, anchor: Anchor, text: str, near: int) -> float:
    """How much a place looks like the anchor's, of the sum of the weights."""
    from rapidfuzz import fuzz

    start, end = place.span.start, place.span.end
    before = fuzz.ratio(anchor.before, text[max(0, start - len(anchor.before)) : start])
    after = fuzz.ratio(anchor.after, text[end : end + len(anchor.after)])
    nearness = 100 * (1 - min(1, abs(start - near) / len(text)))
    return (QUOTE * place.alike + BEFORE * before + AFTER * after + NEARNESS * nearness) / 100
