"""Units bounded beforehand, from a CSV file: one unit a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from imcommerce_qual.model.plan import GivenUnit

COLUMNS = ("transcript", "start", "end", "by")


class UnitsError(ValueError):
    """A row is no unit; the message says which and why."""


def read_units(path: Path) -> dict[str, tuple[GivenUnit, ...]]:
    """Units by transcript: columns ``transcript``, ``start``, ``end`` (code points of the text), ``by``.

    Raises:
        UnitsError: a column is missing, or a row is no unit.
        OSError: the file cannot be read.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnitsError(f"{path.name} is not UTF-8 (byte {error.start})") from None
    found: dict[str, list[GivenUnit]] = {}
    for name, unit in _rows(path.name, text):
        found.setdefault(name, []).append(unit)
    if not found:
        raise UnitsError(f"{path.name} has no units")
    return {name: tuple(sorted(each, key=lambda unit: unit.start)) for name, each in found.items()}


def _rows(name: str, text: str) -> Iterator[tuple[str, GivenUnit]]:
    rows = csv.DictReader(io.StringIO(text))
    missing = [each for each in COLUMNS if each not in (rows.fieldnames or ())]
    if missing:
        raise UnitsError(f"{name} has no column {', '.join(f'`{each}`' for each in missing)}")
    for number, row in enumerate(rows, 2):
        try:
            start, end = int(row["start"]), int(row["end"])
        except (TypeError, ValueError):
            raise UnitsError(f"{name}:{number}: start and end are whole numbers") from None
        if not (row["transcript"] and row["by"]):
            raise UnitsError(f"{name}:{number}: a unit has a transcript, and somebody who bounded it")
        yield row["transcript"], GivenUnit(start=start, end=end, by=row["by"])
