"""Characters that coders marked, counted for all codes of a transcript in one sweep over the ends of spans."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from imcommerce_qual.core.agreement.arrays import Flags, Ints
from imcommerce_qual.core.agreement.sweep import merged, placed
from imcommerce_qual.core.units.frame import Looked, Speakers, as_array, framed, sides, words_of
from imcommerce_qual.core.units.rollup import Rolled, laid, looked_for
from imcommerce_qual.core.units.tally import TextTally
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Side, Transcript


def count_characters(
    transcript: Transcript,
    coders: Sequence[Looked | None],
    rolled: Rolled,
    *,
    names: Sequence[str],
    speakers: Speakers = "participants",
    used: frozenset[Side] | None = None,
) -> TextTally:
    """What a transcript's characters add to the counts of every code of *rolled*; ``mixed`` where languages differ.

    The characters are those of the words that count, in the language that was coded. Codes are laid one after the other
    into one long text, so that a single sweep is enough; its time depends on the spans, never on the text's length.
    *used*: the languages that were coded, where the caller knows them.
    """
    wanted = rolled.codes
    used = used or sides(transcript, [each for each in coders if each is not None])
    side = next(iter(used))
    lines = words_of(transcript.text, framed(transcript, speakers), side)
    frame = as_array(span for _, span in lines)
    length = int((frame[:, 1] - frame[:, 0]).sum())
    found = TextTally(
        transcript=transcript.id,
        codes=wanted,
        coders=tuple(names),
        key=np.zeros(0, np.int64),
        weight=np.zeros(0),
        units=0 if len(used) > 1 else length,
        outside=(0,) * len(names),
        mixed=len(used) > 1,
    )
    if found.mixed or not length or not wanted:
        return found
    layers, outside = [], []
    for looked in coders:
        own = placed(as_array(each.span for each in (looked.marked if looked else ())), frame)
        layers.append(_layer(looked, own, rolled, length))
        outside.append(int((own[:, 0] >= own[:, 1]).sum()))
    read = [_read(looked, lines, length) for looked in coders]
    bounds = np.arange(len(wanted) + 1, dtype=np.int64) * length
    copies = [_copied(spans, bounds[:-1]) for spans in read]
    ends = np.unique(np.concatenate([bounds, *(each.reshape(-1) for each in (*layers, *copies))]))
    begin, lengths = ends[:-1], np.diff(ends).astype(np.float64)
    key = begin // length
    for column, looked in enumerate(coders):
        asked = np.array([looked is not None and looked_for(looked, code, rolled) for code in wanted], dtype=np.bool_)
        seen = asked[begin // length] & _inside(begin, copies[column])
        key = key * 3 + np.where(seen, 1 + _inside(begin, layers[column]), 0)
    keys, place = np.unique(key, return_inverse=True)
    weight = np.bincount(place.reshape(-1), weights=lengths, minlength=len(keys)).astype(np.float64)
    return TextTally(
        transcript=transcript.id,
        codes=wanted,
        coders=tuple(names),
        key=keys,
        weight=weight,
        units=length,
        outside=tuple(outside),
    )


def _layer(looked: Looked | None, own: Ints, rolled: Rolled, length: int) -> Ints:
    """A coder's spans in the frame (*own*), those of code k moved by k lengths, overlapping ones as one."""
    if looked is None:
        return np.zeros((0, 2), np.int64)
    codes, marks = laid(looked, rolled)
    spans = own[marks]
    moved = spans + codes[:, None] * length
    return merged(moved[spans[:, 0] < spans[:, 1]])


def _read(looked: Looked | None, lines: Sequence[tuple[int, Span]], length: int) -> Ints:
    """The characters of the frame that a coder has read."""
    if looked is None:
        return np.zeros((0, 2), np.int64)
    if looked.turns is None:
        return np.array([[0, length]], dtype=np.int64)
    sizes = np.array([len(span) for _, span in lines], dtype=np.int64)
    edges = np.concatenate([[0], np.cumsum(sizes)])
    kept = [n for n, (number, _) in enumerate(lines) if number in looked.turns]
    return np.column_stack([edges[kept], edges[[n + 1 for n in kept]]]).astype(np.int64)


def _copied(spans: Ints, starts: Ints) -> Ints:
    """The same spans at each of these starts."""
    return (starts[:, None, None] + spans[None, :, :]).reshape(-1, 2)


def _inside(begin: Ints, spans: Ints) -> Flags:
    """Which of these positions lie in a span; spans in order, without overlaps."""
    if not len(spans):
        return np.zeros(len(begin), dtype=np.bool_)
    at = np.searchsorted(spans[:, 0], begin, side="right") - 1
    held: Flags = (at >= 0) & (begin < spans[np.maximum(at, 0), 1])
    return held
