"""Participants by what the study declares about them, in groups few enough to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from math import floor, log10

from imcommerce_qual.core.analysis.groups import NUMBERS, groups_of
from imcommerce_qual.model.analysis import Group
from imcommerce_qual.model.study import Study

#: So many different numbers are named one by one; where there are more, they are put into at most so many bands.
FEW = 8
_ROUND = (1, 2, 5)


def attribute_groups(study: Study, participants: Sequence[str]) -> dict[str, tuple[Group, ...]]:
    """By attribute, the groups of *participants* in which there is somebody, those not stated last.

    What is stated of nobody has no entry.
    """
    found: dict[str, tuple[Group, ...]] = {}
    for attribute, declared in study.attributes.items():
        groups = (
            _numbers(study, participants, attribute)
            if declared in NUMBERS
            else groups_of(study, participants, attribute)[0]
        )
        kept = tuple(each for each in groups if each.participants)
        if any(each.value is not None for each in kept):
            found[attribute] = kept
    return found


def _numbers(study: Study, participants: Sequence[str], attribute: str) -> tuple[Group, ...]:
    """Each number by itself where there are few, else bands between round ones."""
    values = {who: study.participants[who].attributes.get(attribute) for who in participants}
    stated = {float(value) for value in values.values() if isinstance(value, int | float)}
    if len(stated) > FEW:
        return groups_of(study, participants, attribute, round_cuts(stated))[0]
    named: list[float | None] = [*sorted(stated), *([None] if None in values.values() else [])]
    return tuple(
        Group(
            value=None if number is None else f"{number:g}",
            participants=tuple(sorted(who for who, value in values.items() if value == number)),
        )
        for number in named
    )


def round_cuts(values: Sequence[float] | set[float]) -> tuple[float, ...]:
    """Multiples of 1, 2 or 5 times a power of ten, evenly spaced, that part the values into at most ``FEW`` bands.

    >>> round_cuts([19, 68]), round_cuts([0.5, 1, 3.5])
    ((20.0, 30.0, 40.0, 50.0, 60.0), (1.0, 1.5, 2.0, 2.5, 3.0, 3.5))
    """
    low, high = min(values), max(values)
    if low == high:
        return (float(low),)
    least = floor(log10((high - low) / FEW))
    for power in count(least):
        for digit in _ROUND:
            step = digit * 10.0**power
            first, last = floor(low / step) + 1, floor(high / step)
            if last - first + 2 <= FEW:
                return tuple(float(f"{n * step:.12g}") for n in range(first, last + 1)) or (float(high),)
    raise AssertionError("a step as wide as the values leaves two bands")
