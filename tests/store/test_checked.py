from __future__ import annotations

from datetime import date

import pytest

from imcommerce_qual.store.cache import Cache
from imcommerce_qual.store.checked import read_checked
from imcommerce_qual.store.schema import KINDS, VERSIONS
from imcommerce_qual.store.textfile import text_file

STUDY = "version: 1\ntitle: Shopping in chat groups\nprovenance: synthetic\ncodebook: codebooks/imcommerce.yaml\n"
BOOK = "version: 1\nid: imcommerce\nrevision: 1\n"
LIST = "a list (`[a, b]`, or lines that begin with `- `)"
ONE = "one value (text, a number, true or false)"
HEAD = "version: 1\nid: S03\nlanguage: zh\nprovenance: synthetic\n"


def check(kind, text, cache=None):
    return read_checked(kind, text_file(f"{kind}.yaml", text), cache or Cache())


def told(checked):
    return [(each.code, each.place.line, each.place.column) for each in checked.problems]


def test_a_study_file_with_all_that_may_stand_in_it_has_no_problems():
    """The example of the specification, with its defaults filled in."""
    checked = check(
        "study",
        "version: 1\ntitle: T\ncites: doi:10.1145/3449141\nprovenance: real\ncodebook: codebooks/imcommerce.yaml\n"
        "attributes:\n  role: [buyer, recommender, both, former]\n  age: integer\n"
        "coders:\n  coder-a: {name: A, languages: [zh, en], wrote_codebook: true, interviewer: false, "
        "works_on: source, constructed: true}\n  coder-b: {}\n"
        "reconciled: {undecided: leave_out}\nreporting: {checklist: coreq, agreement: {wanted: true, why: asked}}\n",
    )

    assert [] == told(checked)
    assert ["buyer", "recommender", "both", "former"] == checked.data["attributes"]["role"]
    assert ({"default": "source"}, False) == (
        checked.data["coders"]["coder-b"]["works_on"],
        checked.data["coders"]["coder-b"]["constructed"],
    )


def test_an_unknown_field_is_told_with_the_nearest_known_one():
    """A slip of the pen is answered by what was meant."""
    checked = check("study", STUDY + "coders:\n  coder-a: {langages: [zh]}\n")

    assert [("unknown-field", 6, 13)] == told(checked)
    assert "did you mean `languages`?" == checked.problems[0].remedy


def test_an_unknown_field_that_is_like_none_is_told_with_all_known_ones():
    """Nothing is guessed where nothing is near."""
    checked = check("findings", "version: 1\nxyzzy: 1\n")

    assert [("unknown-field", 2, 1)] == told(checked)
    assert "known here: version, questions, findings, across, history" == checked.problems[0].remedy


def test_the_field_called_from_is_known_by_that_name():
    """Python's name for it, `from_`, is nobody's to write."""
    entry = "{id: c1, revision: 1, at: 2026-01-04, by: a, change: renamed, from_: [a], to: [b]}"
    checked = check("codebook", f"{BOOK}codes: []\nhistory:\n  - {entry}\n")

    assert ["unknown-field"] == [each.code for each in checked.problems]
    assert "did you mean `from`?" == checked.problems[0].remedy


def test_a_missing_field_is_told_at_what_should_have_it():
    """The code's own line where it is a code's; a missing id has a name of its own."""
    checked = check("codebook", f"{BOOK}codes:\n  - id: trust\n    label: Trust\n    codes:\n      - short: x\n")

    assert [("missing-id", 8, 9), ("missing-field", 8, 9)] == told(checked)
    assert "`codes.1.codes.1` has no `id`" == checked.problems[0].message
    assert "add `label: …`" == checked.problems[1].remedy


def test_a_value_that_is_not_allowed_is_told_with_those_that_are():
    """The remedy can be copied."""
    checked = check("transcript", HEAD + "speakers:\n  I: {role: interviewr}\n")

    assert [("field-value", 6, 13)] == told(checked)
    assert "`speakers.I.role` cannot be 'interviewr'" == checked.problems[0].message
    assert "write one of: 'interviewer', 'participant', 'other'" == checked.problems[0].remedy


