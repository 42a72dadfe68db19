"""A codebook with its use: each code with counts, an example and memos, and everything that was changed in it."""

from __future__ import annotations

from dataclasses import dataclass

from imcommerce_qual.model.codebook import Change, Code
from imcommerce_qual.model.evidence import Basis, Quotation, Tally
from imcommerce_qual.model.memo import Memo


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeUse:
    """A code as it was used.

    ``tally`` counts its excerpts with those of the codes that roll up into it, ``own`` its own alone; ``excerpt`` is
    one that may be quoted, or nothing.
    """

    code: Code
    tally: Tally
    own: int
    excerpt: Quotation | None = None
    memos: tuple[Memo, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """The codes in tree order, the history oldest first; ``proposed``: how many proposals are open, which are no codes.

    ``memos`` are those about the study as a whole.
    """

    id: str
    revision: int
    hash: str
    title: str
    codes: tuple[CodeUse, ...]
    changes: tuple[Change, ...]
    basis: Basis
    memos: tuple[Memo, ...] = ()
    proposed: int = 0
