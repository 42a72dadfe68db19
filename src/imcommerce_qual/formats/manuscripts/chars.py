"""Text whose every character knows where in the file it comes from, through all rewriting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from imcommerce_qual.core.quoting.tokens import CJK
from imcommerce_qual.model.manuscript import EMPHASIS, LINE, Block, BlockKind

_WIDE = re.compile(f"[{CJK}\u3000-\u303f\uff00-\uffef“”‘’…—]")


@dataclass(slots=True)
class Chars:
    """Characters, and for each its offset in the source."""

    text: str
    at: list[int]

    @classmethod
    def of(cls, text: str, start: int = 0) -> Chars:
        """Text as it stands in the source from *start* on."""
        return cls(text, list(range(start, start + len(text))))

    @classmethod
    def joined(cls, parts: Iterable[Chars]) -> Chars:
        """Parts one after the other."""
        text: list[str] = []
        at: list[int] = []
        for part in parts:
            text.append(part.text)
            at += part.at
        return cls("".join(text), at)

    def __getitem__(self, piece: slice) -> Chars:
        return Chars(self.text[piece], self.at[piece])

    def put(self, text: str, index: int) -> Chars:
        """Other text that stands for what is at *index*."""
        where = self.at[min(index, len(self.at) - 1)] if self.at else 0
        return Chars(text, [where] * len(text))

    def sub(self, pattern: re.Pattern[str], by: str | int | Callable[[re.Match[str]], str | int | Chars]) -> Chars:
        """Every match replaced: by text, or by one of its groups (a number), whose characters keep their places."""
        parts: list[Chars] = []
        last = 0
        for match in pattern.finditer(self.text):
            new = by(match) if callable(by) else by
            parts.append(self[last : match.start()])
            if isinstance(new, Chars):
                parts.append(new)
            elif isinstance(new, int):
                start, end = match.span(new)
                parts.append(self[start:end] if start >= 0 else Chars("", []))
            else:
                parts.append(self.put(new, match.start()))
            last = match.end()
        return Chars.joined([*parts, self[last:]]) if last else self


#: Italics that may be a quotation: some words, and no quotation marks among them.
_SAID = re.compile(rf"(?:\S+\s+){{3,}}\S+|[{CJK}]{{6,}}")
_MARKS = re.compile("[“”\"„«»「」『』\ue010\ue011]|``|''|\\\\enquote")


def emphasised(inside: Chars) -> Chars:
    """Words in italics, with signs around them where they may be a quotation."""
    if not inside.text or not _SAID.search(inside.text) or _MARKS.search(inside.text):
        return inside
    return Chars.joined([inside.put(EMPHASIS[0], 0), inside, inside.put(EMPHASIS[1], len(inside.text) - 1)])


_HYPHENED = re.compile(r"(?<=[^\W\d_])([-\u00ad\u2010])[ \t]*\n[ \t]*(?=[^\W\d_])")
_SPACES = re.compile(r"[^\S\x1e]+")


def block_of(
    chars: Chars,
    kind: BlockKind,
    *,
    row: int | None = None,
    column: int | None = None,
    cited: bool = False,
) -> Block | None:
    """A block of these characters: white space is one space, none between Chinese characters; None: there is nothing.

    U+001E stands for a line's end that the reader sees.
    """
    chars = chars.sub(_HYPHENED, 1)

    def space(match: re.Match[str]) -> str:
        before, after = chars.text[match.start() - 1 : match.start()], chars.text[match.end() : match.end() + 1]
        broken = "\n" in match[0]
        return "" if not before or not after or (broken and _WIDE.match(before) and _WIDE.match(after)) else " "

    clean = chars.sub(_SPACES, space).sub(re.compile(r" ?\x1e[ \x1e]*"), LINE)
    start, end = 0, len(clean.text)
    while start < end and clean.text[start].isspace():
        start += 1
    while end > start and clean.text[end - 1].isspace():
        end -= 1
    clean = clean[start:end]
    if not clean.text:
        return None
    runs: list[tuple[int, int]] = []
    expected = -1
    for n, source in enumerate(clean.at):
        if source != expected:
            runs.append((n, source))
        expected = source + 1
    return Block(text=clean.text, kind=kind, runs=tuple(runs), row=row, column=column, cited=cited)
