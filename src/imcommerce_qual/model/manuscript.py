"""A draft of a paper as somebody reads it: blocks of plain text, each character with its place in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

#: ``quote`` is a block quotation, ``cell`` a cell of a table, ``note`` a footnote.
BlockKind = Literal["prose", "quote", "heading", "cell", "note", "caption"]

#: Stands in a block's text for a reference to the literature that its markup makes (``\cite{…}``, ``[@key]``).
CITATION = "\ue000"
#: Stand around words that the markup sets in italics: some authors quote so, without quotation marks.
EMPHASIS = "\ue010\ue011"
#: Stands where the markup breaks a line that the reader sees.
LINE = "\n"


#: Told how far long work is: what is done, how many of them, of how many.
Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, cell, heading or note.

    ``text`` has no markup. ``runs`` are pairs (offset in ``text``, offset in the manuscript's source): from there on,
    until the next pair, one character of the text is one character of the source. ``row`` and ``column`` tell the
    cells of a table apart; cells of one row have the same ``row``. ``quoted``: spans of ``text`` that the markup, not
    quotation marks, makes quotations; ``cited``: the markup names a source of the literature for it.
    """

    text: str = field(repr=False)
    kind: BlockKind
    runs: tuple[tuple[int, int], ...] = field(repr=False)
    row: int | None = None
    column: int | None = None
    quoted: tuple[tuple[int, int], ...] = ()
    cited: bool = False

    def source_at(self, offset: int) -> int:
        """Where in the source a character of ``text`` comes from."""
        index = bisect_right(self.runs, (offset, 1 << 60)) - 1
        if index < 0:
            return self.runs[0][1] if self.runs else 0
        clean, source = self.runs[index]
        limit = self.runs[index + 1][1] if index + 1 < len(self.runs) else None
        found = source + offset - clean
        return found if limit is None or found < limit or limit < source else max(source, limit - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A draft as read.

    ``source`` is the text that places are counted in: the file itself for ``tex``, ``md`` and ``txt``; for ``docx`` one
    line a paragraph, for ``pdf`` the lines of its pages. ``labels`` name those lines (from the one on which each
    stands) where the reader of the file does not count lines. ``pieces``: where the text of each file begins in the
    source, and its name, for drafts of several files; empty for one. ``notes`` are sentences on what was not read.
    """

    name: str
    kind: str
    source: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    labels: tuple[str, ...] = field(default=(), repr=False)
    pieces: tuple[tuple[int, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPlace:
    """Where something stands in a draft; lines and columns count from 1. ``label`` says it for files without lines."""

    file: str
    line: int
    column: int
    source: str = field(repr=False)
    width: int = 1
    label: str | None = None
    under: str | None = None
