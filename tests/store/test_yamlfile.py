from __future__ import annotations

import pytest

from imcommerce_qual.store.schema import DATES
from imcommerce_qual.store.schemaproblems import guess_problems
from imcommerce_qual.store.textfile import text_file
from imcommerce_qual.store.yamlfile import parse_yaml


def read(text):
    return parse_yaml(text_file("study.yaml", text))


def spot(place):
    return place.line, place.column, place.source[place.column - 1 :][: place.width]


def test_plain_values_are_what_they_look_like():
    """Text, whole and decimal numbers, true, false and nothing; quotes make text of anything."""
    parsed = read(
        "title: 群里推荐\nage: 34\nless: -3\nyears: 2.5\nyes_: true\nno_: false\nnil: null\ntilde: ~\nempty:\n"
        "quoted: '34'\ndouble: \"no\"\nfolded: >-\n  no\nlist: [a, {b: c}]\n"
    )

    assert {
        "title": "群里推荐",
        "age": 34,
        "less": -3,
        "years": 2.5,
        "yes_": True,
        "no_": False,
        "nil": None,
        "tilde": None,
        "empty": None,
        "quoted": "34",
        "double": "no",
        "folded": "no",
        "list": ["a", {"b": "c"}],
    } == parsed.data
    assert ({}, ()) == (parsed.guesses, parsed.problems)


@pytest.mark.parametrize(
    ("word", "guess"),
    [
        ("no", "true or false"),
        ("yes", "true or false"),
        ("on", "true or false"),
        ("off", "true or false"),
        ("No", "true or false"),
        ("TRUE", "true or false"),
        ("Null", "nothing"),
        ("12:30", "a number"),
        ("017", "a number"),
        ("0x1F", "a number"),
        ("0b1", "a number"),
        ("1_000", "a number"),
        (".5", "a number"),
        ("1.", "a number"),
        (".inf", "a number"),
        (".nan", "a number"),
        ("2020-06-11", "a date"),
        ("2020-06-11 10:00:00", "a date"),
        ("=", "a special key"),
    ],
)
def test_what_other_readers_guess_stays_text_and_is_told(word, guess):
    """`no` is a country, a word and an answer: nothing that looks like text becomes something else silently."""
    parsed = read(f"mode: {word}\n")

    assert {"mode": word} == parsed.data
    (problem,) = guess_problems(parsed, DATES)
    assert ("yaml-guess", (1, 7, word)) == (problem.code, spot(problem.place))
    assert guess in problem.message
    assert f"quote it: '{word}'" == problem.remedy


@pytest.mark.parametrize("key", ["no", "12", "12:30", "2020-06-11", "~", "<<"])
def test_a_key_that_others_take_for_something_else_is_text_and_told(key):
    """A speaker's label or an attribute is a key as well."""
    parsed = read(f"{key}: x\n")

    assert {key: "x"} == parsed.data
    (problem,) = guess_problems(parsed, DATES)
    assert ("yaml-guess", (1, 1, key)) == (problem.code, spot(problem.place))


@pytest.mark.parametrize("key", ["since", "date", "at"])
def test_a_date_is_fine_where_a_date_is_asked_for(key):
    """Dates are written unquoted under since, date and at."""
    parsed = read(f"{key}: 2020-06-11\n")

    assert {key: "2020-06-11"} == parsed.data
    assert [] == list(guess_problems(parsed, DATES))


@pytest.mark.parametrize("text", ["title: 2020-06-11", "since: no", "date: 12:30", "at: [2020-06-11]", "2020-06-11: x"])
def test_a_date_anywhere_else_is_a_guess_like_any_other(text):
    """Only a date, only as the value, only of these fields."""
    assert 1 == len(list(guess_problems(read(text), DATES)))


def test_a_key_given_twice_is_told_with_both_lines_and_the_first_counts():
    """YAML would silently take the last."""
    parsed = read("coders:\n  coder-a: {name: A}\n  coder-b: {name: B}\n  coder-a: {name: C}\n")

    assert {"coders": {"coder-a": {"name": "A"}, "coder-b": {"name": "B"}}} == parsed.data
    (problem,) = parsed.problems
    assert ("yaml-duplicate-key", (4, 3, "coder-a")) == (problem.code, spot(problem.place))
    assert "the first is on line 2" in problem.message


