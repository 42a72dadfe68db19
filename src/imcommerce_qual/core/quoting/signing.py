"""Paragraphs and ends of paragraphs that say whose words stand there, or that they are nobody's."""

from __future__ import annotations

import re
from dataclasses import replace

from imcommerce_qual.core.quoting.cues import VERB, looks_cited
from imcommerce_qual.core.quoting.labels import Labels, Named

#: How the answer to reviewers sets a comment of theirs: ``R2.3:``, ``Reviewer 1, comment 4:``.
_COMMENT = re.compile(
    r"\s*(?:(?:R|AC|AE|SC|PC|Ref)\s?\d{0,2}(?:[.-]\s?\d{1,2})?|(?:meta-?)?reviewer\s*#?\w{0,3}|(?:associate )?editor|"
    r"(?:comment|point|concern|remark|审稿人?|审稿意见|意见)\s*#?\d{0,2}(?:\.\d+)?)(?:[,\s]*(?:comment|point)\s*\d+)?\s*[:：)]",
    re.IGNORECASE,
)


#: A coder's note under an excerpt, as our tables have it.
_MEMO = re.compile(r"\s*(?:memo|note|备注|备忘)\s*[:：]", re.IGNORECASE)


_TRAILING = re.compile(
    r"[\s.。]*(?:[(（\[【]([^()（）\[\]]{1,120})[)）\]】]|(?:(?<!\d)(?:-{1,3}|—{1,2}|–|―)|\n)\s*([^\n.。!?]{1,80}))[\s.。]*\Z"
)


_BARE = re.compile(r"(?<=[.!?…”\"’。！？])\s*,?\s*([^\s”\"’」][^\n.。!?]{0,40})[\s.。]*\Z")


_PLACED = re.compile(
    r"\s*(?:[,;，；]\s*(?:turns?|lines?|pos\.?|paras?|paragraphs?|¶|第?\s*\d)|[\[［【(（])", re.IGNORECASE
)


#: An attribution in a paragraph of its own is not longer than this.
_LABEL = 240


#: More names before or after a quotation are a list of people, not whose words it is.
MANY = 3


#: An attribution at the end of a block is not longer than this.
_TAIL = 400


def signed(text: str, end: int, labels: Labels) -> tuple[tuple[Named, ...], int] | None:
    """The attribution at the end of a block: who, and where the quotation ends; None: there is none."""
    base = max(0, end - _TAIL)
    tail = text[base:end]
    match = _TRAILING.search(tail)
    while match:
        group = 1 if match[1] is not None else 2
        named = labels.find(tail, match.start(group), match.end(group))
        if len(named) > MANY:
            return None
        if named:
            return _moved(named, base), base + match.start() + (0 if tail[match.start()] not in ".。" else 1)
        if group == 2 or not (looks_cited(match[0]) or re.search("emphas|italic|translat|着重|译", match[1] or "")):
            return None
        tail = tail[: match.start()]
        match = _TRAILING.search(tail)
    match = _BARE.search(tail)
    named = labels.find(tail, match.start(1), match.end(1)) if match else []
    if match and named and named[0].start == match.start(1) and not VERB.search(match[1]):
        return (_moved(named, base), base + match.start()) if len(match[1]) <= len(named[0].written) + 30 else None
    return None


def _moved(named: list[Named], by: int) -> tuple[Named, ...]:
    return tuple(replace(each, start=each.start + by, end=each.end + by) for each in named)


def label_line(text: str, labels: Labels) -> tuple[Named, ...]:
    """Whom a paragraph names that only says where the words above it stand: ``S03, turn 24 [00:03:21]; codes: …``."""
    line = text.strip().lstrip("—–―- ")
    names = labels.find(line) if len(line) <= _LABEL else []
    return (names[0],) if names and not names[0].start and _PLACED.match(line, names[0].end) else ()


def is_comment(text: str) -> bool:
    """Whether a block quotation is a comment of a reviewer's that is answered, or a memo, by its label."""
    return bool(_COMMENT.match(text) or _MEMO.match(text))
