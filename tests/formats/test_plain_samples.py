"""Real transcripts of other people: everything in them is found."""

from pathlib import Path

import pytest

from imcommerce_qual.formats.decoding import decode
from imcommerce_qual.formats.language import guess_language
from imcommerce_qual.formats.plain import parse_plain
from imcommerce_qual.formats.plain_out import render_transcript
from imcommerce_qual.store.transcriptfile import parse_transcript

SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples" / "transcripts"

EXPECTED = {
    "en_Guiton_interview.md": (
        "headings",
        "en",
        {"Amaëlle Guiton": 142, "Audrey Tang": 342, "Camille McOuat": 5},
        18,
    ),
    "zh_vTaiwan_analysis_interview_Tang.md": ("headings", "zh", {"唐鳳": 42, "問": 42}, 1),
    "hitsave_getagripchip.md": (
        "otter",
        "en",
        {"Jonas Rosland": 28, "Jon Lawitts": 80, "Vicky Wei": 70, "Rich McGrath": 14},
        7,
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_real_transcript_is_found_whole(name):
    """Shape, language, speakers with their turns and headings are right, every line has a use, and none is left out."""
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip(f"the real samples are not in this checkout: {SAMPLES}")
    text = decode(name, path.read_bytes()).text
    draft = parse_plain(text, name)
    shape, language, speakers, headings = EXPECTED[name]

    assert (shape, language) == (draft.shape, guess_language(text))
    assert speakers == {each.label: each.turns for each in draft.speakers}
    assert headings == len(draft.headings)
    assert list(range(1, text.count("\n") + 1)) == [use.line for use in draft.account]
    assert ((), (), ()) == (draft.left_out, draft.doubtful, draft.carried)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_real_transcript_reads_back(name):
    """What is written has the same turns and words, and no problem."""
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip(f"the real samples are not in this checkout: {SAMPLES}")
    draft = parse_plain(path.read_text(encoding="utf-8"), name)
    read = parse_transcript("S01.md", render_transcript(draft, id="S01", language="en").encode(), "S01")

    assert () == read.problems
    assert [[line for paragraph in turn.paragraphs for line in paragraph] for turn in draft.turns] == [
        [read.transcript.text[words.span.start : words.span.end] for words in turn.words]
        for turn in read.transcript.turns
    ]
