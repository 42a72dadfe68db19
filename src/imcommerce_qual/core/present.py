"""The one way from histories to the codings that a viewer may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from imcommerce_qual.core.history import Folded, fold
from imcommerce_qual.core.lineage import Lineage
from imcommerce_qual.core.reopened import reopening
from imcommerce_qual.model.edit import Carried, Changed, Lost
from imcommerce_qual.model.event import Coding, Log
from imcommerce_qual.model.standing import Presence, Progress, Standing
from imcommerce_qual.model.study import Study


def present(
    logs: Iterable[Log],
    study: Study,
    *,
    carry: Callable[[Coding], Carried],
    stamps: Mapping[str, frozenset[str]],
    as_of: datetime | None = None,
    viewer: str | None = None,
    see: frozenset[str] = frozenset(),
) -> Presence:
    """Histories folded, carried to today's text, under today's codes, as far as *viewer* may see them.

    Args:
        logs: every coder's events, in any order.
        study: today's codebook and transcripts.
        carry: where a coding's words stand in today's text.
        stamps: the history ids of every codebook version that a coding may be stamped with, by hash16.
        as_of: leave out what happened later; blindness goes by now all the same.
        viewer: the coder who looks; None for a script or an author, who sees everything. A coder sees another's
            codings of a transcript only after having completed it, or where they ask for that coder in *see*.
        see: coders whose codings the viewer asked to see all the same; the caller records it.
    """
    own = [log for log in logs if log.transcript in study.transcripts]
    folded = {(log.coder, log.transcript): fold(log, as_of) for log in own}
    # What the viewer may see is decided by what they have completed by now, not by then.
    states = {log.transcript: folded[log.coder, log.transcript] for log in own if log.coder == viewer}
    if as_of is not None:
        states = {log.transcript: fold(log) for log in own if log.coder == viewer}
    done = frozenset(transcript for transcript, state in states.items() if state.completed)
    return present_folded(folded, study, carry=carry, stamps=stamps, done=done, viewer=viewer, see=see)


def present_folded(
    folded: Mapping[tuple[str, str], Folded],
    study: Study,
    *,
    carry: Callable[[Coding], Carried],
    stamps: Mapping[str, frozenset[str]],
    done: frozenset[str] = frozenset(),
    viewer: str | None = None,
    see: frozenset[str] = frozenset(),
    known: Iterable[Standing] = (),
) -> Presence:
    """The same from histories that are folded already, by coder and transcript.

    Args:
        folded: what each history leaves.
        study: as above, and so are *carry*, *stamps*, *viewer* and *see*.
        carry: as above.
        stamps: as above.
        done: the transcripts that the viewer has completed.
        viewer: as above.
        see: as above.
        known: what stood a moment ago, in the very same study and texts; a coding that nothing happened to (the same
            object) stands as it did.
    """
    before = {id(each.coding): each for each in known}
    opens = reopening(study.codebook)
    line = opens.line
    hidden = {key for key in folded if viewer is not None and key[0] not in {viewer, *see} and key[1] not in done}
    standing: list[Standing] = []
    lost: list[Coding] = []
    unled: list[Coding] = []
    for coding in (coding for key, state in folded.items() if key not in hidden for coding in state.codings):
        if (same := before.get(id(coding))) is not None and same.coding is coding:
            standing.append(same)
            continue
        code = line.today(coding.code)
        if code not in study.codebook.codes or code in line.retired:
            unled.append(coding)
        elif isinstance(where := carry(coding), Lost):
            lost.append(coding)
        else:
            changed, stale = isinstance(where, Changed), _is_stale(coding, line, stamps)
            standing.append(Standing(coding=coding, code=code, span=where.span, changed=changed, stale=stale))
    standing.sort(key=_order)
    return Presence(
        standing=tuple(standing),
        lost=tuple(sorted(lost, key=_place)),
        unled=tuple(sorted(unled, key=_place)),
        reopened=tuple(
            (coder, transcript, code)
            for (coder, transcript), state in sorted(folded.items())
            if opens.opens and state.completed and (coder, transcript) not in hidden
            for code in opens.of(state.completions, stamps)
        ),
        hidden=tuple(sorted(hidden)),
        progress={key: _progress(key, state) for key, state in sorted(folded.items()) if key not in hidden},
        newest=max((state.last for key, state in folded.items() if state.last and key not in hidden), default=None),
    )


def _order(each: Standing) -> tuple[str, int, int, str, str, str]:
    """By transcript and place; numbers instead of spans, which compare in Python."""
    coding, span = each.coding, each.span
    return (coding.transcript, span.start, span.end, each.code, coding.coder, coding.id)


def _is_stale(coding: Coding, line: Lineage, stamps: Mapping[str, frozenset[str]]) -> bool:
    known = stamps.get(coding.codebook)
    if known is None:  # its codebook is not stored: a check says so, nothing is guessed
        return False
    return line.stale(coding.code, known | stamps.get(coding.confirmed or "", frozenset()))


def _progress(key: tuple[str, str], state: Folded) -> Progress:
    coder, transcript = key
    return Progress(
        coder=coder,
        transcript=transcript,
        codings=len(state.codings),
        unsure=sum(coding.unsure for coding in state.codings),
        completed=state.completed,
        last=state.last,
        saw=tuple(dict.fromkeys(event.coder for event in state.saw)),
    )


def _place(coding: Coding) -> tuple[str, int, int, str, str]:
    return (coding.transcript, coding.anchor.span.start, coding.anchor.span.end, coding.code, coding.id)
