"""Drafts account for every line of the input, and change nothing silently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.formats.draft import LineUse
from imcommerce_qual.formats.plain import parse_plain, settle
from imcommerce_qual.formats.speakers import parse_speakers

PIECES = st.sampled_from(
    [
        "I: why?",
        "P03: because",
        "P03 [00:01]:",
        "Anna Lee  0:03",
        "Anna Lee  ",
        "Anna Lee",
        "说话人1 00:12",
        "SPEAKER_00: so",
        "### Anna：",
        "### 唐鳳：",
        "# Part one",
        "> (laughter)",
        "> (1. Part)",
        "> quoted",
        "---",
        "===",
        "words",
        "  indented: words",
        "\\[laughs\\] yes",
        "ends so #00:00:15-9#",
        "#00:00:15-9#",
        "http://a.b",
        "Date: today",
        "= equals",
        "id: S01",
        "speakers: {}",
        "",
        "  ",
        "\t",
        "Transcribed by https://otter.ai",
        "**Ben:** bold",
        "- Ben: list",
    ]
)
TEXTS = st.lists(PIECES | st.text("ab:：[]#=-> \\P03I", max_size=12), max_size=25).map("\n".join)
NAMES = st.sampled_from(["a.txt", "a.md", ""])


@given(TEXTS, NAMES)
def test_every_line_is_accounted_for_exactly_once(text, name):
    """The account has each line of the input once, in order; blank is what has no words."""
    draft = parse_plain(text, name)
    lines = text.removesuffix("\n").split("\n") if text else []

    assert list(range(1, len(lines) + 1)) == [use.line for use in draft.account]
    assert [n for n, line in enumerate(lines, 1) if not line.strip()] == [
        use.line
        for use in draft.account
        if use.use == "blank" or (use.use == "front" and not lines[use.line - 1].strip())
    ]
    assert all(use.why for use in draft.left_out)


@given(TEXTS)
def test_every_word_is_kept_where_the_account_says(text):
    """Speech is in a turn and a heading among the headings, with all its words; labels are as many as were counted."""
    draft = parse_plain(text, "a.txt")
    if draft.shape in {"own", "headings", "f4"}:  # these take marks out of the words: see their own tests
        return
    lines = text.split("\n")
    said = [line for turn in draft.turns for paragraph in turn.paragraphs for line in paragraph]
    headings = " ".join(heading.text for heading in draft.headings)

    for use in draft.account:
        line = lines[use.line - 1].strip()
        if use.use == "speech":
            assert line in said
        elif use.use == "heading":
            assert line.lstrip("# ") in headings
    assert sum(use.use == "label" for use in draft.account) == sum(speaker.turns for speaker in draft.speakers)


@given(TEXTS)
def test_turns_stand_in_the_order_of_their_lines(text):
    """The body follows the file."""
    lines = [each.line for each in parse_plain(text).body]

    assert sorted(lines) == lines


def test_what_becomes_of_each_line():
    """An account in full, as the importer shows it."""
    text = """\
# Interview 3
recorded at home
---
**I:** Why?

**P03:** Because.
More of it.
## Part two
and so on
"""
    assert [
        LineUse(1, "heading", ""),
        LineUse(2, "heading", "before the first turn"),
        LineUse(3, "left out", "a rule between parts, without words"),
        LineUse(4, "label", ""),
        LineUse(5, "blank", ""),
        LineUse(6, "label", ""),
        LineUse(7, "speech", ""),
        LineUse(8, "heading", ""),
        LineUse(9, "speech", ""),
    ] == list(parse_plain(text, "S03.md").account)


def test_words_after_a_heading_stay_with_the_speaker_before_it_and_it_is_said():
    """A heading ends the turn; unlabelled words below it are a turn of the same speaker, listed as carried over."""
    draft = parse_plain("I: Why?\nP03: Because.\n\n# @topic prices\n\nAnd cheap.\nI: So?\nP03: Yes.\n")

    assert [("P03", (("And cheap.",),))] == [(t.speaker, t.paragraphs) for t in draft.turns if t.line in draft.carried]


def test_cues_of_one_speaker_are_joined_only_where_a_tool_cuts_speech_into_cues():
    """Otter's and WhisperX's adjacent cues are one turn under its first time; typed turns stay as they are."""
    cues = parse_plain("Ben  0:01\nOne.\n\nBen  0:05\nTwo.\n\nAnna  0:09\nThree.\n")
    assert [("Ben", "00:00:01", (("One.",), ("Two.",))), ("Anna", "00:00:09", (("Three.",),))] == [
        (turn.speaker, turn.time, turn.paragraphs) for turn in cues.turns
    ]
    assert [("Ben", 2), ("Anna", 1)] == [(each.label, each.turns) for each in cues.speakers]
    assert any("joined" in note for note in cues.notes)

    typed = parse_plain("Ben: One.\nBen: Two.\nAnna: Three.\nAnna: Four.\n")
    assert 4 == len(typed.turns)


def test_asides_of_markdown_are_words_in_brackets_and_numbered_ones_are_headings():
    """`> (laughter)` stays with the turn, `> (1. …)` and an aside right after a heading are headings."""
    text = """\
