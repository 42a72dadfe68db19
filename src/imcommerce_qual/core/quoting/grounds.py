"""What a count is held against, and the beginnings of weighing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from imcommerce_qual.core.quoting.counts import Claim
from imcommerce_qual.core.quoting.labels import Labels
from imcommerce_qual.core.quoting.naming import Nameable
from imcommerce_qual.model.evidence import Counted
from imcommerce_qual.model.manuscript import Block


@dataclass(frozen=True, slots=True)
class Ground:
    """Against what counts are held: the participants who are counted, those of the study, and parts of them by name."""

    people: tuple[str, ...]
    everybody: int = 0
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A claim with what it is about.

    *wrong* says in words what does not agree; with *doubtful*, that it may be about something else. *unclear* says why
    nobody can tell. *who* are those whom the codings name, *total* of how many; *notes* say what that rests on.
    """

    claim: Claim
    about: Counted | None
    wrong: str | None = None
    unclear: str | None = None
    doubtful: bool = False
    who: tuple[str, ...] = ()
    total: int = 0
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Weighing:
    """One claim among its *mates* of the same block; *heads* leads from a block to the heading above it.

    *linked* is whether what stands between the count and the name lets the one count the other.
    """

    claim: Claim
    mates: Sequence[Claim]
    blocks: Sequence[Block]
    names: Nameable
    ground: Ground
    labels: Labels
    heads: Mapping[int, int]
    linked: bool = True

    def unclear(self, why: str, about: Counted | None = None) -> Weighed:
        """The claim as one of which nobody can tell, and *why*."""
        return Weighed(claim=self.claim, about=about, unclear=why, total=len(self.ground.people))
