"""Findings, themes and codes counted one after the other, and what is printed under each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from imcommerce_qual.core.evidence import passages, quotation
from imcommerce_qual.core.gathering import theme_codes
from imcommerce_qual.core.quotes import choose
from imcommerce_qual.model.codebook import Codebook
from imcommerce_qual.model.evidence import (
    CodeRow,
    FindingRow,
    Passage,
    Placed,
    Quotation,
    Tally,
    ThemeRow,
)
from imcommerce_qual.model.study import Finding, Study, Theme


def theme_roots(theme: Theme, codebook: Codebook) -> tuple[str, ...]:
    """The codes of a theme in tree order, those whose parent is in the theme too under it."""
    codes = theme_codes(theme, codebook)
    return tuple(code for code in codebook.codes if code in codes)


class ThemeCounter:
    """Counts groups of codes over transcripts; what is computed per transcript is summed."""

    def __init__(
        self, study: Study, placed: Mapping[str, list[Placed]], completed: frozenset[str], quotes: int
    ) -> None:
        self.study = study
        self.completed = completed
        self.quotes = quotes
        self.scores: dict[str, int] = {}
        self._found: dict[frozenset[str], tuple[Passage, ...]] = {}
        self.taking_sides = [each for found in placed.values() for each in found if each.standing.coding.stance]
        self.by_code: dict[str, dict[str, list[Placed]]] = {}
        for transcript, found in placed.items():
            for each in found:
                self.by_code.setdefault(each.standing.code, {}).setdefault(transcript, []).append(each)

    def passages(self, codes: Iterable[str]) -> tuple[Passage, ...]:
        """The passages under any of the codes, over all transcripts in order."""
        wanted = frozenset(codes)
        found = self._found.get(wanted)
        if found is None:  # a theme is often one code with what rolls up into it: the same passages as that code's row
            grouped: dict[str, list[Placed]] = {}
            for code in wanted:
                for transcript, under in self.by_code.get(code, {}).items():
                    grouped.setdefault(transcript, []).extend(under)
            found = tuple(each for transcript in sorted(grouped) for each in passages(grouped[transcript]))
            self._found[wanted] = found
        return found

    def tally(self, found: Iterable[Passage], toward: str | None) -> Tally:
        """Counts over passages; a stance counts unless it is toward another finding."""
        found = tuple(found)
        completed = {who for each in found if each.transcript in self.completed for who in each.participants}
        other = {who for each in found if each.transcript not in self.completed for who in each.participants}
        # What the interviewer or a bystander says speaks for or against nothing: evidence has a participant.
        stances = [stances_of(each, toward) for each in found if each.participants]
        return Tally(
            excerpts=len(found),
            participants=tuple(sorted(completed)),
            unfinished=tuple(sorted(other - completed)),
            supports=sum("supports" in each for each in stances),
            qualifies=sum("qualifies" in each for each in stances),
            contradicts=sum("contradicts" in each for each in stances),
        )

    def finding(self, finding: Finding) -> FindingRow:
        """Excerpts are those of its themes; stances also those taken toward it under any other code."""
        codes = {code for theme in finding.themes for code in theme_codes(theme, self.study.codebook)}
        tally = self.tally(self.passages(codes), finding.id)
        speaking = self.speaking_to(finding.id, codes)
        stances = self.tally(speaking, finding.id)
        against = [each for each in speaking if _against(each, finding.id)]
        return FindingRow(
            id=finding.id,
            statement=finding.statement,
            tally=replace(
                tally,
                supports=stances.supports,
                qualifies=stances.qualifies,
                contradicts=stances.contradicts,
            ),
            themes=tuple(self.theme(theme, finding.id) for theme in finding.themes),
            against=self.printed(choose(self.study, against, len(against) if self.quotes else 0, self.scores)),
        )

    def speaking_to(self, finding: str, codes: Iterable[str]) -> tuple[Passage, ...]:
        """Passages with a stance toward the finding: under its codes, or under any other where that is said."""
        inside = set(codes)
        grouped: dict[str, list[Placed]] = {}
        for each in self.taking_sides:
            if each.standing.coding.toward in ({None, finding} if each.standing.code in inside else {finding}):
                grouped.setdefault(each.standing.transcript, []).append(each)
        return tuple(each for transcript in sorted(grouped) for each in passages(grouped[transcript]))

    def theme(self, theme: Theme, toward: str | None) -> ThemeRow:
        """A theme with its codes, counted, and the quotations that are printed under it."""
        codebook = self.study.codebook
        codes = theme_codes(theme, codebook)
        found = self.passages(codes)
        rows = tuple(
            CodeRow(
                code=code,
                label=codebook.codes[code].label,
                tally=self.tally(self.passages(codebook.rolled_up(code) & codes), toward),
            )
            for code in theme_roots(theme, codebook)
        )
        return ThemeRow(
            id=theme.id,
            label=theme.label,
            statement=theme.statement,
            tally=self.tally(found, toward),
            codes=rows,
            quotations=self.print_these(found, toward),
        )

    def print_these(self, found: tuple[Passage, ...], toward: str | None) -> tuple[Quotation, ...]:
        """The excerpts to print, and one that qualifies or contradicts where none of them does."""
        if not self.quotes:
            return ()
        chosen = choose(self.study, found, self.quotes, self.scores)
        if not any(_against(each, toward) for each, _ in chosen):
            against = [each for each in found if _against(each, toward)]
            chosen = (*chosen, *choose(self.study, against, 1, self.scores))
        return self.printed(chosen)

    def printed(self, chosen: Iterable[tuple[Passage, Placed]]) -> tuple[Quotation, ...]:
        """The chosen passages as they are printed."""
        return tuple(quotation(self.study, each, shown) for each, shown in chosen)


def stances_of(passage: Passage, toward: str | None) -> frozenset[str]:
    """The stances that coders gave a passage, those meant for another finding left out."""
    found = [
        coding.stance
        for each in passage.members
        if (coding := each.standing.coding).stance and (toward is None or coding.toward in {None, toward})
    ]
    return frozenset(found) if found else _NONE


_NONE: frozenset[str] = frozenset()


def _against(passage: Passage, toward: str | None) -> bool:
    """Whether a participant says something there that qualifies or contradicts."""
    return bool(passage.participants) and bool(stances_of(passage, toward) & {"qualifies", "contradicts"})
