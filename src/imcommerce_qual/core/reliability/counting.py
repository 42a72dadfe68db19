"""A transcript counted once: small tables that add up over transcripts, whatever is asked of them afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from imcommerce_qual.core.agreement.arrays import Floats, Ints
from imcommerce_qual.core.excerpts import turns_under
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
    need, by key, ``""`` for all applied codes together.
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
    """Spans matched, where two coders have read the same turns and looked for the code."""
    assert asked.overlap is not None
    (side,) = sides(transcript, [each for each in coders if each is not None])
    spans = [
        None
        if each is None
        else spans_by_code(transcript, _there(transcript, each), asked.rolled, side=side, speakers=asked.speakers)[1]
        for each in coders
    ]
    found = {}
    for one, two in combinations(range(len(coders)), 2):
        first, second = coders[one], coders[two]
        if first is None or second is None or first.turns != second.turns:
            continue
        for key in asked.rolled.codes:
            if looked_for(first, key, asked.rolled) and looked_for(second, key, asked.rolled):
                ours, theirs = spans[one] or {}, spans[two] or {}
                found[(one, two), key] = match_spans(ours[key], theirs[key], overlap=asked.overlap)
    return found


def _there(transcript: Transcript, looked: Looked) -> Looked:
    """Without codings that lie outside the turns that count for the coder."""
    if looked.turns is None:
        return looked
    turns = looked.turns
    kept = (each for each in looked.marked if turns & {turn.number for turn in turns_under(transcript, each.span)})
    return replace(looked, marked=tuple(kept))


def _unitized(
    transcript: Transcript, coders: Sequence[Looked | None], asked: Asked
) -> tuple[Mapping[str, Floats], bool]:
    """For every code alone, and for all applied ones together."""
    found = {}
    for key in asked.rolled.codes:
        found[key], _ = unitize(transcript, coders, _only(asked.rolled, (key,)), speakers=asked.speakers)
    together, overlapping = unitize(transcript, coders, _only(asked.rolled, asked.applied), speakers=asked.speakers)
    return found | {"": together}, overlapping


def _only(every: Rolled, keys: tuple[str, ...]) -> Rolled:
    kept = frozenset(keys)
    return Rolled(
        codes=keys,
        up={code: tuple(key for key in up if key in kept) for code, up in every.up.items()},
        under={key: every.under[key] for key in keys},
    )
