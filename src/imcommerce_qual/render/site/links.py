"""Addresses within the page: what the list of codings shows, and which one is read in its transcript."""

from __future__ import annotations

from urllib.parse import quote

from imcommerce_qual.model.evidence import Quotation
from imcommerce_qual.model.report import Evidence


def listed(**filters: str) -> str:
    """The list of codings, filtered.

    >>> listed(code="trust.person", participant="S01")
    '#codings?code=trust.person&participant=S01'
    """
    return "#codings?" + "&".join(f"{key}={quote(value, safe='')}" for key, value in filters.items())


def read(name: str) -> str:
    """The coding of that id, in its transcript."""
    return f"#read?coding={quote(name, safe='')}"


Places = dict[tuple[str, int, int], str]


def places(evidence: tuple[Evidence, ...]) -> Places:
    """The first coding at each place, by transcript and span."""
    found: Places = {}
    for each in evidence:
        span = each.quotation.span
        found.setdefault((each.quotation.transcript, span.start, span.end), each.id)
    return found


def link_of(quotation: Quotation, known: Places) -> str | None:
    """Where an excerpt is read; None where the page holds no transcripts."""
    name = known.get((quotation.transcript, quotation.span.start, quotation.span.end))
    return read(name) if name else None
