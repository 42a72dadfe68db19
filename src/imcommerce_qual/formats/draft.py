"""What a foreign transcript was found to be, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from imcommerce_qual.model.transcript import Role

#: How speakers are marked: see ``formats.shapes``. ``own`` is our own format, ``none`` has no speakers.
Shape = Literal["own", "plain", "rev", "f4", "whisperx", "otter", "tool", "headings", "none"]
Use = Literal["label", "speech", "heading", "blank", "front", "left out", "as is"]


class SpeakerChoice(NamedTuple):
    """What somebody decided about a label that was found: its new name (None: it is no speaker), role, participant."""

    label: str | None
    role: Role = "other"
    participant: str | None = None


#: By the label as it stands in the file.
SpeakerChoices = Mapping[str, SpeakerChoice]


class LineUse(NamedTuple):
    """What became of one line of the input, counted from 1; ``why`` where that is not plain to see."""

    line: int
    use: Use
    why: str = ""


@dataclass(frozen=True, slots=True)
class DraftTurn:
    """One person speaking: paragraphs of lines, without white space around them; ``time`` as ``hh:mm:ss``."""

    speaker: str
    time: str | None
    paragraphs: tuple[tuple[str, ...], ...]
    line: int


@dataclass(frozen=True, slots=True)
class DraftHeading:
    """A line between turns that nobody said."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class SpeakerFound:
    """A label, on how many turns it stands in the file, and the beginning of its first words."""

    label: str
    turns: int
    example: str
    line: int


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Something that looks like a label and was taken for speech, and the reason."""

    label: str
    lines: int
    line: int
    why: str

    def moved(self, lines: int) -> Doubtful:
        """The same, so many lines further down."""
        return replace(self, line=self.line + lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A transcript as found: ``body`` in order, ``account`` with each line of ``text`` once, in order.

    ``speakers`` in order of appearance, by the labels in the file; ``doubtful`` are for the user to decide about;
    ``notes`` are sentences on what was changed on the way; ``carried`` are the lines where a turn goes on after a
    heading under the speaker before it, which nobody wrote down.
    """

    name: str
    text: str = field(repr=False)
    shape: Shape
    speakers: tuple[SpeakerFound, ...] = field(default=(), repr=False)
    body: tuple[DraftTurn | DraftHeading, ...] = field(default=(), repr=False)
    account: tuple[LineUse, ...] = field(default=(), repr=False)
    doubtful: tuple[Doubtful, ...] = ()
    carried: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def turns(self) -> tuple[DraftTurn, ...]:
        """The turns alone."""
        return tuple(each for each in self.body if isinstance(each, DraftTurn))

    @property
    def headings(self) -> tuple[DraftHeading, ...]:
        """The headings alone."""
        return tuple(each for each in self.body if isinstance(each, DraftHeading))

    @property
    def left_out(self) -> tuple[LineUse, ...]:
        """The lines that will not be in the transcript, each with the reason."""
        return tuple(each for each in self.account if each.use == "left out")
