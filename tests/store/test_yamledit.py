"""A change in one place leaves the rest of a YAML text as its author wrote it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.store.yamledit import Append, CannotEditError, Delete, Put, edited

BOOK = """\
# ours
version: 1
revision: 1   # counts
codes:
  - id: trust    # first
    label: Trust
    definition: >-
      Confidence
      in somebody.
    # a remark between
    codes:
      - {id: trust.person, label: In a person}   # short

  # the next one
  - {id: price, label: Price, definition: Money.}
# the end
history: []   # none yet
"""


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went, and those that came."""
    old, new = before.split("\n"), after.split("\n")
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_an_item_goes_to_the_end_of_a_list_and_nothing_else_changes():
    """Comments, blank lines and quotes are the author's."""
    new = edited(BOOK, [Append(("codes",), ({"id": "norms", "label": "Norms: of a group"},))])

    assert ([], ["  - id: norms", '    label: "Norms: of a group"']) == changed_lines(BOOK, new)
    assert new.index("id: price") < new.index("id: norms") < new.index("# the end")


def test_an_item_goes_into_a_nested_list_before_the_comment_of_the_next_code():
    """What stands above a code belongs to it."""
    new = edited(BOOK, [Append(("codes", 0, "codes"), ({"id": "trust.new", "label": "New"},))])

    assert new.index("trust.person") < new.index("trust.new") < new.index("# the next one")


def test_a_list_is_made_where_there_is_none():
    """Also within brackets, and where the list is written as an empty one."""
    new = edited(
        BOOK,
        [
            Append(("codes", 1, "codes"), ({"id": "price.low", "label": "Low"},)),
            Append(("codes", 0, "codes", 0, "codes"), ({"id": "trust.person.old", "label": "Old"},)),
            Append(("history",), ({"id": "h1", "from": ["a", "-b"], "why": "so"},)),
        ],
    )

    data = yaml.safe_load(new)
    assert ["price.low"] == [each["id"] for each in data["codes"][1]["codes"]]
    assert ["trust.person.old"] == [each["id"] for each in data["codes"][0]["codes"][0]["codes"]]
    assert [{"id": "h1", "from": ["a", "-b"], "why": "so"}] == data["history"]
    assert "# none yet" in new


def test_a_value_is_replaced_where_it_stands():
    """A number stays a number, a folded text is folded again, and comments stay."""
    long = "word " * 40 + "end."
    new = edited(BOOK, [Put(("revision",), 2), Put(("codes", 0, "definition"), long), Put(("codes", 1, "label"), "No")])

    data = yaml.safe_load(new)
    assert (2, long, "No") == (data["revision"], data["codes"][0]["definition"], data["codes"][1]["label"])
    assert "revision: 2   # counts" in new
    assert "# a remark between" in new
    assert all(len(line) <= 110 for line in new.split("\n"))


def test_a_field_is_added_to_its_mapping():
    """In lines and in brackets."""
    new = edited(BOOK, [Put(("codes", 0, "origin"), "inductive"), Put(("codes", 1, "origin"), "inductive")])

    assert ["inductive", "inductive"] == [each["origin"] for each in yaml.safe_load(new)["codes"]]


def test_an_item_goes_with_its_lines_and_an_empty_list_with_its_key():
    """Taking back what was put leaves the text as it was."""
    more = edited(BOOK, [Append(("codes",), ({"id": "x", "label": "X"},))])
    more = edited(more, [Append(("codes", 2, "codes"), ({"id": "x.y", "label": "Y"},))])

    less = edited(more, [Delete(("codes", 2, "codes", 0))])
    assert BOOK == edited(less, [Delete(("codes", 2))])


@pytest.mark.parametrize("n", [0, 1, 2])
def test_an_item_of_a_list_in_brackets_goes_with_its_comma(n):
    """The others stay to the letter."""
    items = ["{b: 1}", "{c: 'x'}", "{d: 3}"]
    new = edited(f"a: [{', '.join(items)}]  # three\n", [Delete(("a", n))])

    assert f"a: [{', '.join(items[:n] + items[n + 1 :])}]  # three\n" == new


def test_a_list_at_the_top_goes_with_its_last_item():
    """A file says nothing about what it has none of."""
    assert "z: 1\n" == edited("a:\n  - {b: 1}\nz: 1\n", [Delete(("a", 0))])


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("a: [", Put(("a",), "b")),
        ("a: 1\n", Put(("b", "c"), "d")),
        ("a: {b: [{c: 2}]}\n", Delete(("a", "b", 0))),
        ("", Put(("a",), "b")),
    ],
)
def test_what_cannot_be_done_safely_is_refused(text, change):
    """Nothing is guessed in a file that people write."""
    with pytest.raises(CannotEditError):
        edited(text, [change])


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=150)


@given(words, words)
def test_any_text_is_read_back_as_it_was_given(one, other):
    """Colons, quotes, tabs, line ends of all kinds, what YAML takes for a number: all stay text."""
    new = edited(
        BOOK, [Put(("codes", 0, "label"), one), Append(("history",), ({"id": "h", "why": other, "to": [one]},))]
    )

    data = yaml.load(new, Loader=yaml.CSafeLoader)
    assert (one, {"id": "h", "why": other, "to": [one]}) == (data["codes"][0]["label"], data["history"][0])
    assert "# the end" in new
