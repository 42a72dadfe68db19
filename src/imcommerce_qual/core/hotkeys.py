"""A key for every code: the codebook's own where it has one, else one or two letters that remind of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from string import ascii_lowercase

from imcommerce_qual.model.codebook import Code

#: Up to so many codes, one letter each is enough to remember and leaves room.
FEW = 15


def hotkeys(codes: Iterable[Code], reserved: frozenset[str] = frozenset()) -> Mapping[str, str]:
    """The keys by code id: none is another's beginning, and none begins with a *reserved* key of the screen.

    Own keys come first, in order of the tree; one that clashes with an earlier or a reserved one is replaced like one
    that is missing. Codes beyond what two letters can tell apart go without.

    >>> a, b = Code(id="trust", label="Trust", key="t"), Code(id="price", label="Price")
    >>> dict(hotkeys([a, b], frozenset("p")))
    {'trust': 't', 'price': 'r'}
    """
    listed = list(codes)
    found: dict[str, str] = {}
    for code in listed:
        if code.key and _free(code.key, found.values(), reserved):
            found[code.id] = code.key
    missing = [code for code in listed if code.id not in found]
    few = len(missing) <= FEW
    for code in missing:
        key = next((key for key in _candidates(code, few=few) if _free(key, found.values(), reserved)), None)
        if key is not None:
            found[code.id] = key
    return {code.id: found[code.id] for code in listed if code.id in found}


def _free(key: str, taken: Iterable[str], reserved: frozenset[str]) -> bool:
    if key[0] in reserved or key in reserved:
        return False
    return not any(key.startswith(other) or other.startswith(key) for other in taken)


def _candidates(code: Code, *, few: bool) -> Iterator[str]:
    """Keys that remind of the code, the best first, and then all others; pairs begin like the code above does."""
    top, _, last = code.id.partition(".")
    own = _letters(last or top) + _letters(code.label)
    if few:
        yield from own
        yield from ascii_lowercase
    firsts = _letters(top)[:1] + own + ascii_lowercase
    for first in dict.fromkeys(firsts):
        for second in dict.fromkeys(own + first + ascii_lowercase):
            yield first + second


def _letters(text: str) -> str:
    return "".join(dict.fromkeys(letter for letter in text.casefold() if letter in ascii_lowercase))
