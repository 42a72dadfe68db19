"""A study: its questions, findings, coders, and where everything in it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from imcommerce_qual.model.codebook import Codebook
from imcommerce_qual.model.transcript import Participant, Side, Transcript

#: Of a coder's ``works_on`` in study.yaml: the language that holds where a transcript is not named.
EVERYWHERE = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """Someone who codes. ``constructed``: made for an example, so that nothing computed from them passes for data.

    ``works_on`` is the language they read and mark; ``elsewhere`` the other one, by transcripts where it differs.
    """

    id: str
    name: str = ""
    languages: tuple[str, ...] = ()
    wrote_codebook: bool = False
    interviewer: bool = False
    works_on: Side = "source"
    elsewhere: Mapping[str, Side] = field(default_factory=dict)
    constructed: bool = False

    def side(self, transcript: str) -> Side:
        """The language of that transcript which they read and mark."""
        return self.elsewhere.get(transcript, self.works_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A research question."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Codes gathered under a statement. ``codes`` as written: an id, or ``-id`` for one that is taken out again."""

    id: str
    label: str
    statement: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the study claims, the themes it rests on, and since when the statement stands so."""

    id: str
    statement: str
    since: str | None = None
    themes: tuple[Theme, ...] = ()


Rewording = Literal["reworded", "relabelled", "regathered"]
FindingChangeKind = Literal["reworded", "relabelled", "regathered", "added", "removed", "restored"]
Said = str | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingChange:
    """One entry of the findings' history: what the finding or theme *of* said before and since.

    *reworded* is its statement, *relabelled* a theme's label, *regathered* a theme's codes. One that was *added*,
    *removed* or *restored* said nothing before or since; else its statement, a theme's label where it has none.
    """

    id: str
    at: datetime
    by: str
    change: FindingChangeKind
    of: str
    from_: Said
    to: Said
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Research questions, findings with their themes, themes across findings, and what was changed in them."""

    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()
    across: tuple[Theme, ...] = ()
    hash: str = ""
    history: tuple[FindingChange, ...] = ()

    @property
    def themes(self) -> tuple[Theme, ...]:
        """Every theme, those across findings last."""
        return (*(theme for finding in self.findings for theme in finding.themes), *self.across)


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """Everything a study is made of, except what the coders did (see ``model.event``).

    ``participants`` are those of every transcript, by id; the first transcript that names one describes them.
    ``unquotable`` are those who withdrew, or do not want to be quoted, according to any transcript.
    ``recodes`` are coders as they code again in a round: ``coder-a/recode-1``.
    """

    title: str
    provenance: str
    codebook: Codebook
    findings: Findings
    transcripts: Mapping[str, Transcript]
    coders: Mapping[str, Coder]
    cites: str | None = None
    attributes: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    undecided: str = "leave_out"
    hash: str = ""
    recodes: frozenset[str] = frozenset()
    participants: Mapping[str, Participant] = field(init=False)
    unquotable: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        found: dict[str, Participant] = {}
        unquotable: set[str] = set()
        for transcript in self.transcripts.values():
            for participant in transcript.participants.values():
                found.setdefault(participant.id, participant)
                if participant.consent.status == "withdrawn" or participant.consent.quotes is False:
                    unquotable.add(participant.id)
        object.__setattr__(self, "participants", found)
        object.__setattr__(self, "unquotable", frozenset(unquotable))

    def coder(self, name: str) -> Coder:
        """The coder of that id, or of a round in which they code again.

        Raises:
            KeyError: the study has none.
        """
        return self.coders[name.partition("/")[0]]

    @property
    def synthetic(self) -> bool:
        """Whether any of it was invented: then everything that comes from it says so."""
        return self.provenance == "synthetic" or any(t.provenance == "synthetic" for t in self.transcripts.values())