### Anna：
Well.

> (laughter)

> (2.1. Prices)

> (phone rings)

### Ben：
\\[laughs\\] Yes.

> a quotation

### Anna：
So.
"""
    draft = parse_plain(text)

    assert [(("Well.",), ("[laughter]",)), (("[laughs] Yes.",), ("> a quotation",)), (("So.",),)] == [
        turn.paragraphs for turn in draft.turns
    ]
    assert ["2.1. Prices", "(phone rings)"] == [heading.text for heading in draft.headings]


@pytest.mark.parametrize(("name", "words"), [("a.md", "[laughs] a_b"), ("a.txt", "\\[laughs\\] a\\_b")])
def test_markdown_escapes_are_undone_in_markdown_only(name, words):
    """A backslash in plain text is a backslash."""
    assert words == parse_plain("I: \\[laughs\\] a\\_b\nP: x\n", name).turns[0].paragraphs[0][0]


def test_stamps_of_f4_are_no_words():
    """Stamps are taken out wherever they stand; one before the words is the turn's own time."""
    draft = parse_plain("I: #00:00:01-0# Why?\nP: Be- #00:00:05-5# cause.\nMore. #00:00:09-0#\n#00:00:10-0#\nI: So?\n")

    assert [("00:00:01.0", (("Why?",),)), ("00:00:01.0", (("Be- cause.", "More."),)), ("00:00:10.0", (("So?",),))] == [
        (turn.time, turn.paragraphs) for turn in draft.turns
    ]


def test_somebody_elses_front_matter_is_kept_as_headings():
    """Fields of a web page's front matter are shown before the first turn; the fences are no words."""
    draft = parse_plain("---\ntitle: A talk\n\ntags:\n  - a\n---\n\nI: Why?\nP: So.\n", "a.md")

    assert ["title: A talk", "tags:", "- a"] == [heading.text for heading in draft.headings]
    assert ["front"] * 6 == [use.use for use in draft.account[:6]]


def test_our_own_format_is_taken_as_it_is():
    """A file with `id:` and `speakers:` between fences is ours: nothing in it is looked at here."""
    text = "---\nversion: 1\nid: S03\nspeakers:\n  I: {role: interviewer}\n---\nI: Why?\n= Warum?\n"
    draft = parse_plain(text, "S03.md")

    assert ("own", text, ()) == (draft.shape, draft.text, draft.body)
    assert ["front"] * 6 + ["as is"] * 2 == [use.use for use in draft.account]


def test_a_label_can_be_dropped_or_accepted():
    """Lines of a dropped label are speech of the turn before; a label that is named counts, however it looks."""
    text = "I: Why?\nP03: Because.\nLondon: great.\nP03: And so.\nLondon: ok.\nthe old one, I think: yes.\n"
    before = parse_plain(text)
    assert ["I", "P03", "London"] == [speaker.label for speaker in before.speakers]

    after = settle(before, parse_speakers(r"I=interviewer,London=-,the old one\, I think=other"))
    assert [
        ("I", (("Why?",),)),
        ("P03", (("Because.", "London: great."),)),
        ("P03", (("And so.", "London: ok."),)),
        ("the old one, I think", (("yes.",),)),
    ] == [(turn.speaker, turn.paragraphs) for turn in after.turns]


def test_without_decisions_a_draft_settles_as_it_is():
    """Nothing decided, nothing read again."""
    draft = parse_plain("I: Why?\nP: So.\n")

    assert draft is settle(draft, None)
    assert draft is settle(draft, {})


def test_a_speaker_is_shown_with_the_first_words():
    """The caller sees label, count, line and the beginning of what was said first."""
    draft = parse_plain("Title\n\nI: \nWhy is that?\nP: " + "so " * 40 + "\nI: ok\n")

    assert [("I", 2, "Why is that?", 3), ("P", 1, 60, 5)] == [
        (draft.speakers[0].label, draft.speakers[0].turns, draft.speakers[0].example, draft.speakers[0].line),
        (draft.speakers[1].label, draft.speakers[1].turns, len(draft.speakers[1].example), draft.speakers[1].line),
    ]


def test_a_draft_keeps_words_out_of_tracebacks():
    """What is shown of a draft in an error report has no words of participants."""
    assert "secret" not in repr(parse_plain("I: why?\nP: secret\nI: so?\nP: secret\n"))
