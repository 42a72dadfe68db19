"""The codebook's history: its entries with what they touched, and two of its versions compared."""

from __future__ import annotations

from dataclasses import dataclass

from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.past import version_named
from imcommerce_qual.core.codebookdiff import Difference, compare
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.recoding import touched
from imcommerce_qual.model.codebook import Change, Codebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """An entry; ``codings`` were made before it under the codes that it is about, as far as the viewer may see."""

    entry: Change
    codings: int
    transcripts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two versions of the codebook: what is other in *new*, and the entries that it has and *old* has not."""

    old: Codebook
    new: Codebook
    differences: tuple[Difference, ...]
    entries: tuple[Change, ...]


def log(opened: Opened, viewer: str | None) -> tuple[Logged, ...]:
    """All entries, the oldest first."""
    presence = opened.presence(viewer=viewer)
    codings = [*(each.coding for each in presence.standing), *presence.lost, *presence.unled]
    history = sorted(opened.study.codebook.history, key=lambda each: (each.at, each.id))
    found = []
    for n, entry in enumerate(history):
        before = (each for each in codings if each.made < entry.at)
        about = touched(before, entry.from_, lineage(history[:n]))
        found.append(Logged(entry=entry, codings=len(about), transcripts=len({each.transcript for each in about})))
    return tuple(found)


def diff(opened: Opened, first: str, second: str | None) -> Compared:
    """Two versions by revision, hash or date; without a second: *first* and today's.

    Raises:
        WrongUseError: one is not there.
    """
    old = version_named(opened, first)
    new = version_named(opened, second) if second else opened.study.codebook
    had = {change.id for change in old.history}
    entries = tuple(change for change in new.history if change.id not in had)
    return Compared(old=old, new=new, differences=compare(old, new, entries), entries=entries)
