"""Documents in GitHub's Markdown: any table with its provenance, and the readable report of a study's themes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from imcommerce_qual.model.evidence import FindingRow, Quotation, Tally, ThemeRow, ThemeTable
from imcommerce_qual.model.memo import Memo
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Cell, Table, for_people
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
    return document(
        heading(1, table.title),
        bullets(stamp_lines(stamp)),
        markdown_table(table),
        bullets(table.notes),
        *_inputs(stamp),
    )


def render_tables_markdown(title: str, tables: Iterable[Table], stamp: Stamp) -> str:
    """Several tables as one document: title, stamp, each table with its notes, inputs."""
    parts = (part for table in map(for_people, tables) for part in _with_notes(table))
    return document(heading(1, title), bullets(stamp_lines(stamp)), *parts, *_inputs(stamp))


def _with_notes(table: Table) -> Iterator[str]:
    yield heading(2, table.title)
    yield markdown_table(table)
    yield bullets(table.notes)


def render_themes_markdown(
    table: ThemeTable, study: Study, stamp: Stamp, memos: Mapping[str, tuple[Memo, ...]] | None = None
) -> str:
    """The report: for each finding its counts, themes, quotations and negative cases; what it rests on at the end.

    *memos*, by what they are about (``finding:F1``), stand under that; those about nothing that is printed, at the end.
    """
    memos = memos or {}
    return document(
        heading(1, f"{study.title}: themes and evidence"),
        bullets(stamp_lines(stamp)),
        *(part for finding in table.findings for part in _finding(finding, table, study, memos)),
        *_across(table, memos),
        *_other_memos(table, memos),
        heading(2, "What this rests on"),
        bullets((*basis_lines(table.basis, study), RULE, *unprinted_lines(table))),
        *_inputs(stamp),
    )


def document(*parts: str) -> str:
    """Blocks, each of which ends with LF, one under the other."""
    return "\n".join(part for part in parts if part)


def heading(level: int, words: str) -> str:
    """A heading."""
    return f"{'#' * level} {escape_markdown(words)}\n"


def paragraph(words: str) -> str:
    """A paragraph; nothing where there are no words."""
    return f"{escape_markdown(words)}\n" if words else ""


def _inputs(stamp: Stamp) -> tuple[str, ...]:
    return (heading(2, "Inputs"), bullets(input_lines(stamp))) if stamp.inputs else ()


def _finding(
    finding: FindingRow, table: ThemeTable, study: Study, memos: Mapping[str, tuple[Memo, ...]]
) -> Iterator[str]:
    total = len(table.basis.participants)
    since = next((each.since for each in study.findings.findings if each.id == finding.id), None)
    yield heading(2, f"Finding {finding.id}")
    yield paragraph(finding.statement)
    if since:
        yield paragraph(f"The statement has stood so since {since}.")
    yield paragraph(_tally_words(finding.tally, total))
    yield from memo_parts(memos.get(f"finding:{finding.id}", ()))
    yield _counts(finding.themes)
    for theme in finding.themes:
        yield from _theme(theme, total, memos)
    yield heading(3, f"Negative cases of {finding.id}")
    yield from _negative(finding, table)


def _negative(finding: FindingRow, table: ThemeTable) -> Iterator[str]:
    for each in finding.against:
        yield quoted(each, each.memo)
    missing = [line for line in unprinted_lines(table) if line.startswith(f"{finding.id}:")]
    if missing:
        yield bullets(missing)
    elif not finding.against:
        yield paragraph("No excerpt is coded as qualifying or contradicting this finding.")


def _across(table: ThemeTable, memos: Mapping[str, tuple[Memo, ...]]) -> Iterator[str]:
    if table.across:
        yield heading(2, "Themes across findings")
        yield _counts(table.across)
        for theme in table.across:
            yield from _theme(theme, len(table.basis.participants), memos)


def _other_memos(table: ThemeTable, memos: Mapping[str, tuple[Memo, ...]]) -> Iterator[str]:
    """Memos about what has no place of its own in the report, each once, under what they are about."""
    themes = [*(theme for finding in table.findings for theme in finding.themes), *table.across]
    printed = {f"finding:{each.id}" for each in table.findings} | {f"theme:{each.id}" for each in themes}
    printed |= {f"code:{row.code}" for theme in themes for row in theme.codes}
    told = {memo.slug for about in printed for memo in memos.get(about, ())}
    others = {memo.slug: memo for about in sorted(memos) for memo in memos[about] if memo.slug not in told}
    if others:
        yield heading(2, "Other memos")
    for memo in sorted(others.values(), key=lambda each: (each.date, each.slug)):
        yield paragraph(f"About {', '.join(memo.about)}:")
        yield from memo_parts([memo])


def memo_parts(memos: Iterable[Memo]) -> Iterator[str]:
    """Memos as they are written, each under its author and date; their marks are shown, not followed."""
    for memo in memos:
        lines = [f"Memo ({memo.author}, {memo.date})", *(part for part in memo.text.split("\n\n") if part.strip())]
        yield "\n>\n".join(f"> {escape_markdown(words)}" for words in lines) + "\n"


def _theme(theme: ThemeRow, total: int, memos: Mapping[str, tuple[Memo, ...]]) -> Iterator[str]:
    yield heading(3, theme.label)
    yield paragraph(theme.statement)
    yield paragraph(_tally_words(theme.tally, total))
    yield from memo_parts(memos.get(f"theme:{theme.id}", ()))
    for row in theme.codes:
        for memo in memos.get(f"code:{row.code}", ()):
            yield paragraph(f"About the code {row.code}:")
            yield from memo_parts([memo])
    yield from map(quoted, theme.quotations)


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


def quoted(each: Quotation, memo: str | None = None) -> str:
    """An excerpt as a block quote: words, translation, who and where and under which codes, and the coder's memo."""
    source = [*source_words(each), f"codes: {joined(each.codes)}"]
    translation = [f"{each.translation}{translation_note(each)}"] if each.translation else []
    paragraphs = [each.words, *translation, "; ".join([*source, *each.stances])]
    if memo:
        paragraphs.append(f"Memo: {memo}")
    return "\n>\n".join(f"> {escape_markdown(words)}" for words in paragraphs) + "\n"
