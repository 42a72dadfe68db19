"""Codes, the tree they form by their dotted ids, and what was changed in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

ChangeKind = Literal[
    "added",
    "renamed",
    "moved",
    "merged",
    "split",
    "redefined",
    "widened",
    "narrowed",
    "reworded",
    "retired",
    "restored",
]

#: The fields that say what a code means: who changes one of them says how.
MEANING = ("definition", "use_when", "not_when")
#: What a change of these may be; *reworded* is one that means the same.
MEANINGS: tuple[ChangeKind, ...] = ("redefined", "widened", "narrowed", "reworded")

#: What the ids of codes begin with that a coder proposed and nobody accepted yet: ``proposal/<coder>/<slug>``.
PROPOSAL = "proposal/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code. ``id`` is its full dotted path: ``trust.person`` stands under ``trust``.

    ``rolls_up`` false: its excerpts are not counted in its parent, because it runs against it.
    """

    id: str
    label: str
    short: str = ""
    definition: str = ""
    use_when: str = ""
    not_when: str = ""
    example: str = ""
    origin: str = ""
    support: str = ""
    aliases: tuple[str, ...] = ()
    key: str | None = None
    color: str | None = None
    rolls_up: bool = True

    @property
    def parent(self) -> str | None:
        """The id of the code above, or nothing at the top."""
        head, dot, _ = self.id.rpartition(".")
        return head if dot else None

    @property
    def depth(self) -> int:
        """0 at the top."""
        return self.id.count(".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A code that *coder* proposed while coding; ``from_`` is the event that first used it."""

    coder: str
    slug: str
    label: str
    definition: str = ""
    from_: str = ""

    @property
    def id(self) -> str:
        """What codings under it name."""
        return f"{PROPOSAL}{self.coder}/{self.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry of a codebook's history: ids lead from ``from_`` to ``to`` since then."""

    id: str
    revision: int
    at: datetime
    by: str
    change: ChangeKind
    from_: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """The codes in tree order (parents before children), by id, and the history; ``hash`` is the file's hash16."""

    id: str
    revision: int
    codes: Mapping[str, Code]
    history: tuple[Change, ...] = ()
    hash: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)

    def children(self, code: str) -> tuple[Code, ...]:
        """The codes one level below."""
        return tuple(each for each in self.codes.values() if each.parent == code)

    def rolled_up(self, code: str) -> frozenset[str]:
        """The code itself and every descendant that is counted in it (``rolls_up`` all the way)."""
        found = {code}
        for each in self.codes.values():  # tree order: a parent is decided before its children
            if each.rolls_up and each.parent in found:
                found.add(each.id)
        return frozenset(found)
