"""A stretch of words cut in characters as people see them, words, clauses and sentences: Latin and Chinese alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Literal

from imcommerce_qual.core.boundaries import LETTER

Unit = Literal["character", "word", "clause", "sentence"]
Piece = tuple[int, int]

_JOINER = "\u200d"
_CLOSING = "\"'”’»)\\]）】》」』"
#: Where a sentence ends: Chinese marks always; a Latin one before white space or the end.
_SENTENCE = re.compile(rf"(?:[。！？；]+|…+(?=\s|[^\W\d_]|$)|[.!?]+(?=[{_CLOSING}]*(?:\s|$)))[{_CLOSING}。！？…]*\s*")
_CLAUSE = re.compile(rf"(?:[，、：]+|[,;:](?=[{_CLOSING}]*(?:\s|$))|[—–]+)[{_CLOSING}]*\s*")
_WORD = re.compile(rf"{LETTER}+(?:['’\-.]{LETTER}+)*")
#: Words that end with a full stop inside a sentence.
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "no",
        "vs",
        "etc",
        "e.g",
        "i.e",
        "cf",
        "approx",
        "p",
        "pp",
        "jr",
        "sr",
        "fig",
    ]
)
_REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]")


def pieces(text: str, unit: Unit) -> tuple[Piece, ...]:
    """The text cut in units, ``[start, end)`` of each, in order: they cover all of it, and never cut a character.

    The spaces and punctuation after a unit belong to it. A word of a script without spaces between words is one
    character.
    """
    return tuple(pairwise([*_snapped(text, _CUTTERS[unit](text)), len(text)])) if text else ()


def trimmed(text: str, piece: Piece) -> Piece | None:
    """The piece without white space at its ends; None where nothing else is in it."""
    start, end = piece
    part = text[start:end]
    if part.isspace() or not part:
        return None
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))


def _snapped(text: str, cuts: Iterator[int]) -> list[int]:
    """The cuts that stand at the beginning of a character as people see it, 0 always."""
    return [0, *(at for at in dict.fromkeys(cuts) if 0 < at < len(text) and not joined(text, at))]


def joined(text: str, at: int) -> bool:
    """Whether what stands before and after *at* is one character as people see it.

    >>> joined("e\u0301", 1), joined("ab", 1), joined("👩\u200d🌾", 1), joined("🇨🇳🇨🇳", 2)
    (True, False, True, False)
    """
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before == "\r" and after == "\n":
        return True
    if before.isspace() and before != _JOINER:
        return False
    if before < "\u0300" and after < "\u0300":
        return False
    if _JOINER in {before, after} or _extends(after):
        return True
    if _REGIONAL.match(before) and _REGIONAL.match(after):
        return _flags_before(text, at) % 2 == 1
    return _hangul(before, after)


def _extends(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Mc"} or "\U0001f3fb" <= character <= "\U0001f3ff"


def _flags_before(text: str, at: int) -> int:
    start = at
    while start and _REGIONAL.match(text[start - 1]):
        start -= 1
    return at - start


def _hangul(before: str, after: str) -> bool:
    """Whether two jamo make one syllable."""
    leading = "\u1100" <= before <= "\u115f"
    vowel = "\u1160" <= before <= "\u11a7" or "\uac00" <= before <= "\ud7a3"
    trailing = "\u11a8" <= before <= "\u11ff"
    return (leading and "\u1100" <= after <= "\u11a7") or (
        (vowel and "\u1160" <= after <= "\u11ff") or (trailing and "\u11a8" <= after <= "\u11ff")
    )


def _characters(text: str) -> Iterator[int]:
    yield from range(1, len(text))


def _words(text: str) -> Iterator[int]:
    """Cuts where a word begins: a run of letters, or one character of a script without spaces."""
    at = 0
    while at < len(text):
        word = _WORD.match(text, at)
        if word or text[at].isalnum():
            yield at
        at = word.end() if word else at + 1


def _sentences(text: str) -> Iterator[int]:
    for match in _SENTENCE.finditer(text):
        if not _goes_on(text, match):
            yield match.end()


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether a full stop is that of an abbreviation, or the sentence goes on in lower case after dots."""
    mark = match[0].strip()
    if not mark.startswith((".", "…")):
        return False
    following = text[match.end() : match.end() + 1]
    if mark.startswith(("..", "…")):
        return following.islower()
    head = re.search(r"[\w.]+\Z", text[: match.start()][-20:])
    word = head[0].casefold() if head else ""
    if len(word) == 1 and word.isalpha() and word != "i":
        return bool(following)
    return word in _ABBREVIATIONS and (word != "etc" or following.islower()) and bool(following)


def _clauses(text: str) -> Iterator[int]:
    cuts = {match.end() for match in _CLAUSE.finditer(text)}
    yield from sorted(cuts | set(_sentences(text)))


_CUTTERS: Mapping[Unit, Callable[[str], Iterator[int]]] = {
    "character": _characters,
    "word": _words,
    "clause": _clauses,
    "sentence": _sentences,
}
