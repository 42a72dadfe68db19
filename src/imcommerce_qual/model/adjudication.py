"""Where coders differ, and what was decided about it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from imcommerce_qual.model.event import Coding, Event, Stance
from imcommerce_qual.model.span import Anchor, Span
from imcommerce_qual.model.standing import Standing

Kind = Literal["boundary", "not by all", "code", "split", "stance"]
KINDS: tuple[Kind, ...] = ("boundary", "not by all", "code", "split", "stance")

#: What was done about a disagreement. ``take CODER`` stands for itself with that coder's name.
HOWS = ("both", "neither", "union", "intersection", "new", "postponed")
TAKE = "take "


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A coding as it is compared: ``extent`` in code points, or in numbers of turns where languages differ.

    ``coders`` is who it stands for: its own coder, or, of a decision's outcome, all whom the decision was between.
    """

    id: str
    coders: frozenset[str]
    code: str
    extent: Span
    turns: tuple[int, ...]
    stance: Stance | None
    standing: Standing
    decision: str | None = None

    @property
    def fingerprint(self) -> str:
        """Names what was coded, so that a decision knows its codings again; worked out when it is asked for."""
        coding = self.standing.coding
        return fingerprint(coding.code, coding.anchor, coding.stance)


def fingerprint(code: str, anchor: Anchor, stance: Stance | None) -> str:
    """Sixteen digits that change when the code, the place, the words or the stance does; as coded, not as carried."""
    named = [code, anchor.text, anchor.span.start, anchor.span.end, anchor.quote, stance]
    return hashlib.sha256(json.dumps(named, ensure_ascii=False).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Codings of one code with the same ends, one of each coder compared."""

    transcript: str
    coders: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Codings that belong together and differ. ``codes``: one, or two where the coders chose different ones.

    ``overlap`` is the share of all that is covered which everybody who coded it covers, 0 to 1. ``decision`` is the id
    of a decision about these codings that does not hold (postponed, in conflict), ``open_because`` says why.
    """

    id: str
    transcript: str
    kind: Kind
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    marks: tuple[Mark, ...]
    overlap: float
    by_turns: bool = False
    decision: str | None = None
    open_because: str | None = None

    @property
    def span(self) -> Span:
        """Everything that its codings cover, in code points."""
        spans = [mark.standing.span for mark in self.marks]
        return Span(min(span.start for span in spans), max(span.end for span in spans))

    @property
    def unsure(self) -> bool:
        """Whether a coder was unsure of one of these codings."""
        return any(mark.standing.coding.unsure for mark in self.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A decision that holds, with what it replaced and what stands instead."""

    decision: Decided
    kind: Kind | None
    marks: tuple[Mark, ...]
    outcomes: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One transcript compared: every coding is in exactly one of these.

    ``single`` are codings of passages that only one coder completed. ``conflicts`` are decisions that contradict each
    other; ``outdated`` are decisions whose codings were changed since, so that they say nothing any more. ``unplaced``
    are outcomes in force that today's text or codebook has no place for.
    """

    transcript: str
    coders: tuple[str, ...]
    agreements: tuple[Agreement, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    settled: tuple[Settled, ...] = ()
    single: tuple[Mark, ...] = ()
    conflicts: tuple[tuple[Decided, ...], ...] = ()
    outdated: tuple[Decided, ...] = ()
    unplaced: tuple[Coding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A coding that a decision leaves, whole: it needs no coder's file to be read."""

    code: str
    codebook: str
    anchor: Anchor
    stance: Stance | None = None
    toward: str | None = None
    memo: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionEvent(Event):
    """An event about disagreements of one transcript; ``writer`` is whose file it stands in."""

    writer: str
    transcript: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(DecisionEvent):
    """These codings were settled so. ``codings`` are fingerprints by id; ``rule`` names a rule that decided it."""

    coders: tuple[str, ...]
    by: tuple[str, ...]
    codings: Mapping[str, str]
    how: str
    outcome: tuple[Outcome, ...] = ()
    replaces: tuple[str, ...] = ()
    rule: str | None = None
    change: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed(Decided):
    """What one coder, alone, would decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked(DecisionEvent):
    """A decision (or a proposal) was taken back."""

    of: str
    by: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLog:
    """One writer's decisions on one transcript. ``readonly`` says why nothing may be appended, or is None."""

    writer: str
    transcript: str
    events: tuple[DecisionEvent, ...] = ()
    readonly: str | None = None
    lines: Mapping[str, int] = field(default_factory=dict)
