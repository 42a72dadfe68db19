"""What was planned: rounds of coding, who codes what, which agreement was aimed at, and what was handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from imcommerce_qual.model.event import Event

Purpose = Literal["training", "pilot", "reliability", "main", "recode"]
PURPOSES: tuple[Purpose, ...] = ("training", "pilot", "reliability", "main", "recode")

UnitName = Literal["turn", "exchange", "sentence", "character", "span-match", "given"]
UNITS: tuple[UnitName, ...] = ("turn", "exchange", "sentence", "character", "span-match", "given")

#: How passages came into a round: ``random`` with a seed, ``chosen`` by somebody, ``all`` there were.
How = Literal["random", "chosen", "all"]
HOWS: tuple[How, ...] = ("random", "chosen", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The value that was aimed at, said before coding: ``coefficient`` at least ``value``."""

    coefficient: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """How the transcripts of a round were chosen. ``share`` of the study's transcripts (0 to 1)."""

    how: How
    share: float | None = None
    seed: int | None = None
    strata: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Turns *first* to *last* (from 1, both included) of the text at the time when the round was opened."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUnit:
    """A unit bounded beforehand: code points ``[start, end)`` of the round's text, by whom."""

    start: int
    end: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEvent(Event):
    """An event of the plan; ``by`` is the writer whose file it stands in."""

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared(PlanEvent):
    """Whether agreement is wanted in this study, and why (or why not)."""

    wanted: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOpened(PlanEvent):
    """Transcripts (or passages of them) that these coders code in a round; ``texts`` are their hash16 then."""

    round: str
    purpose: Purpose
    transcripts: tuple[str, ...]
    coders: tuple[str, ...]
    unit: UnitName = "turn"
    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    target: Target | None = None
    drawn: Draw | None = None
    units: Mapping[str, tuple[GivenUnit, ...]] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundClosed(PlanEvent):
    """The round is over: ``logs`` are the ids of the events that count, by path; ``texts`` and ``codebook`` as then."""

    round: str
    logs: Mapping[str, tuple[str, ...]]
    codebook: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundCancelled(PlanEvent):
    """The round was opened by mistake and never closed; it is not one."""

    round: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(PlanEvent):
    """Who codes these transcripts; a later assignment of a transcript to a coder adds, ``taken`` takes away."""

    coder: str
    transcripts: tuple[str, ...]
    taken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut(PlanEvent):
    """A copy of the study without the others' work was made for a coder; ``file`` is the zip's SHA-256."""

    coder: str
    file: str
    transcripts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn(PlanEvent):
    """A coder's files came back; ``events`` is how many of their events were new."""

    coder: str
    file: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round as it stands: what opened it and, once it is over, what closed it."""

    opened: RoundOpened
    closed: RoundClosed | None = None

    @property
    def id(self) -> str:
        """The round's name."""
        return self.opened.round

    @property
    def purpose(self) -> Purpose:
        """What it is for; reliability is computed on closed reliability rounds alone."""
        return self.opened.purpose

    @property
    def transcripts(self) -> tuple[str, ...]:
        """The transcripts of which any passage is in it."""
        return self.opened.transcripts


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan as it stands. ``conflicts`` are pairs of events of two writers that say different things of one round.

    ``assigned`` are (coder, transcript) pairs, rounds included as long as they stand.
    """

    rounds: Mapping[str, Round] = field(default_factory=dict)
    assigned: frozenset[tuple[str, str]] = frozenset()
    declared: Declared | None = None
    handed_out: tuple[HandedOut, ...] = ()
    handed_in: tuple[HandedIn, ...] = ()
    conflicts: tuple[tuple[PlanEvent, PlanEvent], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was ever planned."""
        return not (self.rounds or self.assigned or self.declared or self.handed_out or self.handed_in)

    def rounds_of(self, transcript: str) -> tuple[Round, ...]:
        """The rounds that the transcript is in, in order of opening."""
        return tuple(each for each in self.rounds.values() if transcript in each.transcripts)
