"""Which version of a file was in force at a time, as far as the histories say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from imcommerce_qual.model.codebook import Codebook
from imcommerce_qual.model.edit import Edit

#: Somebody named a version at a time: (when, its hash16).
Named = tuple[datetime, str]


def codebook_at(today: Codebook, stored: Iterable[Codebook], named: Iterable[Named], when: datetime) -> Codebook:
    """The codebook at that time: the version with just the entries until then.

    Where several versions have the same entries (a comment or a colour was changed by hand), it is the one that an
    event named last until then, else the first that one named after, else today's. Where none has them all, it is the
    one with the most of them and no other.
    """
    until = frozenset(change.id for change in today.history if change.at <= when)
    named = sorted(named)
    if not any(at > when for at, _ in named) and len(until) == len(today.history):
        return today
    versions = {each.hash: each for each in stored if each.id == today.id} | {today.hash: today}
    fitting = {name: each for name, each in versions.items() if _ids(each) <= until}
    most = max((len(each.history) for each in fitting.values()), default=0)
    best = {name: each for name, each in fitting.items() if len(each.history) == most}
    if not best:
        return today
    before = [name for at, name in named if at <= when and name in best]
    after = [name for at, name in named if at > when and name in best]
    chosen = before[-1] if before else after[0] if after else None
    return best[chosen] if chosen else best.get(today.hash) or best[min(best)]


def text_at(today: str, edits: Sequence[Edit], named: Iterable[Named], when: datetime) -> str:
    """The hash16 of a transcript's text at that time: what an edit led to, or an event named, last until then."""
    seen = sorted([*((edit.at, edit.to) for edit in edits), *named])
    before = [text for at, text in seen if at <= when]
    if not any(at > when for at, _ in seen):
        return today
    if before:
        return before[-1]
    first = min(edits, key=lambda edit: edit.at, default=None)
    at, text = next((at, text) for at, text in seen if at > when)
    return first.from_ if first is not None and first.at <= at else text


def _ids(book: Codebook) -> frozenset[str]:
    return frozenset(change.id for change in book.history)


def baselines(today: Codebook, stored: Iterable[Codebook], named: Iterable[Named]) -> tuple[Codebook, ...]:
    """The stored versions that *today* grew out of: for each largest set of its entries the one that was named first.

    A version that has an entry which today's lacks was never a step to it.
    """
    own = _ids(today)
    first: dict[str, datetime] = {}
    for at, name in sorted(named):
        first.setdefault(name, at)
    groups: dict[frozenset[str], list[Codebook]] = {}
    for each in stored:
        if each.id == today.id and _ids(each) <= own:
            groups.setdefault(_ids(each), []).append(each)
    largest = [ids for ids in groups if not any(ids < other for other in groups)]
    long_ago = datetime.min.replace(tzinfo=UTC)
    return tuple(min(groups[ids], key=lambda each: (first.get(each.hash, long_ago), each.hash)) for ids in largest)
