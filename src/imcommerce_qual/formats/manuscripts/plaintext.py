"""Plain text: paragraphs between blank lines; indented ones are block quotations."""

from __future__ import annotations

import re

from imcommerce_qual.formats.manuscripts.chars import Chars, block_of
from imcommerce_qual.model.manuscript import Block, BlockKind

_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_TEX_QUOTES = re.compile(r"``|''")
_HEADING = re.compile(r"(?:\d+(?:\.\d+)*\.?\s+)?[A-Z\u4e00-\u9fff][^.!?:：,。！？\n]{0,70}\Z")
#: What stands in quotation marks, and somebody named before it: an e-mail that cites an e-mail, not a participant.
_MARKED = re.compile(r'"[^"]{12,}"|“[^”]{12,}”')
_NARRATED = re.compile(r"(?:\b[A-Z]{1,3}-?\d{1,3}\b|\b(?:said|says|told|put it)\b)[^“”]{0,40}“”")


def read_plain(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text file."""
    found: list[Block] = []
    for match in _PARAGRAPH.finditer(text):
        lines = match[0].rstrip("\n").split("\n")
        kind: BlockKind = "prose"
        if all(re.match(r"(?: {3,}|\t|>|\u3000{3,})", line) for line in lines):
            kind = "quote"
        elif len(lines) == 1 and _HEADING.match(lines[0].strip()):
            kind = "heading"
        chars = Chars.of(match[0], match.start())
        if kind == "quote":
            chars = chars.sub(re.compile(r"(?m)^[ \t]*>+[ \t]?"), "")
            if lines[0].startswith(">") and _NARRATED.search(_MARKED.sub("“”", chars.text)):
                kind = "prose"
        block = block_of(chars.sub(_TEX_QUOTES, lambda m: "“" if m[0] == "``" else "”"), kind)
        if block is not None:
            found.append(block)
    return tuple(found)
