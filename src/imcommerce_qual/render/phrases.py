"""What several renderers say alike: lists of names, places of excerpts, characters that cannot be shown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from imcommerce_qual.model.evidence import Quotation
from imcommerce_qual.render.words import turns

#: Characters that no worksheet can hold and that could steer a terminal: controls (less tab and LF), unpaired
#: surrogates, and the two non-characters at the end of the first plane.
UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def listed(names: Iterable[str]) -> str:
    """Names in a sentence, in order.

    >>> listed(["S03"]), listed(["S03", "S01"]), listed("cba")
    ('S03', 'S01 and S03', 'a, b and c')
    """
    *first, last = sorted(names)
    return f"{', '.join(first)} and {last}" if first else last


def several(names: Iterable[str], most: int = 6) -> str:
    """Names in a sentence, in order; where there are many, the first of them and how many more.

    >>> several("cba"), several("cba", most=2), several("ba", most=1)
    ('a, b and c', 'a, b and 1 more', 'a and 1 more')
    """
    found = sorted(names)
    if len(found) <= most:
        return listed(found)
    return f"{', '.join(found[:most])} and {len(found) - most} more"


def place_words(quotation: Quotation) -> str:
    """Where an excerpt stands: ``S03, turn 12 [00:07:11]``; the time is that of its first turn, if it has one.

    Where sittings have times of their own, it says which; and it says so where the words are a translation's.
    """
    said = ", ".join(each for each in (quotation.sitting, quotation.time) if each)
    time = f" [{said}]" if quotation.time else ""
    note = f", translated from {quotation.translated_from}" if quotation.translated_from else ""
    return f"{quotation.transcript}, {turns(quotation.turns)}{time}{note}"


def source_words(quotation: Quotation) -> tuple[str, ...]:
    """Who and where; the participants only where they are not who the transcript is called after."""
    if quotation.participants == (quotation.transcript,):
        return (place_words(quotation),)
    return (", ".join(quotation.participants) or "no participant", place_words(quotation))


def translation_note(quotation: Quotation) -> str:
    """What to say after a translation that is of more than the excerpt, or was written for it; else nothing."""
    if quotation.own_translation:
        return " (own translation)"
    return "" if quotation.translation_exact else " (translation of the whole paragraph)"


def visible(text: str) -> str:
    r"""Characters that cannot be shown as pictures of themselves: ``␇`` for BEL, U+FFFD where there is no picture.

    >>> print(visible("a\x07b\x9bc"))
    a␇b�c
    """
    return UNSHOWABLE.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    character = found[0]
    if character < " ":
        return chr(0x2400 + ord(character))
    return "␡" if character == "\x7f" else "�"
