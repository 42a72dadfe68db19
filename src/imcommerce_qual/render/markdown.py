"""Documents in GitHub's Markdown: any table with its provenance, and the readable report of a study's themes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imcommerce_qual.model.evidence import FindingRow, Quotation, Tally, ThemeRow, ThemeTable
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Cell, Table
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.markdowntable import bullets, markdown_table
from imcommerce_qual.render.markdowntext import escape_markdown
from imcommerce_qual.render.phrases import source_words, translation_note
from imcommerce_qual.render.stampwords import input_lines, stamp_lines
from imcommerce_qual.render.tables import RULE, columns_of, joined, unprinted_lines
from imcommerce_qual.render.words import count, of

_COUNTS = (
    *columns_of("text", theme="Theme", code="Code"),
    *columns_of("integer", excerpts="Excerpts", participants="Participants"),
    *columns_of("text", who="Who", unfinished="Only in unfinished"),
    *columns_of("integer", supports="Supports", qualifies="Qualifies", contradicts="Contradicts"),
)


def render_markdown(table: Table, stamp: Stamp) -> str:
    """One table as a document: title, stamp, table, notes, inputs."""
    return _document(
        _heading(1, table.title),
        bullets(stamp_lines(stamp)),
        markdown_table(table),
        bullets(table.notes),
        *_inputs(stamp),
    )


def render_themes_markdown(table: ThemeTable, study: Study, stamp: Stamp) -> str:
    """The report: for each finding its counts, themes, quotations and negative cases; what it rests on at the end."""
    return _document(
        _heading(1, f"{study.title}: themes and evidence"),
        bullets(stamp_lines(stamp)),
        *(part for finding in table.findings for part in _finding(finding, table, study)),
        *_across(table),
        _heading(2, "What this rests on"),
        bullets((*basis_lines(table.basis, study), RULE, *unprinted_lines(table))),
        *_inputs(stamp),
    )


def _document(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _heading(level: int, words: str) -> str:
    return f"{'#' * level} {escape_markdown(words)}\n"


def _paragraph(words: str) -> str:
    return f"{escape_markdown(words)}\n" if words else ""


def _inputs(stamp: Stamp) -> tuple[str, ...]:
    return (_heading(2, "Inputs"), bullets(input_lines(stamp))) if stamp.inputs else ()


def _finding(finding: FindingRow, table: ThemeTable, study: Study) -> Iterator[str]:
    total = len(table.basis.participants)
    since = next((each.since for each in study.findings.findings if each.id == finding.id), None)
    yield _heading(2, f"Finding {finding.id}")
    yield _paragraph(finding.statement)
    if since:
        yield _paragraph(f"The statement has stood so since {since}.")
    yield _paragraph(_tally_words(finding.tally, total))
    yield _counts(finding.themes)
    for theme in finding.themes:
        yield from _theme(theme, total)
    yield _heading(3, f"Negative cases of {finding.id}")
    yield from _negative(finding, table)


def _negative(finding: FindingRow, table: ThemeTable) -> Iterator[str]:
    for each in finding.against:
        yield _quoted(each, each.memo)
    missing = [line for line in unprinted_lines(table) if line.startswith(f"{finding.id}:")]
    if missing:
        yield bullets(missing)
    elif not finding.against:
        yield _paragraph("No excerpt is coded as qualifying or contradicting this finding.")


def _across(table: ThemeTable) -> Iterator[str]:
    if table.across:
        yield _heading(2, "Themes across findings")
        yield _counts(table.across)
        for theme in table.across:
            yield from _theme(theme, len(table.basis.participants))


def _theme(theme: ThemeRow, total: int) -> Iterator[str]:
    yield _heading(3, theme.label)
    yield _paragraph(theme.statement)
    yield _paragraph(_tally_words(theme.tally, total))
    yield from map(_quoted, theme.quotations)


def _tally_words(tally: Tally, total: int) -> str:
    """The counts of a finding or theme in a sentence; stances only where there are any."""
    who = f" ({', '.join(tally.participants)})" if tally.participants else ""
    parts = [f"{count(tally.excerpts, 'excerpt')}, {of(len(tally.participants), total, 'participant')}{who}"]
    if tally.unfinished:
        parts.append(f"only in unfinished transcripts, not counted: {', '.join(tally.unfinished)}")
    stances = (
        (tally.supports, "supports", "support"),
        (tally.qualifies, "qualifies", "qualify"),
        (tally.contradicts, "contradicts", "contradict"),
    )
    said = [f"{n} {one if n == 1 else many}" for n, one, many in stances if n]
    return "; ".join([*parts, *said]) + "."


def _counts(themes: Iterable[ThemeRow]) -> str:
    rows: list[tuple[Cell, ...]] = []
    for theme in themes:
        rows.append((theme.label, None, *_numbers(theme.tally)))
        rows += [(None, f"{row.code} ({row.label})", *_numbers(row.tally)) for row in theme.codes]
    return markdown_table(Table(name="counts", title="Counts", columns=_COUNTS, rows=tuple(rows)))


def _numbers(tally: Tally) -> tuple[Cell, ...]:
    stances = (tally.supports, tally.qualifies, tally.contradicts)
    return (tally.excerpts, len(tally.participants), joined(tally.participants), joined(tally.unfinished), *stances)


def _quoted(each: Quotation, memo: str | None = None) -> str:
    """An excerpt as a block quote: words, translation, who and where and under which codes, and the coder's memo."""
    source = [*source_words(each), f"codes: {joined(each.codes)}"]
    translation = [f"{each.translation}{translation_note(each)}"] if each.translation else []
    paragraphs = [each.words, *translation, "; ".join([*source, *each.stances])]
    if memo:
        paragraphs.append(f"Memo: {memo}")
    return "\n>\n".join(f"> {escape_markdown(words)}" for words in paragraphs) + "\n"
