"""What a table of participants says of so few people that it may identify them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from imcommerce_qual.core.analysis.groups import NUMBERS
from imcommerce_qual.model.analysis import SmallCell
from imcommerce_qual.model.study import Study

#: Fewer participants than this who share something are too few.
SMALL = 3


def small_cells(
    study: Study, participants: Sequence[str], fewest: int = SMALL, *, names: Sequence[str] | None = None
) -> tuple[SmallCell, ...]:
    """Values, and pairs of values, of declared attributes that fewer than *fewest* participants share.

    *names* are the attributes that are shown: of what is left out, nothing is told. None: all.

    A pair is told only where neither of its values is small already. Of numbers, each attribute is told once, with all
    who are alone with theirs: an exact age is rarely shared.
    """
    shown = [name for name in study.attributes if names is None or name in names]
    named = [name for name in shown if study.attributes[name] not in NUMBERS]
    found: list[SmallCell] = []
    by_value: dict[tuple[str, str], set[str]] = {}
    for name in named:
        for who in participants:
            value = study.participants[who].attributes.get(name)
            if value is not None:
                by_value.setdefault((name, str(value)), set()).add(who)
    small = {key for key, who in by_value.items() if len(who) < fewest}
    found += [_cell((key,), by_value[key]) for key in by_value if key in small]
    for one, other in combinations(by_value, 2):
        both = by_value[one] & by_value[other]
        if one[0] != other[0] and 0 < len(both) < fewest and one not in small and other not in small:
            found.append(_cell((one, other), both))
    for name in (each for each in shown if study.attributes[each] in NUMBERS):
        shared: dict[str, set[str]] = {}
        for who in participants:
            value = study.participants[who].attributes.get(name)
            if value is not None:
                shared.setdefault(str(value), set()).add(who)
        alone = {who for each in shared.values() if len(each) == 1 for who in each}
        if alone:
            found.append(SmallCell(what=f"their exact {name}", participants=tuple(sorted(alone))))
    return tuple(found)


def _cell(what: Sequence[tuple[str, str]], who: set[str]) -> SmallCell:
    return SmallCell(what=", ".join(f"{name} {value}" for name, value in what), participants=tuple(sorted(who)))