@pytest.mark.parametrize(
    ("kind", "text", "place", "message"),
    [
        ("study", STUDY + "coders: [a]\n", (5, 9), "`coders` should be a mapping (`name: value` lines)"),
        ("study", STUDY + "coders: {a: 3}\n", (5, 13), "`coders.a` should be a mapping (`name: value` lines)"),
        ("study", STUDY + "coders: {a: {languages: zh}}\n", (5, 25), f"`coders.a.languages` should be {LIST}"),
        ("study", STUDY + "coders: {a: {interviewer: 1}}\n", (5, 27), "`coders.a.interviewer` should be true or false"),
        ("findings", "version: one\n", (1, 10), "`version` should be a whole number"),
        ("findings", "version: 1.0\n", (1, 10), "`version` should be a whole number"),
        ("findings", "version: true\n", (1, 10), "`version` should be a whole number"),
        ("transcript", HEAD + "speakers: {}\ninterview: {mode: [a]}\n", (6, 19), f"`interview.mode` should be {ONE}"),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_told_once_in_the_users_words(kind, text, place, message):
    """Lists, mappings, numbers: said as people write them, at the value's place."""
    checked = check(kind, text)

    assert [("field-type", *place)] == told(checked)
    assert message == checked.problems[0].message


@pytest.mark.parametrize("number", [0, -3])
def test_versions_begin_with_one(number):
    """A file of version 0 was written by nobody."""
    checked = check("findings", f"version: {number}\n")

    assert [("field-value", 1, 10)] == told(checked)
    assert f"`version` cannot be {number}; numbers begin with 1 here" == checked.problems[0].message
    assert "write `version: 1`" == checked.problems[0].remedy


def test_an_unquoted_number_where_text_stands_is_to_be_quoted():
    """A label `1.10` would lose its zero."""
    checked = check("findings", "version: 1\nacross:\n  - {id: 12, label: 1.10, codes: [true]}\n")

    assert [("yaml-guess", 3, 10), ("yaml-guess", 3, 21), ("yaml-guess", 3, 35)] == told(checked)
    assert ["quote it: '12'", "quote it: '1.10'", "quote it: 'true'"] == [each.remedy for each in checked.problems]


def test_a_guess_where_something_else_is_wanted_is_not_told_to_be_quoted():
    """`no` under a field of true or false is wrong in itself; quoting it would not help."""
    checked = check("study", STUDY + "coders:\n  a: {interviewer: no, name: no}\n")

    assert [("field-type", 6, 20), ("yaml-guess", 6, 30)] == sorted(told(checked))


def test_attributes_are_typed_or_listed():
    """Either a word for the type or the values themselves."""
    checked = check("study", STUDY + "attributes: {role: intger, age: integer, place: [village, 3, true]}\n")

    assert [("field-value", 5, 20)] == told(checked)
    assert checked.problems[0].remedy.endswith("'boolean', or a list of values")
    assert {"age": "integer", "place": ["village", 3, True]} == checked.data["attributes"]


def test_all_problems_are_told_at_once_and_the_rest_still_loads():
    """One round of mending, not one for each mistake; what is right is there to be used."""
    checked = check(
        "study",
        "version: 1\ntitel: T\nprovenance: sinthetic\ncodebook: codebooks/a.yaml\ncodebook: b\n"
        "coders:\n  a: {name: A, works_on: paper}\n  b: {nam: no}\nreporting: {agreement: {}}\n",
    )

    assert {
        ("yaml-duplicate-key", 5, 1),
        ("yaml-guess", 8, 12),
        ("unknown-field", 2, 1),
        ("field-value", 3, 13),
        ("field-value", 7, 26),
        ("unknown-field", 8, 7),
        ("missing-field", 9, 24),
    } == set(told(checked))
    assert 7 == len(checked.problems)
    assert ("A", {"default": "source"}) == (
        checked.data["coders"]["a"]["name"],
        checked.data["coders"]["a"]["works_on"],
    )
    assert "codebooks/a.yaml" == checked.data["codebook"]


def test_a_misspelt_field_is_one_problem_and_is_read_as_what_was_meant():
    """Under the right name nothing is missing, so that one slip is not told twice; what is only somewhat like it is."""
    slip = check("findings", "version: 1\nacross:\n  - {id: a, lable: A, code: [trust]}\n")
    other = check("codebook", BOOK + "codes:\n  - {id: a, label: A, codes_old: [trust]}\n")

    assert [("unknown-field", 3, 13), ("unknown-field", 3, 23)] == told(slip)
    assert ("A", ["trust"]) == (slip.data["across"][0]["label"], slip.data["across"][0]["codes"])
    assert ([("unknown-field", 5, 23)], []) == (told(other), other.data["codes"][0]["codes"])


def test_what_stands_in_for_something_wrong_is_never_told():
    """A problem is about what the user wrote, not about how the program went on."""
    checked = check("codebook", BOOK + "codes: [trust, {id: cost, label: Cost, codes: {}}, 5]\n")

    assert [("field-type", 4, 9), ("field-type", 4, 47), ("field-type", 4, 52)] == sorted(told(checked))
    assert ["?", "cost", "?"] == [each["id"] for each in checked.data["codes"]]


def test_a_wrong_item_does_not_shift_its_neighbours():
    """The second theme is still `across.2`, so that later checks find its place."""
    checked = check("findings", "version: 1\nacross: [x, {id: b, label: B, codes: []}]\n")

    assert "b" == checked.data["across"][1]["id"]
    assert (2, 18) == (checked.place(("across", 1, "id")).line, checked.place(("across", 1, "id")).column)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_newer_version_is_told_and_nothing_of_it_is_read(kind):
    """What a newer program means by a field is not for this one to guess, nor to complain about."""
    checked = check(kind, f"new_field: 1\nversion: {VERSIONS[kind] + 1}\n")

    assert [("newer-version", 2, 10)] == told(checked)
    assert checked.data is None
    assert "upgrade imqual" in checked.problems[0].remedy


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n- b\n", "just words\n"])
def test_a_file_that_is_no_mapping_is_told(text):
    """An empty file, a list or a sentence has no fields."""
    checked = check("findings", text)

    assert ["field-type"] == [each.code for each in checked.problems]
    assert checked.data is None


def test_dates_stay_as_they_are_written():
    """No value becomes a date object, which prints otherwise than it was written."""
    checked = check(
        "transcript", HEAD + "speakers: {}\ninterview: {date: 2020-06-11, minutes: 18.5, mode: voice call}\n"
    )

    assert [] == told(checked)
    assert {"date": "2020-06-11", "minutes": 18.5, "mode": "voice call"} == checked.data["interview"]
    assert not isinstance(checked.data["interview"]["date"], date)


def test_only_what_is_without_problems_is_kept_in_the_cache():
    """A file with problems is checked again, so that they are told again."""
    cache = Cache()
    check("findings", "version: 1\nacross: []\n", cache)
    check("findings", "version: 1\nacros: []\n", cache)
    check("findings", "version: 1\nquestions: [{id: no, text: T}]\n", cache)

    assert 1 == len(cache.used)


def test_what_the_cache_knows_is_not_parsed_again_but_still_has_its_places():
    """A later check of a warm study shows the same line and column as of a cold one."""
    text = "version: 1\nacross:\n  - {id: a, label: A}\n"
    cold = check("findings", text, Cache())
    cache = Cache(known={"findings:" + _digest(text): cold.data})

    warm = check("findings", text, cache)

    assert cold.data is warm.data
    assert cold.place(("across", 0, "label")) == warm.place(("across", 0, "label"))
    assert 3 == warm.place(("across", 0, "label")).line


def test_the_cache_is_by_kind_and_content():
    """The same text as another kind of file is another question."""
    text = "version: 1\n"
    cache = Cache(known={"findings:" + _digest(text): {"questions": []}})

    assert {"questions": []} == check("findings", text, cache).data
    assert ["missing-field"] * 3 == [each.code for each in check("study", text, cache).problems]


def _digest(text):
    from imcommerce_qual.store.textfile import hash16

    return hash16(text.encode())
