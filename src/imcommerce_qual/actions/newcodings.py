"""The codings that people who decide make themselves, from what was typed: codes, and words or places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from imcommerce_qual.actions.applying import Request, check_text, locate, stance_of
from imcommerce_qual.actions.batch import parse_span
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.names import known_code, known_finding
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.adjudication.outcomes import NewCoding
from imcommerce_qual.core.matching import find_quote
from imcommerce_qual.model.adjudication import Disagreement
from imcommerce_qual.model.event import STANCES
from imcommerce_qual.model.span import Span
from imcommerce_qual.model.transcript import Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One coding as it was typed. Without a code: the first in question; without a place: all the words in question."""

    code: str | None = None
    at: str | None = None
    quote: str | None = None
    stance: str | None = None
    toward: str | None = None


def paired(codes: Sequence[str], at: Sequence[str], quotes: Sequence[str]) -> tuple[Asked, ...]:
    """Codes with their places, in the order in which they were typed; one of either goes with each of the others.

    >>> [(each.code, each.at) for each in paired(["trust", "price"], ["3:9", "12:20"], [])]
    [('trust', '3:9'), ('price', '12:20')]
    >>> [(each.code, each.at) for each in paired(["trust", "price"], ["3:9"], [])]
    [('trust', '3:9'), ('price', '3:9')]

    Raises:
        WrongUseError: it is not plain which code goes with which place.
    """
    if at and quotes:
        raise WrongUseError("are the words named by --quote or by --at?", "use one of the two for all of them")
    places = [Asked(at=each) for each in at] + [Asked(quote=each) for each in quotes] or [Asked()]
    named: list[str | None] = [*codes] or [None]
    if len(named) > 1 < len(places) and len(named) != len(places):
        raise WrongUseError(
            f"{len(named)} codes and {len(places)} places: which goes with which?",
            "name a place after each code: --code trust --at 3:9 --code price --at 12:20",
        )
    many = max(len(named), len(places))
    named, places = (named * many)[:many], (places * many)[:many]
    return tuple(Asked(code=code, at=place.at, quote=place.quote) for code, place in zip(named, places, strict=True))


def new_codings(opened: Opened, about: Disagreement, asked: Sequence[Asked]) -> tuple[NewCoding, ...]:
    """What was asked for, on words of the disagreement's transcript.

    Raises:
        WrongUseError: a name is not known, or a place is none.
        AmbiguousQuoteError: a quote does not stand in exactly one place.
    """
    study = opened.study
    transcript = study.transcripts[about.transcript]
    aimless = next((each.toward for each in asked if each.toward and not each.stance), None)
    if aimless is not None:
        raise WrongUseError(f"toward {aimless}, but with which stance?", f"a stance is one of: {', '.join(STANCES)}")
    return tuple(
        NewCoding(
            code=known_code(study.codebook, each.code or about.codes[0]),
            span=_span(transcript, about, each),
            stance=stance_of(each.stance) if each.stance else None,
            toward=known_finding(study, each.toward) if each.toward else None,
        )
        for each in asked
    )


def _span(transcript: Transcript, about: Disagreement, asked: Asked) -> Span:
    check_text(asked.quote)
    if asked.at is None and asked.quote is None:
        return about.span
    if asked.at is None and asked.quote is not None and asked.quote.strip():
        # Words that stand in other turns as well are meant here, where they are talked about.
        turns = dict.fromkeys(turn for mark in about.marks for turn in mark.turns)
        here = {each.span for turn in turns for each in find_quote(transcript, asked.quote, turn=turn)}
        if len(here) == 1:
            return here.pop()
    at = parse_span(asked.at) if asked.at is not None else None
    return locate(transcript, Request(transcript=transcript.id, code="", at=at, quote=asked.quote))
