"""Which coder marked which code in which unit of a transcript, counted for all codes at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from imcommerce_qual.core.agreement.arrays import Flags, Ints
from imcommerce_qual.core.units.cutting import ACROSS_LANGUAGES, Cut, Unit, cut
from imcommerce_qual.core.units.frame import Looked, Speakers, sides
from imcommerce_qual.core.units.rollup import Rolled, looked_for, spread
from imcommerce_qual.core.units.tally import TextTally, tallied
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Transcript


def count_units(
    transcript: Transcript,
    coders: Sequence[Looked | None],
    rolled: Rolled,
    *,
    names: Sequence[str],
    unit: Cut = "turn",
    speakers: Speakers = "participants",
    given: Iterable[Span] = (),
) -> TextTally:
    """What a transcript adds to the counts of every code of *rolled*.

    A code is present in a unit where a coding of it, or of what rolls up into it, covers a character of the unit's
    words that is no white space. *coders*: as *names*; None for one who has not completed it: missing.
    """
    there = [each for each in coders if each is not None]
    used = sides(transcript, there)
    if unit not in ACROSS_LANGUAGES and len(used) > 1:
        return _nothing(transcript, rolled.codes, tuple(names))
    units = cut(transcript, unit, speakers=speakers, side=next(iter(used)), given=given)
    states, outside = states_of(transcript, units, coders, rolled)
    key, weight = tallied(states)
    return TextTally(
        transcript=transcript.id,
        codes=rolled.codes,
        coders=tuple(names),
        key=key,
        weight=weight,
        units=len(units),
        outside=outside,
    )


def states_of(
    transcript: Transcript,
    units: Sequence[Unit],
    coders: Sequence[Looked | None],
    rolled: Rolled,
) -> tuple[Ints, tuple[int, ...]]:
    """States (codes, units, coders): 1 there, 0 looked and found nothing, -1 missing; and codings outside, by coder."""
    codes = rolled.codes
    states = np.full((len(codes), len(units), len(coders)), -1, dtype=np.int64)
    index = {code: number for number, code in enumerate(codes)}
    touched = _Touched(transcript.text, units)
    outside = []
    for column, looked in enumerate(coders):
        if looked is None:
            outside.append(0)
            continue
        for number, code in enumerate(codes):
            if looked_for(looked, code, rolled):
                states[number, :, column] = 0
        for each in spread(looked, rolled):
            for place in touched.by(each.span):
                if states[index[each.code], place, column] == 0:
                    states[index[each.code], place, column] = 1
        states[:, ~_read(units, looked), column] = -1
        outside.append(sum(1 for each in looked.marked if not any(True for _ in touched.by(each.span))))
    return states, tuple(outside)


def _read(units: Sequence[Unit], looked: Looked) -> Flags:
    """Which units a coder has read to their end."""
    if looked.turns is None:
        return np.ones(len(units), dtype=np.bool_)
    return np.array([set(unit.turns) <= looked.turns for unit in units], dtype=np.bool_)


def _nothing(transcript: Transcript, codes: tuple[str, ...], names: tuple[str, ...]) -> TextTally:
    return TextTally(
        transcript=transcript.id,
        codes=codes,
        coders=names,
        key=np.zeros(0, np.int64),
        weight=np.zeros(0),
        units=0,
        outside=(0,) * len(names),
        mixed=True,
    )


class _Touched:
    """Finds the units that a span touches, by their stretches in order."""

    def __init__(self, text: str, units: Sequence[Unit]) -> None:
        stretches = sorted((span, number) for number, unit in enumerate(units) for span in unit.stretches)
        self.text = text
        self.starts = [span.start for span, _ in stretches]
        self.ends = [span.end for span, _ in stretches]
        self.unit = [number for _, number in stretches]
        self.known: dict[Span, tuple[int, ...]] = {}

    def by(self, span: Span) -> tuple[int, ...]:
        """The numbers of the units of which the span covers a character that is no white space."""
        if span not in self.known:
            self.known[span] = tuple(dict.fromkeys(self._found(span)))
        return self.known[span]

    def _found(self, span: Span) -> Iterator[int]:
        from bisect import bisect_left, bisect_right

        first, last = bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)
        for place in range(first, last):
            start, end = max(span.start, self.starts[place]), min(span.end, self.ends[place])
            # A stretch begins and ends in words, so only a span that cuts it can hold nothing but spaces of it.
            whole = start == self.starts[place] or end == self.ends[place]
            if whole or not self.text[start:end].isspace():
                yield self.unit[place]
