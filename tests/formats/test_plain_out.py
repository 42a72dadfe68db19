"""What is written is a transcript that reads back with the same turns, speakers and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.formats.draft import Draft, DraftHeading, DraftTurn, SpeakerChoice, SpeakerFound
from imcommerce_qual.formats.plain import parse_plain
from imcommerce_qual.formats.plain_out import quoted, render_transcript
from imcommerce_qual.formats.speakers import SpeakersError, declare, parse_speakers
from imcommerce_qual.store.transcriptfile import parse_transcript

FOREIGN = "\r\v\f\u0085\u2028\u2029\0\n"
CHARACTERS = st.characters(exclude_characters=FOREIGN, exclude_categories=["Cs"])
NASTY = st.sampled_from(
    [
        "I: so",
        "i : so",
        "Ｉ：so",
        "S03 [7:2]: x",
        "S03[00:01]:",
        "S03  [x] y",
        "Anna Lee:",
        "# heading",
        "#",
        "= translated",
        "=",
        "---",
        "http://a.b",
        "12:30 we met",
        "She said: no",
        "[laughs] well",
        "- a: b",
        "> (x)",
        "id: S03",
        "🙂: 👩‍👩‍👧",
        "他说：好",
        "﹕: x",
        "Ⅰ:",
        "S03" + " " * 90 + ":",
    ]
)
LINES = (NASTY | st.text(CHARACTERS, min_size=1, max_size=30)).map(str.strip).filter(bool)
LABELS = st.sampled_from(
    ["I", "S03", "i", "Anna Lee", "[S03]", "# 1", "唐鳳：", "no", "12", "a:b", "ﷺ", "Ⅰ", "¨", "---"]
)
TIMES = st.none() | st.sampled_from(["00:00:03", "01:02:03.25"])


@st.composite
def drafts(draw):
    """Drafts as no reader makes them: any labels, any lines."""
    labels = draw(st.lists(LABELS | st.text(CHARACTERS, min_size=1, max_size=70), min_size=1, max_size=4, unique=True))
    paragraphs = st.lists(st.lists(LINES, min_size=1, max_size=4).map(tuple), max_size=3).map(tuple)
    turns = st.builds(DraftTurn, st.sampled_from(labels), TIMES, paragraphs, st.just(1))
    body = draw(st.lists(turns | st.builds(DraftHeading, LINES, st.just(1)), max_size=8))
    first = DraftTurn(labels[0], None, (("words",),), 1)
    speakers = tuple(SpeakerFound(label, 1, "", 1) for label in labels)
    return Draft(name="a.txt", text="", shape="plain", speakers=speakers, body=(*body, first))


def read_back(text):
    """The transcript in *text*, which must be without any problem."""
    read = parse_transcript("transcripts/S03.md", text.encode(), "S03")
    assert () == read.problems
    return read.transcript


def words_of(transcript):
    """Speaker, time, and paragraphs of lines of each turn."""
    found = []
    for turn in transcript.turns:
        paragraphs: dict[int, list[str]] = {}
        for words in turn.words:
            paragraphs.setdefault(words.paragraph, []).append(transcript.text[words.span.start : words.span.end])
        found.append((turn.speaker, turn.time, tuple(map(tuple, paragraphs.values()))))
    return found


@given(drafts())
def test_what_is_written_reads_back_the_same(draft):
    """Turns, speakers, times, paragraphs, words and headings survive, whatever the words look like, with no problem."""
    names = {each.found: each.label for each in declare((s.label for s in draft.speakers), transcript="S03")}
    transcript = read_back(render_transcript(draft, id="S03", language="en"))

    assert [(names[t.speaker], t.time, t.paragraphs) for t in draft.turns] == words_of(transcript)
    assert [names[each.label] for each in draft.speakers] == list(transcript.speakers)
    assert [each.text for each in draft.headings] == [
        transcript.text[each.span.start : each.span.end] for each in transcript.headings
    ]


@pytest.mark.parametrize(
    "line",
    [
        "S03 [x] y",
        "s03: so",
        "Ｓ０３：so",
        "S03   : so",
        "# no heading",
        "= no translation",
        "She said: no",
        "S03 [7:2]: x",
    ],
)
def test_every_look_alike_is_indented(line):
    """A line that could pass for a label, heading or translation at column 1 is speech, and reads back as it was."""
    body = (DraftTurn("S03", None, (("Well.", line), (line,)), 1),)
    draft = Draft(name="", text="", shape="plain", speakers=(SpeakerFound("S03", 1, "", 1),), body=body)
    text = render_transcript(draft, id="S03", language="en")

    assert f"\nS03: Well.\n  {line}\n\n  {line}\n" in text
    assert [("S03", None, (("Well.", line), (line,)))] == words_of(read_back(text))


texts = st.lists(st.one_of(NASTY, LINES, st.just(""), st.sampled_from(["I: why?", "S03: so", "### I：", "Ben  0:01"])))


@given(texts.map("\n".join), st.sampled_from(["a.txt", "a.md"]))
def test_what_is_found_reads_back_the_same(text, name):
    """From a file's text to a draft to a transcript: its turns are the draft's."""
    draft = parse_plain(text, name)
    if draft.shape != "own" and any(turn.paragraphs for turn in draft.turns):
        names = {each.found: each.label for each in declare((s.label for s in draft.speakers), transcript="S03")}
        transcript = read_back(render_transcript(draft, id="S03", language="zh"))

        assert [(names[t.speaker], t.time, t.paragraphs) for t in draft.turns] == words_of(transcript)


ROLES = st.sampled_from(["interviewer", "participant", "other"])


@given(
    st.lists(
        st.tuples(st.sampled_from(["A", "B", "no", "唐鳳", None]), ROLES, st.none() | LINES), min_size=3, max_size=3
    )
)
def test_decisions_are_in_the_front_matter(rows):
    """Roles, new labels and participants are declared as decided; every participant's consent is unknown."""
    text = "I: why?\nBen: so\nI: and?\nBen: and\nAnna: well\nAnna: ok\n"
    choices = {found: SpeakerChoice(*row) for found, row in zip(["I", "Ben", "Anna"], rows, strict=True)}
    try:
        rendered = render_transcript(parse_plain(text), id="S03", language="en", speakers=choices)
    except (SpeakersError, ValueError):
        return
    transcript = read_back(rendered)

    assert {choice.label for choice in choices.values() if choice.label} == set(transcript.speakers)
    for choice in choices.values():
        if choice.label is not None:
            speaker = transcript.speakers[choice.label]
            assert choice.role == speaker.role
            assert (speaker.participant is not None) or choice.role != "participant"
    assert {"unknown"} >= {each.consent.status for each in transcript.participants.values()}


