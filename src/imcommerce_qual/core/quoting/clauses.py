"""The part of a sentence that one count belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!cf\.)(?<!vs\.)(?<!al\.)(?<!No\.)(?<!Fig\.)[”\"’)]?\s+(?=[^a-z])|(?<=[。！？])|\n"
)
#: Words that set one half of a sentence against the other.
_HARD = re.compile(
    r"\s*[;；]\s*|,?\s+(?:while|whilst|whereas|but|although|though|yet|however)\b|[，,]\s*(?:而|但|不过|却|然而)",
    re.IGNORECASE,
)
#: What only separates two counts from one another.
_SOFT = re.compile(r"\s*[,，、]\s*(?:and\s+)?|\s+and\s+|和|与", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """``[start, end)`` of the clause, and of the sentence it stands in."""

    start: int
    end: int
    sentence: tuple[int, int]


def clause_of(text: str, start: int, end: int, others: Iterable[tuple[int, int]] = ()) -> Clause:
    """The clause of the count at ``[start, end)``; *others* are other counts of the same paragraph.

    >>> text = "All twelve mentioned price, whereas three of them spoke of trust and two of effort."
    >>> found = clause_of(text, text.index("three"), text.index(" spoke"), [(0, 10), (69, 72)])
    >>> text[found.start : found.end]
    ' three of them spoke of trust'
    """
    cuts = [0, *(each.end() for each in _SENTENCE.finditer(text)), len(text)]
    first = max(cut for cut in cuts if cut <= start)
    last = min((cut for cut in cuts if cut >= end), default=len(text))
    left, right = first, last
    for match in _HARD.finditer(text, first, last):
        if _in_brackets(text, match.start()):
            continue
        if match.end() <= start:
            left = match.end()
        elif match.start() >= end:
            right = min(right, match.start())
    others = [each for each in others if not _same(text, each, (start, end))]
    before = max((each[1] for each in others if left <= each[0] and each[1] <= start), default=None)
    after = min((each[0] for each in others if end <= each[0] and each[1] <= right), default=None)
    if before is not None:
        cut = _last_soft(text, before, start)
        left = cut.end() if cut else before
    if after is not None:
        cut = _last_soft(text, end, after)
        right = cut.start() if cut else after
    return Clause(left, right, (first, last))


def _in_brackets(text: str, at: int) -> bool:
    """Whether the place is in round brackets, which do not end a clause."""
    return max(text.rfind("(", 0, at), text.rfind("（", 0, at)) > max(text.rfind(")", 0, at), text.rfind("）", 0, at))


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph, ``[start, end)``."""
    cuts = sorted({0, *(each.end() for each in _SENTENCE.finditer(text)), len(text)})
    return list(pairwise(cuts))


def _last_soft(text: str, after: int, before: int) -> re.Match[str] | None:
    """The last comma or *and* between two counts."""
    return max(_SOFT.finditer(text, after, before), key=lambda each: each.start(), default=None)


def _same(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether one count only says the other again, in brackets: *most participants (n = 9)*."""
    first, second = sorted((one, other))
    between = text[first[1] : second[0]]
    opened = text[: second[0]].rfind("(") > text[: second[0]].rfind(")") and "(" in text[: first[0]][-40:]
    within = opened and not set(between) & set("()") and len(between) <= 24  # (75 %, n = 9)
    return within or bool(re.fullmatch(r"\s*[(（\[]\s*", text[first[1] : second[0] + (text[second[0]] in "(（[")]))
