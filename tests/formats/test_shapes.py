"""How speakers are marked by each tool, and what is only speech."""

import pytest

from imcommerce_qual.formats.plain import parse_plain

SHAPES = {
    "plain": """\
I: Why do you buy there?
P03: Because I know them.

I: Since when?
P03: Three years.
""",
    "rev": """\
Speaker 1 (00:03): Why do you buy there?
Speaker 2 (00:07):
Because I know them.

Speaker 1 (1:00:10): Since when?
Speaker 2 (1:00:12): Three years.
""",
    "f4": """\
I: Why do you buy there? #00:00:05-1#
P03: Because I know them. #00:00:15-9#
I: Since when? #00:00:20-0#
P03: Three years. #00:00:22-5#
""",
    "whisperx": """\
SPEAKER_00: Why do you buy there?
[SPEAKER_01]: Because I know them.
[00:00:10.000 --> 00:00:12.000] [SPEAKER_00]: Since when?
SPEAKER_01: Three years.
""",
    "otter": """\
Anna Lee  0:03
Why do you buy there?

Ben  \n\
Because I know them.

Anna Lee  55:21
Since when?

Ben
Three years.

Transcribed by https://otter.ai
""",
    "tool": """\
说话人1 00:12
Why do you buy there?

说话人2 00:15
Because I know them.

说话人1 01:00:15
Since when?

说话人2 01:00:20
Three years.
""",
    "headings": """\
# 2020-06-11 Interview

### Anna Lee：
Why do you buy there?

### 唐鳳：
Because I know them.

### Anna Lee：
Since when?

### 唐鳳：
Three years.
""",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_recognised(shape):
    """Each tool's way of marking speakers gives the same four turns, with their words."""
    draft = parse_plain(SHAPES[shape])

    assert shape == draft.shape
    assert [2, 2] == [speaker.turns for speaker in draft.speakers]
    assert ["Why do you buy there?", "Because I know them.", "Since when?", "Three years."] == [
        turn.paragraphs[0][0] for turn in draft.turns
    ]


@pytest.mark.parametrize(
    ("shape", "times"),
    [
        ("plain", [None, None, None, None]),
        ("rev", ["00:00:03", "00:00:07", "01:00:10", "01:00:12"]),
        ("f4", [None, "00:00:05.1", "00:00:15.9", "00:00:20.0"]),
        ("whisperx", [None, None, "00:00:10.000", None]),
        ("otter", ["00:00:03", None, "00:55:21", None]),
        ("tool", ["00:00:12", "00:00:15", "01:00:15", "01:00:20"]),
    ],
)
def test_times_are_the_turns_beginning(shape, times):
    """Times become hh:mm:ss with fractions kept; f4's stamp behind words says when they ended: the next turn's time."""
    assert times == [turn.time for turn in parse_plain(SHAPES[shape]).turns]


@pytest.mark.parametrize(
    "line",
    [
        "[00:01:02] Anna: yes",
        "(1:02) Anna: yes",
        "00:01:02 Anna: yes",
        "Anna [00:01:02]: yes",
        "Anna (01:02) : yes",
        "Anna 01:02: yes",
        "Anna（01:02）：yes",
        "Anna: [00:01:02] yes",
        "**Anna (01:02):** yes",
        "- **Anna** (01:02): yes",
        "#00:01:02# Anna: yes",
    ],
)
def test_a_time_may_stand_on_either_side_of_the_name(line):
    """Where the time stands and in which brackets makes no difference."""
    draft = parse_plain(f"Anna: hello\nBen: hello\nBen: well\n{line}\n")

    assert ("Anna", "00:01:02", (("yes",),)) == (
        draft.turns[-1].speaker,
        draft.turns[-1].time,
        draft.turns[-1].paragraphs,
    )


@pytest.mark.parametrize(
    "line",
    [
        "http://example.org is where I buy",
        "https://a.b: c",
        "He said: come and see",
        "12:30 we met",
        "12:30: we met",
        "at 12:30 or so",
        "Note: she laughs",
        "I was thinking, mostly: no",
        "他说：来看看",
        "例如：水果",
        "C:\\photos",
        "the price was this: 30",
        "London: that was once",
    ],
)
def test_a_colon_in_speech_begins_no_turn(line):
    """Links, clock times, reported speech and things said once stay words of the turn that they stand in."""
    draft = parse_plain(f"I: Why?\nP03: Because.\n{line}\nI: So?\nP03: Yes.\nI: And?\n")

    assert ["I", "P03"] == [speaker.label for speaker in draft.speakers]
    assert (("Because.", line),) == draft.turns[1].paragraphs


def test_somebody_who_speaks_once_is_shown_as_a_doubt():
    """A name that begins one line is taken for speech, and said, with its line and the reason."""
    draft = parse_plain("I: Why?\nP03: Because.\nI: And?\nCamille: May I?\nP03: Yes.\nI: So?\n")

    assert [("Camille", 1, 4, "it stands there only once")] == [
        (each.label, each.lines, each.line, each.why) for each in draft.doubtful
    ]


def test_in_a_short_text_everybody_may_speak_once():
    """Two lines with a name each are two turns."""
    assert ["Anna", "Ben"] == [turn.speaker for turn in parse_plain("Anna: hello\nBen: hello\n").turns]


def test_spellings_of_one_label_are_one_speaker():
    """`s03` and full-width `Ｓ０３` are S03, and it is said."""
    draft = parse_plain("I: a\nS03: b\nI: c\ns03: d\nI: e\nＳ０３： f\nS03: g\n")

    assert [("I", 3), ("S03", 4)] == [(each.label, each.turns) for each in draft.speakers]
    assert any(note.endswith(": 2") for note in draft.notes)


def test_fields_at_the_top_are_nobodys_words():
    """`Interviewer: Jonas` beside `Date: …` is a field, though Interviewer speaks below."""
    text = """\
Interviewer: Jonas
Participant: P03
Date: 2020-06-11

Interviewer: Why?
Participant: Because.
Interviewer: And?
"""
    draft = parse_plain(text)

    assert ["Interviewer: Jonas", "Participant: P03", "Date: 2020-06-11"] == [each.text for each in draft.headings]
    assert [5, 6, 7] == [turn.line for turn in draft.turns]


def test_labels_of_an_indented_text_are_labels():
    """Where every line is indented, white space says nothing."""
    assert ["Anna", "Ben"] == [turn.speaker for turn in parse_plain("    Anna: hello\n\n    Ben: hello\n").turns]


def test_an_indented_look_alike_is_speech_where_labels_are_not_indented():
    """White space at the start is how one says that a line is speech."""
    draft = parse_plain("I: Why?\nP: She asked.\n  I: why?\nI: And?\nP: So.\n")

    assert (("She asked.", "I: why?"),) == draft.turns[1].paragraphs


@pytest.mark.parametrize(
    "text", ["", "\n", "  \n\n", "only words\nand: more words\nhttp://a.b\n", "# A title\n\nProse.\n"]
)
def test_a_text_without_speakers_has_no_shape(text):
    """Nothing is invented: no speakers, no turns, and every line with words is listed as left out."""
    draft = parse_plain(text)

    assert ("none", (), ()) == (draft.shape, draft.speakers, draft.body)
    assert [n for n, line in enumerate(text.split("\n"), 1) if line.strip()] == [use.line for use in draft.left_out]


@pytest.mark.parametrize("mark", ["**{}**", "{}  ", "__{}__", "{} 0:07"])
def test_a_name_alone_on_its_line_is_marked_somehow(mark):
    """Bold, two spaces behind it, or a time make a name on its own line a label."""
    text = "".join(f"{mark.format(name)}\nwords\n\n" for name in ("Anna Lee", "Ben", "Anna Lee", "Ben"))

    assert ["Anna Lee", "Ben", "Anna Lee", "Ben"] == [turn.speaker for turn in parse_plain(text).turns]


def test_an_unmarked_name_alone_on_its_line_counts_once_somebody_says_so():
    """Where an editor stripped Otter's spaces, naming the speakers brings them back."""
    from imcommerce_qual.formats.speakers import parse_speakers

    text = "Anna Lee\nwords\n\nBen\nwords: yes\n\nAnna Lee\nwords\n"
    assert "none" == parse_plain(text).shape

    draft = parse_plain(text, speakers=parse_speakers("Anna Lee=interviewer,Ben=participant"))
    assert ["Anna Lee", "Ben", "Anna Lee"] == [turn.speaker for turn in draft.turns]


def test_markdown_hard_breaks_make_no_speakers():
    """Two spaces behind every line are Markdown's line breaks where labels have colons."""
    draft = parse_plain("I: Why?  \nP: Yes  \nI: Yes  \nP: Apples  \nApples  \nApples  \n", "a.md")

    assert [("I", 2), ("P", 2)] == [(each.label, each.turns) for each in draft.speakers]


def test_a_name_may_be_an_emoji_if_somebody_says_so():
    """What is not written like a name is a speaker once it is named."""
    from imcommerce_qual.formats.speakers import parse_speakers

    draft = parse_plain(
        "😀: hi\nBen: 👍🏽 yes\n😀: bye\n", speakers=parse_speakers("😀=P1:participant,Ben=interviewer")
    )

    assert [("😀", 2), ("Ben", 1)] == [(each.label, each.turns) for each in draft.speakers]


def test_five_megabytes_with_hostile_lines_are_read_to_the_end():
    """Every turn of a long text is found; a line on which a pattern went back and forth would never end."""
    turn = "I: so?\nP03 [00:01:02]: because " + "of the people I know there " * 40 + "\nhttp://a.b: c\n\n"
    hostile = ["A" + " " * 200_000 + ":", "[" * 200_000, "**" * 100_000, "# " * 100_000, "a:" * 100_000, "> (" * 60_000]
    text = turn * (5_000_000 // len(turn)) + "\n" + "\n".join(hostile)
    draft = parse_plain(text)

    assert 2 * (5_000_000 // len(turn)) == sum(speaker.turns for speaker in draft.speakers)
