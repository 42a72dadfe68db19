"""Putting codes on spans: one, or a batch that is written as a whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from imcommerce_qual.actions.desk import at_desk
from imcommerce_qual.actions.errors import ActionError, RefusedError, WrongUseError
from imcommerce_qual.actions.names import known_code, known_finding, known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.excerpts import anchor_at, excerpt_of, side_of
from imcommerce_qual.core.matching import Candidate, candidate, cuts_words, find_quote
from imcommerce_qual.model.event import STANCES, Applied, Coding, Stance
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A code to put on a span, as it was asked for: by quote, or by ``at``, both ends in code points.

    ``where`` says where the request came from (``line 3``), for messages about it.
    """

    transcript: str
    code: str
    quote: str | None = None
    near: str | None = None
    turn: int | None = None
    at: tuple[int, int] | None = None
    memo: str | None = None
    stance: str | None = None
    toward: str | None = None
    unsure: bool = False
    exemplar: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A coding that was written (or was there already, ``new`` false), with its place for people.

    ``cuts``: it begins or ends inside a word, which is rarely meant. ``uncoded_side``: it is on a translation that the
    transcript says is not coded.
    """

    coding: str
    transcript: str
    code: str
    place: Candidate
    words: str
    cuts: bool
    uncoded_side: bool = False
    new: bool = True


class AmbiguousQuoteError(RefusedError):
    """A quote stands in several places, or in none; ``candidates`` are these, nothing was written."""

    def __init__(self, message: str, remedy: str, candidates: tuple[Candidate, ...] = ()) -> None:
        super().__init__(message, remedy)
        self.candidates = candidates


@dataclass(frozen=True, slots=True)
class _Ready:
    request: Request
    transcript: Transcript
    code: str
    toward: str | None
    span: Span


def apply(opened: Opened, coder: str, requests: Sequence[Request]) -> tuple[Done, ...]:
    """Write one coding for each request, all under one action, or nothing.

    The same code on the same span by the same coder is there already, and is not written again.

    Raises:
        WrongUseError: a name is unknown or a field is not what it should be.
        AmbiguousQuoteError: a quote does not stand in exactly one place.
        RefusedError: several requests of a batch are wrong; the message lists all.
    """
    ready = _prepare(opened, requests)
    done: list[Done] = []
    with at_desk(opened, coder, tuple(each.transcript.id for each in ready)) as desk:
        for each in ready:
            name = each.transcript.id
            known = _there(desk.state(name).codings, each)
            if known is not None:
                done.append(_done(known, each, new=False))
                continue
            event = Applied(
                **desk.envelope(name),
                code=each.code,
                codebook=opened.study.codebook.hash,
                anchor=anchor_at(each.transcript, each.span),
                stance=stance_of(each.request.stance),
                toward=each.toward,
                exemplar=each.request.exemplar,
                unsure=each.request.unsure,
                memo=each.request.memo or None,
            )
            desk.append(name, event)
            done.append(_done(event.id, each, new=True))
        desk.write()
    return tuple(done)


def _done(coding: str, ready: _Ready, *, new: bool) -> Done:
    excerpt = excerpt_of(ready.transcript, ready.span)
    return Done(
        coding=coding,
        transcript=ready.transcript.id,
        code=ready.code,
        place=candidate(ready.transcript, ready.span),
        words=excerpt.words if excerpt else "",
        cuts=cuts_words(ready.transcript.text, ready.span),
        uncoded_side=excerpt is not None and excerpt.side == "translation" and not _translation_coded(ready.transcript),
        new=new,
    )


def _translation_coded(transcript: Transcript) -> bool:
    return transcript.translation is not None and transcript.translation.coded


def _there(codings: tuple[Coding, ...], ready: _Ready) -> str | None:
    for coding in codings:
        same_place = coding.anchor.text == ready.transcript.hash and coding.anchor.span == ready.span
        if same_place and coding.code == ready.code:
            return coding.id
    return None


def _prepare(opened: Opened, requests: Sequence[Request]) -> list[_Ready]:
    """Every request made ready; all that is wrong with a batch is said at once."""
    ready: list[_Ready] = []
    wrong: list[tuple[Request, ActionError]] = []
    bad = 0
    for request in requests:
        try:
            ready.append(_ready(opened, request))
        except ActionError as error:
            found = _check_all(opened, request) if request.where else []
            if all(str(each) != str(error) for each in found):
                found.insert(0, error)
            wrong += [(request, each) for each in found]
            bad += 1
    if len(wrong) == 1 and not wrong[0][0].where:
        raise wrong[0][1]
    if wrong:
        lines = [_said(request, error) for request, error in wrong]
        counted = f"{bad} of {len(requests)} cannot be applied, so nothing was written"
        raise RefusedError("\n  ".join([f"{counted}:", *lines]), "put these lines right and send the batch again")
    return ready


def _said(request: Request, error: ActionError) -> str:
    found: tuple[Candidate, ...] = getattr(error, "candidates", ())
    places = "; ".join(f"turn {each.turn} at {each.span.start}:{each.span.end}" for each in found[:8])
    more = f"; … and {len(found) - 8} more" if len(found) > 8 else ""
    remedy = f" ({error.remedy})" if error.remedy else ""
    return f"{request.where}: {error}{remedy}{' ' + places + more if places else ''}"


def _ready(opened: Opened, request: Request) -> _Ready:
    study = opened.study
    transcript = known_transcript(study, request.transcript)
    code = known_code(study.codebook, request.code)
    if request.toward and not request.stance:
        raise WrongUseError(
            f"toward {request.toward}, but with which stance?",
            f"a coding may say that it {', '.join(STANCES[:-1])} or {STANCES[-1]} a finding; leave out `toward` if not",
        )
    stance_of(request.stance)
    for text in (request.memo, request.quote):
        check_text(text)
    toward = known_finding(study, request.toward) if request.toward else None
    return _Ready(request, transcript, code, toward, locate(transcript, request))


def _check_all(opened: Opened, request: Request) -> list[ActionError]:
    """Everything that is wrong with one request of a batch, so that nobody mends it fault by fault."""
    study = opened.study
    wrong: list[ActionError] = []
    checks: list[Callable[[], object]] = [
        lambda: known_code(study.codebook, request.code),
        lambda: stance_of(request.stance),
        lambda: known_finding(study, request.toward) if request.toward else None,
        lambda: locate(known_transcript(study, request.transcript), request),
    ]
    for each in checks:
        try:
            each()
        except ActionError as error:
            wrong.append(error)
    return wrong


def locate(transcript: Transcript, request: Request) -> Span:
    """The one span that a request means.

    Raises:
        WrongUseError: it names no place, or a place outside words.
        AmbiguousQuoteError: its quote stands nowhere, or in several places.
    """
    if (request.at is None) == (request.quote is None):
        raise WrongUseError("which words?", 'give `--quote "…"`, or `--at START:END` in code points of the text')
    if request.at is not None:
        return _span_at(transcript, request.at)
    if not (request.quote or "").strip():
        raise AmbiguousQuoteError("the quote is empty", "quote the words as they stand in the transcript")
    found = find_quote(transcript, request.quote or "", near=request.near, turn=request.turn)
    if len(found) == 1:
        return found[0].span
    if found:
        raise AmbiguousQuoteError(
            f"these words stand in {len(found)} places of {transcript.id}; nothing was written",
            _which(request, found),
            found,
        )
    raise _nowhere(transcript, request)


def _which(request: Request, found: Sequence[Candidate]) -> str:
    """How to say which place is meant, in the words of the command line, or in the fields of a batch."""
    near, turn, at = (
        ('`"near": "words close by"`', '`"turn": N`', '`"start"` and `"end"`')
        if request.where
        else ('`--near "words close by"`', "`--turn N`", "`--at START:END`")
    )
    if len({each.turn for each in found}) > 1:
        return f"quote more words, or say which with {turn} or {near}:"
    return f"all of them stand in turn {found[0].turn}: quote more words, or say which with {near} or {at}:"


def _nowhere(transcript: Transcript, request: Request) -> AmbiguousQuoteError:
    """Why a quote was not found: in another turn, in other words, or not at all."""
    quote = request.quote or ""
    elsewhere = find_quote(transcript, quote) if request.turn is not None else ()
    if elsewhere:
        return AmbiguousQuoteError(
            f"these words do not stand in turn {request.turn} of {transcript.id}", "they stand here:", elsewhere
        )
    if quote in transcript.text:
        return AmbiguousQuoteError(
            f"in {transcript.id} this runs over a label, a time or a translation",
            "quote words of one language only; to take several turns, use `--at START:END`",
        )
    return AmbiguousQuoteError(
        f"these words do not stand in {transcript.id}",
        f'quote them as they are written there; `imqual find "{max(quote.split(), key=len)}" {transcript.id}` '
        "shows places",
    )


def _span_at(transcript: Transcript, at: tuple[int, int]) -> Span:
    start, end = at
    if not 0 <= start < end <= len(transcript.text):
        raise WrongUseError(
            f"{start}:{end} is not a span of {transcript.id}",
            f"its text has {len(transcript.text)} code points; START comes before END",
        )
    span = Span(start, end)
    if side_of(transcript, span) is None:
        raise WrongUseError(
            f"{start}:{end} of {transcript.id} does not begin and end in spoken words of one language",
            "leave out labels, times, headings and the spaces around words",
        )
    return span


def stance_of(given: str | None) -> Stance | None:
    """The stance of that name; None for none.

    Raises:
        WrongUseError: there is no such stance.
    """
    for known in STANCES:
        if given == known:
            return known
    if given:
        raise WrongUseError(f"a coding cannot {given!r} a finding", f"a stance is one of: {', '.join(STANCES)}")
    return None


def check_text(text: str | None) -> None:
    """Half a surrogate pair cannot be written as UTF-8, so it must not get into a file that others read.

    Raises:
        WrongUseError: there is one in *text*.
    """
    if text is not None and any("\ud800" <= character <= "\udfff" for character in text):
        raise WrongUseError("the text has a broken character in it", "type it again, or paste it from elsewhere")
