"""From codings to passages that are counted once, transcript by transcript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imcommerce_qual.core.excerpts import (
    covers_paragraphs,
    excerpt_of,
    side_in,
    speakers_under,
    translation_of,
    turns_under,
)
from imcommerce_qual.core.sittings import sitting_of
from imcommerce_qual.model.evidence import Passage, Placed, Quotation
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.transcript import Transcript


class AlteredExcerptError(Exception):
    """An excerpt about to be printed is not the transcript's text, character for character: nothing may go out."""


def place(transcript: Transcript, standing: Standing) -> Placed | None:
    """The coding with its turns and participants; None where its span does not lie in words of one language."""
    under = turns_under(transcript, standing.span)
    side = side_in(under, standing.span)
    if side is None:
        return None
    start, end = standing.span.start, standing.span.end
    turns = (
        (under[0].number,)
        if len(under) == 1
        else tuple(
            turn.number
            for turn in under
            if any(line.span.start < end and start < line.span.end for line in turn.lines(side))
        )
    )
    who: dict[str, None] = {}
    for number in turns:
        participant = transcript.speakers[transcript.turns[number - 1].speaker].participant
        if participant is not None:
            who[participant] = None
    counted = standing.span if side == "source" else _source_words(transcript, turns) or standing.span
    return Placed(standing=standing, side=side, counted=counted, turns=turns, participants=tuple(who))


def _source_words(transcript: Transcript, turns: tuple[int, ...]) -> Span | None:
    lines = [line.span for number in turns for line in transcript.turns[number - 1].words]
    return Span(lines[0].start, lines[-1].end) if lines else None


def _order(placed: Placed) -> tuple[int, int, str, str]:
    coding = placed.standing.coding
    return (placed.counted.start, placed.counted.end, coding.coder, coding.id)


def by_place(placed: Placed) -> tuple[int, int, str, str, str]:
    """The order of codings of one transcript wherever each is listed: of the text, then code and coder."""
    each = placed.standing
    return (each.span.start, each.span.end, each.code, each.coder, each.coding.id)


def passages(placed: Iterable[Placed]) -> Iterator[Passage]:
    """Overlapping excerpts of one transcript joined into passages, in order of the text.

    Two that only touch stay two. The order of the input does not matter.
    """
    members: list[Placed] = []
    end = 0
    for each in sorted(placed, key=_order):
        if members and each.counted.start >= end:
            yield Passage(transcript=members[0].standing.transcript, members=tuple(members))
            members = []
            end = 0
        members.append(each)
        end = max(end, each.counted.end)
    if members:
        yield Passage(transcript=members[0].standing.transcript, members=tuple(members))


def quotation(study: Study, passage: Passage, shown: Placed) -> Quotation:
    """The excerpt of one of the passage's codings, proved against the transcript, with all that the passage carries.

    Raises:
        AlteredExcerptError: the words are not the transcript's.
    """
    transcript = study.transcripts[passage.transcript]
    standing = shown.standing
    excerpt = excerpt_of(transcript, standing.span)
    raw = transcript.text[standing.span.start : standing.span.end]
    if excerpt is None or (not standing.changed and raw != standing.coding.anchor.quote):
        raise AlteredExcerptError(f"{passage.transcript} {standing.span.start}:{standing.span.end}")
    codings = [each.standing for each in passage.members]
    who = speakers_under(transcript, excerpt)
    first = transcript.turns[excerpt.turns[0] - 1]
    return Quotation(
        transcript=passage.transcript,
        span=standing.span,
        turns=excerpt.turns,
        time=first.time,
        language=transcript.side_language(excerpt.side),
        words=excerpt.words,
        translation=translation_of(transcript, excerpt),
        translation_exact=covers_paragraphs(transcript, excerpt),
        participants=who,
        codes=tuple(sorted({each.code for each in codings})),
        coders=tuple(sorted({each.coder for each in codings})),
        stances=tuple(sorted({each.stance for each in codings if each.stance})),
        exemplar=any(each.coding.exemplar for each in codings),
        unsure=any(each.coding.unsure for each in codings),
        may_quote=may_quote(study, who),
        memo=standing.coding.memo,
        translated_from=transcript.language if excerpt.side == "translation" else None,
        sitting=sitting_of(transcript, first.number),
    )


def may_quote(study: Study, participants: Iterable[str]) -> bool:
    """Whether all of them may be quoted: nobody withdrew, nobody said no, in whichever interview."""
    return study.unquotable.isdisjoint(participants)


def all_placed(study: Study, standing: Iterable[Standing]) -> tuple[dict[str, list[Placed]], int]:
    """Codings by transcript, placed; and how many lie outside words and count nowhere."""
    found: dict[str, list[Placed]] = {}
    outside = 0
    for each in standing:
        placed = place(study.transcripts[each.transcript], each)
        if placed is None:
            outside += 1
        else:
            found.setdefault(each.transcript, []).append(placed)
    return found, outside
