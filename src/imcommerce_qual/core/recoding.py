"""What a change of the codebook does to the codings that a viewer may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from imcommerce_qual.core.evidence import passages, place
from imcommerce_qual.core.lineage import Lineage
from imcommerce_qual.core.revising import Draft
from imcommerce_qual.model.codebook import ChangeKind
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.evidence import Placed
from imcommerce_qual.model.standing import Presence
from imcommerce_qual.model.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one entry does: ``excerpts`` (overlapping ones are one) in ``transcripts`` are under codes it is about.

    ``joined``: so many of them become one with an excerpt that they overlap. ``reopened``: (coder, transcript) pairs
    that were completed, and are to be looked through again for ``opens``.
    """

    change: ChangeKind
    from_: tuple[str, ...]
    to: tuple[str, ...]
    excerpts: int = 0
    codings: int = 0
    transcripts: int = 0
    joined: int = 0
    reopened: tuple[tuple[str, str], ...] = ()
    opens: tuple[str, ...] = ()


def effect_of(entry: Draft, study: Study, presence: Presence, after: Lineage) -> Effect:
    """The effect of *entry* on the codings as they stand before it; *after* is the lineage with it."""
    sources = frozenset(entry.from_ if entry.change != "restored" else ())
    placed = {code: _placed(study, presence, code) for code in dict.fromkeys((*sorted(sources), *entry.to))}
    found = _together(placed[code] for code in sources)
    excerpts = sum(_count(placed[code]) for code in sources)
    joined = 0
    if entry.change == "merged":
        codes = frozenset((*entry.from_, *entry.to))
        joined = sum(_count(placed[code]) for code in codes) - _count(_together(placed[code] for code in codes))
    back: list[Coding] = []
    if entry.change == "restored":
        everywhere = [*presence.unled, *(each.coding for each in presence.standing)]
        back = [each for each in everywhere if after.today(each.code) in entry.to]
    if entry.change != "restored":  # recorded after a hand edit, the old ids lead nowhere yet
        back = [each for each in presence.unled if each.code in sources - study.codebook.codes.keys()]
        excerpts += len(back)
    opens = entry.to or entry.from_ if entry.change in {"added", "split", "widened", "restored"} else ()
    done = sorted(key for key, each in presence.progress.items() if each.completed) if opens else []
    return Effect(
        change=entry.change,
        from_=entry.from_,
        to=entry.to,
        excerpts=excerpts,
        codings=sum(map(len, found.values())) + len(back),
        transcripts=len({*found, *(each.transcript for each in back)}),
        joined=joined,
        reopened=tuple(done),
        opens=opens,
    )


def _placed(study: Study, presence: Presence, code: str) -> Mapping[str, list[Placed]]:
    """The codings under a code, by transcript."""
    found: dict[str, list[Placed]] = {}
    for each in presence.standing:
        if each.code == code:
            placed = place(study.transcripts[each.transcript], each)
            if placed is not None:
                found.setdefault(each.transcript, []).append(placed)
    return found


def _together(several: Iterable[Mapping[str, list[Placed]]]) -> Mapping[str, list[Placed]]:
    found: dict[str, list[Placed]] = {}
    for each in several:
        for transcript, placed in each.items():
            found.setdefault(transcript, []).extend(placed)
    return found


def _count(placed: Mapping[str, list[Placed]]) -> int:
    return sum(1 for each in placed.values() for _ in passages(each))


def touched(codings: Iterable[Coding], entry_from: Iterable[str], leads_before: Lineage) -> tuple[Coding, ...]:
    """Of the codings made before an entry, those that were under one of the codes it is about."""
    wanted = {leads_before.today(code) for code in entry_from}
    return tuple(each for each in codings if leads_before.today(each.code) in wanted)
