"""Which sitting a turn was in."""

from __future__ import annotations

from imcommerce_qual.core.sittings import sitting_of
from imcommerce_qual.store.transcriptfile import parse_transcript

HEAD = """---
version: 1
id: S01
language: en
speakers: {S: {role: other}}
provenance: synthetic
---
"""


def transcript(text: str):
    """An interview of this text."""
    found = parse_transcript("transcripts/S01.md", (HEAD + text).encode(), "S01").transcript
    assert found is not None
    return found


def test_it_is_headed_where_the_clock_starts_anew():
    """The heading before the turn whose time is earlier than the one before it."""
    found = transcript("# On Monday\n\nS [00:10]: a\n\n# Prices\n\nS [09:00]: b\n\n# On Friday\n\nS [00:05]: c\nS: d\n")

    assert ["On Monday", "On Monday", "On Friday", "On Friday"] == [
        sitting_of(found, each.number) for each in found.turns
    ]


def test_without_a_heading_it_is_numbered():
    """So that two turns of one time can still be told apart."""
    found = transcript("S [00:10]: a\nS [1:00:00]: b\nS [00:05]: c\n")

    assert ["sitting 1", "sitting 1", "sitting 2"] == [sitting_of(found, each.number) for each in found.turns]


def test_where_the_times_run_through_there_is_nothing_to_say():
    """Headings alone are no sittings; nor is an interview without times."""
    assert {None} == {sitting_of(transcript("# A\n\nS [00:10]: a\n\n# B\n\nS [00:11]: b\n"), n) for n in (1, 2)}
    assert sitting_of(transcript("S: a\nS: b\n"), 2) is None
