"""Every coding with what it is evidence of: themes, findings, and which of them its stance is toward."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from imcommerce_qual.core.evidence import all_placed, by_place, passages, quotation
from imcommerce_qual.core.gathering import theme_codes
from imcommerce_qual.core.quotes import choose
from imcommerce_qual.core.statements import gathered, meant_by
from imcommerce_qual.core.themecounting import stances_of
from imcommerce_qual.core.themes import all_quotations
from imcommerce_qual.model.event import STANCES
from imcommerce_qual.model.evidence import Placed, Quotation
from imcommerce_qual.model.report import Evidence, Sided
from imcommerce_qual.model.standing import Presence
from imcommerce_qual.model.study import Study


def evidence_list(
    study: Study,
    presence: Presence,
    coders: frozenset[str] | None = None,
    told: Callable[[int, int], None] | None = None,
    excerpts: Sequence[Quotation] | None = None,
) -> tuple[Evidence, ...]:
    """The codings that count, in order of transcript and text; *told* hears how many transcripts are through, of all.

    *excerpts* are what ``themes.all_quotations`` found for the same codings, where that was asked already.

    Raises:
        AlteredExcerptError: a coding's quote is not the transcript's text.
        ValueError: the excerpts are those of other codings.
    """
    used = (each for each in presence.standing if coders is None or each.coder in coders)
    placed, _ = all_placed(study, used)
    meant = gathered(study)
    themes = {theme.id: theme_codes(theme, study.codebook) for theme in study.findings.themes}
    of_finding = {theme.id: finding.id for finding in study.findings.findings for theme in finding.themes}
    by_code = {code: tuple(name for name, codes in themes.items() if code in codes) for code in study.codebook.codes}
    found: list[Evidence] = []
    if excerpts is None:
        excerpts = all_quotations(study, presence, coders)
    if len(excerpts) != sum(map(len, placed.values())):
        raise ValueError("these are the excerpts of other codings")
    for number, name in enumerate(sorted(placed), start=1):
        for place, each in enumerate(sorted(placed[name], key=by_place), start=1):
            standing = each.standing
            under = by_code.get(standing.code, ())
            found.append(
                Evidence(
                    id=f"{name}-{place}",
                    quotation=excerpts[len(found)],
                    code=standing.code,
                    coder=standing.coder,
                    stance=standing.stance,
                    side=each.side,
                    themes=under,
                    findings=tuple(dict.fromkeys(of_finding[theme] for theme in under if theme in of_finding)),
                    takes=meant_by(standing, meant) if standing.stance and each.participants else (),
                    changed=standing.changed,
                    stale=standing.stale,
                )
            )
        if told is not None:
            told(number, len(placed))
    return tuple(found)


def sides(
    study: Study, presence: Presence, coders: frozenset[str] | None = None, quotes: int = 12
) -> tuple[Sided, ...]:
    """For each finding and stance the passages that the theme table counts, with at most *quotes* of them chosen."""
    used = (each for each in presence.standing if each.stance and (coders is None or each.coder in coders))
    placed, _ = all_placed(study, used)
    return tuple(_sides(study, placed, quotes))


def _sides(study: Study, placed: Mapping[str, list[Placed]], quotes: int) -> Iterator[Sided]:
    meant = gathered(study)
    scores: dict[str, int] = {}
    for finding in study.findings.findings:
        speaking = [
            passage
            for name in sorted(placed)
            for passage in passages(each for each in placed[name] if finding.id in meant_by(each.standing, meant))
            if passage.participants
        ]
        for stance in STANCES:
            own = [each for each in speaking if stance in stances_of(each, finding.id)]
            chosen = choose(study, own, quotes, scores)
            yield Sided(
                finding=finding.id,
                stance=stance,
                excerpts=len(own),
                quotations=tuple(quotation(study, passage, shown) for passage, shown in chosen),
            )


def theme_cells(
    study: Study, presence: Presence, participants: tuple[str, ...], coders: frozenset[str] | None = None
) -> dict[str, tuple[int, ...]]:
    """By theme, how many of its excerpts each of *participants* speaks in; one of two counts for both."""
    used = (each for each in presence.standing if coders is None or each.coder in coders)
    placed, _ = all_placed(study, used)
    column = {who: n for n, who in enumerate(participants)}
    found: dict[str, tuple[int, ...]] = {}
    for theme in study.findings.themes:
        codes = theme_codes(theme, study.codebook)
        row = [0] * len(participants)
        for own in placed.values():
            for passage in passages(each for each in own if each.standing.code in codes):
                for who in passage.participants:
                    if who in column:
                        row[column[who]] += 1
        found[theme.id] = tuple(row)
    return found
