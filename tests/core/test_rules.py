"""Rules that settle a kind of disagreement, and the order in which disagreements are talked about."""

from __future__ import annotations

import re

import pytest

from imcommerce_qual.core.adjudication.rules import NoRuleError, Rule, parse_rule


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("boundary under 5: union", "boundary under 5 characters: union"),
        ("Boundary differences under 5 characters: union", "boundary under 5 characters: union"),
        ("boundary of trust overlap 50 : intersection", "boundary of trust overlap at least 50%: intersection"),
        ("not-by-all:neither", "not by all: neither"),
        ("code overlapping at least 80%: take coder-a", "code overlap at least 80%: take coder-a"),
        ("stance: postponed", "stance: postponed"),
        ("Split: Union", "split: union"),
        ("code: Take coder-a", "code: take coder-a"),
    ],
)
def test_a_rule_has_one_text_however_it_is_typed(words, text):
    """So that all that it settled is found again; its own text is a rule, the same one."""
    rule = parse_rule(words)
    assert text == rule.text
    assert rule == parse_rule(text)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "boundary",
        "boundary under five: union",
        "not by all under 5: neither",
        "stance overlap 10: both",
        "boundary: new",
        "boundary: perhaps",
        "boundary overlap 101: union",
        "boundary under 0: union",
        "all: union",
        "boundary: take ",
    ],
)
def test_what_is_no_rule_is_refused(words):
    """With what is wrong."""
    with pytest.raises(NoRuleError):
        parse_rule(words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (" ", "there is no rule in nothing"),
        ("boundary: unoin", "did you mean `union`?"),
        ("boundaries: union", "did you mean `boundary`?"),
        ("boundary of trust of cost: union", "is no rule:"),
    ],
)
def test_a_misspelt_rule_says_what_was_meant(words, said):
    """The kind or the way that is nearest; a rule that is spelt right gets no such advice."""
    with pytest.raises(NoRuleError, match=re.escape(said)):
        parse_rule(words)


def test_a_rule_is_a_value():
    """Two that say the same are one."""
    assert Rule(kind="boundary", how="union", under=5) == parse_rule("boundary under 5: union")
