"""Finding, theme, code, participant, place, words: every link proved against its transcript."""

from __future__ import annotations

from collections.abc import Iterator

from imcommerce_qual.core.analysis.ground import Ground
from imcommerce_qual.core.evidence import quotation
from imcommerce_qual.core.gathering import theme_codes
from imcommerce_qual.model.chain import Link, Person
from imcommerce_qual.model.evidence import Passage, Placed
from imcommerce_qual.model.study import Study, Theme


def chain(found: Ground, finding: str | None = None) -> tuple[Link, ...]:
    """Every excerpt under every theme and code that it belongs to, in the order of the findings.

    Raises:
        AlteredExcerptError: the words of one are not the transcript's.
    """
    own = {name: found.own(name) for name in found.placed}
    themes: list[tuple[str | None, Theme]] = [
        (each.id, theme) for each in found.study.findings.findings for theme in each.themes
    ]
    themes += [(None, theme) for theme in found.study.findings.across]
    return tuple(
        link for of, theme in themes if finding is None or of == finding for link in _links(found, own, of, theme)
    )


def _links(
    found: Ground, own: dict[str, dict[str, list[Passage]]], finding: str | None, theme: Theme
) -> Iterator[Link]:
    for code in found.in_tree_order(set(theme_codes(theme, found.study.codebook))):
        for name, by_code in own.items():
            for passage in by_code.get(code, ()):
                yield Link(
                    finding=finding,
                    theme=theme.id,
                    code=code,
                    quotation=quotation(found.study, passage, _printed(passage)),
                    text=found.study.transcripts[name].hash,
                )


def _printed(passage: Passage) -> Placed:
    """An exemplar, else the longest: what a shorter one says is in it."""
    return min(
        passage.members,
        key=lambda each: (
            not each.standing.coding.exemplar,
            -len(each.standing.span),
            each.standing.coder,
            each.standing.coding.id,
        ),
    )


def people(study: Study) -> tuple[Person, ...]:
    """Everybody who took part and did not withdraw, by id."""
    return tuple(
        _person(study, who)
        for who in sorted(study.participants)
        if all(
            transcript.participants[who].consent.status != "withdrawn"
            for transcript in study.transcripts.values()
            if who in transcript.participants
        )
    )


def _person(study: Study, who: str) -> Person:
    theirs = [each for _, each in sorted(study.transcripts.items()) if who in each.participants]
    minutes = [each.interview.get("minutes") for each in theirs]
    known = [each for each in minutes if isinstance(each, int | float) and not isinstance(each, bool)]
    labels = {each.id: {s.label for s in each.speakers.values() if s.participant == who} for each in theirs}
    return Person(
        id=who,
        attributes=study.participants[who].attributes,
        transcripts=tuple(each.id for each in theirs),
        languages=tuple(dict.fromkeys(each.language for each in theirs)),
        minutes=sum(known) if len(known) == len(minutes) and known else None,
        turns=sum(turn.speaker in labels[each.id] and bool(turn.words) for each in theirs for turn in each.turns),
    )
