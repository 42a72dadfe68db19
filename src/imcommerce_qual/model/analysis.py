"""Results of looking at all codings at once: what occurs together, when codes first occur, groups, coverage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Together = Literal["turn", "overlap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoOccurrence:
    """How often two codes occur together: ``cells[row][column]``, the same both ways.

    ``by`` *turn*: turns that have both; *overlap*: pairs of excerpts, one of each, that share a character. The
    diagonal has the turns, or the excerpts, of the code itself.
    """

    by: Together
    codes: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One transcript in the order that is looked at: which codes occur in it for the first time."""

    position: int
    transcript: str
    date: str | None
    new: tuple[str, ...]
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Consecutive transcripts after the base: how many new codes they have, as a share of the base's codes."""

    first: int
    last: int
    new: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Saturation:
    """Base size, run length and new-information threshold (Guest, Namey & Chen 2020).

    ``at``: after how many transcripts the first run with at most ``threshold`` of new information begins; None with
    ``why`` where there is no such run, or none can be computed.
    """

    base: int
    run: int
    threshold: float
    base_codes: int
    runs: tuple[Run, ...]
    at: int | None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permuted:
    """The same over random orders: how many of them reach the threshold, and after how many transcripts.

    ``known`` has, for each position, the smallest, mean and largest number of codes known by then.
    """

    orders: int
    seed: int
    reached: int
    smallest: int | None
    median: float | None
    largest: int | None
    known: tuple[tuple[int, float, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrences:
    """When codes first occur, in the order in which the interviews were held.

    ``inductive``: they were found in the data, so that saturation means something; else it is None. ``unused`` codes
    occur in none of the transcripts. ``dated``: the order is that of the dates of all interviews; else that of ids.
    """

    inductive: bool
    codes: tuple[str, ...]
    unused: tuple[str, ...]
    dated: bool
    steps: tuple[Step, ...]
    saturation: Saturation | None = None
    permuted: Permuted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Participants who share a value of an attribute; ``value`` None: not stated."""

    value: str | None
    participants: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """One theme or code: for each group who has an excerpt under it, and how many excerpts that is."""

    level: Literal["theme", "code"]
    id: str
    label: str
    who: tuple[tuple[str, ...], ...]
    excerpts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Groups of the counted participants side by side; ``cut``: where a number was cut in two, and why there."""

    attribute: str
    groups: tuple[Group, ...]
    rows: tuple[GroupRow, ...]
    cut: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """How much of one transcript one coder coded.

    ``turns`` are participants' turns with words, ``coded`` those of them that a coding touches; ``codes`` how many
    codes were used.
    """

    coder: str
    transcript: str
    completed: bool
    turns: int
    coded: int
    codings: int
    codes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What one code rests on: its own excerpts, without those of codes below it."""

    code: str
    label: str
    excerpts: int
    participants: tuple[str, ...]
    transcripts: tuple[str, ...]
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallCell:
    """Participants so few that what is said of them may identify them."""

    what: str
    participants: tuple[str, ...]
