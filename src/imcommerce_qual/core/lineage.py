"""Where the ids of a codebook lead after renaming, moving, merging, splitting, and what that makes stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, repeat

from imcommerce_qual.model.codebook import Change, Codebook

_STALE = frozenset({"redefined", "narrowed", "split"})


@dataclass(frozen=True, slots=True)
class _Mark:
    """A change that makes older codings stale: ids that led to ``target`` when it happened."""

    change: str
    target: str
    leads: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """Where each id leads today, which ids are retired, and which changes make codings stale.

    ``conflicts`` are merges without effect, because the same code was merged elsewhere before.
    """

    leads: Mapping[str, str] = field(default_factory=dict)
    retired: frozenset[str] = frozenset()
    marks: tuple[_Mark, ...] = ()
    conflicts: tuple[Change, ...] = ()

    def today(self, code: str) -> str:
        """The id that *code* leads to today; it may be retired."""
        return _follow(self.leads, code)

    def stale(self, code: str, known: frozenset[str]) -> bool:
        """Whether a coding under *code*, made or confirmed when the history held *known*, needs another look."""
        return any(mark.change not in known and _follow(mark.leads, code) == mark.target for mark in self.marks)

    def since(self, code: str, known: frozenset[str]) -> tuple[str, ...]:
        """The ids of the changes that make such a coding stale, the oldest first."""
        found = (m.change for m in self.marks if m.change not in known and _follow(m.leads, code) == m.target)
        return tuple(dict.fromkeys(found))


def lineage(history: Iterable[Change]) -> Lineage:
    """Follow the entries in order of (at, id), whatever order they come in."""
    leads: dict[str, str] = {}
    retired: set[str] = set()
    marks: list[_Mark] = []
    merged: dict[str, str] = {}
    conflicts: list[Change] = []
    for change in sorted(history, key=lambda each: (each.at, each.id)):
        if change.change in _STALE:
            marks += [_Mark(change.id, _follow(leads, old), dict(leads)) for old in change.from_]
        match change.change:
            case "renamed" | "moved":
                for old, new in zip(change.from_, change.to, strict=False):
                    _rename(leads, old, new)
            case "merged":
                conflicts += _merge(leads, merged, change)
            case "split":
                retired |= {_follow(leads, old) for old in change.from_ if not _into_children(leads, old, change.to)}
            case "retired":
                retired |= {_follow(leads, old) for old in change.from_}
            case "restored":
                for code in change.to or change.from_:
                    leads.pop(code, None)
                    merged.pop(code, None)
                    retired.discard(code)
            case _:
                pass
    return Lineage(leads=leads, retired=frozenset(retired), marks=tuple(marks), conflicts=tuple(conflicts))


def unknown_ends(codebook: Codebook, line: Lineage) -> Iterator[Change]:
    """Entries about an id that leads to one that is neither in the tree nor retired."""
    for change in codebook.history:
        for code in (*change.from_, *change.to):
            end = line.today(code)
            if end not in codebook.codes and end not in line.retired:
                yield change
                break


def _follow(leads: Mapping[str, str], code: str) -> str:
    while code in leads:
        code = leads[code]
    return code


def _rename(leads: dict[str, str], old: str, new: str) -> None:
    if old == new:
        return
    if _follow(leads, new) == old:  # going back to an own older id revives it
        leads.pop(new, None)
        leads[old] = new
    elif old in leads:  # it led elsewhere already: the new name leads there too
        end = _follow(leads, old)
        if new != end:
            leads[new] = end
    else:
        leads[old] = new


def _merge(leads: dict[str, str], merged: dict[str, str], change: Change) -> Iterator[Change]:
    for old, new in zip(change.from_, _repeated(change.to), strict=False):
        start, end = _follow(leads, old), _follow(leads, new)
        before = merged.get(old, merged.get(start))
        if before is not None and _follow(leads, before) != end:
            yield change
            continue
        merged[old] = merged[start] = new
        if start != end:
            leads[start] = end


def _repeated(codes: tuple[str, ...]) -> Iterator[str]:
    return chain(codes, repeat(codes[-1])) if codes else iter(())


def _into_children(leads: Mapping[str, str], old: str, codes: tuple[str, ...]) -> bool:
    parents = {old, _follow(leads, old)}
    return all(any(code.startswith(f"{parent}.") for parent in parents) for code in codes)
