"""Quotation marks of many countries and keyboards, as stretches of text between them."""

from __future__ import annotations

from dataclasses import dataclass

from imcommerce_qual.model.manuscript import EMPHASIS

#: Words in italics are a quotation only where somebody is named beside them.
SOFT = EMPHASIS[0]
_PAIRS = {SOFT: EMPHASIS[1], "“": "”", "「": "」", "『": "』", "„": "“”", "‟": "”", "＂": "＂", "〝": "〞〟"}
_POINTING = {"«": "»", "»": "«", "‹": "›", "›": "‹"}
#: What may stand before a straight mark that opens.
_BEFORE = frozenset(" \t\n\u00a0\u3000([{（【—–-/:：,，;；。、>‘“「«»‹›='")
_END = frozenset(".,;:!?)]}…—–。，；：！？）】 \n\t\u00a0\ue000")
#: Words that begin with an apostrophe, which opens nothing.
_ELIDED = ("em", "til", "cause", "bout", "tis", "twas", "n", "cos", "round")


@dataclass(frozen=True, slots=True)
class Marked:
    """What stands between two marks: ``[start, end)`` without them, ``[outer_start, outer_end)`` with them."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    mark: str


def marked(text: str) -> list[Marked]:
    """The outermost quotations of a block, in order; what is quoted within one belongs to it.

    >>> [text[m.start:m.end] for text in ["“a ‘b’ c” and 'it’s d' (x)"] for m in marked(text)]
    ['a ‘b’ c', 'it’s d']
    """
    found: list[Marked] = []
    at = 0
    while at < len(text):
        end = _closed(text, at)
        if end is None:
            at += 1
            continue
        found.append(end)
        at = end.outer_end
    return found


def unclosed(text: str) -> int | None:
    """Where a double mark opens that nothing closes; None: there is none.

    >>> [unclosed(text) for text in ['S04 said "so.', "S04 said “so”.", 'a "b" c', '5" tall']]
    [9, None, None, None]
    """
    at = 0
    while at < len(text):
        mark = text[at]
        end = _closed(text, at)
        if mark in '"“„' and _opens(text, at):
            closing = end is not None and end.end < len(text) and text[end.end] in {'"', *_PAIRS.get(mark, "")}
            if not closing:
                return at
        at = end.outer_end if end is not None else at + 1
    return None


def _closed(text: str, at: int) -> Marked | None:
    """The quotation that opens at this character, if one does."""
    mark = text[at]
    if mark in _POINTING:
        return _pointed(text, at, mark)
    if mark in _PAIRS and mark != "＂":
        return _paired(text, at, mark, _PAIRS[mark])
    if mark in '"＂':
        return _straight(text, at, mark)
    if mark == "”" and _opens(text, at):  # typed by a word processor set to another language: ”so”
        end = text.find("”", at + 1)
        if end > at + 1 and not text[at + 1].isspace():
            return Marked(at + 1, end, at, end + 1, mark)
    if mark in "‘'‚`" and _opens(text, at):
        return _single(text, at, mark)
    return None


def _pointed(text: str, at: int, mark: str) -> Marked | None:
    """A quotation in guillemets, which point outwards in some languages (« so »), inwards in others (»so«).

    >>> [text[m.start : m.end] for text in ["« a », »b« (»c»)", "‹d›, ›e‹"] for m in marked(text)]
    [' a ', 'b', 'c', 'd', 'e']
    """
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before and before not in _BEFORE and not (before > "\u2e80"):
        return None  # it closes what was not opened
    if mark in "«‹":
        return _paired(text, at, mark, _POINTING[mark])
    if not (after.isalnum() or after in "“‘'\"[(…."):
        return None
    for i in range(at + 2, len(text)):
        if text[i] in {mark, _POINTING[mark]} and not text[i + 1 : i + 2].isalnum():
            return Marked(at + 1, i, at, i + 1, mark)
    return None


def _paired(text: str, at: int, mark: str, closing: str) -> Marked:
    depth = 1
    for i in range(at + 1, len(text)):
        if text[i] == mark and mark not in closing:
            # A paragraph that goes on with a quotation begins with the mark again.
            if text[i - 1] != "\n":
                depth += 1
        elif text[i] in closing:
            depth -= 1
            if not depth:
                return Marked(at + 1, i, at, i + 1, mark)
    first = min((i for each in closing if (i := text.find(each, at + 1)) > 0), default=len(text))
    return Marked(at + 1, first, at, min(len(text), first + 1), mark)


def _opens(text: str, at: int) -> bool:
    return (not at or text[at - 1] in _BEFORE) and at + 1 < len(text) and not text[at + 1].isspace()


def _straight(text: str, at: int, mark: str) -> Marked | None:
    if not (_opens(text, at) or (at and text[at - 1] > "\u2e80")):
        return None
    fallback = None
    for i in range(at + 1, len(text)):
        if text[i] != mark or i == at + 1:
            continue
        after = text[i + 1] if i + 1 < len(text) else " "
        if text[i - 1].isspace() and not after.isspace():
            return Marked(at + 1, fallback, at, fallback + 1, mark) if fallback else None
        if after in _END or not after.isalnum() or after > "\u2e80":
            return Marked(at + 1, i, at, i + 1, mark)
        fallback = fallback or i
    return Marked(at + 1, fallback, at, fallback + 1, mark) if fallback else None


def _single(text: str, at: int, mark: str) -> Marked | None:
    rest = text[at + 1 : at + 12].lower()
    if any(rest.startswith(each) and not rest[len(each) : len(each) + 1].isalpha() for each in _ELIDED):
        return None
    if rest[:1].isdigit() and rest[2:3] == "s":  # the '90s
        return None
    closing = "’" if mark == "‘" else "'’" if mark in "'`" else "‘’"
    possible: list[int] = []
    depth = 0
    for i in range(at + 2, min(len(text), at + 1500)):
        if text[i] in "“「«":
            depth += 1
        elif text[i] in "”」»":
            depth -= 1
        if text[i] == mark == "‘" and _opens(text, i):
            break  # another one begins
        if text[i] not in closing or (text[i - 1].isspace() and text[i - 2] not in '"”»') or depth > 0:
            continue
        after = text[i + 1] if i + 1 < len(text) else " "
        if after.isalnum() and after < "\u2e80":
            continue
        if _surely(text, i):
            return Marked(at + 1, i, at, i + 1, mark)
        possible.append(i)
    return Marked(at + 1, possible[0], at, possible[0] + 1, mark) if possible else None


def _surely(text: str, i: int) -> bool:
    """Whether the mark at *i* ends a quotation rather than a word like *participants’*."""
    rest = text[i + 1 :].lstrip(" \u00a0")
    return text[i - 1] in ".,!?…;—–。！？" or not rest or rest[0] in ".,;:!?)([（）—–-\ue000\n。，；：！？"
