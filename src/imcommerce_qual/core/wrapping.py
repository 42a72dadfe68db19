"""Breaking words into rows of a screen: at spaces, and between Chinese characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from imcommerce_qual.core.segments import joined

_WIDE = (
    r"[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f"
    r"\uff00-\uff60\uffe0-\uffe6\U0001f000-\U0001faff\U00020000-\U0003fffd]"
)
_OPENING = r"[“‘（《〈「『【〔（［｛]"
_CLOSING = r"[，。、；：？！”’）》〉」』】〕］｝…—·～,.;:?!)\]]"
_MARKS = r"[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]"
#: What stays on one row: a word with the spaces after it; or a Chinese character with its brackets and stops.
CHUNK = re.compile(
    rf"{_OPENING}*{_WIDE}{_MARKS}*(?:{_CLOSING}{_MARKS}*)*\s*"
    rf"|{_OPENING}*(?:(?!{_WIDE}|{_OPENING})\S)+{_CLOSING}*\s*|\S\s*|\s+"
)

_ANY_WIDE = re.compile(_WIDE)


def is_wide(text: str) -> bool:
    """Whether there is a character in it that takes two columns, between which lines are broken without spaces."""
    return not text.isascii() and _ANY_WIDE.search(text) is not None


@lru_cache(maxsize=8192)
def width_of(text: str) -> int:
    """Columns of a terminal that the text takes.

    >>> width_of("ab"), width_of("都是"), width_of("e\u0301")
    (2, 4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(map(_cell, text))


@lru_cache(maxsize=8192)
def _cell(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"} or "\U0001f3fb" <= character <= "\U0001f3ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def wrap(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """Rows ``[start, end)`` of at most *width* columns that cover the stretch of the text, in order; at least one.

    Spaces at the end of a row may stand over its edge. What is wider than a row is broken between characters.

    >>> [("都是认识的人，我放心"[a:b]) for a, b in wrap("都是认识的人，我放心", 0, 10, 12)]
    ['都是认识的', '人，我放心']
    """
    rows: list[tuple[int, int]] = []
    begin, used = start, 0
    for match in CHUNK.finditer(text, start, end):
        chunk = match[0]
        need = width_of(chunk.rstrip())
        if used and used + need > width:
            rows.append((begin, match.start()))
            begin, used = match.start(), 0
        if need > width:
            for at in _breaks(text, match.start(), match.end(), width):
                rows.append((begin, at))
                begin = at
            used = width_of(text[begin : match.end()])
        else:
            used += need + len(chunk) - len(chunk.rstrip())
    return [*rows, (begin, end)]


def _breaks(text: str, start: int, end: int, width: int) -> list[int]:
    found: list[int] = []
    used = 0
    for at in range(start, end):
        need = width_of(text[at])
        if used + need > width and at > start and not joined(text, at) and not text[at].isspace():
            found.append(at)
            used = 0
        used += need
    return found
