from __future__ import annotations

import pytest

from imcommerce_qual.store.ids import code_part_fault, file_id_fault, folded, inside


@pytest.mark.parametrize("name", ["S03", "coder-a", "round_1", "0", "-", "comet", "com0", "lpt10", "reconciled2"])
def test_ids_of_files_are_of_letters_digits_underscore_and_hyphen(name):
    """Any of these, in any order."""
    assert file_id_fault(name) is None


@pytest.mark.parametrize(
    "name",
    ["", "S 03", "S03.", "受访者", "é", "a/b", "..", "S03\n", "con", "NUL", "Aux", "prn", "COM1", "lpt9", "Reconciled"],
)
def test_other_ids_of_files_are_refused(name):
    """Also Windows' devices, in any case, and the name of what decisions leave."""
    assert isinstance(file_id_fault(name), str)


@pytest.mark.parametrize("part", ["trust", "信任", "in_app", "a1", "ß", "доверие", "t", "1a"])
def test_parts_of_code_ids_are_lower_case_letters_of_any_script(part):
    """With digits and underscores."""
    assert code_part_fault(part) is None


@pytest.mark.parametrize("part", ["", "Trust", "in-app", "in app", "a.b", "a\n", "É", "！"])
def test_other_parts_of_code_ids_are_refused(part):
    """Capitals, hyphens, spaces, dots and punctuation."""
    assert isinstance(code_part_fault(part), str)


def test_ids_that_differ_by_case_or_width_are_the_same_to_a_disk():
    """Two people on two systems must not have two files that one of them cannot hold."""
    assert folded("S03") == folded("s03") == folded("Ｓ０３")
    assert folded("S03") != folded("S04")


@pytest.mark.parametrize("name", ["codebooks/a.yaml", "a.yaml", "编码/本.yaml"])
def test_a_path_in_the_study_is_inside(name):
    """Relative, with slashes."""
    assert inside(name)


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../a.yaml", "a/../../b", "C:/a", "C:a", "a\\b", "//host/share"])
def test_a_path_that_may_lead_out_is_not(name):
    """On any system: a study from somebody else must not read the reader's files."""
    assert not inside(name)
