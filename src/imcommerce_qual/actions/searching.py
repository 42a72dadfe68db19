"""Finding: filters as people type them, as a query of the core."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.names import known_coder, known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.viewing import codes_named, seen_of
from imcommerce_qual.core.adjudication.deciding import NOBODY
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.core.query import Hit, Query, find
from imcommerce_qual.core.statements import older_stances
from imcommerce_qual.model.event import STANCES
from imcommerce_qual.model.standing import Reconciliation
from imcommerce_qual.model.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What ``find`` found, and the pairs of coder and transcript that the viewer may not see.

    ``reconciled`` says what codings after decisions were folded from, where these were asked for.
    """

    study: Study
    hits: tuple[Hit, ...]
    hidden: tuple[tuple[str, str], ...]
    reconciled: Reconciliation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Filters of ``find`` as typed."""

    pattern: str | None = None
    regex: bool = False
    case: bool = False
    transcripts: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    unsure: bool = False
    exemplar: bool = False
    exact_code: bool = False
    stance_stale: bool = False
    see: frozenset[str] = field(default_factory=frozenset)


def search(opened: Opened, wanted: Wanted, *, viewer: str | None) -> Found:
    """Every place that *wanted* describes.

    Raises:
        WrongUseError: a name, a stance or the regular expression is not one.
    """
    study = opened.study
    transcripts = [known_transcript(study, name).id for name in wanted.transcripts]
    query = Query(
        codings=frozenset() if wanted.stance_stale else None,
        pattern=pattern_of(wanted),
        transcripts=frozenset(transcripts) or None,
        speakers=frozenset(_speaker(study, name) for name in wanted.speakers) or None,
        attributes=dict(_attribute(study, each) for each in wanted.attributes),
        codes=codes_named(study, wanted.codes, exact=wanted.exact_code),
        coders=_coders(study, wanted.coders),
        stances=frozenset(_stance(each) for each in wanted.stances) or None,
        unsure=True if wanted.unsure else None,
        exemplar=True if wanted.exemplar else None,
    )
    if query.pattern is None and not query.about_codings:
        raise WrongUseError(
            "what is looked for?", "give words, or a filter on codings: --code, --coder, --stance, --unsure, --exemplar"
        )
    presence, _ = seen_of(opened, viewer, wanted.see, wanted.coders, transcripts or None)
    if wanted.stance_stale:
        query = replace(query, codings=frozenset(older_stances(study, presence.standing)))
    hits = tuple(find(study, presence.standing, query))
    # Words are found whoever coded them: what is hidden of a hit are the codes on it, so only where there is one.
    looked = set(transcripts or study.transcripts) if query.about_codings else {hit.transcript for hit in hits}
    hidden = [pair for pair in presence.hidden if pair[1] in looked]
    return Found(study=study, hits=hits, hidden=tuple(hidden), reconciled=presence.reconciled)


def _coders(study: Study, names: Iterable[str]) -> frozenset[str] | None:
    """Whose codings are wanted; after decisions, everybody's that are left."""
    wanted = frozenset(names)
    if NOBODY in wanted:
        return frozenset({NOBODY, *study.coders})
    return frozenset(known_coder(study, name) for name in wanted) or None


def pattern_of(wanted: Wanted) -> re.Pattern[str] | None:
    """The words that are looked for, as a regular expression; None for none.

    Raises:
        WrongUseError: it is none.
    """
    if not wanted.pattern:
        return None
    flags = re.NOFLAG if wanted.case else re.IGNORECASE
    try:
        return re.compile(wanted.pattern if wanted.regex else re.escape(wanted.pattern), flags)
    except re.error as error:
        raise WrongUseError(
            f"this is no regular expression: {error}", "leave out `--regex` to look for the words as they are"
        ) from None


def _speaker(study: Study, name: str) -> str:
    known = {"interviewer", "participant", "other", *study.participants}
    known |= {label for each in study.transcripts.values() for label in each.speakers}
    by_folded = {each.casefold(): each for each in sorted(known)}
    if name.casefold() not in by_folded:
        raise WrongUseError(f"nobody is called `{name}` here", suggest(name, known))
    return name if name in known else by_folded[name.casefold()]


def _attribute(study: Study, written: str) -> tuple[str, str]:
    key, equals, value = written.partition("=")
    if not equals:
        raise WrongUseError(f"`{written}` is no condition", "write it like role=buyer")
    if key not in study.attributes:
        raise WrongUseError(f"participants have no attribute `{key}`", suggest(key, study.attributes))
    return key, value


def _stance(name: str) -> str:
    if name not in {*STANCES, "unset"}:
        raise WrongUseError(f"there is no stance `{name}`", suggest(name, [*STANCES, "unset"]))
    return name
