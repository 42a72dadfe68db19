"""What a second look at codings ends in: confirmed, split apart, or put where their words are now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from imcommerce_qual.actions.changing import Change, amend, refuse_twice
from imcommerce_qual.actions.desk import Desk, at_desk
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.names import known_code
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.excerpts import anchor_at, excerpt_of
from imcommerce_qual.core.lineage import lineage
from imcommerce_qual.core.matching import find_quote
from imcommerce_qual.core.segments import joined
from imcommerce_qual.core.texts import fate_of, within_words
from imcommerce_qual.model.edit import Kept, Lost
from imcommerce_qual.model.event import Amended, Applied, Coding, Confirmed
from imcommerce_qual.model.span import CONTEXT, Anchor, Span
from imcommerce_qual.model.transcript import Transcript

#: Fewer characters of context than this are found anywhere.
_LEAST = 6


def confirm(opened: Opened, coder: str, codings: Sequence[Coding]) -> Change:
    """Say that codings are still right under today's definitions, all under one action.

    Those that are not stale are left alone; where that is all of them, nothing is written.

    Raises:
        RefusedError: the code of one is retired, split or gone: it needs another code, not a yes.
    """
    codebook = opened.study.codebook
    line = lineage(codebook.history)
    for coding in codings:
        if line.today(coding.code) not in codebook.codes or line.today(coding.code) in line.retired:
            raise RefusedError(
                f"`{coding.code}` is no code any more", f"choose another: imqual amend {coding.id[:8]} --code CODE"
            )
    stale = [each for each in codings if is_stale(opened, each)]
    transcripts = tuple(dict.fromkeys(each.transcript for each in stale or codings))
    if not stale:
        return Change(what="nothing to confirm: no definition changed since", transcripts=transcripts, written=0)
    with at_desk(opened, coder, transcripts) as desk:
        for coding in stale:
            _still_there(desk, coding)
            event = Confirmed(**desk.envelope(coding.transcript), of=coding.id, codebook=codebook.hash)
            desk.append(coding.transcript, event)
        written = desk.write()
    named = stale[0].code if written == 1 else f"{written} codings"
    return Change(what=f"confirmed {named}", transcripts=transcripts, written=written)


def is_stale(opened: Opened, coding: Coding) -> bool:
    """Whether the coding was made under an older definition, and not confirmed since."""
    known = opened.stamps.get(coding.codebook)
    if known is None:
        return False
    return lineage(opened.study.codebook.history).stale(
        coding.code, known | opened.stamps.get(coding.confirmed or "", frozenset())
    )


def split(opened: Opened, coder: str, coding: Coding, at: int, code: str | None = None) -> tuple[Change, str]:
    """Cut a coding in two before the character *at*; the second part may get another code. One action.

    The first part is the coding as it was, with its memo and marks. The second is a new one with the same stance and
    doubt; under the same code it is as old, so that what was stale stays so. Returns the second part's id too.

    Raises:
        WrongUseError: no words would be left on one side, or there is no such code.
        RefusedError: the coding lost its words, is not there any more, or a part would say what another coding says.
    """
    transcript = opened.study.transcripts[coding.transcript]
    first, second = halves(transcript, _stands(opened, coding), at)
    other = known_code(opened.study.codebook, code) if code else None
    for part, anchor in ((coding.code, first), (other or coding.code, second)):
        refuse_twice(opened, coder, coding, {"code": part, "anchor": anchor_at(transcript, anchor)})
    with at_desk(opened, coder, (coding.transcript,)) as desk:
        _still_there(desk, coding)
        desk.append(
            coding.transcript,
            Amended(**desk.envelope(coding.transcript), of=coding.id, changes={"anchor": anchor_at(transcript, first)}),
        )
        made = Applied(
            **desk.envelope(coding.transcript),
            code=other or coding.code,
            codebook=opened.study.codebook.hash if other else coding.confirmed or coding.codebook,
            anchor=anchor_at(transcript, second),
            stance=coding.stance,
            toward=coding.toward,
            unsure=coding.unsure,
        )
        desk.append(coding.transcript, made)
        written = desk.write()
    what = f"split {coding.code} in two" + (f", the second {other}" if other else "")
    return Change(what=what, transcripts=(coding.transcript,), written=written), made.id


def begins_at(opened: Opened, coding: Coding, before: str | None, at: int | None) -> int:
    """Where the second part of a split begins: at a position, or at words that stand once in the coding.

    Raises:
        WrongUseError: neither or both are named, or the words stand there never or several times.
    """
    if (before is None) == (at is None):
        raise WrongUseError("where should it be split?", 'give `--before "…"`, or `--at POSITION` in code points')
    if at is not None:
        return at
    span = _stands(opened, coding)
    found = [each.span.start for each in find_quote(_text(opened, coding), before or "")]
    inside = [start for start in found if span.start < start < span.end]
    if len(inside) != 1:
        often = f"{len(inside)} times" if inside else "nowhere"
        raise WrongUseError(f"these words stand {often} inside of the coding", "quote more words, or use `--at`")
    return inside[0]


def halves(transcript: Transcript, span: Span, at: int) -> tuple[Span, Span]:
    """The words of a span before the character *at* and from it on, each without white space at its ends.

    Raises:
        WrongUseError: one of the two has no words.
    """
    while joined(transcript.text, at):
        at -= 1
    excerpt = excerpt_of(transcript, span)
    pieces = [piece for _, piece in excerpt.pieces] if excerpt else []
    spoken = [n for piece in pieces for n in range(piece.start, piece.end) if not transcript.text[n].isspace()]
    before, after = [n for n in spoken if n < at], [n for n in spoken if n >= at]
    if not before or not after:
        raise WrongUseError(
            f"{at} does not cut {span.start}:{span.end} in two", "name a character inside of the coded words"
        )
    return Span(before[0], before[-1] + 1), Span(after[0], after[-1] + 1)


def settle(opened: Opened, coder: str, coding: Coding, take: int | None = None) -> Change:
    """Put a coding whose words were edited on its words as they stand now, or on the candidate of that number (from 1).

    Raises:
        WrongUseError: there is no such candidate; or, without one, the words are lost.
    """
    span = place_of(opened, coding, take)
    done = amend(opened, coder, coding, {"at": (span.start, span.end)})
    return replace(done, what=f"{coding.code} is on these words now") if done.written else done


def place_of(opened: Opened, coding: Coding, take: int | None = None) -> Span:
    """Where ``settle`` puts a coding."""
    transcript = opened.study.transcripts[coding.transcript]
    carried = opened.carry(coding)
    if take is not None:
        found = fate_of(coding, carried, transcript, None).candidates
        if not 1 <= take <= len(found):
            known = f"there are {len(found)}" if found else "there is none"
            raise WrongUseError(f"no candidate {take} for `{coding.id[:8]}`: {known}", "imqual transcript lost")
        return found[take - 1].span
    span = None if isinstance(carried, Lost) else within_words(transcript, carried.span)
    if span is None:
        raise WrongUseError(
            "the words of this coding are lost", "take a candidate, name other words with --at or --quote, or uncode it"
        )
    return span


def near_lost(transcript: Transcript, anchor: Anchor) -> int:
    """Where to look for words that were lost: at what stood before or after them; else where they were.

    Of several such places the one nearest to where they were.
    """
    text = transcript.text
    for size in range(CONTEXT, _LEAST - 1, -1):
        for words, length in ((anchor.before[-size:], size), (anchor.after[:size], 0)):
            if len(words) == size and words.strip() and words in text:
                found = [match.start() + length for match in re.finditer(re.escape(words), text)]
                return min(min(found, key=lambda at: abs(at - anchor.span.start)), len(text) - 1)
    return min(anchor.span.start, len(text) - 1)


def _stands(opened: Opened, coding: Coding) -> Span:
    carried = opened.carry(coding)
    if isinstance(carried, Lost):
        raise RefusedError("this coding lost its words", "say first where it belongs: imqual transcript lost")
    span = carried.span if isinstance(carried, Kept) else within_words(_text(opened, coding), carried.span)
    if span is None:
        raise RefusedError("this coding stands on no words any more", "imqual transcript lost")
    return span


def _text(opened: Opened, coding: Coding) -> Transcript:
    return opened.study.transcripts[coding.transcript]


def _still_there(desk: Desk, coding: Coding) -> None:
    if all(each.id != coding.id for each in desk.state(coding.transcript).codings):
        raise RefusedError("the coding is not there any more", "another process took it off meanwhile")
