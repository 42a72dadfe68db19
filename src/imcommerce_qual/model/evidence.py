"""What the codings amount to: excerpts counted once, by code, theme, finding and participant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from imcommerce_qual.model.span import Span
from imcommerce_qual.model.standing import Reconciliation, Standing
from imcommerce_qual.model.transcript import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A coding with the turns and participants under it.

    ``counted`` is the stretch of source text by which overlapping excerpts are found to be one: the span itself, or,
    for a coding on a translation, all source words of its turns.
    """

    standing: Standing
    side: Side
    counted: Span
    turns: tuple[int, ...]
    participants: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Overlapping excerpts of one transcript that count as one, whoever coded them: at least one coding.

    ``participants`` are those who speak in it, in order of the ids; ``start`` is where it begins in the source text.
    """

    transcript: str
    members: tuple[Placed, ...]
    participants: tuple[str, ...] = field(init=False)
    start: int = field(init=False)

    def __post_init__(self) -> None:
        first = self.members[0]
        who = first.participants if len(self.members) == 1 else {p for each in self.members for p in each.participants}
        object.__setattr__(self, "participants", tuple(sorted(who)))
        object.__setattr__(self, "start", first.counted.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One excerpt as it is printed, with its place: character for character the transcript's words.

    ``translation`` is that of the whole paragraphs that it stands in; where these have more words than the excerpt,
    ``translation_exact`` is false, and whoever prints it says so. ``translated_from``: the words are the translation's,
    of what was said in that language. ``sitting``: which one it was, where the clock started anew. ``kept`` is the id
    under which it is kept for publication, ``published`` the trimmed form in which it is, where that is another one;
    ``own_translation``: the translation was written for it, and is preferred to the transcript's.
    """

    transcript: str
    span: Span
    turns: tuple[int, ...]
    time: str | None
    language: str
    words: str
    translation: str | None
    translation_exact: bool
    participants: tuple[str, ...]
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    stances: tuple[str, ...]
    exemplar: bool
    unsure: bool
    may_quote: bool
    memo: str | None = None
    translated_from: str | None = None
    sitting: str | None = None
    kept: str | None = None
    published: str | None = None
    own_translation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of one code, theme or finding.

    ``participants``: those of completed transcripts, who are counted; ``unfinished``: those found only in transcripts
    that nobody has completed, who are not.
    """

    excerpts: int = 0
    participants: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    supports: int = 0
    qualifies: int = 0
    contradicts: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """What the codings say of one finding, theme or code: its id, what it is, its name, who speaks under it.

    ``aliases`` are other names. ``alone`` are those who speak under the code itself without the codes below it, and
    ``below`` those under it and all codes below, also those that do not roll up; None: the same as the tally.
    """

    id: str
    kind: str
    label: str
    tally: Tally
    aliases: tuple[str, ...] = ()
    statement: str = ""
    alone: tuple[str, ...] | None = None
    below: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRow:
    """A code under a theme: its own excerpts with those of the codes that roll up into it."""

    code: str
    label: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRow:
    """A theme with its codes and the excerpts to print."""

    id: str
    label: str
    statement: str
    tally: Tally
    codes: tuple[CodeRow, ...]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding with its themes, and ``against``: the negative cases, which qualify or contradict it.

    The tally's stances include codings toward this finding under codes that are in none of its themes.
    """

    id: str
    statement: str
    tally: Tally
    themes: tuple[ThemeRow, ...]
    against: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a table rests on: which coders, which transcripts, what was left out.

    ``coders`` maps each coder to the transcripts of theirs that were used; ``completed`` are the transcripts that count
    for participants, ``unfinished`` the coded ones that no coder in it has completed; ``by_nobody`` the uncoded rest.
    ``reworded`` has, by finding, how many stances toward it were given before its statement was as it is.
    ``reopened`` has, by code, the completed transcripts that their coders are to look through again for it.
    ``saw`` has (coder, other, transcript) where a coder looked at the other's codings before completing their own.
    ``reconciled`` is there where decisions were put in the place of what coders disagreed on.
    """

    coders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constructed: tuple[str, ...] = ()
    completed: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    by_nobody: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    codings: int = 0
    lost: int = 0
    changed: int = 0
    stale: int = 0
    unled: int = 0
    outside: int = 0
    reworded: Mapping[str, int] = field(default_factory=dict)
    reopened: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: tuple[tuple[str, str], ...] = ()
    saw: tuple[tuple[str, str, str], ...] = ()
    newest: datetime | None = None
    reconciled: Reconciliation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeTable:
    """Finding, theme, code: the main result."""

    findings: tuple[FindingRow, ...]
    across: tuple[ThemeRow, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Excerpts by code (rows, tree order) and participant (columns): ``cells[row][column]``."""

    codes: tuple[str, ...]
    participants: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
