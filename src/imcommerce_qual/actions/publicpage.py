"""The page for everybody: of the interviews only what was chosen, of those who said that they may be quoted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from imcommerce_qual.core.excerpts import side_of
from imcommerce_qual.model.evidence import FindingRow, Quotation, ThemeRow, ThemeTable
from imcommerce_qual.model.kept import KeptShown
from imcommerce_qual.model.report import Report, Section
from imcommerce_qual.model.study import Study
from imcommerce_qual.render.words import count


def public(report: Report, kept: Iterable[KeptShown] = ()) -> Report:
    """The report with nothing of the interviews but chosen quotations of those who agreed to be quoted.

    Chosen are those *kept* for publication; where none were kept, the quotations of each theme. Every participant who
    speaks in one has to have said yes: that nobody asked them is no consent.
    """
    chosen = [_quotation(report.study, each) for each in kept if each.state == "as it was"]
    dropped: list[Quotation] = []

    def agreed(found: Iterable[Quotation]) -> tuple[Quotation, ...]:
        kept = []
        for each in found:
            if each.participants and all(_agreed(report.study, who) for who in each.participants):
                kept.append(_bare(each))
            else:
                dropped.append(each)
        return tuple(kept)

    def theme(row: ThemeRow) -> ThemeRow:
        return replace(row, quotations=() if chosen else agreed(row.quotations))

    def finding(row: FindingRow) -> FindingRow:
        return replace(row, themes=tuple(map(theme, row.themes)), against=())

    table = report.themes
    themes = ThemeTable(
        findings=tuple(map(finding, table.findings)), across=tuple(map(theme, table.across)), basis=table.basis
    )
    own = (Section(id="quotations", title="Quotations", quotations=agreed(chosen)),) if chosen else ()
    return replace(
        report,
        themes=themes,
        sides=tuple(replace(each, quotations=()) for each in report.sides),
        evidence=(),
        memos={},
        sections=own,
        stamp=replace(report.stamp, inputs=()),
        public=True,
        left_out=tuple(_left_out(report, len(dropped))),
    )


def _quotation(study: Study, each: KeptShown) -> Quotation:
    """A kept quotation as it is printed: trimmed as it was kept, under no code."""
    transcript = study.transcripts[each.kept.transcript]
    span = each.kept.anchor.span
    same = each.kept.anchor.text == transcript.hash
    return Quotation(
        transcript=transcript.id,
        span=span,
        turns=each.turns,
        time=each.time,
        language=transcript.side_language((side_of(transcript, span) if same else None) or "source"),
        words=each.words,
        translation=each.translation,
        translation_exact=each.translation_exact,
        participants=each.participants,
        codes=(),
        coders=(),
        stances=(),
        exemplar=False,
        unsure=False,
        may_quote=True,
    )


def _agreed(study: Study, who: str) -> bool:
    """Whether every interview that names them says that they agreed, to take part and to be quoted."""
    said = [t.participants[who].consent for t in study.transcripts.values() if who in t.participants]
    return bool(said) and all(each.status == "given" and each.quotes is True for each in said)


def _bare(each: Quotation) -> Quotation:
    """The words alone: a translation of more than them, and what coders thought of them, stay with the authors.

    So does the heading of a sitting, which is words of the transcript; without it a time would not say where it is.
    """
    return replace(
        each,
        translation=each.translation if each.translation_exact else None,
        memo=None,
        sitting=None,
        time=None if each.sitting else each.time,
    )


def _left_out(report: Report, dropped: int) -> Iterable[str]:
    yield f"{count(len(report.study.transcripts), 'transcript')}, whole."
    yield f"{count(len(report.evidence), 'coding')} with their excerpts, but for the chosen quotations."
    yield "The excerpts for and against each finding, but for those among the chosen quotations."
    yield "Translations of whole paragraphs under shorter excerpts, and headings within transcripts."
    if attributes := report.study.attributes:
        yield f"What is known of participants: {', '.join(attributes)}."
    yield "Matrices by participant, the codes' examples, and the hashes of the files."
    if dropped:
        yield f"{count(dropped, 'chosen quotation')} of participants who have not said that they may be quoted."
    memos = len({memo.slug for found in report.memos.values() for memo in found})
    if memos:
        yield f"{count(memos, 'memo')}, and what coders noted at codings."
    if report.sections:
        yield f"Sections: {', '.join(each.title for each in report.sections)}."
