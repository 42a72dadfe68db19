"""The cells of the framework grid as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from imcommerce_qual.model.grid import CellEvent, CellTakenBack, CellWritten


def fold_cells(events: Iterable[CellEvent]) -> Mapping[tuple[str, str], CellWritten]:
    """The latest words for each participant and theme, whoever wrote them; cleared cells are not there.

    A writer takes back only what they wrote; what stood before stands again.
    """
    ordered = sorted(events, key=lambda each: each.order)
    gone = {(each.by, each.of) for each in ordered if isinstance(each, CellTakenBack)}
    found: dict[tuple[str, str], CellWritten] = {}
    for each in ordered:
        if isinstance(each, CellWritten) and (each.by, each.id) not in gone:
            found[each.participant, each.theme] = each
    return {key: each for key, each in sorted(found.items()) if each.text.strip()}


def latest(events: Iterable[CellEvent], writer: str) -> CellWritten | None:
    """What that writer wrote last and did not take back."""
    mine = [each for each in events if each.by == writer]
    gone = {each.of for each in mine if isinstance(each, CellTakenBack)}
    left = [each for each in mine if isinstance(each, CellWritten) and each.id not in gone]
    return max(left, key=lambda each: each.order, default=None)
