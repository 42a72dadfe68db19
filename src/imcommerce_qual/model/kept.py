"""Quotations kept for publication: which words, in which form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from imcommerce_qual.model.span import Anchor


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
