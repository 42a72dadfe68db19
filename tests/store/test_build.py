from __future__ import annotations

from datetime import UTC, datetime

import pytest

from imcommerce_qual.model.study import Coder, Finding, Findings, Question, Theme
from imcommerce_qual.store.build import build_coders, build_findings, parse_time
from imcommerce_qual.store.cache import Cache
from imcommerce_qual.store.checked import read_checked
from imcommerce_qual.store.textfile import text_file


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-01-04", datetime(2026, 1, 4, tzinfo=UTC)),
        ("2026-01-04T09:30:00Z", datetime(2026, 1, 4, 9, 30, tzinfo=UTC)),
        ("2026-01-04 09:30:00.000001", datetime(2026, 1, 4, 9, 30, 0, 1, tzinfo=UTC)),
        ("2026-01-04T01:30:00+08:00", datetime(2026, 1, 3, 17, 30, tzinfo=UTC)),
        ("soon", None),
        ("", None),
        ("2026-13-01", None),
        ("0001-01-01T00:00:00+10:00", None),
    ],
)
def test_times_are_read_as_utc_or_not_at_all(text, time):
    """People leave the zone out, programs give one; what is no time, or before the first year, is None."""
    assert time == parse_time(text)


def test_findings_gather_codes_under_statements():
    """In the order of the file, codes as they are written, with their minus."""
    data = read_checked(
        "findings",
        text_file(
            "findings.yaml",
            "version: 1\nquestions: [{id: RQ1, text: How?}]\nfindings:\n"
            "  - {id: F1, statement: S, since: 2026-01-04, themes: "
            "[{id: cheaper, label: L, codes: [cost, '-cost.burden']}]}\n"
            "  - {id: F2, statement: T}\nacross: [{id: platform, label: P, statement: U}]\n",
        ),
        Cache(),
    ).data

    assert Findings(
        questions=(Question(id="RQ1", text="How?"),),
        findings=(
            Finding(
                id="F1",
                statement="S",
                since="2026-01-04",
                themes=(Theme(id="cheaper", label="L", codes=("cost", "-cost.burden")),),
            ),
            Finding(id="F2", statement="T"),
        ),
        across=(Theme(id="platform", label="P", statement="U"),),
        hash="h",
    ) == build_findings(data, "h")


def test_coders_have_their_defaults():
    """Somebody who is only named works on the source, and is real."""
    data = read_checked(
        "study",
        text_file(
            "study.yaml",
            "version: 1\ntitle: T\nprovenance: real\ncodebook: c.yaml\n"
            "coders: {a: {}, b: {languages: [zh, en], works_on: translation}}\n",
        ),
        Cache(),
    ).data

    assert {"a": Coder(id="a"), "b": Coder(id="b", languages=("zh", "en"), works_on="translation")} == build_coders(
        data
    )


def test_a_coder_works_on_another_language_where_the_study_says_so():
    """One language everywhere, another in the transcripts that are named."""
    data = read_checked(
        "study",
        text_file(
            "study.yaml",
            "version: 1\ntitle: T\nprovenance: real\ncodebook: c.yaml\n"
            "coders: {a: {works_on: {default: translation, S03: source}}, b: {works_on: {S03: translation}}}\n",
        ),
        Cache(),
    ).data
    coders = build_coders(data)

    assert ("translation", "source") == (coders["a"].side("S01"), coders["a"].side("S03"))
    assert ("source", "translation") == (coders["b"].side("S01"), coders["b"].side("S03"))
