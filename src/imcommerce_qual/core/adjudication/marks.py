"""Codings as they are compared: by characters, or by turns where coders worked in different languages."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from imcommerce_qual.core.evidence import place
from imcommerce_qual.model.adjudication import Mark, fingerprint
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.evidence import Placed
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.model.transcript import Transcript


def fingerprint_of(coding: Coding) -> str:
    """That of a coding."""
    return fingerprint(coding.code, coding.anchor, coding.stance)


def marks_of(
    transcript: Transcript, standing: Iterable[Standing], coders: Collection[str]
) -> tuple[tuple[Mark, ...], bool]:
    """The codings of one transcript as they are compared, in order, and whether that is by turns.

    A coding on the source and one on the translation have no character in common: where *coders* have both in a
    transcript, spans count as the turns that they touch.
    """
    placed = [found for each in standing if (found := place(transcript, each)) is not None]
    by_turns = len({each.side for each in placed if each.standing.coder in coders}) > 1
    marks = (mark_of(each, by_turns=by_turns) for each in placed)
    return tuple(sorted(marks, key=order_of)), by_turns


def mark_of(placed: Placed, *, by_turns: bool, coders: Iterable[str] = (), decision: str | None = None) -> Mark:
    """One coding as it is compared; an outcome stands for several *coders*."""
    standing = placed.standing
    turns = placed.turns
    return Mark(
        id=standing.coding.id,
        coders=frozenset(coders) or frozenset([standing.coder]),
        code=standing.code,
        extent=Span(turns[0], turns[-1] + 1) if by_turns else standing.span,
        turns=turns,
        stance=standing.stance,
        standing=standing,
        decision=decision,
    )


def order_of(mark: Mark) -> tuple[int, int, str, str]:
    """By place, code and id: the same whatever files they came from."""
    return (mark.extent.start, mark.extent.end, mark.code, mark.id)
