"""Candidates for quotation: spread over participants, with consent, and with a shorter form."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.names import known_code, known_finding
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.quoting import kept_quotes
from imcommerce_qual.core.evidence import all_placed, may_quote, passages, quotation
from imcommerce_qual.core.gathering import theme_codes
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.core.quotes import choose
from imcommerce_qual.core.quoting.trimming import Trim, suggest_trim
from imcommerce_qual.model.evidence import Quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An excerpt that could be quoted. ``ref`` names it for ``keep``; ``kept`` is the id it is kept under already.

    ``quoted`` is how many quotations of its participants are kept by now; ``trim`` a shorter form, where it is long.
    """

    ref: str
    quotation: Quotation
    quoted: int
    kept: str | None
    trim: Trim | None
    own: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """Candidates under a theme, code or finding; ``withheld`` are excerpts of people who may not be quoted."""

    about: str
    candidates: tuple[Candidate, ...]
    withheld: int
    hidden: tuple[tuple[str, str], ...]


def pick(
    opened: Opened,
    *,
    theme: str | None = None,
    code: str | None = None,
    finding: str | None = None,
    number: int = 8,
    viewer: str | None = None,
) -> Picked:
    """Candidates for quotation, spread over participants: first those of whom the fewest are kept.

    Raises:
        WrongUseError: a name is not known, or several are given.
    """
    study = opened.study
    about, codes = _codes(opened, theme, code, finding)
    presence = opened.presence(viewer=viewer)
    placed, _ = all_placed(study, (each for each in presence.standing if each.code in codes))
    found = [each for name in sorted(placed) for each in passages(placed[name])]
    kept = kept_quotes(opened)
    counts: Counter[str] = Counter(who for each in kept for who in each.participants)
    withheld = sum(not may_quote(study, each.participants) for each in found)
    by_span = {(each.kept.transcript, each.kept.anchor.span): each.kept.id for each in kept}
    candidates = []
    for passage, shown in choose(study, found, number, quoted=counts):
        printed = quotation(study, passage, shown)
        candidates.append(
            Candidate(
                ref=shown.standing.coding.id,
                quotation=printed,
                quoted=max((counts[who] for who in printed.participants), default=0),
                kept=by_span.get((printed.transcript, printed.span)),
                trim=suggest_trim(printed.words),
                own=shown.standing.coding.print,
            )
        )
    return Picked(about=about, candidates=tuple(candidates), withheld=withheld, hidden=presence.hidden)


def _codes(opened: Opened, theme: str | None, code: str | None, finding: str | None) -> tuple[str, frozenset[str]]:
    study, book = opened.study, opened.study.codebook
    if sum(each is not None for each in (theme, code, finding)) > 1:
        raise WrongUseError("candidates under what?", "give one of --theme, --code, --finding")
    if code is not None:
        known = known_code(book, code)
        return f"code {known}", frozenset(book.rolled_up(known))
    if finding is not None:
        name = known_finding(study, finding)
        themes = next(each.themes for each in study.findings.findings if each.id == name)
        return f"finding {name}", frozenset(each for one in themes for each in theme_codes(one, book))
    every = [*(one for each in study.findings.findings for one in each.themes), *study.findings.across]
    if theme is None:
        return "any code", frozenset(book.codes)
    by_name = {each.id.casefold(): each for each in every} | {each.label.casefold(): each for each in every}
    if theme.casefold() not in by_name:
        raise WrongUseError(f"there is no theme `{theme}`", suggest(theme, [each.id for each in every]))
    chosen = by_name[theme.casefold()]
    return f"theme {chosen.id}", theme_codes(chosen, book)
