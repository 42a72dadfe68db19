"""In which order disagreements are talked about, and reasons that were given before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from imcommerce_qual.model.adjudication import Decided, Disagreement

#: By pairs of codes (the most frequent first), by transcript in order of the text, or those that a coder was unsure of
#: first.
Order = Literal["codes", "transcript", "unsure"]
ORDERS: tuple[Order, ...] = ("codes", "transcript", "unsure")
#: Between reasons that were given for the same decision.
JOIN = "; "
#: How many of the latest reasons count as recent.
_RECENT = 5


def in_order(
    found: Iterable[Disagreement], order: Order, transcripts: Sequence[str], often: Counter[tuple[str, ...]]
) -> tuple[Disagreement, ...]:
    """The disagreements in that order; *transcripts* are all, as the study has them, and *often* is ``pairs_of``.

    *often* may be of an earlier time: the order then does not change while they are settled one by one.
    """
    place = {name: n for n, name in enumerate(transcripts)}
    last = len(place)

    def text(each: Disagreement) -> tuple[int, int, str]:
        return (place.get(each.transcript, last), each.marks[0].standing.span.start, each.id)

    if order == "unsure":
        return tuple(sorted(found, key=lambda each: (not each.unsure, *text(each))))
    if order == "codes":
        return tuple(sorted(found, key=lambda each: (-often[pair_of(each)], pair_of(each), *text(each))))
    return tuple(sorted(found, key=text))


def pair_of(each: Disagreement) -> tuple[str, ...]:
    """The codes in question, whichever coder chose which."""
    return tuple(sorted(each.codes))


def pairs_of(found: Iterable[Disagreement]) -> Counter[tuple[str, ...]]:
    """How many disagreements are about each pair of codes, or about each code alone."""
    return Counter(map(pair_of, found))


def reasons(decisions: Iterable[Decided]) -> tuple[str, ...]:
    """Reasons that were given, each once: the latest few, then the others by how often they were given.

    Several that stand as one, because all who proposed gave one, are offered one by one.
    """
    ordered = [each.why for each in sorted(decisions, key=lambda event: event.order) if each.why]
    alone = {why for why in ordered if JOIN not in why}
    given = [why for why in ordered if JOIN not in why or not set(why.split(JOIN)) <= alone]
    recent = list(dict.fromkeys(reversed(given)))[:_RECENT]
    frequent = [why for why, _ in Counter(given).most_common()]
    return tuple(dict.fromkeys([*recent, *frequent]))
