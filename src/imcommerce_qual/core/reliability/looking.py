"""What counts of a coder's history of a transcript: what they marked, and what they looked for and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from imcommerce_qual.core.anchoring import carry_along
from imcommerce_qual.core.excerpts import turns_under
from imcommerce_qual.core.history import Folded
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.reopened import reopening
from imcommerce_qual.core.units.frame import Looked, Marked
from imcommerce_qual.model.codebook import Codebook
from imcommerce_qual.model.edit import Carried, Edit, Lost
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.transcript import Transcript

#: The turns of a transcript that an older text had already; None: all of them.
Read = Callable[[str], "frozenset[int] | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """What one coder had done alone, and what of it stands aside.

    ``reopened``: codes that came, widened or came back since. ``absent``: how many turns were not in the text that they
    completed; ``lost``: codings whose words are gone; ``unled``: codings whose code is gone; ``later``:
    how many were made, changed or taken out since; ``reworked``: those of them that a further completion counts all the
    same, though others' codings showed by then. ``done``: when they completed it; ``codebook``: hash16 of the
    codebook of their last completion.
    """

    looked: Looked
    reopened: tuple[str, ...] = ()
    absent: int = 0
    lost: int = 0
    unled: int = 0
    later: int = 0
    reworked: int = 0
    done: datetime
    codebook: str


def looker(
    book: Codebook, *, carry: Callable[[Coding], Carried], stamps: Mapping[str, frozenset[str]]
) -> Callable[..., Looking]:
    """What makes a `Looking` under this codebook; what depends on the codebook alone is worked out once."""
    line, opens = lineage(book.history), reopening(book)
    every = frozenset(code for code in book.codes if code not in line.retired)

    def looking(
        state: Folded,
        *,
        coder: str,
        turns: int,
        read: Read,
        assigned: frozenset[int] | None = None,
        round_id: str | None = None,
    ) -> Looking:
        """*state*: what a coder had done alone. *turns*: how many there are; *assigned*: those of the round's passages.

        *round_id*: a completion of that round's passages counts as one of them all.
        """
        counted = [each for each in state.completions if each.round in {None, round_id}]
        whole = [each for each in counted if each.codes is None]
        again = opens.of([replace(each, round=None) for each in counted], stamps)
        marked, lost, unled = [], 0, 0
        for coding in state.codings:
            code = line.today(coding.code)
            if code not in every:
                unled += 1
            elif isinstance(where := carry(coding), Lost):
                lost += 1
            else:
                marked.append(Marked(code=code, span=where.span))
        seen = _union(read(each.text) for each in whole)
        absent = 0 if seen is None else turns - len(seen)
        if assigned is not None:
            absent = 0 if seen is None else len(assigned - seen)
            seen = assigned if seen is None else seen & assigned
        return Looking(
            looked=Looked(coder=coder, marked=tuple(marked), codes=every - again.keys() if again else None, turns=seen),
            reopened=tuple(sorted(again)),
            absent=absent,
            lost=lost,
            unled=unled,
            done=max(each.at for each in whole),
            codebook=counted[-1].codebook,
        )

    return looking


def _union(every: Iterable[frozenset[int] | None]) -> frozenset[int] | None:
    found: set[int] = set()
    for each in every:
        if each is None:
            return None
        found |= each
    return frozenset(found)


def turns_led(numbers: Iterable[int], old: Transcript, new: Transcript, path: Sequence[Edit]) -> frozenset[int]:
    """The turns of the new text in which at least half of a line of these turns of the old one stands."""
    found: set[int] = set()
    for number in numbers:
        if not 1 <= number <= len(old.turns):
            continue
        turn = old.turns[number - 1]
        for line in (*turn.words, *turn.translation):
            where = carry_along(line.span, path)
            if not isinstance(where, Lost):
                found |= {each.number for each in turns_under(new, where.span)}
    return frozenset(found)
