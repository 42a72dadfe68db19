"""What a check of a draft's quotations finds: each quotation, who it is given to, and what was really said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from imcommerce_qual.model.manuscript import DraftPlace
from imcommerce_qual.model.span import Span

#: From harmless to grave. *tidied*: only sounds (um), repetitions and marks like [laughs] are left out without a sign.
#: *cut*: words are left out without a sign. *sewn*: words from different places stand as one. *unchecked*: nothing to
#: compare with, such as an own translation.
Verdict = Literal[
    "verbatim",
    "tidied",
    "trimmed",
    "unchecked",
    "unattributed",
    "altered",
    "cut",
    "sewn",
    "not found",
    "wrong participant",
    "no consent",
]
GOOD: frozenset[str] = frozenset({"verbatim", "tidied", "trimmed"})
PROBLEMS: frozenset[str] = frozenset({"altered", "cut", "sewn", "not found", "wrong participant", "no consent"})

#: How sure the attribution is: by a name beside the quotation, in its sentence, or only before it.
Strength = Literal["beside", "sentence", "before", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where words of a transcript stand, and the words as they are; ``time`` is that of the first turn."""

    transcript: str
    side: str
    speaker: str
    participant: str | None
    role: str
    turns: tuple[int, ...]
    time: str | None
    span: Span
    words: str
    form: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference: the draft's words, and the transcript's; *weighty* are negations and hedges among them.

    ``at`` is where the draft's words stand in the quotation, ``[start, end)``; empty where words are missing.
    """

    kind: Literal["other", "added", "dropped", "left out", "put in"]
    draft: str
    said: str
    at: tuple[int, int]
    weighty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One quotation of a draft.

    ``attributed`` are the participants it is given to, as ids, ``written`` as the draft writes them. ``verdict`` is the
    gravest of ``verdicts``. ``sources`` has more than one part where it is sewn together.
    """

    place: DraftPlace
    words: str
    written: tuple[str, ...]
    attributed: tuple[str, ...]
    strength: Strength
    verdict: Verdict
    verdicts: tuple[Verdict, ...]
    message: str
    remedy: str = ""
    corrected: str | None = None
    sources: tuple[Source, ...] = ()
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """Something in quotation marks that is taken for no quotation of a participant, and why."""

    place: DraftPlace
    words: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChecked:
    """A count in the draft: what it says, and what the codings say.

    ``counted`` of ``total`` are None where nothing could be counted; ``verdict`` is then *unchecked*. *doubtful*: it
    differs, but the words may mean something else. ``notes`` say what else the words may count.
    """

    place: DraftPlace
    words: str
    about: str | None
    verdict: Literal["agrees", "differs", "doubtful", "unchecked"]
    counted: int | None
    total: int | None
    message: str
    remedy: str = ""
    participants: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReport:
    """All that was found in a draft, in order of the draft."""

    name: str
    kind: str
    quotations: tuple[Checked, ...]
    passed: tuple[PassedOver, ...]
    claims: tuple[ClaimChecked, ...]
    notes: tuple[str, ...] = ()
    labels: tuple[str, ...] = field(default=())

    @property
    def problems(self) -> int:
        """How many quotations and counts are wrong."""
        return sum(each.verdict in PROBLEMS for each in self.quotations) + sum(
            each.verdict == "differs" for each in self.claims
        )
