"""Data on stdout: boxes on a terminal, tab-separated in a pipe, JSON where it is asked for."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

#: The version of every JSON envelope that is printed.
ENVELOPE = 1


#: Columns that may be wrapped; ids and codes may not.
_LONG = frozenset({"words", "label", "short"})


def on_terminal() -> bool:
    """Whether somebody reads stdout on a screen."""
    return sys.stdout.isatty()


def fitted(text: str, stream: TextIO | None = None) -> str:
    """Text for people with its long lines broken to the width of the screen; as it is where *stream* is no screen."""
    if not (stream or sys.stdout).isatty():
        return text
    import shutil

    from imcommerce_qual.render.folding import folded

    return folded(text, shutil.get_terminal_size().columns)


def console(*, plain: bool = False) -> Console:
    """Rich's console on stdout, without any markup: participants' words are data."""
    from rich.console import Console

    width = None if on_terminal() else int(os.environ.get("COLUMNS") or 100)
    return Console(
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
        width=width,
        no_color=True if plain else None,
        legacy_windows=False,
    )


def print_all(pieces: Iterable[RenderableType]) -> None:
    """Pieces one under the other; what goes into a file has no spaces at the ends of its lines."""
    screen = console()
    if on_terminal():
        for piece in pieces:
            screen.print(piece)
        return
    with screen.capture() as captured:
        for piece in pieces:
            screen.print(piece)
    lines = captured.get().removesuffix("\n").split("\n")
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in lines))


def print_lines(lines: Iterable[str]) -> None:
    """Lines for a terminal, each broken under its own indent."""
    from rich.padding import Padding

    from imcommerce_qual.render.wrapped import Text

    words = [(line, line.lstrip(" ")) for line in lines]
    # Rich prints no line for a padded nothing.
    print_all(
        Padding(Text(each), (0, 0, 0, len(line) - len(each)), expand=False) if each else Text() for line, each in words
    )


def print_json(kind: str, value: Any, **more: Any) -> None:
    """An envelope with ``version`` and ``kind``; *value* may hold frozen values of the model."""
    print_fields(kind, {**more, kind: value})


def print_fields(kind: str, fields: Mapping[str, Any]) -> None:
    """An envelope of several fields, none of which has the name of the kind."""
    from imcommerce_qual.render.jsonfile import to_plain

    envelope = {"version": ENVELOPE, "kind": kind, **{key: to_plain(each) for key, each in fields.items()}}
    sys.stdout.write(json.dumps(envelope, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def print_rows(
    titles: Sequence[str], rows: Iterable[Sequence[Any]], *, right: Iterable[str] = (), wrapped: Iterable[str] = ()
) -> None:
    r"""A table: aligned on a terminal; in a pipe, a line of titles and a line a row, cells separated by tabs.

    A tab, line end or backslash in a cell is written as ``\t``, ``\n`` or ``\\`` in a pipe.
    """
    if not on_terminal():
        for row in (titles, *rows):
            sys.stdout.write("\t".join(map(cell, row)) + "\n")
        return
    from rich import box
    from rich.table import Table

    from imcommerce_qual.render.wrapped import Text

    numbers = set(right)
    long = _LONG.union(wrapped)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in titles:
        table.add_column(
            title, justify="right" if title in numbers else "left", overflow="fold", no_wrap=title not in long
        )
    for row in rows:
        table.add_row(*(Text("" if each is None else str(each)) for each in row))
    console().print(table)


def cell(value: Any) -> str:
    """A cell of tab-separated text."""
    if value is None:
        return ""
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
