"""Words replaced in YAML: values stay values, the author's own lines stay theirs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.core.forgetting.words import Words
from imcommerce_qual.store.textfile import text_file
from imcommerce_qual.store.yamlfile import parse_yaml
from imcommerce_qual.store.yamlwords import replace_words


def data(source):
    """What the YAML says; it must have no problems."""
    read = parse_yaml(text_file("x.yaml", source))
    assert () == read.problems
    return read.data


@pytest.mark.parametrize(
    ("source", "put", "expected"),
    [
        ("a: 王芳 said  # 王芳?\nb: 1 # x\n", "李某", "a: 李某 said  # 李某?\nb: 1 # x\n"),
        ("{a: 王芳, b: [x, 王芳]}", "[s]", '{a: "[s]", b: [x, "[s]"]}'),
        ("a: 王芳\n", "x: y", 'a: "x: y"\n'),
        ("a: 王芳\n", "12", 'a: "12"\n'),
        ("a: '王芳''s'\n", "it's", "a: \"it's's\"\n"),
        ('a: "\\u738b\\u82b3"\n', "李", 'a: "李"\n'),
        ("a: |\n  王芳\n  again\nb: 1\n", "李", "a: |\n  李\n  again\nb: 1\n"),
        ("王芳: {role: buyer}\n", "P1", "P1: {role: buyer}\n"),
        ("a: {\n", "李", "a: {\n"),
        ("王芳 {\n", "李", "李 {\n"),
        ("", "李", ""),
    ],
)
def test_each_way_of_writing_a_value(source, put, expected):
    """Where the pseudonym would be read as something else it is quoted; comments are replaced as they stand."""
    assert expected == replace_words(source, Words({"王芳": put}))


def test_words_that_only_the_value_has_are_replaced_too():
    """A folded line hides a name from a search of the file."""
    source = "a: Mr Wang\n  Fang said\nb: 2\n"

    assert {"a": "Mr [s] said", "b": 2} == data(replace_words(source, Words({"Wang Fang": "[s]"})))


@pytest.mark.parametrize("value", ["{role: buyer, age: 3}", "\n    role: buyer\n    age: 3", ""])
def test_a_value_is_replaced_as_a_whole(value):
    """Flow, block or nothing; what comes after stays."""
    source = f"participants:\n  S01: {value}\n  S02: {{role: x}}\nprovenance: real\n"
    after = data(replace_words(source, Words({"?!": "x"}), {("participants", "S01"): "{gone: true}"}))

    assert {"participants": {"S01": {"gone": True}, "S02": {"role": "x"}}, "provenance": "real"} == after


_text = st.text(st.sampled_from([*"王芳a :#'\"-[]{},|>&*!%@\\?", "\n"]), max_size=12)


@given(
    st.dictionaries(st.sampled_from("klm"), _text | st.lists(_text, max_size=3), min_size=1),
    st.sampled_from(["李", "[s]", "x: y", "- z"]),
)
def test_the_values_are_those_without_the_words(value, put):
    """Whatever it takes to write them."""
    import yaml

    source = yaml.safe_dump(value, allow_unicode=True)
    words = Words({"王芳": put})

    def without(each):
        return [without(one) for one in each] if isinstance(each, list) else each.replace("王芳", put)

    assert {key: without(each) for key, each in value.items()} == yaml.safe_load(replace_words(source, words))
