"""Bytes become text with the encoding said, or a problem with its place."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcommerce_qual.formats.decoding import decode

CHINESE = "问：您为什么愿意买群里推荐的东西？\n答：都是认识的人，[笑] 我比较放心。\n" * 3
ENGLISH = "I: How did you find the “group”?\nP03: I don’t know — my sister’s idea.\n"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (ENGLISH.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF8 + ENGLISH.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF16_LE + ENGLISH.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + ENGLISH.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + ENGLISH.encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_marked_or_valid_utf8_is_no_guess(raw, encoding):
    """A byte order mark is believed, and bytes that are valid UTF-8 are UTF-8; the mark is no part of the text."""
    found = decode("a.txt", raw)

    assert (ENGLISH, encoding, False, ()) == (found.text, found.encoding, found.guessed, found.problems)


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        (CHINESE.encode("gbk"), CHINESE, "gb18030"),
        (CHINESE.encode("gb2312"), CHINESE, "gb18030"),
        ("I: 你好\nS03: 好的\n".encode("gbk"), "I: 你好\nS03: 好的\n", "gb18030"),
        ("問：你為什麼買？\n答：都是認識的人，比較放心。\n".encode("big5"), None, "big5"),
        (ENGLISH.encode("cp1252"), ENGLISH, "cp1252"),
        ("I: Wie lange schon?\nB: Fünf Jahre, glaube ich.\n".encode("cp1252"), None, "cp1252"),
        (ENGLISH.encode("utf-16-le"), ENGLISH, "utf-16-le"),
        (ENGLISH.encode("utf-16-be"), ENGLISH, "utf-16-be"),
    ],
)
def test_other_encodings_are_guessed_and_said(raw, text, encoding):
    """What is not UTF-8 is guessed; that it is a guess is a warning, never silent."""
    found = decode("a.txt", raw)

    assert (encoding, True) == (found.encoding, found.guessed)
    assert text is None or text == found.text
    assert [("encoding-guessed", "warning")] == [(problem.code, problem.severity) for problem in found.problems]


def test_the_caller_knows_better():
    """An encoding that is named is used, without a guess; GBK is read as GB18030."""
    found = decode("a.txt", CHINESE.encode("gbk"), encoding="GBK")

    assert (CHINESE, "gb18030", False) == (found.text, found.encoding, found.guessed)


def test_a_wrong_override_says_which_byte():
    """An encoding that does not fit is a problem at the first byte that it cannot read."""
    found = decode("a.txt", b"one\ntwo caf\xe9\n", encoding="utf-8")

    assert found.text is None
    assert [("encoding-wrong", 2, 8)] == [(p.code, p.place.line, p.place.column) for p in found.problems]


@pytest.mark.parametrize("name", ["utf-9", "base64", ""])
def test_an_encoding_that_does_not_exist_is_the_callers_mistake(name):
    """Only a name that no text has raises."""
    with pytest.raises(ValueError, match="there is no encoding"):
        decode("a.txt", b"x", encoding=name)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"PK\x03\x04rest", "Word"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1", "old Word"),
        (b"text\0with\0\0nul", "NUL"),
        (bytes(range(256)) * 4, "NUL"),
        (codecs.BOM_UTF16_LE + "a\0b".encode("utf-16-le"), "NUL"),
    ],
)
def test_what_is_not_text_is_refused(raw, said):
    """A binary file is one clear problem with a remedy, never text."""
    found = decode("a.docx", raw)

    assert found.text is None
    assert ["not-text"] == [problem.code for problem in found.problems]
    assert said in found.problems[0].message
    assert found.problems[0].remedy


def test_crlf_is_a_line_end_and_others_are_refused_with_their_place():
    """CRLF reads as LF; a lone CR, U+2028, U+2029, U+0085, VT and FF are errors, each kind at its first place."""
    raw = "one\r\ntwo\u2028x\nthree\rx\u2029\u0085\v\f\u2028\n".encode()
    found = decode("a.txt", raw)

    assert found.text is not None
    assert found.text.startswith("one\ntwo")
    assert [("line-separator", "error")] * 6 == [(each.code, each.severity) for each in found.problems]
    assert [(2, 4), (3, 6), (3, 8)] == [(each.place.line, each.place.column) for each in found.problems[:3]]


def test_an_empty_file_is_text():
    """Nothing is valid UTF-8."""
    assert "" == decode("a.txt", b"").text


@given(st.binary(max_size=200))
def test_no_bytes_break_it(raw):
    """Whatever the bytes, there is a text or a reason why not, and a text has neither NUL nor CRLF."""
    found = decode("a.txt", raw)

    if found.text is None:
        assert any(problem.severity == "error" for problem in found.problems)
    else:
        assert found.encoding
        assert "\0" not in found.text
        assert "\r\n" not in found.text


@given(st.text(st.characters(exclude_characters="\0\r\v\f\u0085\u2028\u2029", exclude_categories=["Cs"])))
def test_utf8_comes_back_unchanged(text):
    """Text with LF line ends is what was written, character by character (a mark at its very start aside)."""
    if text.encode()[:4].startswith((b"PK\x03\x04", b"%PDF", b"ID3", b"RIFF", b"OggS", b"{\\rt")):
        return

    assert text.removeprefix("\ufeff") == decode("a.txt", text.encode()).text
