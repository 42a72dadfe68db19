"""Finding a code by a few of its letters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from imcommerce_qual.model.codebook import Code

#: What a hit is worth, the more the better; between two alike, the shorter name wins, then the tree's order.
_WHOLE, _BEGINS, _WORD_BEGINS, _WITHIN, _SCATTERED = 5, 4, 3, 2, 1


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: what it is called for the program, and the names that people may type."""

    id: str
    names: tuple[str, ...]


def code_choice(code: Code) -> Choice:
    """A code by its id, its label and its aliases."""
    return Choice(code.id, (code.id, code.label, *code.aliases))


def ranked(typed: str, choices: Iterable[Choice]) -> tuple[str, ...]:
    """The ids whose names have the typed letters in this order, the best first; all where nothing is typed.

    >>> ranked("prs", [Choice("trust.breach", ("trust.breach",)), Choice("trust.person", ("trust.person",))])
    ('trust.person',)
    """
    wanted = typed.casefold().strip()
    scored = []
    for n, choice in enumerate(choices):
        best = max((_worth(wanted, name.casefold()) for name in choice.names), default=(0, 0))
        if best[0]:
            scored.append((-best[0], -best[1], n, choice.id))
    return tuple(each[-1] for each in sorted(scored))


def _worth(wanted: str, name: str) -> tuple[int, int]:
    """How good a hit is, and how short the name (negative, so that more is better)."""
    if wanted == name:
        return _WHOLE, -len(name)
    if name.startswith(wanted):
        return (_BEGINS, -len(name)) if wanted else (_BEGINS, 0)
    words = name.replace(".", " ").replace("_", " ").replace("/", " ").split()
    if any(word.startswith(wanted) for word in words):
        return _WORD_BEGINS, -len(name)
    if wanted in name:
        return _WITHIN, -len(name)
    rest = iter(name.replace(" ", ""))
    if all(letter in rest for letter in wanted.replace(" ", "")):
        return _SCATTERED, -len(name)
    return 0, 0
