"""What agreement was computed on, what was left out and why, and all numbers with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from imcommerce_qual.core.reliability.values import (
    CodeAgreement,
    GroupAgreement,
    OddOne,
    Overall,
    PairAgreement,
    Swapped,
    TalkAbout,
)
from imcommerce_qual.model.decided import Settlement
from imcommerce_qual.model.plan import Draw, Purpose, Target

#: What the figures may be called. Only *reliability* is: a closed reliability round, coded apart.
Label = Literal["reliability", "same coder twice", "training", "pilot", "main", "open round", "no round"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetMet:
    """The value that was aimed at: said when, whether before anybody coded, and for which codes it was reached.

    ``reached``: by code (or of all codes together), None where undefined; ``wholly``: those whose whole interval
    reaches it (not such that say little). ``beside``: why it cannot be compared, where it cannot.
    """

    target: Target
    at: datetime
    before_coding: bool
    reached: Mapping[str, bool | None] = field(default_factory=dict)
    wholly: tuple[str, ...] = ()
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementBasis:
    """What the numbers rest on.

    ``transcripts``: those that two coders or more count in, of ``asked`` that were looked at, of ``of`` in the study.
    ``codings``: how many of the codes compared each coder made in these. ``outside``: codings that touch none of
    the words that count, by coder. ``excluded``: (coder, transcript, why). ``hidden``: pairs withheld.
    ``reopened``: by code, in how many transcripts each coder is to look again. ``absent``: (coder, transcript,
    turns that their completed text had not). ``passages``: transcripts of which only passages were assigned.
    ``not_unitized``: transcripts that add nothing to the unitizing alphas of all codes, where those were asked for.
    ``other_language``: transcripts that could not be compared by unit, by character. ``revisions``: by codebook
    revision how many (coder, transcript) were completed under it. ``erased``: transcripts of which words
    were erased. ``later``: codings made, changed or taken out after the transcript was done, by coder; ``reworked``:
    those that count all the same, because it was done again, though others' codings showed by then. ``apart``: how each
    coder was kept from others' work.
    """

    label: Label
    round: str | None
    purpose: Purpose | None
    opened: datetime | None
    closed: datetime | None
    unit: str
    unit_from: Literal["asked", "round", "usual"]
    speakers: str
    overlap: float | None
    level: str
    coders: tuple[str, ...]
    transcripts: tuple[str, ...]
    asked: int
    of: int
    n_units: int
    n_characters: int
    codings: Mapping[str, int]
    outside: Mapping[str, int]
    excluded: tuple[tuple[str, str, str], ...]
    hidden: tuple[tuple[str, str], ...]
    reopened: Mapping[str, Mapping[str, int]]
    absent: tuple[tuple[str, str, int], ...]
    passages: tuple[str, ...]
    lost: Mapping[str, int]
    unled: Mapping[str, int]
    later: Mapping[str, int]
    reworked: Mapping[str, int]
    erased: tuple[str, ...]
    other_language: tuple[tuple[str, ...], tuple[str, ...]]
    codebook: str
    revision: int
    revisions: tuple[int, ...]
    mixed: bool
    drawn: Draw | None
    target: TargetMet | None
    apart: Mapping[str, str]
    wanted: bool | None
    why_wanted: str
    open_rounds: tuple[str, ...]
    other_rounds: tuple[str, ...]
    ci: str
    seed: int
    replicates: int
    distance: str
    synthetic: bool
    constructed: tuple[str, ...]
    as_of: datetime | None
    copy_for: str | None
    not_unitized: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyAgreement:
    """Everything. ``groups``: where ``by`` was asked for.

    ``negotiated``: what became of the disagreements of these coders in these transcripts, today and of all codes
    together, with each coder beside the reconciled codings; None where nothing was settled. Never a coefficient.
    """

    basis: AgreementBasis
    codes: tuple[CodeAgreement, ...]
    overall: Overall
    pairs: tuple[PairAgreement, ...] = ()
    odd: OddOne | None = None
    swapped: tuple[Swapped, ...] = ()
    talk: tuple[TalkAbout, ...] = ()
    generous: tuple[str, str, float] | None = None
    boundaries: tuple[float, float] | None = None
    by: str | None = None
    groups: tuple[GroupAgreement, ...] = ()
    negotiated: Settlement | None = None
