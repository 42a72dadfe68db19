"""An excerpt under review, with what was said around it, as a value to print."""

from __future__ import annotations

from dataclasses import dataclass

from imcommerce_qual.core.matching import Candidate
from imcommerce_qual.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A turn around an excerpt: its number, who speaks, and all of its words."""

    turn: int
    speaker: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewExcerpt:
    """One excerpt. Without ``span`` its words are lost, and ``words`` are those that were coded.

    ``was``: the words as they were coded, where they were edited since. ``omission``: no excerpt, but a transcript to
    look through again for the code. ``into``: codes to decide between; ``older``: findings reworded since its stance.
    """

    transcript: str
    code: str
    words: str
    span: Span | None = None
    turns: tuple[int, ...] = ()
    speaker: str = ""
    time: str | None = None
    translation: str | None = None
    before: Said | None = None
    after: Said | None = None
    coding: str | None = None
    coder: str | None = None
    stance: str | None = None
    toward: str | None = None
    unsure: bool = False
    exemplar: bool = False
    memo: str | None = None
    changed: bool = False
    lost: bool = False
    stale: bool = False
    code_gone: bool = False
    omission: bool = False
    into: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    was: str | None = None
    candidates: tuple[Candidate, ...] = ()
