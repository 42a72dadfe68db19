from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.model.problem import Place
from imcommerce_qual.store.textfile import hash16, parse_text, read_text, text_file


def test_crlf_reads_as_lf():
    """A checkout on Windows has the same text, so positions and hashes are the same."""
    file, problems = parse_text("S03.md", "I: 您好\r\nS03: 您好\r\n".encode())

    assert ("I: 您好\nS03: 您好\n", ()) == (file.text, problems)


def test_a_lone_carriage_return_stays():
    """Only CRLF is a line end; a CR of its own is the user's (and a problem of the text)."""
    file, problems = parse_text("S03.md", b"I: a\rb\r\r\nc")

    assert ("I: a\rb\r\nc", ()) == (file.text, problems)


def test_a_byte_order_mark_is_passed_over_and_told():
    """Notepad's mark is not part of the text, and a warning says that it is there."""
    file, problems = parse_text("S03.md", b"\xef\xbb\xbf---\n")

    assert "---\n" == file.text
    assert [("byte-order-mark", "warning", 1)] == [(each.code, each.severity, each.place.line) for each in problems]


def test_bytes_that_are_not_utf8_have_a_place_and_no_text():
    """The place is in characters of the user's own line, not in bytes of the file."""
    file, (problem,) = parse_text("S03.md", "I: 好\nS03: 您".encode() + b"\xff!\nI: x")

    assert file is None
    assert "not-utf8" == problem.code
    assert Place(file="S03.md", line=2, column=7, source="S03: 您\ufffd!") == problem.place
    assert "0xff" in problem.message


def test_gbk_is_not_taken_for_utf8():
    """A file of an older Chinese editor is refused with a remedy, not read as rubbish."""
    file, (problem,) = parse_text("S03.md", "I: 您好".encode("gbk"))

    assert file is None
    assert "imqual import" in problem.remedy


@given(st.text(alphabet=st.sampled_from("aé好👍 \n:\u2028\x85")), st.data())
def test_every_offset_has_its_line_and_column(text, data):
    """Lines end at LF only, both count from 1, columns are code points."""
    file = text_file("S03.md", text)
    offset = data.draw(st.integers(0, len(text)))

    place = file.place_at(offset)

    before = text[:offset]
    assert before.count("\n") + 1 == place.line
    assert len(before.rpartition("\n")[2]) + 1 == place.column
    assert text.split("\n")[place.line - 1] == place.source


def test_a_caret_never_runs_over_the_end_of_its_line():
    """What is wrong with several lines is underlined on the first."""
    file = text_file("S03.md", "I: 您好\nS03: 好\n")

    assert 2 == file.place_at(3, 40).width
    assert 1 == file.place_at(5, 40).width


def test_a_hash_is_the_first_half_of_a_sha256s_first_half():
    """hash16: the first 16 hex digits; the value is that of the published test vector for `abc`."""
    assert "ba7816bf8f01cfea" == hash16(b"abc")


def test_a_missing_file_and_one_that_cannot_be_opened_are_problems(tmp_path):
    """Reading never raises for what is on the disk."""
    assert (None, ["file-missing"]) == _codes(read_text(tmp_path / "S03.md", "transcripts/S03.md"))
    assert (None, ["file-unreadable"]) == _codes(read_text(tmp_path, "transcripts"))


def _codes(read):
    file, problems = read
    return file, [each.code for each in problems]
