"""Which coder marked which code in which unit of a transcript, counted for all codes at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from imcommerce_qual.core.agreement.arrays import Flags, Ints
from imcommerce_qual.core.units.cutting import ACROSS_LANGUAGES, Cut, Unit, cut
from imcommerce_qual.core.units.frame import Looked, Speakers, as_array, sides
from imcommerce_qual.core.units.rollup import Rolled, laid, looked_for
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
    touched = _Touched(transcript.text, units)
    outside = []
    for column, looked in enumerate(coders):
        if looked is None:
            outside.append(0)
            continue
        asked = np.array([looked_for(looked, code, rolled) for code in codes], dtype=np.bool_)
        states[asked, :, column] = 0
        first, many, touches = touched.by(as_array(each.span for each in looked.marked))
        code, mark = laid(looked, rolled)
        code, unit = np.repeat(code, many[mark]), touches[_runs(first[mark], many[mark])]
        there = asked[code]
        states[code[there], unit[there], column] = 1
        states[:, ~_read(units, looked), column] = -1
        outside.append(int((many == 0).sum()))
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
    """Finds the units that spans touch, by their stretches in order."""

    def __init__(self, text: str, units: Sequence[Unit]) -> None:
        stretches = sorted(
            (span.start, span.end, number) for number, unit in enumerate(units) for span in unit.stretches
        )
        table = np.array(stretches, dtype=np.int64).reshape(-1, 3)
        self.text = text
        self.starts, self.ends, self.unit = table[:, 0].copy(), table[:, 1].copy(), table[:, 2].copy()

    def by(self, spans: Ints) -> tuple[Ints, Ints, Ints]:
        """The units of which spans (n, 2) cover a character that is no white space, of span after span.

        Of span i they stand at ``first[i]`` and the ``many[i]`` from there on; a unit in two stretches stands twice.
        """
        low = np.searchsorted(self.ends, spans[:, 0], side="right")
        high = np.searchsorted(self.starts, spans[:, 1], side="left")
        many = np.maximum(high - low, 0)
        span, place = np.repeat(np.arange(len(spans)), many), _runs(low, many)
        # A stretch begins and ends in words, so only a span that cuts it at both ends can hold nothing but spaces.
        within = (spans[span, 0] > self.starts[place]) & (spans[span, 1] < self.ends[place])
        kept = ~within
        for each in np.flatnonzero(within).tolist():
            start, end = spans[span[each]].tolist()
            kept[each] = not self.text[start:end].isspace()
        many = np.bincount(span[kept], minlength=len(spans))
        return np.cumsum(many) - many, many, self.unit[place[kept]]


def _runs(first: Ints, many: Ints) -> Ints:
    """The numbers from each of *first* on, as many as *many* says, one run after the other."""
    found: Ints = np.repeat(first - (np.cumsum(many) - many), many) + np.arange(int(many.sum()))
    return found
