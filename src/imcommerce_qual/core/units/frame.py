"""Whose words count, and in which language coders marked them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from imcommerce_qual.core.agreement.arrays import Ints
from imcommerce_qual.core.excerpts import side_of
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Side, Transcript, Turn

Speakers = Literal["participants", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One coding: its code under today's codebook, and where it stands in today's text."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What one coder marked in a transcript that they completed, so that no coding means "looked, and found nothing".

    ``codes``: those that they looked for; None: all. ``turns``: the numbers of those that they read; None: all. What
    lies outside either is missing for them, never absent.
    """

    coder: str
    marked: tuple[Marked, ...] = ()
    codes: frozenset[str] | None = None
    turns: frozenset[int] | None = None


def framed(transcript: Transcript, speakers: Speakers) -> tuple[Turn, ...]:
    """The turns whose words count: participants' alone, or everybody's.

    Interviewers' turns are mostly uncoded by all, which is easy agreement.
    """
    if speakers == "all":
        return transcript.turns
    return tuple(turn for turn in transcript.turns if transcript.speakers[turn.speaker].role == "participant")


def words_of(text: str, turns: Iterable[Turn], side: Side) -> tuple[tuple[int, Span], ...]:
    """The lines of words of these turns without white space at their ends, each with its turn's number."""
    return tuple(
        (turn.number, words)
        for turn in turns
        for line in turn.lines(side)
        if (words := _stripped(text, line.span)) is not None
    )


def _stripped(text: str, span: Span) -> Span | None:
    if not (text[span.start].isspace() or text[span.end - 1].isspace()):  # nearly every line: no new value is needed
        return span
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else None


def sides(transcript: Transcript, coders: Iterable[Looked]) -> frozenset[Side]:
    """The languages in which these coders marked; with two of them only turns and exchanges can be compared."""
    if transcript.translation is None:
        return frozenset({"source"})
    found = {side_of(transcript, each.span) for coder in coders for each in coder.marked}
    return frozenset(side for side in found if side is not None) or frozenset({"source"})


def as_array(spans: Iterable[Span]) -> Ints:
    """Spans as (n, 2)."""
    ends = [end for span in spans for end in (span.start, span.end)]
    return np.array(ends, dtype=np.int64).reshape(-1, 2)
