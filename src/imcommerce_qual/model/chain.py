"""The chain of evidence and the people in it, as an author prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from imcommerce_qual.model.evidence import Quotation
from imcommerce_qual.model.transcript import AttributeValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One excerpt under one code of one theme; ``text`` is the hash of the transcript that its words were proved in."""

    finding: str | None
    theme: str
    code: str
    quotation: Quotation
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A participant with what the study declares of them, over all their interviews.

    ``minutes`` is None where an interview of theirs does not say how long it was.
    """

    id: str
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    transcripts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    minutes: float | None = None
    turns: int = 0
