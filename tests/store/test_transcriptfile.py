from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from tests.histories import texts
from tests.samples import HEAD, transcript, transcript_file

from imcommerce_qual.model.problem import Fault
from imcommerce_qual.model.transcript import Consent, Participant, Speaker, Translation
from imcommerce_qual.store.cache import Cache
from imcommerce_qual.store.transcriptfile import parse_transcript, read_transcript, split_front

TEXT = (
    "I [00:07:02]: 群里推荐的东西，您为什么愿意买？\n\nS03 [00:07:11]: 都是认识的人。\n= They're all people I know.\n"
)


def told(read):
    return [(each.code, each.place.line, each.place.column) for each in read.problems]


def with_speakers(speakers, text="I: 您好\n", participants="{S03: {}}"):
    head = f"version: 1\nid: S03\nlanguage: zh\nspeakers: {speakers}\nparticipants: {participants}\nprovenance: real\n"
    return parse_transcript("transcripts/S03.md", f"---\n{head}---\n{text}".encode(), "S03")


def test_front_matter_and_text_become_a_transcript():
    """Who speaks, who takes part, in which language, and the text after the closing line."""
    read = transcript_file(TEXT, about="role: recommender, age: 34, consent: {status: given, quotes: true}")

    assert () == read.problems
    found = read.transcript
    assert ("S03", "zh", "en", "synthetic") == (
        found.id,
        found.language,
        found.side_language("translation"),
        found.provenance,
    )
    assert Speaker(label="S03", role="participant", participant="S03") == found.speakers["S03"]
    assert {
        "S03": Participant(
            id="S03",
            attributes={"role": "recommender", "age": 34},
            consent=Consent(status="given", quotes=True),
        )
    } == found.participants
    assert Translation(language="en") == found.translation
    assert TEXT == found.text
    assert ["I", "S03"] == [turn.speaker for turn in found.turns]


def test_who_consented_to_what_is_unknown_where_nothing_is_said():
    """Silence is no consent and no refusal."""
    assert {"S03": Participant(id="S03", consent=Consent(status="unknown", quotes=None))} == transcript(
        TEXT
    ).participants


@given(texts)
def test_the_text_is_what_follows_the_closing_line_as_it_is(text):
    """Not stripped, not normalised: positions are code points in it."""
    found = transcript_file(text).transcript

    assert text == found.text
    assert all(text[turn.extent.start :].startswith(turn.speaker) for turn in found.turns)


def test_nothing_is_normalised():
    """A letter with its accent apart stays two characters, a full-width one stays wide."""
    apart = unicodedata.normalize("NFD", "é")

    found = transcript(f"S03: caf{apart} Ａ\n")

    assert f"S03: caf{apart} Ａ\n" == found.text
    assert 7 == len(found.turns[0].words[0].span)


def test_crlf_on_disk_is_the_same_transcript():
    """The hash that codings name does not depend on the system of whoever checked it out."""
    raw = (HEAD.format(id="S03", about="") + TEXT).encode()

    unix = parse_transcript("S03.md", raw, "S03")
    windows = parse_transcript("S03.md", raw.replace(b"\n", b"\r\n"), "S03")

    assert unix.transcript == windows.transcript
    assert () == windows.problems


def test_the_hash_names_the_text_and_the_speakers_and_nothing_else():
    """What a participant is like, or how long it took, changes no coding; who speaks does."""
    first = transcript(TEXT)

    assert first.hash == transcript(TEXT, about="age: 34, consent: {status: withdrawn}").hash
    assert first.hash != transcript(TEXT + "\n").hash
    other = HEAD.replace("M: {{role: other}}", "M: {{role: interviewer}}")
    assert first.hash != transcript_file(TEXT, head=other).transcript.hash


def test_the_hash_does_not_depend_on_the_order_of_speakers_or_on_fields_left_empty():
    """The table is sorted, and `participant: null` is the same as none."""
    first = with_speakers("{I: {role: interviewer}, M: {role: other}}")
    second = with_speakers("{M: {role: other, participant: null}, I: {role: interviewer}}")

    assert first.transcript.hash == second.transcript.hash


def test_front_matter_ends_at_the_first_line_of_three_hyphens():
    """A rule further down is speech; hyphens in a line of their own with spaces are not the fence."""
    assert ("id: S03\n", 16) == split_front("---\nid: S03\n---\nI: a\n---\nS03: b")
    assert ("a: '\n --- \n'\n", 21) == split_front("---\na: '\n --- \n'\n---\n")
    assert ("", 8) == split_front("---\n---\nI: a")
    assert ("id: S03\n", 15) == split_front("---\nid: S03\n---")


@pytest.mark.parametrize("text", ["I: 您好\n", "\n---\nid: S03\n---\n", "--- \nid: S03\n---\n", "---\nid: S03\n", ""])
def test_a_file_without_front_matter_is_told(text):
    """It must be the first thing in the file, and closed."""
    read = parse_transcript("transcripts/S03.md", text.encode(), "S03")

    assert read.transcript is None
    assert [("no-front-matter", 1, 1)] == told(read)


