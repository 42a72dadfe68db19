"""Quotations kept for publication: which words, in which form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from imcommerce_qual.model.span import Anchor, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptQuote:
    """Words that somebody chose to publish.

    ``print`` is the trimmed form (the speaker's words, with ``[…]`` where some are left out); ``translation`` an own
    translation, preferred to the transcript's; None: as the transcript has it. ``coding`` is the coding that they were
    picked from, if any.
    """

    id: str
    by: str
    at: datetime
    transcript: str
    anchor: Anchor
    coding: str | None = None
    print: str | None = None
    translation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedQuote:
    """A kept quotation was let go."""

    id: str
    by: str
    at: datetime
    of: str
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptShown:
    """A kept quotation as it stands today. ``state`` says whether its words are still the transcript's.

    ``words`` are those to print: the trimmed form, or the excerpt; ``translation`` the own one, or the transcript's.
    ``span`` is its place in today's text.
    """

    kept: KeptQuote
    state: Literal["as it was", "changed", "lost", "no consent"]
    participants: tuple[str, ...]
    turns: tuple[int, ...]
    time: str | None
    words: str
    translation: str | None
    own_translation: bool
    translation_exact: bool = True
    span: Span | None = None
