"""One result on stdout: its table, bars on a terminal, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from imcommerce_qual.cli.faults import say

if TYPE_CHECKING:
    from imcommerce_qual.actions.exported import Exported
    from imcommerce_qual.model.picture import Picture
    from imcommerce_qual.model.table import Table


def show(found: Exported, tables: Iterable[Table], pictures: Iterable[Picture] = (), *, as_json: bool = False) -> None:
    """The tables for people on a terminal, whole and tab-separated in a pipe, or the library's values as JSON."""
    from imcommerce_qual.cli.output import on_terminal, print_json, print_rows
    from imcommerce_qual.model.table import for_people

    tables = tuple(tables)
    if as_json:
        value = found.value[found.what] if set(found.value) == {found.what} else found.value
        print_json(found.what, value, stamp=found.stamp)
    elif on_terminal():
        for table in map(for_people, tables):
            print(table.title)
            numbers = [column.title for column in table.columns if column.kind in {"integer", "number"}]
            wrapped = [column.title for column in table.columns if column.kind == "text"][1:]
            print_rows([column.title for column in table.columns], table.rows, right=numbers, wrapped=wrapped)
        _draw(pictures)
    else:
        for n, table in enumerate(tables):
            if n:
                print()
            print_rows([column.key for column in table.columns], table.rows)
    say(*dict.fromkeys(note for table in tables for note in table.notes))


def _draw(pictures: Iterable[Picture]) -> None:
    import shutil

    from imcommerce_qual.render.bars import bar_lines

    width = min(100, shutil.get_terminal_size().columns)
    for picture in pictures:
        for line in bar_lines(picture, width):
            print(line)
