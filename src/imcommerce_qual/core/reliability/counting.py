"""A transcript counted once: small tables that add up over transcripts, whatever is asked of them afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from imcommerce_qual.core.agreement.arrays import Floats, Ints
from imcommerce_qual.core.reliability.parts import parts
from imcommerce_qual.core.units.characters import count_characters
from imcommerce_qual.core.units.cutting import ACROSS_LANGUAGES, Cut, cut
from imcommerce_qual.core.units.frame import Looked, Speakers, sides
from imcommerce_qual.core.units.matches import SpanMatches, match_spans
from imcommerce_qual.core.units.places import spans_by_code, unitize
from imcommerce_qual.core.units.presence import states_of
from imcommerce_qual.core.units.rollup import Rolled, looked_for
from imcommerce_qual.core.units.tally import TextTally, tallied
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Transcript

Pair = tuple[int, int]
#: The codes that each coder gave a unit; None where they did not look.
Sets = tuple["frozenset[str] | None", ...]
_NONE: frozenset[str] = frozenset()
#: The key of places that have any of the applied codes.
ANY = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is counted: coders by name, codes, units; ``applied``: keys of the codes that sets are made of."""

    names: tuple[str, ...]
    rolled: Rolled
    applied: tuple[str, ...]
    unit: Cut
    speakers: Speakers = "participants"
    overlap: float | None = None
    unitizing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextCount:
    """What a transcript adds. ``swapped`` (codes, codes): units with one code by one coder and the other by another.

    ``matches``: spans matched by pair of coders and code. ``unitized`` and ``overlapping``: what the unitizing alphas
    need, by key, ``""`` for all applied codes together, ``ANY`` for their places.
    """

    units: TextTally
    characters: TextTally
    sets: Mapping[Sets, int] = field(default_factory=dict)
    swapped: Ints | None = None
    matches: Mapping[tuple[Pair, str], SpanMatches] = field(default_factory=dict)
    unitized: Mapping[str, Floats] = field(default_factory=dict)
    overlapping: bool = False

    @property
    def name(self) -> str:
        """The transcript's id."""
        return self.units.transcript


def count_text(
    transcript: Transcript, coders: Sequence[Looked | None], asked: Asked, *, given: Iterable[Span] = ()
) -> TextCount:
    """*coders*: as ``asked.names``; None for one of whom nothing counts in this transcript."""
    there = [each for each in coders if each is not None]
    used = sides(transcript, there)
    characters = count_characters(
        transcript, coders, asked.rolled, names=asked.names, speakers=asked.speakers, used=used
    )
    keys = asked.rolled.codes
    mixed = asked.unit not in ACROSS_LANGUAGES and len(used) > 1
    units = () if mixed else cut(transcript, asked.unit, speakers=asked.speakers, side=next(iter(used)), given=given)
    states, outside = states_of(transcript, units, coders, asked.rolled)
    key, weight = tallied(states)
    index = {each: number for number, each in enumerate(keys)}
    applied = states[[index[each] for each in asked.applied]]
    unitized, overlapping = _unitized(transcript, coders, asked) if asked.unitizing else ({}, False)
    return TextCount(
        units=TextTally(
            transcript=transcript.id,
            codes=keys,
            coders=asked.names,
            key=key,
            weight=weight,
            units=len(units),
            outside=outside,
            mixed=mixed,
        ),
        characters=characters,
        sets=_sets(applied, coders, asked),
        swapped=_swapped(applied),
        matches=_matches(transcript, coders, asked) if asked.overlap is not None and len(used) == 1 else {},
        unitized=unitized,
        overlapping=overlapping,
    )


