"""The project's own numbers, as a methods section and a checklist need them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from imcommerce_qual.model.analysis import Occurrences
from imcommerce_qual.model.evidence import Basis
from imcommerce_qual.model.plan import Draw, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFact:
    """A round of coding: how many of the study's transcripts, by whom, and how they were chosen."""

    id: str
    purpose: str
    transcripts: int
    coders: tuple[str, ...]
    unit: str
    closed: bool
    how: str | None = None
    seed: int | None = None
    target: Target | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementFact:
    """How far coders agreed, as ``imqual agree`` has it; ``label`` says what the figures may be called.

    ``lowest`` and ``highest`` are Krippendorff's alpha with its code, over the ``defined`` of the ``codes`` as applied.
    ``reached``: how many of the ``judged`` codes reached the ``target``; None where none was declared that compares.
    ``apart``: how each coder was kept from the others' work.
    """

    label: str
    round: str | None
    coders: tuple[str, ...]
    transcripts: int
    of: int
    unit: str
    units: int
    participants_only: bool
    drawn: Draw | None
    lowest: tuple[float, str] | None
    highest: tuple[float, str] | None
    median: float | None
    defined: int
    codes: int
    target: Target | None
    reached: int | None
    judged: int | None
    apart: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledFact:
    """What became of agreements and disagreements, as ``imqual decisions`` has it.

    ``to`` counts what was settled by whose codings stand (a coder, ``both``, ``neither``, ``new``); ``by`` are the
    people who decided, ``rules`` the decisions made by a rule, ``changes`` the codebook's changes that followed;
    ``kinds`` counts decisions in force by what they were about.
    """

    agreed: int
    settled: int
    by_others: int
    open: int
    to: Mapping[str, int]
    by: tuple[str, ...]
    rules: int
    changes: int
    conflicts: int
    policy: str
    kinds: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known without asking anybody. Counts are the library's; None and empty mean: not stated, not nothing.

    ``minutes`` are (shortest, longest, sum) over the transcripts that state them, ``timed`` how many do; ``dates`` the
    first and the last, ``dated`` how many have one. ``repeated``: participants with several transcripts. ``others``:
    transcripts in which somebody beside interviewer and participants speaks. ``consents`` counts participants by what
    they agreed to. ``origins`` counts codes by origin, ``changes`` the codebook's history by kind. ``gathered``: how
    many of the ``excerpts`` are under a theme. ``basis`` has the coders' own codings; ``results`` what excerpts,
    themes and negative cases are counted from.
    """

    transcripts: int
    participants: int
    withdrawn: int
    languages: Mapping[str, int]
    translated: int
    minutes: tuple[float, float, float] | None
    timed: int
    dates: tuple[str, str] | None
    dated: int
    modes: Mapping[str, int]
    repeated: tuple[str, ...]
    others: tuple[str, ...]
    topics: int
    consents: Mapping[str, int]
    attributes: tuple[str, ...]
    questions: tuple[str, ...]
    codes: int
    top: int
    origins: Mapping[str, int]
    revision: int
    changes: Mapping[str, int]
    coders: tuple[str, ...]
    wrote_codebook: tuple[str, ...]
    interviewed: tuple[str, ...]
    double: int
    excerpts: int
    gathered: int
    findings: int
    themes: int
    against: int
    against_who: int
    memos: int
    quoted: int
    rounds: tuple[RoundFact, ...]
    first: Occurrences
    basis: Basis
    results: Basis
    synthetic: bool
    tool: str
    agreement_wanted: bool | None = None
    agreement_why: str = ""
    agreement: AgreementFact | None = None
    settled: SettledFact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the methods paragraph, and the command that shows where its figures come from."""

    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a reporting checklist: what can be said of it, and from where; or nothing: the authors say it."""

    number: str
    name: str
    draft: str = ""
    source: str = ""

    @property
    def derived(self) -> bool:
        """Whether anything could be said."""
        return bool(self.draft)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """A reporting checklist's draft: ``name`` and where its items are published."""

    name: str
    source: str
    items: tuple[Item, ...] = field(default=())
