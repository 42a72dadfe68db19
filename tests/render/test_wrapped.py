"""Words on a terminal of a given width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from imcommerce_qual.render.wrapped import Text

STOPS = "，。、；：？！”’）》」』】"


def lines(words: str, width: int) -> list[str]:
    """What stands on a terminal of so many columns, in a cell of a table, as `show` and `themes` print it."""
    console = Console(width=width, markup=False, highlight=False, emoji=False)
    table = Table.grid()
    table.add_column(overflow="fold")
    table.add_row(Text(words))
    with console.capture() as captured:
        console.print(table)
    return [line.rstrip() for line in captured.get().removesuffix("\n").split("\n")]


def test_no_line_begins_with_a_stop_or_ends_with_an_opening_bracket():
    """The stop goes down with the character before it, as in any Chinese book."""
    assert ["都是认识的", "人，我放心。"] == lines("都是认识的人，我放心。", 12)
    assert ["她说", "“好”"] == lines("她说“好”", 6)


@given(st.text(alphabet="好人买ab ，。“”", max_size=60), st.integers(min_value=8, max_value=40))
def test_every_character_is_printed_within_the_width(words, width):
    """Breaking takes away nothing but spaces at the ends of lines."""
    found = lines(words, width)

    assert "".join(words.split()) == "".join("".join(found).split())
    assert all(cell_len(line) <= width for line in found)


def test_english_is_broken_as_before():
    """At spaces."""
    assert ["all in one", "place"] == lines("all in one place", 10)