def test_the_file_as_written():
    """Front matter in a stable order, then headings and turns; look-alikes are indented, times have brackets."""
    text = """\
Interview 3
2020: the year

I (1:02): Why do you buy there?
Jon Lawitts: Because
I: know them, he said.
http://a.b

It is cheap.
I: Since when?
Jon Lawitts: 3 years.
"""
    choices = parse_speakers("I=interviewer,Jon Lawitts=P1:participant:no")
    # The line `I: know them` is a turn to any reader: this is what such a text means.
    expected = """\
---
version: 1
id: "007"
language: en
speakers:
  I: {role: interviewer}
  P1: {role: participant, participant: "no"}
participants:
  "no": {consent: {status: unknown}}
provenance: real
---
# Interview 3
# 2020: the year

I [00:01:02]: Why do you buy there?

P1: Because

I: know them, he said.
  http://a.b

It is cheap.

I: Since when?

P1: 3 years.
"""
    assert expected == render_transcript(parse_plain(text), id="007", language="en", speakers=choices)


def test_our_own_format_is_written_as_it_is():
    """Every character of a file in our own format stays."""
    text = "---\nid: S03\nspeakers: {}\n---\n  anything: at all"

    assert text == render_transcript(parse_plain(text), id="S03", language="en")


@given(st.text(CHARACTERS, min_size=1))
def test_a_quoted_scalar_is_that_text_to_yaml(text):
    """Whatever the text, YAML reads it as that text, and as text."""
    import yaml

    assert text == yaml.load(quoted(text), Loader=yaml.CSafeLoader)
    assert {text: 1} == yaml.load(f"{{{quoted(text)}: 1}}", Loader=yaml.CSafeLoader)
