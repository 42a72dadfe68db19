"""A LaTeX draft of one file or many."""

from __future__ import annotations

import re

from imcommerce_qual.formats.manuscripts.fetching import Pieces
from imcommerce_qual.formats.manuscripts.latex.including import body_of
from imcommerce_qual.formats.manuscripts.latex.walking import Walker
from imcommerce_qual.model.manuscript import Block

_ONLY = re.compile(r"(?m)^[^%\n]*\\includeonly\{([^}]*)\}")


def read_latex(source: str, name: str, files: Pieces) -> tuple[Block, ...]:
    """The blocks of a LaTeX file, or of a piece of one without preamble, and of the *files* that it reads in."""
    walker = Walker(files=files)
    chars = files.open(name, source)
    preamble, first, last = body_of(source)
    if only := _ONLY.search(source[:preamble]):
        walker.wanted = frozenset(each.strip() for each in only[1].split(","))
    walker.walk(chars[:preamble], 0)
    walker.current.clear()
    walker.walk(chars[first:last], 0)
    walker.flush()
    files.close()
    return tuple(walker.blocks)
