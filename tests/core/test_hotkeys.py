"""Keys of codes, and finding a code by its letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.core.fuzzy import code_choice, ranked
from imcommerce_qual.core.hotkeys import hotkeys
from imcommerce_qual.model.codebook import Code

PART = st.sampled_from(["trust", "price", "信任", "a", "breach", "t1"])
IDS = st.lists(st.lists(PART, min_size=1, max_size=3).map(".".join), unique=True, max_size=60)
KEY = st.none() | st.text("abctp=", min_size=1, max_size=2)


@given(IDS, st.data())
def test_no_key_is_the_beginning_of_another_and_none_is_the_screens(ids, data):
    """What is typed is one code as soon as it is one: never a wait, never the wrong one."""
    codes = [Code(id=each, label=each, key=data.draw(KEY)) for each in ids]
    found = hotkeys(codes, frozenset("v="))

    keys = list(found.values())
    assert len(codes) == len(found)
    assert [] == [(a, b) for n, a in enumerate(keys) for b in keys[:n] if a.startswith(b) or b.startswith(a)]
    assert [] == [key for key in keys if key[0] in "v="]


def test_the_codebooks_own_keys_are_kept_and_others_remind_of_their_code():
    """A key that a coder knows does not change because another code has none."""
    codes = [Code(id="price", label="Price"), Code(id="trust", label="Trust", key="p")]

    assert {"price": "r", "trust": "p"} == hotkeys(codes)


def test_a_hundred_codes_without_keys_get_two_letters_each():
    """One or two keys, however long the codebook is; a code's first letter is its parent's."""
    codes = [Code(id=f"trust.c{n}", label=f"C {n}") for n in range(100)]
    found = hotkeys(codes, frozenset("v"))

    assert {2} == {len(key) for key in found.values()}
    assert 26 == sum(key.startswith("t") for key in found.values())


CODES = [
    Code(id="trust", label="Mutual trust", aliases=("confidence",)),
    Code(id="trust.person", label="In a person"),
    Code(id="cost.price", label="价格"),
]


def test_three_letters_of_id_label_or_alias_find_a_code():
    """Beginnings before what is inside, and what is inside before scattered letters."""
    choices = [code_choice(code) for code in CODES]

    assert ("trust", "trust.person") == ranked("tru", choices)
    assert ("trust",) == ranked("con", choices)
    assert "trust.person" == ranked("per", choices)[0]
    assert ("cost.price",) == ranked("价格", choices)
    assert ("trust.person",) == ranked("tpn", choices)
    assert ("trust", "trust.person", "cost.price") == ranked("", choices)
    assert () == ranked("xyz", choices)
