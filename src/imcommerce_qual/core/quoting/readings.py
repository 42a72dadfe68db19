"""What the words of a draft may count: a code with all that rolls up into it, by itself, or together with another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from imcommerce_qual.core.quoting.naming import Mention
from imcommerce_qual.model.evidence import Counted


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name counts: of what, whose words are under it, and *how*, where that is not the plain count."""

    about: Counted
    who: tuple[str, ...]
    how: str


def readings_of(mention: Mention, group: frozenset[str]) -> Iterator[Reading]:
    """What a name may count: with all that rolls up into it, by itself, and with all that stands below."""
    for each in mention.about:
        yield Reading(each, inside(each.tally.participants, group), "")
    for each in mention.about:
        name = f"{each.kind} `{each.id}`"
        if each.alone is not None and set(each.alone) != set(each.tally.participants):
            yield Reading(each, inside(each.alone, group), f"{name} without the codes below it")
        if each.below is not None and set(each.below) != set(each.tally.participants):
            yield Reading(
                each, inside(each.below, group), f"{name} with all codes below it, also those that do not roll up"
            )


def joined(mentions: Sequence[Mention], group: frozenset[str]) -> Iterator[Reading]:
    """Two or more names under one count: all of them from each, or any of them."""
    for some in (mentions, *combinations(mentions, 2)):
        sets = [set(inside(each.about[0].tally.participants, group)) for each in some]
        both = " and ".join(f"`{each.about[0].id}`" for each in some)
        yield Reading(some[0].about[0], tuple(sorted(set.intersection(*sets))), f"{both} from the same participant")
        yield Reading(some[0].about[0], tuple(sorted(set.union(*sets))), f"{both}, either")


def inside(who: Iterable[str], group: frozenset[str]) -> tuple[str, ...]:
    """Those of *who* who belong to the group, in order."""
    return tuple(sorted(group & set(who)))
