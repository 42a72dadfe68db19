"""Which values there are, in which order, and which of two is the positive one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

#: Pairs of values, the negative one first, of which one means "there" wherever they stand.
_PAIRS = (
    ("0", "1"),
    ("no", "yes"),
    ("n", "y"),
    ("false", "true"),
    ("f", "t"),
    ("absent", "present"),
    ("negative", "positive"),
    ("neg", "pos"),
    ("-", "+"),
    ("否", "是"),
    ("无", "有"),
    ("没有", "有"),
)


def number(value: str) -> float | None:
    """The number that a value is, or None; "inf" and "nan" are words.

    >>> number("2.5"), number("-1e3"), number("two"), number("nan")
    (2.5, -1000.0, None, None)
    """
    try:
        found = float(value) if value.isascii() and "_" not in value else None
    except ValueError:
        return None
    return found if found is not None and abs(found) < float("inf") else None


def ordered(values: Iterable[str]) -> tuple[str, ...]:
    """Numbers by size where all are numbers, else words by their letters.

    >>> ordered(["10", "9"]), ordered(["b", "10", "a"])
    (('9', '10'), ('10', 'a', 'b'))
    """
    every = sorted(set(values))
    numbers = {value: number(value) for value in every}
    if all(each is not None for each in numbers.values()):
        return tuple(sorted(every, key=lambda value: (numbers[value] or 0.0, value)))
    return tuple(every)


def positive_of(values: Sequence[str]) -> int | None:
    """Of two values, the index of the one that means "present": 1 of 0/1, yes of no/yes, else the first.

    >>> positive_of(["0", "1"]), positive_of(["1", "2"]), positive_of(["No", "Yes"]), positive_of(["a", "b", "c"])
    (1, 0, 1, None)
    """
    if len(values) != 2:
        return None
    folded = [value.casefold() for value in values]
    for pair in _PAIRS:
        if set(folded) == set(pair):
            return folded.index(pair[1])
    return 0


#: How an empty set is written: nobody coded anything, as against nobody having looked.
_EMPTY = frozenset({"{}", "[]", "()", "∅", "set()"})


def members(value: str) -> frozenset[str]:
    """The codes of a set, separated by semicolons; ``;``, ``{}`` and ``∅`` are the empty set.

    >>> sorted(members("trust; cost ;trust")), sorted(members(";"))
    (['cost', 'trust'], [])
    """
    if value in _EMPTY:
        return frozenset()
    return frozenset(each.strip() for each in value.replace("；", ";").split(";") if each.strip())