def test_problems_of_head_and_text_are_told_at_once_with_their_lines():
    """The lines are the file's, not the front matter's or the text's."""
    head = HEAD.replace("language: zh\n", "language: zh\nlanguges: zh\n")

    read = transcript_file("before\nI: 您好\n  \nS03 [7:2]: 好\u2028", head=head)

    assert [
        ("line-separator", 17, 13),
        ("unknown-field", 5, 1),
        ("words-outside-turn", 14, 1),
        ("near-miss-label", 17, 1),
    ] == told(read)
    assert "S03 [7:2]: 好\u2028" == read.problems[-1].place.source
    assert len("S03 [7:2]:") == read.problems[-1].place.width


def test_a_text_in_which_nobody_speaks_is_told():
    """Most likely no label is declared as it is written."""
    assert [("no-turns", 13, 1)] == told(transcript_file(""))
    assert [("no-turns", 13, 1)] == told(transcript_file("I:\n"))
    assert [("no-turns", 13, 1)] == told(transcript_file("Prose.\n"))


def test_a_text_in_which_no_label_is_declared_is_told_once_with_its_labels():
    """Not line by line: what is missing are the labels."""
    (problem,) = transcript_file("Notes\n问：好吗？\n答：好。\n问：真的？\n答：真的。\n").problems

    assert ("no-turns", 14, 1) == (problem.code, problem.place.line, problem.place.width)
    assert "`问`, `答`" in problem.message


def test_of_a_passage_outside_turns_the_first_line_is_told():
    """One passage, one problem; the next passage is another."""
    text = "by phone\nin June\n\nI: 您好\n# Part two\n\nfrom here\nthe line is bad\nI: 喂\n"

    assert [("words-outside-turn", 13, 1), ("words-outside-turn", 19, 1)] == told(transcript_file(text))


def test_what_follows_from_a_bad_label_is_not_told():
    """Its lines are no turns, which is no news."""
    read = transcript_file("I: 您好\nS03: 好\n", head=HEAD.replace("  I:", "  'I：':"))

    assert [("bad-label", 7, 3)] == told(read)
    assert "write it as `I`" == read.problems[0].remedy


@pytest.mark.parametrize("label", ["'a:b'", "'a：b'", "'[a]'", "'#a'", "'=a'", "' a'", "'a '", "''"])
def test_labels_that_cannot_be_told_from_the_grammar_are_refused(label):
    """No colon, no bracket, no `#` or `=` in front, no space around; the others still speak."""
    read = with_speakers(f"{{I: {{role: interviewer}}, {label}: {{role: other}}}}")

    assert ["bad-label"] == [each.code for each in read.problems]
    assert 5 == read.problems[0].place.line
    assert ["I"] == [turn.speaker for turn in read.transcript.turns]


def test_a_participants_label_names_its_participant():
    """Counting people needs to know which of them speaks."""
    unnamed = with_speakers("{I: {role: interviewer}, S03: {role: participant}}")
    unknown = with_speakers("{I: {role: interviewer}, S03: {role: participant, participant: S3}}")

    assert [("participant-unnamed", 5, 41)] == told(unnamed)
    assert [("participant-undescribed", 5, 74)] == told(unknown)
    assert "did you mean `S03`?" in unknown.problems[0].remedy


def test_the_id_is_the_files_name_and_one_that_a_file_can_have():
    """Codings find their transcript by it."""
    raw = (HEAD.format(id="S04", about="") + "I: 您好\n").encode()

    assert [("id-not-file-name", 3, 5)] == told(parse_transcript("transcripts/S03.md", raw, "S03"))
    raw = raw.replace(b"id: S04", b"id: S 04")
    assert [("bad-id", 3, 5)] == told(parse_transcript("transcripts/S 04.md", raw, "S 04"))


def test_a_fault_of_a_later_check_finds_its_field_or_its_characters():
    """Checks name field paths and offsets; the file knows the lines."""
    read = transcript_file(TEXT, about="age: 34")
    speech = read.transcript.turns[1].words[0].span

    at = read.locate(Fault(code="field-value", message="m", remedy="r", file=read.name, at=(speech.start, speech.end)))
    field = read.locate(
        Fault(code="field-value", message="m", remedy="r", file=read.name, path=("participants", "S03", "age"))
    )

    assert (15, 17, 7) == (at.place.line, at.place.column, at.place.width)
    assert (10, "34") == (field.place.line, field.place.source[field.place.column - 1 :][: field.place.width])


def test_a_file_that_is_not_there_or_not_utf8_is_told(tmp_path):
    """Reading a folder of transcripts goes on with the next one."""
    (tmp_path / "S03.md").write_bytes(b"---\n\xff")

    assert ["file-missing"] == [each.code for each in read_transcript(tmp_path / "S04.md", "S04.md", Cache()).problems]
    assert ["not-utf8"] == [each.code for each in read_transcript(tmp_path / "S03.md", "S03.md", Cache()).problems]


def test_a_monolingual_transcript_and_one_that_is_only_a_translation():
    """`translation` is absent, or `translated_from` says where the words come from."""
    head = HEAD.replace("translation: {{language: en}}", "translated_from: zh").replace("language: zh", "language: en")

    found = transcript_file("S03: They're people I know.\n", head=head).transcript

    assert (None, "zh", "en") == (found.translation, found.translated_from, found.language)


def test_a_newer_transcript_is_told_and_not_read():
    """What its text means is for the newer program to say."""
    read = transcript_file(TEXT, head=HEAD.replace("version: 1", "version: 2"))

    assert [("newer-version", 2, 10)] == told(read)
    assert read.transcript is None
