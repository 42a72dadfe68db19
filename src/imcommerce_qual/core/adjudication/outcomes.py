"""What each way of settling a disagreement leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from imcommerce_qual.core.excerpts import anchor_at, side_of
from imcommerce_qual.model.adjudication import TAKE, Disagreement, Mark, Outcome
from imcommerce_qual.model.event import Stance
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Transcript


class NoOutcomeError(ValueError):
    """That way of settling leaves nothing that could be coded; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCoding:
    """A coding that the deciders made themselves."""

    code: str
    span: Span
    stance: Stance | None = None
    toward: str | None = None


def outcome_of(
    found: Disagreement, how: str, transcript: Transcript, codebook: str, new: Sequence[NewCoding] = ()
) -> tuple[Outcome, ...]:
    """The codings that stand after settling *found* in that way, anchored in today's text.

    Args:
        found: the disagreement.
        how: ``take CODER``, ``both``, ``neither``, ``union``, ``intersection``, ``new`` or ``postponed``.
        transcript: today's text.
        codebook: the hash16 of the codebook that it is decided under.
        new: the codings of ``new``.

    Raises:
        NoOutcomeError: there is no common part, the coder has no say in it, or a new span is not in words.
    """
    if how in {"neither", "postponed"}:
        return ()
    if how == "new":
        if not new:
            raise NoOutcomeError("a new outcome needs its codes and words")
        twice = next((each for n, each in enumerate(new) if (each.code, each.span) in _places(new[:n])), None)
        if twice is not None:
            raise NoOutcomeError(f"{twice.code} would be twice on the same words")
        return tuple(_outcome(transcript, codebook, each) for each in new)
    if how in {"union", "intersection"}:
        return tuple(_outcome(transcript, codebook, each) for each in _joined(found, how, transcript))
    if how == "both":
        kept: Iterable[Mark] = found.marks
    elif how.startswith(TAKE):
        coder = how.removeprefix(TAKE)
        if coder not in found.coders:
            raise NoOutcomeError(f"{coder} is not one of {', '.join(found.coders)}")
        kept = (mark for mark in found.marks if coder in mark.coders)
    else:
        raise NoOutcomeError(f"`{how}` is no way to settle a disagreement")
    return tuple(_kept(transcript, codebook, mark) for mark in kept)


def _places(new: Iterable[NewCoding]) -> set[tuple[str, Span]]:
    return {(each.code, each.span) for each in new}


def _kept(transcript: Transcript, codebook: str, mark: Mark) -> Outcome:
    coding = mark.standing.coding
    return Outcome(
        code=mark.code,
        codebook=codebook,
        anchor=anchor_at(transcript, mark.standing.span),
        stance=coding.stance,
        toward=coding.toward,
        memo=coding.memo,
    )


def _joined(found: Disagreement, how: str, transcript: Transcript) -> Iterable[NewCoding]:
    """For each code: all that its codings cover, from the first to the last word; or what every one of them covers."""
    for code in found.codes:
        marks = [mark for mark in found.marks if mark.code == code]
        stances = {(mark.stance, mark.standing.coding.toward) for mark in marks if mark.stance is not None}
        stance, toward = next(iter(stances)) if len(stances) == 1 else (None, None)
        spans = [_span(mark, transcript, by_turns=found.by_turns) for mark in marks]
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        if how == "intersection":
            by_coder = {coder: [] for coder in {one for mark in marks for one in mark.coders}}  # type: dict[str, list[Span]]
            for mark, span in zip(marks, spans, strict=True):
                for coder in mark.coders:
                    by_coder[coder].append(span)
            start = max(min(span.start for span in each) for each in by_coder.values())
            end = min(max(span.end for span in each) for each in by_coder.values())
            if start >= end:
                raise NoOutcomeError("there are no words that all of them coded")
        span = _trimmed(transcript, Span(start, end))
        yield NewCoding(code=code, span=span, stance=stance, toward=toward)


def _span(mark: Mark, transcript: Transcript, *, by_turns: bool) -> Span:
    """Where the coding stands; of a coding on a translation beside one on the source, the source words of its turns."""
    if not by_turns or side_of(transcript, mark.standing.span) == "source":
        return mark.standing.span
    lines = [line.span for number in mark.turns for line in transcript.turns[number - 1].words]
    return Span(lines[0].start, lines[-1].end) if lines else mark.standing.span


def _trimmed(transcript: Transcript, span: Span) -> Span:
    """Without the spaces at its ends: a common part may begin in the space between two words."""
    words = transcript.text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    if start >= end:
        raise NoOutcomeError("there are no words that all of them coded")
    return Span(start, end)


def _outcome(transcript: Transcript, codebook: str, each: NewCoding) -> Outcome:
    if side_of(transcript, each.span) is None:
        raise NoOutcomeError("that does not begin and end in spoken words of one language")
    return Outcome(
        code=each.code,
        codebook=codebook,
        anchor=anchor_at(transcript, each.span),
        stance=each.stance,
        toward=each.toward,
    )
