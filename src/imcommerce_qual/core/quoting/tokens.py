"""Text as words to compare, and a quotation's own signs: what it leaves out, puts in brackets, or adds."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from imcommerce_qual.core.quoting.spelling import key

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SOFT = "\u00ad\u200b-\u200d\u2060"
_LETTER = rf"[^\W_{CJK}]"
#: A Chinese character by itself, a number, a word with its apostrophes.
WORD = re.compile(
    rf"[{CJK}]|\d+(?:[.,]\d+)*(?![^\W_])|{_LETTER}[{_SOFT}]*(?:{_LETTER}|[{_SOFT}]|['’ʼ＇](?={_LETTER}))*|[%&]"
)
HAS_CJK = re.compile(f"[{CJK}]")

Kind = Literal["word", "left out", "put in"]


@dataclass(frozen=True, slots=True)
class Token:
    """One thing in a quotation, ``[start, end)`` of the text it is in.

    *left out* is an ellipsis; *put in* are the author's own words in brackets, which stand for any few words.
    """

    kind: Kind
    key: str
    start: int
    end: int


cached_key = lru_cache(maxsize=200_000)(key)


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The words of a stretch of text, in order.

    >>> [each.key for each in words("I don't 信任 him: 9.90, forty-two")]
    ['i', 'dont', '信', '任', 'him', '9.90', '40', '2']
    """
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        yield Token("word", cached_key(match[0]), match.start(), match.end())


_DOTS = r"(?:…+|⋯+|\.{2,}|\.(?:\s?\.){2,}|—{1,2}|–|-{2,3}|\*{2,3})"
_LEFT_OUT = re.compile(rf"[\[(（【〔［]\s*{_DOTS}\s*[\])）】〕］]|…+|⋯+|\.{{3,}}|\.(?:[ \u00a0]\.){{2,}}")
_LETTER_PUT = re.compile(rf"\[({_LETTER})\]((?:{_LETTER}|['’](?={_LETTER}))*)")
_ENDING_PUT = re.compile(rf"{_LETTER}*\[{_LETTER}{{1,5}}\]{_LETTER}*(?:['’]{_LETTER}+)?")
_BRACKETS = re.compile(r"[\[【〔［]([^\[\]【】〔〕［］]{0,160})[\]】〕］]")
_PARENTHESES = re.compile(r"[(（]([^()（）]{1,40})[)）]")
_EDITORIAL = re.compile(
    r"\b(sic|emphas[ie]s|italics|original|added|ours?|mine|translat\w*|redacted|anonymi[sz]ed|recte)\b|"
    r"原文|着重|强调|为.*所加|译",
    re.IGNORECASE,
)
NONVERBAL = re.compile(
    r"^\W*(?:(?:he|she|they|both|all|nervous(?:ly)?|long|short|slight(?:ly)?|a|loud(?:ly)?|soft(?:ly)?)\s+)*"
    r"(?:laugh\w*|chuckl\w*|giggl\w*|paus\w*|sigh\w*|cough\w*|cr(?:y|ies|ying)|silen\w*|smil\w*|shrug\w*|nod\w*|"
    r"sniff\w*|inaudible|unclear|crosstalk|beat|gestur\w*|whisper\w*|snort\w*|笑\w*|停顿|沉默|叹气|苦笑|大笑|咳嗽|哭)\b",
    re.IGNORECASE,
)


def quotation_tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The words and signs of the quotation ``text[start:end]``, in order.

    ``[sic]``, ``[emphasis added]`` and ``(laughs)`` are nobody's words and left away; ``[T]he`` is *the*.

    >>> text = "[T]hey […] told [the owner] me [sic]"
    >>> [(each.kind, each.key) for each in quotation_tokens(text, 0, len(text))]
    [('word', 'they'), ('left out', ''), ('word', 'told'), ('put in', 'the owner'), ('word', 'me')]
    """
    return tuple(_tokens(text, start, end))


def _tokens(text: str, at: int, end: int) -> Iterator[Token]:
    special = re.compile(r"[\[【〔［(（…⋯.]|\*\*")
    while at < end:
        found = special.search(text, at, end)
        stop = found.start() if found else end
        # A bracket within a word (`trust[ed]`) belongs to it.
        head = stop
        if found and found[0] in "[［":
            while head > at and text[head - 1].isalpha() and not HAS_CJK.match(text[head - 1]):
                head -= 1
        yield from words(text, at, head)
        if not found:
            return
        at = yield from _special(text, head, stop, end)


def _special(text: str, head: int, at: int, end: int) -> Generator[Token, None, int]:
    """The sign at *at*, which begins with the letters from *head*; returns where to go on."""
    if match := _LEFT_OUT.match(text, at, end):
        yield from words(text, head, at)
        yield Token("left out", "", match.start(), match.end())
        return match.end()
    if head == at and (match := _LETTER_PUT.match(text, at, end)):
        yield Token("word", cached_key(match[1] + match[2]), match.start(), match.end())
        return match.end()
    if (match := _ENDING_PUT.match(text, head, end)) and (head < at or match.end() > text.index("]", at) + 1):
        yield Token("put in", match[0], match.start(), match.end())
        return match.end()
    yield from words(text, head, at)
    if match := _BRACKETS.match(text, at, end):
        inside = match[1].strip()
        if inside and not _EDITORIAL.search(inside) and not NONVERBAL.match(inside):
            yield Token("put in", inside, match.start(), match.end())
        return match.end()
    if (match := _PARENTHESES.match(text, at, end)) and NONVERBAL.match(match[1]):
        return match.end()
    return at + 1