def _sets(applied: Ints, coders: Sequence[Looked | None], asked: Asked) -> Mapping[Sets, int]:
    """How often each joint state of sets occurs, of the codes that everybody there looked for."""
    there = [each for each in coders if each is not None]
    wanted = [n for n, key in enumerate(asked.applied) if all(looked_for(one, key, asked.rolled) for one in there)]
    if not wanted or len(there) < 2:
        return {}
    states = applied[wanted]
    names = [asked.applied[n] for n in wanted]
    read = np.asarray((states >= 0).all(axis=0))
    columns: list[list[frozenset[str] | None]] = []
    for column in range(states.shape[2]):
        given: dict[int, list[str]] = {}
        for code, unit in np.argwhere(states[:, :, column] == 1).tolist():
            given.setdefault(unit, []).append(names[code])
        held: list[frozenset[str] | None] = [_NONE if one else None for one in read[:, column].tolist()]
        for unit, codes in given.items():
            held[unit] = frozenset(codes) if held[unit] is not None else None
        columns.append(held)
    return Counter(zip(*columns, strict=True))


def _swapped(applied: Ints) -> Ints:
    """For codes x, y: units on which one of two coders gave x and not y, and the other y and not x."""
    found = np.zeros((len(applied), len(applied)), np.int64)
    for one, two in combinations(range(applied.shape[2]), 2):
        first, second = applied[:, :, one], applied[:, :, two]
        alone = ((first == 1) & (second == 0)).astype(np.float32)
        other = ((second == 1) & (first == 0)).astype(np.float32)
        met = np.rint(alone @ other.T).astype(np.int64)
        found += met + met.T
    return found


def _matches(
    transcript: Transcript, coders: Sequence[Looked | None], asked: Asked
) -> Mapping[tuple[Pair, str], SpanMatches]:
    """Spans matched in what two coders have both read, where both looked for the code."""
    assert asked.overlap is not None
    (side,) = sides(transcript, [each for each in coders if each is not None])

    known: dict[int, Mapping[str, Ints]] = {}

    def spans(piece: Transcript, column: int, each: Looked) -> Mapping[str, Ints]:
        if piece is not transcript or column not in known:
            found = spans_by_code(piece, each, asked.rolled, side=side, speakers=asked.speakers)[1]
            if piece is not transcript:
                return found
            known[column] = found
        return known[column]

    found = {}
    for one, two in combinations(range(len(coders)), 2):
        for piece, (first, second) in parts(transcript, (coders[one], coders[two])):
            if first is None or second is None:
                continue
            ours, theirs = spans(piece, one, first), spans(piece, two, second)
            for key in asked.rolled.codes:
                if looked_for(first, key, asked.rolled) and looked_for(second, key, asked.rolled):
                    found[(one, two), key] = match_spans(ours[key], theirs[key], overlap=asked.overlap)
    return found


def _unitized(
    transcript: Transcript, coders: Sequence[Looked | None], asked: Asked
) -> tuple[Mapping[str, Floats], bool]:
    """For every code alone, and for all applied ones together; of what two coders or more have read."""
    rows = {key: _only(asked.rolled, (key,)) for key in asked.rolled.codes}
    rows |= {"": _only(asked.rolled, asked.applied), ANY: _any(asked.rolled, asked.applied)}
    found: dict[str, Floats] = {}
    overlapping = False
    for piece, readers in parts(transcript, coders):
        for name, codes in rows.items():
            added, over = unitize(piece, readers, codes, speakers=asked.speakers)
            found[name] = found[name] + added if name in found else added
            overlapping |= over
    if not found:
        found = {name: unitize(transcript, (), codes)[0] for name, codes in rows.items()}
    return found, overlapping


def _any(every: Rolled, keys: tuple[str, ...]) -> Rolled:
    """One code that stands wherever one of these does: places alone can be compared, also where codes overlap."""
    wanted = frozenset(keys)
    return Rolled(
        codes=(ANY,),
        up={code: (ANY,) for code, up in every.up.items() if wanted & set(up)},
        under={ANY: frozenset().union(*(every.under[key] for key in keys))},
    )


def _only(every: Rolled, keys: tuple[str, ...]) -> Rolled:
    kept = frozenset(keys)
    return Rolled(
        codes=keys,
        up={code: tuple(key for key in up if key in kept) for code, up in every.up.items()},
        under={key: every.under[key] for key in keys},
    )
