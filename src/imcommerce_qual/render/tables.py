"""The theme table as tables of cells: counts, quotations, negative cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imcommerce_qual.model.evidence import FindingRow, Quotation, Tally, ThemeRow, ThemeTable
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Cell, Column, Kind, Table
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.phrases import place_words
from imcommerce_qual.render.words import count

RULE = (
    "The excerpts printed under a theme follow a rule: exemplars first, then, one at a time, the participant quoted "
    "least so far; one that qualifies or contradicts the finding is always among them where one may be printed. "
    "Nobody is quoted who withdrew or declined to be quoted."
)
OWN = (
    "Rows of level finding and theme count their excerpts once, so they are not sums of the rows below them; "
    "a finding's stances include codings toward it under any code."
)


def columns_of(kind: Kind, **titles: str) -> tuple[Column, ...]:
    """Columns of one kind, from their keys and titles."""
    return tuple(Column(key=key, title=title, kind=kind) for key, title in titles.items())


THEMES = (
    *columns_of("text", level="Level", finding="Finding", theme="Theme", code="Code", label="Label"),
    *columns_of("text", statement="Statement"),
    *columns_of("integer", excerpts="Excerpts", participants="Participants", of="Of"),
    *columns_of("text", who="Who", unfinished="Only in unfinished"),
    *columns_of("integer", supports="Supports", qualifies="Qualifies", contradicts="Contradicts"),
)
#: The words with their language, and their translation: of them alone, or of the whole paragraphs they stand in.
BILINGUAL = (
    *columns_of("text", language="Language", words="Words", translation="Translation"),
    *columns_of("flag", translation_exact="Translation of these words alone"),
)
QUOTATIONS = (
    *columns_of("text", finding="Finding", theme="Theme", participants="Participants", place="Place"),
    *BILINGUAL,
    *columns_of("text", codes="Codes", stances="Stances", published="Kept in the form", kept="Kept as"),
)
AGAINST = (
    *columns_of("text", finding="Finding", statement="Statement", participants="Participants", place="Place"),
    *columns_of("text", stances="Stances"),
    *BILINGUAL,
    *columns_of("text", codes="Codes", memo="Memo"),
)


def bilingual_cells(each: Quotation) -> tuple[Cell, ...]:
    """The cells under ``BILINGUAL``."""
    exact = each.translation_exact if each.translation else None
    return (each.language, each.words, each.translation, exact)


def theme_tables(table: ThemeTable, study: Study) -> tuple[Table, ...]:
    """The theme table as three: *themes* (counts), *quotations* (those printed), *against* (negative cases)."""
    notes = basis_lines(table.basis, study)
    return (
        Table(name="themes", title="Themes", columns=THEMES, rows=tuple(_theme_rows(table)), notes=(*notes, OWN)),
        Table(
            name="quotations",
            title="Quotations",
            columns=QUOTATIONS,
            rows=tuple(_quotation_rows(table)),
            notes=(*notes, RULE),
        ),
        Table(
            name="against",
            title="Negative cases",
            columns=AGAINST,
            rows=tuple(_against(finding, each) for finding in table.findings for each in finding.against),
            notes=(*notes, *unprinted_lines(table)),
        ),
    )


def unprinted_lines(table: ThemeTable) -> Iterator[str]:
    """For each finding with negative cases that are not printed, how many at the least: they must not go unsaid."""
    for finding in table.findings:
        counts = {"qualifies": finding.tally.qualifies, "contradicts": finding.tally.contradicts}
        # One excerpt may do both, so the two are not added up.
        missing = max(n - sum(stance in each.stances for each in finding.against) for stance, n in counts.items())
        if missing > 0:
            run = "runs against it and is" if missing == 1 else "run against it and are"
            yield (
                f"{finding.id}: at least {count(missing, 'more excerpt')} {run} not printed: no quotations were "
                "asked for, or a speaker may not be quoted."
            )


def _theme_rows(table: ThemeTable) -> Iterator[tuple[Cell, ...]]:
    of = len(table.basis.participants)
    for finding in table.findings:
        yield ("finding", finding.id, None, None, None, finding.statement, *_counts(finding.tally, of))
        for theme in finding.themes:
            yield from _one_theme(finding.id, theme, of)
    for theme in table.across:
        yield from _one_theme(None, theme, of)


def _one_theme(finding: str | None, theme: ThemeRow, of: int) -> Iterator[tuple[Cell, ...]]:
    yield ("theme", finding, theme.id, None, theme.label, theme.statement or None, *_counts(theme.tally, of))
    for row in theme.codes:
        yield ("code", finding, theme.id, row.code, row.label, None, *_counts(row.tally, of))


def _counts(tally: Tally, of: int) -> tuple[Cell, ...]:
    return (
        tally.excerpts,
        len(tally.participants),
        of,
        joined(tally.participants),
        joined(tally.unfinished),
        tally.supports,
        tally.qualifies,
        tally.contradicts,
    )


def _quotation_rows(table: ThemeTable) -> Iterator[tuple[Cell, ...]]:
    for finding, theme in themes_of(table):
        for each in theme.quotations:
            yield (
                finding.id if finding else None,
                theme.id,
                joined(each.participants),
                place_words(each),
                *bilingual_cells(each),
                joined(each.codes),
                joined(each.stances),
                each.published,
                each.kept,
            )


def themes_of(table: ThemeTable) -> Iterator[tuple[FindingRow | None, ThemeRow]]:
    """Every theme with its finding; None for the themes across findings, which come last."""
    for finding in table.findings:
        for theme in finding.themes:
            yield finding, theme
    for theme in table.across:
        yield None, theme


def _against(finding: FindingRow, each: Quotation) -> tuple[Cell, ...]:
    return (
        finding.id,
        finding.statement,
        joined(each.participants),
        place_words(each),
        joined(each.stances),
        *bilingual_cells(each),
        joined(each.codes),
        each.memo,
    )


def joined(names: Iterable[str]) -> str | None:
    """Names in one cell; None where there are none."""
    return ", ".join(names) or None
