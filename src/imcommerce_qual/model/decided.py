"""Decisions as they are listed and printed: each with what it was about, how it was settled, and whether it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from imcommerce_qual.model.adjudication import Kind
from imcommerce_qual.model.event import Stance
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.standing import Reconciliation
from imcommerce_qual.model.study import Study

State = Literal["holds", "postponed", "conflict", "outdated", "replaced", "revoked"]
STATES: tuple[State, ...] = ("holds", "postponed", "conflict", "outdated", "replaced", "revoked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A coding that a decision was about, or that it left, with its words as they were coded.

    ``code`` is today's. ``coders``: whom it stands for. ``span`` is its place in today's text, None where it has none;
    ``words`` None where the coding is not in the study any more.
    """

    coders: tuple[str, ...]
    code: str
    words: str | None
    span: Span | None = None
    stance: Stance | None = None
    toward: str | None = None
    unsure: bool = False
    memo: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One decision (or proposal) of the log.

    ``turns`` are the first and the last turn that it is about, None where its codings have no place any more.
    ``same`` are decisions that say the same, made apart. ``ended`` has by whom, when and why it was revoked.
    ``may_quote``: whether everybody who speaks there may be quoted; the log is for the authors' eyes all the same.
    """

    id: str
    transcript: str
    turns: tuple[int, int] | None
    kind: Kind | None
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    codings: tuple[Told, ...]
    how: str
    outcome: tuple[Told, ...]
    by: tuple[str, ...]
    writer: str
    at: datetime
    state: State
    why: str = ""
    rule: str | None = None
    change: str | None = None
    change_words: str | None = None
    replaces: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    ended: tuple[str, datetime, str] | None = None
    may_quote: bool = True

    @property
    def unexplained(self) -> bool:
        """Whether it is in force, and neither a reason nor a rule says why."""
        return self.state in {"holds", "postponed"} and not (self.why or self.rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderShare:
    """One coder beside what was agreed and settled: counts of codings, in transcripts where they were compared.

    ``same``: reconciled codings that the coder has too, with the same code and ends; ``overlapping``: with the same
    code and other ends; ``missing``: reconciled codings that the coder has not; ``dropped``: the coder's codings that
    overlap nothing reconciled of their code.
    """

    coder: str
    same: int = 0
    overlapping: int = 0
    missing: int = 0
    dropped: int = 0

    @property
    def reconciled(self) -> int:
        """How many reconciled codings there are."""
        return self.same + self.overlapping + self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What became of the disagreements of one code, or (``code`` None) of all: what stands beside reliability.

    ``settled_to`` counts decisions by whose codings stand: a coder, ``both``, ``neither``, ``new``. Counts only: there
    is no interval, and ``share`` (negotiated agreement, 0 to 1, None where nothing was compared) is no reliability.
    """

    code: str | None
    agreed: int
    settled: int
    by_others: int
    open: int
    share: float | None
    settled_to: Mapping[str, int] = field(default_factory=dict)
    hows: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[Kind, int] = field(default_factory=dict)
    coders: tuple[CoderShare, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionList:
    """Decisions in order of (transcript, place, time), with what they leave.

    ``proposals`` are what people proposed alone, as far as the viewer may see them; ``unseen`` counts those that they
    may not see before they proposed something themselves. ``settlements``: of all codes, then of each. ``pairs``: codes
    that stood for one another (pair, how often, how many of them settled). ``hidden``: transcripts withheld.
    """

    study: Study
    entries: tuple[Entry, ...]
    proposals: tuple[Entry, ...]
    unseen: int
    settlements: tuple[Settlement, ...]
    pairs: tuple[tuple[tuple[str, str], int, int], ...]
    pairs_left: Mapping[tuple[str, str], Mapping[str, int]]
    hidden: tuple[str, ...]
    reconciled: Reconciliation
    stamp: Stamp
