"""A transcript's spans as the unitizing alphas want them, in characters of the words that count."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from imcommerce_qual.core.agreement.arrays import Floats, Ints
from imcommerce_qual.core.agreement.sweep import merged, within
from imcommerce_qual.core.agreement.unitizing import unitized
from imcommerce_qual.core.units.frame import Looked, Speakers, as_array, framed, sides, words_of
from imcommerce_qual.core.units.rollup import Rolled, looked_for, spread
from imcommerce_qual.model.transcript import Side, Transcript


def spans_by_code(
    transcript: Transcript,
    looked: Looked,
    rolled: Rolled,
    *,
    side: Side = "source",
    speakers: Speakers = "participants",
) -> tuple[int, dict[str, Ints]]:
    """How many characters of *side* count, and a coder's spans in them by code (n, 2); overlapping ones as one."""
    frame = as_array(span for _, span in words_of(transcript.text, framed(transcript, speakers), side))
    found: dict[str, list[tuple[int, int]]] = {code: [] for code in rolled.codes}
    for each in spread(looked, rolled):
        found[each.code].append((each.span.start, each.span.end))
    length = int((frame[:, 1] - frame[:, 0]).sum())
    return length, {code: within(merged(spans), frame) for code, spans in found.items()}


def unitize(
    transcript: Transcript,
    coders: Sequence[Looked | None],
    rolled: Rolled,
    *,
    speakers: Speakers = "participants",
) -> tuple[Floats, bool]:
    """What a transcript adds to u, |u, cu and (k)u over these codes, and whether a coder put two on one place.

    With two codes on one place nothing can be unitized by code: the caller says ``overlapping-codes``, and asks for
    one code at a time. Coders who did not look for all of them, or read only part, are left out of this transcript; so
    is the whole transcript where coders worked on different languages, or fewer than two are left.
    """
    codes = rolled.codes
    there = [
        each
        for each in coders
        if each is not None and each.turns is None and all(looked_for(each, code, rolled) for code in codes)
    ]
    nothing = np.zeros(((len(codes) + 1) ** 2) + 2 * (len(codes) + 1))
    used = sides(transcript, there)
    if len(there) < 2 or len(used) > 1:
        return nothing, False
    (side,) = used
    length, spans, values = 0, [], []
    for looked in there:
        length, by_code = spans_by_code(transcript, looked, rolled, side=side, speakers=speakers)
        places = np.concatenate([by_code[code] for code in codes])
        value = np.repeat(np.arange(len(codes)), [len(by_code[code]) for code in codes])
        order = np.lexsort((places[:, 1], places[:, 0]))
        places, value = places[order], value[order]
        if (places[1:, 0] < places[:-1, 1]).any():
            return nothing, True
        spans.append(places)
        values.append(value)
    return unitized(length, spans, values, len(codes)), False
