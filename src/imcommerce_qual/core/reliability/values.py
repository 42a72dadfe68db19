"""What came of comparing coders: numbers by code, over codes, by pair of coders, and what to talk about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from imcommerce_qual.core.agreement.estimate import Estimate, Reason
from imcommerce_qual.core.reliability.levels import Level
from imcommerce_qual.core.units.matches import SpanMatches


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAgreement:
    """One code (or theme), by unit and by character.

    ``n_units``: units that two or more coders looked at for it; ``by_coder``: on how many of them each coder put it, of
    the ``looked`` of them that the coder looked at; ``differ``: on how many coders differ; ``alone``: on how many each
    coder alone put it. ``estimates``: coefficients by name; ``beside``: alpha by character (by turn,
    where characters are the units).
    ``transcripts``: those with such units. ``reopened``: coders who are to look again, with how many transcripts.
    """

    code: str
    level: Level
    n_units: int
    transcripts: int
    by_coder: Mapping[str, int]
    looked: Mapping[str, int]
    differ: int
    alone: Mapping[str, int]
    estimates: Mapping[str, Estimate]
    beside: Estimate
    matches: SpanMatches | None = None
    reopened: Mapping[str, int] = field(default_factory=dict)

    @property
    def alpha(self) -> Estimate:
        """Krippendorff's alpha by unit: the headline."""
        return self.estimates["krippendorff_alpha"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    """Over the codes as applied (or the themes): alphas' ``median`` and ``minimum`` of those ``defined``, of ``of``.

    ``lowest`` is the code that has the minimum. ``on_sets``: alpha on sets of codes by name of the distance; ``sets``:
    how many of the codes are in them. ``unitizing``: u and its family, where asked for.
    """

    median: float | None
    minimum: float | None
    lowest: str | None
    defined: int
    of: int
    pooled_kappa: Estimate
    on_sets: Mapping[str, Estimate]
    median_beside: float | None = None
    matches: SpanMatches | None = None
    unitizing: Mapping[str, Estimate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAgreement:
    """Two of more coders: transcripts that both did, units, the median of alphas and the pooled kappa over codes."""

    coders: tuple[str, str]
    transcripts: int
    median: float | None
    defined: int
    pooled_kappa: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class OddOne:
    """The coder with whom the others agree least: mean pooled kappa of the pairs with them, and of all other pairs."""

    coder: str
    with_them: float
    without: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Swapped:
    """Two codes that stood for one another on ``units`` units: one coder gave the first, another the second."""

    codes: tuple[str, str]
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkAbout:
    """A code to talk about, and why it comes up."""

    code: str
    differ: int
    n_units: int
    alpha: float | None
    why_undefined: Reason | None
    most: str
    alone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAgreement:
    """The same over some of the transcripts: a transcript, an attribute's value, a round, a stretch of time.

    ``alphas``: by code, None where undefined; ``why``: the reasons then. ``median`` and ``minimum`` over codes.
    """

    group: str
    transcripts: tuple[str, ...]
    coders: tuple[str, ...]
    n_units: int
    median: float | None
    minimum: float | None
    lowest: str | None
    defined: int
    of: int
    on_sets: Estimate
    alphas: Mapping[str, float | None] = field(default_factory=dict)
    why: Mapping[str, Reason] = field(default_factory=dict)
    note: str = ""
