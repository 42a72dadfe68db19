"""Finding, theme, code: how many excerpts, which participants, what supports and what runs against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from imcommerce_qual.core.evidence import all_placed, by_place, passages, quotation
from imcommerce_qual.core.gathering import theme_codes
from imcommerce_qual.core.quotes import choose
from imcommerce_qual.core.statements import older_stances
from imcommerce_qual.model.codebook import Codebook
from imcommerce_qual.model.evidence import (
    Basis,
    CodeRow,
    Counted,
    FindingRow,
    Matrix,
    Passage,
    Placed,
    Quotation,
    Tally,
    ThemeRow,
    ThemeTable,
)
from imcommerce_qual.model.standing import Presence
from imcommerce_qual.model.study import Finding, Study, Theme


def theme_roots(theme: Theme, codebook: Codebook) -> tuple[str, ...]:
    """The codes of a theme in tree order, those whose parent is in the theme too under it."""
    codes = theme_codes(theme, codebook)
    return tuple(code for code in codebook.codes if code in codes)


def basis(study: Study, presence: Presence, coders: frozenset[str] | None, outside: int) -> Basis:
    """What a table from these codings rests on; *coders* None: everybody's that the viewer may see."""
    used = [each for each in presence.standing if coders is None or each.coder in coders]
    by_coder: dict[str, set[str]] = {}
    for each in used:
        by_coder.setdefault(each.coder, set()).add(each.transcript)
    for (coder, transcript), progress in presence.progress.items():
        if progress.completed and (coders is None or coder in coders):
            by_coder.setdefault(coder, set()).add(transcript)
    coded = {transcript for found in by_coder.values() for transcript in found}
    completed = {
        transcript
        for coder, found in by_coder.items()
        for transcript in found
        if (coder, transcript) in presence.progress and presence.progress[coder, transcript].completed
    }
    participants = {
        who
        for name in completed
        for who, each in study.transcripts[name].participants.items()
        if each.consent.status != "withdrawn"
    }
    ground = presence.reconciled
    whose = {*by_coder, *(coder for each in ground.coders.values() for coder in each)} if ground else set(by_coder)
    return Basis(
        coders={coder: tuple(sorted(found)) for coder, found in sorted(by_coder.items())},
        constructed=tuple(c for c in sorted(whose) if c in study.coders and study.coders[c].constructed),
        completed=tuple(sorted(completed)),
        unfinished=tuple(sorted(coded - completed)),
        by_nobody=tuple(sorted(set(study.transcripts) - coded)),
        participants=tuple(sorted(participants)),
        codings=len(used),
        lost=sum(coders is None or each.coder in coders for each in presence.lost),
        changed=sum(each.changed for each in used),
        stale=sum(each.stale for each in used),
        unled=sum(coders is None or each.coder in coders for each in presence.unled),
        outside=outside,
        reworded=Counter(name for names in older_stances(study, used).values() for name in names),
        reopened=_reopened(presence, coders),
        hidden=presence.hidden,
        saw=tuple(
            (coder, other, name)
            for (coder, name), each in sorted(presence.progress.items())
            if name in by_coder.get(coder, ())
            for other in each.saw
        )
        + (ground.saw if ground is not None else ()),
        newest=presence.newest,
        reconciled=ground,
    )


def _reopened(presence: Presence, coders: frozenset[str] | None) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for coder, transcript, code in presence.reopened:
        if coders is None or coder in coders:
            found.setdefault(code, set()).add(transcript)
    return {code: tuple(sorted(names)) for code, names in sorted(found.items())}


def theme_table(
    study: Study,
    presence: Presence,
    *,
    coders: frozenset[str] | None = None,
    finding: str | None = None,
    quotes: int = 3,
) -> ThemeTable:
    """The study's theme table.

    Args:
        study: with its findings and codebook.
        presence: the codings that count.
        coders: only theirs; None for all.
        finding: only this one (its id), and nothing across.
        quotes: how many excerpts to print under each theme; one that runs against the finding is always added.
    """
    used = (each for each in presence.standing if coders is None or each.coder in coders)
    placed, outside = all_placed(study, used)
    ground = basis(study, presence, coders, outside)
    builder = _Builder(study, placed, frozenset(ground.completed), quotes)
    wanted = [each for each in study.findings.findings if finding is None or each.id == finding]
    return ThemeTable(
        findings=tuple(builder.finding(each) for each in wanted),
        across=() if finding else tuple(builder.theme(each, None) for each in study.findings.across),
        basis=ground,
    )


def participants_by_name(
    study: Study, presence: Presence, coders: frozenset[str] | None = None
) -> tuple[Basis, tuple[Counted, ...]]:
    """Who speaks under every finding, theme and code, by all that it may be called; and what that rests on."""
    used = (each for each in presence.standing if coders is None or each.coder in coders)
    placed, outside = all_placed(study, used)
    ground = basis(study, presence, coders, outside)
    builder = _Builder(study, placed, frozenset(ground.completed), 0)
    book = study.codebook
    found: list[Counted] = []
    for finding in study.findings.findings:
        codes = {code for theme in finding.themes for code in theme_codes(theme, book)}
        found.append(Counted(finding.id, "finding", finding.id, builder.tally(builder.passages(codes), finding.id)))
    themes = [(theme, finding.id) for finding in study.findings.findings for theme in finding.themes]
    for theme, toward in [*themes, *((theme, None) for theme in study.findings.across)]:
        tally = builder.tally(builder.passages(theme_codes(theme, book)), toward)
        found.append(Counted(theme.id, "theme", theme.label, tally, statement=theme.statement))
    for code in book.codes.values():
        below = [each for each in book.codes if each == code.id or each.startswith(f"{code.id}.")]
        found.append(
            Counted(
                code.id,
                "code",
                code.label or code.id,
                builder.tally(builder.passages(book.rolled_up(code.id)), None),
                aliases=code.aliases,
                alone=builder.tally(builder.passages([code.id]), None).participants if len(below) > 1 else None,
                below=builder.tally(builder.passages(below), None).participants if len(below) > 1 else None,
            )
        )
    return ground, tuple(found)


class _Builder:
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


def matrix(study: Study, presence: Presence, coders: frozenset[str] | None = None) -> Matrix:
    """Passages by code (with what rolls up into it) and participant; a passage of two counts for both."""
    used = (each for each in presence.standing if coders is None or each.coder in coders)
    placed, _ = all_placed(study, used)
    builder = _Builder(study, placed, frozenset(), 0)
    participants = tuple(sorted(study.participants))
    column = {who: n for n, who in enumerate(participants)}
    cells: list[tuple[int, ...]] = []
    for code in study.codebook.codes:
        row = [0] * len(participants)
        for passage in builder.passages(study.codebook.rolled_up(code)):
            for who in passage.participants:
                if who in column:
                    row[column[who]] += 1
        cells.append(tuple(row))
    return Matrix(codes=tuple(study.codebook.codes), participants=participants, cells=tuple(cells))


def all_quotations(study: Study, presence: Presence, coders: frozenset[str] | None = None) -> tuple[Quotation, ...]:
    """Every coding's excerpt with its place, in order of transcript and text: the chain of evidence."""
    used = (each for each in presence.standing if coders is None or each.coder in coders)
    placed, _ = all_placed(study, used)
    return tuple(
        quotation(study, Passage(transcript=name, members=(each,)), each)
        for name in sorted(placed)
        for each in sorted(placed[name], key=by_place)
    )
