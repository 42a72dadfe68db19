"""Words in files that we do not write: in any common encoding, escaped, or packed."""

from __future__ import annotations

import io
import zipfile

import pytest

from imcommerce_qual.core.forgetting.order import Order, words_order
from imcommerce_qual.core.forgetting.passages import Passages
from imcommerce_qual.store.foreignwords import holds

ORDER = words_order({"王芳": "x", "Wang Fang": "y"}, "erased")


def packed(text):
    """A zip with that text in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", text)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "gb18030", "big5", "shift_jis"])
def test_a_word_is_found_in_any_encoding(encoding):
    """Originals come from everywhere."""
    assert holds("a.txt", "我叫王芳。".encode(encoding, "ignore"), ORDER)


@pytest.mark.parametrize("raw", [packed("<w>Wang</w><w> Fang</w>"), b'"\\u738b\\u82b3"', b"<b>Wang</b> Fang"])
def test_a_word_is_found_packed_escaped_and_between_tags(raw):
    """What a person reads in the file counts, not what its bytes look like."""
    assert holds("a.docx", raw, ORDER)


def test_what_cannot_be_searched_is_neither_yes_nor_no():
    """A recording may hold anything; a person must listen."""
    assert holds("a.mp3", b"ID3", ORDER) is None
    assert holds("a.docx", b"PK\x03\x04broken", ORDER) is None
    assert holds("a.txt", b"Wangs Fang", ORDER) is False


def test_a_participants_passages_are_found_too():
    """An original is theirs where it repeats what they said."""
    order = Order(kind="erased", find=Passages.of(["都是认识的人，我比较放心。"]), participant="S01")

    assert holds("a.txt", "她说都是认识的人，我比较放心。".encode("gb18030"), order)
    assert holds("a.txt", "认识".encode(), order) is False