def test_every_key_given_twice_is_told():
    """All at once, also where one lies in another."""
    parsed = read("好: {a: 1, a: 2}\n好: 3\n好: 4\n")

    assert [(1, 11, "a"), (2, 1, "好"), (3, 1, "好")] == [spot(each.place) for each in parsed.problems]


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("a: &x 1\nb: *x\n", (1, 4), "anchor"),
        ("a: 1\nb: [c, *x]\n", (2, 8), "alias"),
        ("a: 1\nb: !!str 3\n", (2, 4), "tag"),
        ("a: !new 3\n", (1, 4), "tag"),
        ("a: {b: 1}\nc: &y {d: 2}\n", (2, 4), "anchor"),
    ],
)
def test_anchors_aliases_and_tags_are_refused_where_they_stand(text, place, what):
    """They belong in no file that people edit."""
    parsed = read(text)

    assert parsed.data is None
    (problem,) = parsed.problems
    assert ("yaml-syntax", *place) == (problem.code, problem.place.line, problem.place.column)
    assert what in problem.message


def test_an_ampersand_or_a_mark_of_exclamation_in_words_is_no_anchor():
    """What is refused is the instruction, not the character."""
    assert {"title": "you & I!", "say": "Buy! Now"} == read("title: you & I!\nsay: 'Buy! Now'\n").data


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("title: 群里: 推荐\n", 1, 10),
        ("a: 1\nb:\n\t- c\n", 3, 1),
        ("a: 好\nb: [c, d\ne: f\n", 3, 2),
        ("a: 好好好\nb: }\n", 2, 4),
        ("a: 1\n---\nb: 2\n", 2, 1),
        ('a: 1\nb: "好好\x07"\n', 2, 7),
    ],
)
def test_a_syntax_error_has_its_line_and_column(text, line, column):
    """Columns are code points, whatever the bytes are."""
    parsed = read(text)

    assert parsed.data is None
    (problem,) = parsed.problems
    assert ("yaml-syntax", line, column) == (problem.code, problem.place.line, problem.place.column)
    assert text.split("\n")[line - 1] == problem.place.source


def test_nested_values_and_keys_have_their_places():
    """Of each value and each key, in code points, with the width of what was written."""
    parsed = read(
        "coders:\n  好👍: {name: '小吕', languages: [zh, en]}\nlist:\n  - id: F1\n    codes:\n      - trust\n"
    )

    assert (2, 14, "'小吕'") == spot(parsed.places["coders", "好👍", "name"])
    assert (2, 36, "en") == spot(parsed.places["coders", "好👍", "languages", 1])
    assert (2, 20, "languages") == spot(parsed.keys["coders", "好👍", "languages"])
    assert (6, 9, "trust") == spot(parsed.places["list", 0, "codes", 0])
    assert (4, 5, "id") == spot(parsed.keys["list", 0, "id"])


def test_a_place_that_is_not_there_is_the_nearest_around_it():
    """A missing field is told at what should have it."""
    parsed = read("coders:\n  coder-a: {name: A}\n")

    assert (2, 3, "coder-a") == spot(parsed.place(("coders", "coder-a", "languages", 0), "study.yaml"))
    assert (1, 1) == spot(parsed.place(("title",), "study.yaml"))[:2]


def test_a_part_of_a_file_has_the_places_of_the_file():
    """Front matter begins on line 2; problems show the file's lines."""
    file = text_file("S03.md", "---\nid: S03\nmode: no\nid: S04\n---\nI: 好")

    parsed = parse_yaml(file, "id: S03\nmode: no\nid: S04\n", first_line=2)

    assert (2, 5, "S03") == spot(parsed.places["id",])
    assert [(4, 1, "id")] == [spot(each.place) for each in parsed.problems]


def test_a_line_separator_in_a_value_does_not_shift_the_places_after_it():
    """YAML ends a line at U+2028 and U+0085, as pasted from a word processor; the file does not."""
    parsed = read('title: "a\u2028b\u0085c"\nmode: no\n')

    assert (2, 7, "no") == spot(parsed.places["mode",])


def test_thousands_of_digits_are_no_number():
    """Python refuses to read them; nobody meant a number."""
    assert {"age": "9" * 5000} == read(f"age: {'9' * 5000}\n").data


def test_nothing_at_all_is_no_problem_of_yaml():
    """What a file of its kind must have is for the schema to say."""
    assert (None, ()) == (read("# only a comment\n").data, read("").problems)
