"""An interview as it was written down: its speakers, its text, and the turns found in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from imcommerce_qual.model.span import Span

Role = Literal["interviewer", "participant", "other"]
Side = Literal["source", "translation"]
AttributeValue = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A declared label and who stands behind it; ``participant`` is an id where the role is *participant*."""

    label: str
    role: Role
    participant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a participant agreed to. ``status`` is *given*, *withdrawn* or *unknown*; ``quotes``: may be quoted."""

    status: Literal["given", "withdrawn", "unknown"] = "unknown"
    quotes: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Someone who was interviewed, with the attributes that the study declares."""

    id: str
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    consent: Consent = Consent()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The language that ``= `` lines are in, who made them, and whether coders work on them."""

    language: str
    by: str | None = None
    coded: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One line of spoken (or translated) words: its characters, and which paragraph of the turn it belongs to."""

    span: Span
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One person speaking, from a declared label to the next.

    ``extent`` is everything from the label to the last character before the next turn or heading; ``words`` and
    ``translation`` are the lines in it that were said, without label and leading white space.
    """

    number: int
    speaker: str
    extent: Span
    time: str | None
    words: tuple[Words, ...]
    translation: tuple[Words, ...] = ()

    def lines(self, side: Side) -> tuple[Words, ...]:
        """The lines of words of one language."""
        return self.words if side == "source" else self.translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A ``# `` line between turns: ``span`` covers its words; ``before_turn`` is the number of the next turn."""

    span: Span
    before_turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """One interview. ``text`` is what follows the front matter, as it is; ``hash`` names text and speakers together."""

    id: str
    language: str
    text: str
    hash: str
    speakers: Mapping[str, Speaker]
    participants: Mapping[str, Participant]
    turns: tuple[Turn, ...]
    headings: tuple[Heading, ...] = ()
    translation: Translation | None = None
    translated_from: str | None = None
    interview: Mapping[str, AttributeValue] = field(default_factory=dict)
    provenance: str = "real"

    def side_language(self, side: Side) -> str:
        """The language of the source or of its translation."""
        if side == "translation" and self.translation is not None:
            return self.translation.language
        return self.language
