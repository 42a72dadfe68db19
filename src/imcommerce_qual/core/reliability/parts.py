"""A transcript that not everybody read in full, in pieces that are each read by the same coders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from imcommerce_qual.core.units.frame import Looked
from imcommerce_qual.model.transcript import Transcript

Coders = tuple["Looked | None", ...]


def parts(transcript: Transcript, coders: Sequence[Looked | None]) -> tuple[tuple[Transcript, Coders], ...]:
    """Pieces that two coders or more read, each with its readers as having read all of it, the others as None.

    A piece has the turns of one set of readers, one after the other; what nobody else read is in none. Where everybody
    read everything the transcript itself is the only piece.
    """
    if all(each is None or each.turns is None for each in coders):
        return ((transcript, tuple(coders)),)
    by_readers: dict[tuple[bool, ...], set[int]] = {}
    for turn in transcript.turns:
        readers = tuple(each is not None and (each.turns is None or turn.number in each.turns) for each in coders)
        by_readers.setdefault(readers, set()).add(turn.number)
    return tuple(
        (
            replace(transcript, turns=tuple(turn for turn in transcript.turns if turn.number in numbers)),
            tuple(
                replace(each, turns=None) if each is not None and read else None
                for each, read in zip(coders, readers, strict=True)
            ),
        )
        for readers, numbers in by_readers.items()
        if sum(readers) > 1
    )
