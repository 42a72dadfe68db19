"""The quotations that are kept for publication, as they stand today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.evidence import may_quote
from imcommerce_qual.core.excerpts import covers_paragraphs, excerpt_of, speakers_under, translation_of
from imcommerce_qual.core.quoting.corpus import Form
from imcommerce_qual.model.edit import Changed, Lost
from imcommerce_qual.model.event import Coding
from imcommerce_qual.model.kept import KeptQuote, KeptShown
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Transcript
from imcommerce_qual.store.quotelog import read_kept


def kept_quotes(opened: Opened) -> tuple[KeptShown, ...]:
    """Every kept quotation in force, as it stands in today's transcripts, in order of keeping."""
    then = (each for each in read_kept(opened.root) if opened.as_of is None or each.at <= opened.as_of)
    return tuple(shown_now(opened, kept) for kept in then)


def shown_now(opened: Opened, kept: KeptQuote) -> KeptShown:
    """A kept quotation as it stands in today's transcript, or as it was kept where it does no more."""
    transcript = opened.study.transcripts.get(kept.transcript)
    span, state = _where(opened, kept, transcript)
    if transcript is None or span is None or (excerpt := excerpt_of(transcript, span)) is None:
        words = kept.print or kept.anchor.quote
        return KeptShown(
            kept=kept, state="lost", participants=(), turns=(), time=None, words=words, translation=kept.translation,
            own_translation=kept.translation is not None,
        )  # fmt: skip
    who = speakers_under(transcript, excerpt)
    return KeptShown(
        kept=kept,
        state=state if may_quote(opened.study, who) else "no consent",
        participants=who,
        turns=excerpt.turns,
        time=transcript.turns[excerpt.turns[0] - 1].time,
        words=kept.print or excerpt.words,
        translation=kept.translation or translation_of(transcript, excerpt),
        own_translation=kept.translation is not None,
        span=span,
        translation_exact=kept.translation is not None or covers_paragraphs(transcript, excerpt),
    )


def _where(
    opened: Opened, kept: KeptQuote, transcript: Transcript | None
) -> tuple[Span | None, Literal["as it was", "changed", "lost", "no consent"]]:
    if transcript is None:
        return None, "lost"
    # The carrier asks of a coding only its transcript and its anchor.
    stands = Coding(
        id=kept.id, coder=kept.by, transcript=kept.transcript, code="", codebook="", anchor=kept.anchor,
        made=kept.at, changed=kept.at,
    )  # fmt: skip
    carried = opened.carry(stands)
    if isinstance(carried, Lost):
        return None, "lost"
    same = transcript.text[carried.span.start : carried.span.end] == kept.anchor.quote
    return carried.span, "as it was" if same and not isinstance(carried, Changed) else "changed"


def forms_kept(opened: Opened) -> Iterator[Form]:
    """The own translations that were kept, as words to find quotations in."""
    for each in kept_quotes(opened):
        if each.kept.translation and each.turns:
            yield Form(
                id=each.kept.id,
                transcript=each.kept.transcript,
                participant=each.participants[0] if each.participants else None,
                turn=each.turns[0],
                span=each.kept.anchor.span,
                words=each.kept.translation,
            )


def participants_named(shown: Iterable[KeptShown]) -> dict[str, int]:
    """How many kept quotations each participant has."""
    return dict(sorted(Counter(who for each in shown for who in each.participants).items()))
