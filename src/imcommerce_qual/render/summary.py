"""The theme table on a terminal: findings, themes, counts, who, and excerpts with their places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from imcommerce_qual.render.phrases import source_words, translation_note
from imcommerce_qual.render.reading import color_of
from imcommerce_qual.render.words import count, of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from imcommerce_qual.model.evidence import FindingRow, Quotation, Tally, ThemeRow, ThemeTable
    from imcommerce_qual.model.study import Study
    from imcommerce_qual.render.wrapped import Text


def render_summary(
    table: ThemeTable, study: Study, *, codes: bool = True, against: int | None = 4
) -> Iterator[RenderableType]:
    """The whole table; *against* negative cases at most are printed for each finding (None: all)."""
    for finding in table.findings:
        yield from _finding(finding, table, study, codes=codes, against=against)
    if table.across:
        yield _text(("Across the findings", "bold reverse"))
        yield _text()
        for theme in table.across:
            yield from _theme(theme, table, study, codes=codes)


def _finding(
    finding: FindingRow, table: ThemeTable, study: Study, *, codes: bool, against: int | None
) -> Iterator[RenderableType]:
    yield _beside(_text((f" {finding.id} ", "bold reverse")), _text((finding.statement, "bold")))
    yield _inside(4, _text(*_counts(finding.tally, table)))
    yield _text()
    for theme in finding.themes:
        yield from _theme(theme, table, study, codes=codes)
    if finding.against:
        shown = finding.against if against is None else finding.against[:against]
        more = f" ({len(shown)} of {len(finding.against)} shown)" if len(shown) < len(finding.against) else ""
        yield _text("  ", (f"What runs against {finding.id}{more}", "italic"))
        for each in shown:
            yield from _quotation(each, study)
        yield _text()


def _theme(theme: ThemeRow, table: ThemeTable, study: Study, *, codes: bool) -> Iterator[RenderableType]:
    statement = "  " + theme.statement if theme.statement else ""
    yield _inside(2, _text((theme.label, "bold"), (statement, "dim")))
    yield _inside(4, _text(*_counts(theme.tally, table)))
    if codes and len(theme.codes) > 1:
        yield _codes(theme, table, study)
    for each in theme.quotations:
        yield from _quotation(each, study)
    yield _text()


def _counts(tally: Tally, table: ThemeTable) -> tuple[str | tuple[str, str], ...]:
    everybody = len(tally.participants) == len(table.basis.participants)
    who = f"  {' '.join(tally.participants)}" if tally.participants and not everybody else ""
    more = f"  (+{len(tally.unfinished)} in unfinished transcripts)" if tally.unfinished else ""
    stances = [
        f"{number} {word}"
        for number, word in (
            (tally.supports, "supporting"),
            (tally.qualifies, "qualifying"),
            (tally.contradicts, "contradicting"),
        )
        if number
    ]
    return (
        (count(tally.excerpts, "excerpt"), "bold"),
        " · ",
        (of(len(tally.participants), len(table.basis.participants), "participant"), "bold"),
        more,
        (who, "dim"),
        f"  · {', '.join(stances)}" if stances else "",
    )


def _codes(theme: ThemeRow, table: ThemeTable, study: Study) -> RenderableType:
    from rich.table import Table

    from imcommerce_qual.render.wrapped import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column()
    grid.add_column(justify="right")
    grid.add_column(justify="right")
    widest = max(row.tally.excerpts for row in theme.codes) or 1
    total = len(table.basis.participants)
    for row in theme.codes:
        grid.add_row(
            Text("   "),
            Text(row.code, style=color_of(study.codebook, row.code) or ""),
            Text(str(row.tally.excerpts)),
            Text(f"{len(row.tally.participants)} of {total}", style="dim"),
            Text("▇" * round(12 * row.tally.excerpts / widest), style=color_of(study.codebook, row.code) or ""),
        )
    return grid


def _quotation(each: Quotation, study: Study) -> Iterator[RenderableType]:
    from rich.padding import Padding

    from imcommerce_qual.render.wrapped import Text

    stance = f" · {', '.join(each.stances)}" if each.stances else ""
    mark = " ★" if each.exemplar else ""
    languages = {study.transcripts[each.transcript].language, each.language}
    open_, close = ("「", "」") if languages == {"zh"} else ("“", "”")
    words = Text(open_ + each.words.replace("\n", " ") + close)
    lines = [words]
    if each.translation:
        lines.append(Text(f"“{each.translation}”{translation_note(each)}".replace("\n", " "), style="dim"))
    lines.append(Text(f"— {'; '.join(source_words(each))} · {', '.join(each.codes)}{stance}{mark}", style="dim italic"))
    for line in lines:
        yield Padding(line, (0, 2, 0, 6), expand=False)


def _beside(left: Text, right: Text) -> RenderableType:
    """Two texts side by side; the right one keeps its left edge when it is wrapped."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_row(left, right)
    return grid


def _inside(columns: int, text: Text) -> RenderableType:
    """A text that is indented on every line."""
    from rich.padding import Padding

    return Padding(text, (0, 0, 0, columns), expand=False)


def _text(*parts: str | tuple[str, str]) -> Text:
    from imcommerce_qual.render.wrapped import assembled

    return assembled(*parts)
