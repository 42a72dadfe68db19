"""Where a change sits, when the same two texts allow several places for it.

"eat apple" became "eat and apple": what was added is "and " or "nd a" or " and". Coders mark words, so a change sits at
the ends of words, better of lines; a span beside it then keeps all its letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

#: A letter or digit of a script that sets words apart by spaces: not Chinese, Japanese, Korean, Thai or Lao.
LETTER = r"[^\W_\u0e00-\u0eff\u2e80-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
_TWO_LETTERS = re.compile(LETTER * 2)

#: How good a place is for the edge of a change.
_LINE_BEGINS, _LINE_ENDS, _SPACE, _PUNCTUATION, _WITHIN = 4, 3, 2, 1, 0

Change = tuple[int, int, int, int]


def splits_word(text: str, at: int) -> bool:
    """Whether a word goes on from before *at* to after it."""
    return 0 < at < len(text) and _TWO_LETTERS.match(text, at - 1) is not None


def settle(old: str, new: str, changes: Iterable[Change]) -> list[Change]:
    """The same changes, where those that only add or only remove have slid to the best place; adjoining ones joined."""
    joined = _joined(changes)
    settled: list[Change] = []
    slid = False
    for k, (a0, a1, b0, b1) in enumerate(joined):
        step = 0
        if a0 == a1 or b0 == b1:
            before = settled[-1][1] if settled else 0
            after = joined[k + 1][0] if k + 1 < len(joined) else len(old)
            text, start, end = (new, b0, b1) if a0 == a1 else (old, a0, a1)
            step = _best_step(text, start, end, a0 - before, after - a1)
            slid = slid or step != 0
        settled.append((a0 + step, a1 + step, b0 + step, b1 + step))
    return _joined(settled) if slid else settled


def _joined(changes: Iterable[Change]) -> list[Change]:
    """Changes with nothing between them as one."""
    joined: list[Change] = []
    for change in changes:
        if joined and joined[-1][1] == change[0] and joined[-1][3] == change[2]:
            joined[-1] = (joined[-1][0], change[1], joined[-1][2], change[3])
        elif change[0] < change[1] or change[2] < change[3]:
            joined.append(change)
    return joined


def _best_step(text: str, start: int, end: int, back: int, on: int) -> int:
    """How far to slide ``[start, end)``, at most *back* or *on* characters, so that the rest remains the same."""
    best, step = _worth(text, start, end), 0
    for k in range(1, back + 1):
        if best == 2 * _LINE_BEGINS or text[start - k] != text[end - k]:
            break
        if (worth := _worth(text, start - k, end - k)) > best:
            best, step = worth, -k
    for k in range(1, on + 1):
        if best == 2 * _LINE_BEGINS or text[start + k - 1] != text[end + k - 1]:
            break
        if (worth := _worth(text, start + k, end + k)) > best:
            best, step = worth, k
    return step


def _worth(text: str, start: int, end: int) -> int:
    """How good a place ``[start, end)`` is for a change."""
    return _edge(text, start) + _edge(text, end)


def _edge(text: str, at: int) -> int:
    """How good a place *at* is for the edge of a change."""
    if at in {0, len(text)} or text[at - 1] == "\n":
        return _LINE_BEGINS
    if text[at] == "\n":
        return _LINE_ENDS
    if text[at - 1].isspace() or text[at].isspace():
        return _SPACE
    return _WITHIN if text[at - 1].isalnum() and text[at].isalnum() else _PUNCTUATION
