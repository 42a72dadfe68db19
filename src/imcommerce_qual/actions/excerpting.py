"""Excerpts under review as values to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.reviewqueue import Item
from imcommerce_qual.core.excerpts import excerpt_of, translation_of, turns_under, words_of_turn
from imcommerce_qual.core.reviewed import ReviewExcerpt, Said
from imcommerce_qual.core.texts import within_words
from imcommerce_qual.model.transcript import Side, Transcript


def excerpts_of(opened: Opened, items: Iterable[Item]) -> Iterator[ReviewExcerpt]:
    """Each item with its words and what was said around it."""
    for item in items:
        transcript = opened.study.transcripts[item.transcript]
        coding = item.coding
        span = within_words(transcript, item.span) if item.span else None
        excerpt = excerpt_of(transcript, span) if span else None
        under = turns_under(transcript, item.span) if item.span else ()
        turns = excerpt.turns if excerpt else tuple(turn.number for turn in under)
        side: Side = excerpt.side if excerpt else "source"
        edited = coding is not None and (item.changed or item.lost)
        yield ReviewExcerpt(
            transcript=item.transcript,
            code=item.code,
            words=excerpt.words if excerpt else coding.anchor.quote if coding else "",
            span=item.span,
            turns=turns,
            speaker=transcript.turns[turns[0] - 1].speaker if turns else "",
            time=transcript.turns[turns[0] - 1].time if turns else None,
            translation=translation_of(transcript, excerpt) if excerpt else None,
            before=_said(transcript, turns[0] - 1, side) if turns else None,
            after=_said(transcript, turns[-1] + 1, side) if turns else None,
            coding=coding.id if coding else None,
            coder=coding.coder if coding else None,
            stance=coding.stance if coding else None,
            toward=coding.toward if coding else None,
            unsure=coding is not None and coding.unsure,
            exemplar=coding is not None and coding.exemplar,
            memo=coding.memo if coding else None,
            changed=item.changed,
            lost=item.lost,
            stale=item.stale,
            code_gone=item.unled,
            omission=item.omission,
            into=item.into,
            older=item.older,
            was=coding.anchor.quote if coding and edited else None,
            candidates=item.candidates,
        )


def _said(transcript: Transcript, number: int, side: Side) -> Said | None:
    if not 1 <= number <= len(transcript.turns):
        return None
    turn = transcript.turns[number - 1]
    words = words_of_turn(transcript, turn, side) or words_of_turn(transcript, turn)
    return Said(turn=number, speaker=turn.speaker, words=words)
