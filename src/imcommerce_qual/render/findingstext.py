"""Questions, findings and themes for reading on a terminal, and what changed in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from imcommerce_qual.model.table import Cell
from imcommerce_qual.render.phrases import visible
from imcommerce_qual.render.words import count, of, when

if TYPE_CHECKING:
    from rich.console import RenderableType

    from imcommerce_qual.model.codebook import Codebook
    from imcommerce_qual.model.evidence import Tally, ThemeTable
    from imcommerce_qual.model.memo import Memo
    from imcommerce_qual.model.study import Finding, FindingChange, Findings, Said, Theme

COLUMNS = (
    *("level", "id", "finding", "label", "statement", "since", "codes"),
    *("excerpts", "participants", "of", "supports", "qualifies", "contradicts", "look_again"),
)


def findings_rows(findings: Findings, table: ThemeTable, older: Mapping[str, int]) -> Iterator[tuple[Cell, ...]]:
    """A line for each question, finding and theme, for pipes."""
    total = len(table.basis.participants)
    for question in findings.questions:
        yield ("question", question.id, None, None, question.text, *(None,) * 9)
    rows = {row.id: row for row in table.findings}
    for finding in findings.findings:
        row = rows[finding.id]
        yield (
            *("finding", finding.id, None, None, finding.statement, finding.since, None),
            *_numbers(row.tally, total),
            older.get(finding.id, 0),
        )
        for theme, counted in zip(finding.themes, row.themes, strict=True):
            yield (*_theme_cells(theme, finding.id), *_numbers(counted.tally, total), None)
    for theme, counted in zip(findings.across, table.across, strict=True):
        yield (*_theme_cells(theme, None), *_numbers(counted.tally, total), None)


def _theme_cells(theme: Theme, finding: str | None) -> tuple[Cell, ...]:
    return ("theme", theme.id, finding, theme.label, theme.statement or None, None, ", ".join(theme.codes))


def _numbers(tally: Tally, total: int) -> tuple[Cell, ...]:
    return (tally.excerpts, len(tally.participants), total, tally.supports, tally.qualifies, tally.contradicts)


def render_findings(
    findings: Findings,
    table: ThemeTable,
    book: Codebook,
    older: Mapping[str, int],
    memos: Mapping[str, tuple[Memo, ...]],
    only: str | None = None,
) -> Iterator[RenderableType]:
    """The whole, or one finding or theme: statements with dates, codes, counts, what needs another look, memos."""
    from imcommerce_qual.render.wrapped import Text, assembled

    if only is None and findings.questions:
        yield from (assembled((f"{each.id}  ", "bold"), visible(each.text)) for each in findings.questions)
        yield Text()
    total = len(table.basis.participants)
    rows = {row.id: row for row in table.findings}
    for finding in findings.findings:
        whole = only in {None, finding.id}
        if whole:
            yield from _finding(finding, rows[finding.id].tally, total, older.get(finding.id, 0), memos)
        for theme, counted in zip(finding.themes, rows[finding.id].themes, strict=True):
            if whole or theme.id == only:
                yield from _theme(theme, counted.tally, total, book, memos)
        if whole:
            yield Text()
    across = zip(findings.across, table.across, strict=True)
    shown = [(theme, row) for theme, row in across if only in {None, theme.id}]
    if shown:
        yield Text("Across the findings", style="bold reverse")
    for theme, counted in shown:
        yield from _theme(theme, counted.tally, total, book, memos)


def _finding(
    finding: Finding, tally: Tally, total: int, older: int, memos: Mapping[str, tuple[Memo, ...]]
) -> Iterator[RenderableType]:
    from imcommerce_qual.render.wrapped import assembled

    since = f"  since {finding.since}" if finding.since else ""
    yield assembled((f" {finding.id} ", "bold reverse"), " ", visible(finding.statement), (since, "dim"))
    yield _inside(4, _counted(tally, total))
    if older:
        were = "was" if older == 1 else "were"
        yield _inside(4, f"{count(older, 'stance')} toward it {were} given before it was worded so")
    yield from _memos(memos.get(f"finding:{finding.id}", ()))


def _theme(
    theme: Theme, tally: Tally, total: int, book: Codebook, memos: Mapping[str, tuple[Memo, ...]]
) -> Iterator[RenderableType]:
    from rich.padding import Padding

    from imcommerce_qual.render.wrapped import assembled

    yield Padding(
        assembled((visible(theme.label), "bold"), f"  [{theme.id}]", (f"  {visible(theme.statement)}".rstrip(), "dim")),
        (0, 0, 0, 2),
        expand=False,
    )
    codes = [_code(each, book) for each in theme.codes]
    yield _inside(4, f"codes: {', '.join(codes) or 'none'}")
    yield _inside(4, _counted(tally, total))
    yield from _memos(memos.get(f"theme:{theme.id}", ()))


def _code(written: str, book: Codebook) -> str:
    code = book.codes.get(written.removeprefix("-"))
    return f"{written} ({visible(code.label)})" if code is not None else written


def _counted(tally: Tally, total: int) -> str:
    stances = ((tally.supports, "supporting"), (tally.qualifies, "qualifying"), (tally.contradicts, "contradicting"))
    said = [f"{n} {word}" for n, word in stances if n]
    counts = f"{count(tally.excerpts, 'excerpt')} · {of(len(tally.participants), total, 'participant')}"
    return f"{counts} · {', '.join(said)}" if said else counts


def _memos(memos: Iterable[Memo]) -> Iterator[RenderableType]:
    for memo in memos:
        yield _inside(4, f"memo {memo.slug} ({memo.author}, {memo.date}): {visible(memo.first_line)}")


def _inside(columns: int, words: str) -> RenderableType:
    from rich.padding import Padding

    from imcommerce_qual.render.wrapped import Text

    return Padding(Text(words, style="dim"), (0, 0, 0, columns), expand=False)


LOG = ("at", "by", "of", "change", "from", "to", "why")


def log_rows(history: Iterable[FindingChange]) -> Iterator[tuple[Cell, ...]]:
    """A line for each entry, for pipes."""
    for each in history:
        yield (when(each.at), each.by, each.of, each.change, _said(each.from_), _said(each.to), each.why)


def render_log(history: Iterable[FindingChange]) -> Iterator[str]:
    """Entries for people: who, when, why, and the words before and since."""
    for each in history:
        yield f"{when(each.at)}  {each.by}  {each.of} {each.change}" + (f": {visible(each.why)}" if each.why else "")
        yield f"    from  {visible(_said(each.from_)) or 'nothing'}"
        yield f"    to    {visible(_said(each.to)) or 'nothing'}"


def _said(value: Said) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value
