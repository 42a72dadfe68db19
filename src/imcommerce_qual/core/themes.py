"""Finding, theme, code: how many excerpts, which participants, what supports and what runs against."""

from __future__ import annotations

from collections import Counter

from imcommerce_qual.core.evidence import all_placed, by_place, quotation
from imcommerce_qual.core.gathering import theme_codes
from imcommerce_qual.core.statements import older_stances
from imcommerce_qual.core.themecounting import ThemeCounter
from imcommerce_qual.model.evidence import (
    Basis,
    Counted,
    Matrix,
    Passage,
    Quotation,
    ThemeTable,
)
from imcommerce_qual.model.standing import Presence
from imcommerce_qual.model.study import Study


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
    builder = ThemeCounter(study, placed, frozenset(ground.completed), quotes)
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
    builder = ThemeCounter(study, placed, frozenset(ground.completed), 0)
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


def matrix(study: Study, presence: Presence, coders: frozenset[str] | None = None) -> Matrix:
    """Passages by code (with what rolls up into it) and participant; a passage of two counts for both."""
    used = (each for each in presence.standing if coders is None or each.coder in coders)
    placed, _ = all_placed(study, used)
    builder = ThemeCounter(study, placed, frozenset(), 0)
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
