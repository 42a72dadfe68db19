"""Words as one cell of a worksheet can hold them, with what had to be changed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from imcommerce_qual.render.phrases import UNSHOWABLE, visible

#: What a cell of Excel holds, in UTF-16 units.
LIMIT = 32_767
_CUT = " … [cut here: the cell is full]"
#: Spreadsheets read ``_x0041_`` in a cell as the character A; ``_x005F_`` is how a file says a plain underscore.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED_UNDERSCORE = "_x005F_"


@dataclass(frozen=True, slots=True)
class Fitted:
    """The text for the cell; ``cut``: how many characters its end lacks; ``replaced``: how many are pictures now."""

    text: str
    cut: int = 0
    replaced: int = 0


def fits_as_it_is(words: str) -> bool:
    """Whether a cell holds the words as they are, which it mostly does."""
    return 2 * len(words) <= LIMIT and "_x" not in words and UNSHOWABLE.search(words) is None


def fit_cell(words: str) -> Fitted:
    r"""Words fitted: characters no worksheet holds become pictures, what is too long is cut, and says so at its end.

    >>> fit_cell("bell\x07, _x0041_")
    Fitted(text='bell␇, _x005F_x0041_', cut=0, replaced=1)
    """
    replaced = len(UNSHOWABLE.findall(words))
    shown = visible(words)
    escapes = len(_LOOKS_ESCAPED.findall(shown)) * (len(_ESCAPED_UNDERSCORE) - 1)
    kept = shown
    if _units(shown) + escapes > LIMIT:
        kept = _first_units(shown, LIMIT - escapes - len(_CUT))
    text = _LOOKS_ESCAPED.sub(_ESCAPED_UNDERSCORE, kept) + (_CUT if kept != shown else "")
    return Fitted(text, len(shown) - len(kept), replaced)


def cut_to_cell(words: str) -> str:
    """As many of the words as a cell of Excel holds; what is cut says so at its end."""
    return words if _units(words) <= LIMIT else _first_units(words, LIMIT - len(_CUT)) + _CUT


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _first_units(text: str, units: int) -> str:
    """As much of the text as takes up at most so many units; a character of two is never split."""
    left = max(0, units)
    for n, character in enumerate(text):
        left -= 2 if character > "\uffff" else 1
        if left < 0:
            return text[:n]
    return text
