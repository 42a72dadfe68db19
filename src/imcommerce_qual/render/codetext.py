"""Codes for reading on a terminal: the tree, and one code in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from imcommerce_qual.render.phrases import visible
from imcommerce_qual.render.reading import color_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from imcommerce_qual.model.codebook import Codebook
    from imcommerce_qual.model.memo import Memo


def render_tree(book: Codebook, counts: Mapping[str, int]) -> RenderableType:
    """Every code under its parent: key, count, label, short definition."""
    from rich.table import Table

    from imcommerce_qual.render.wrapped import Text, assembled

    grid = Table.grid(padding=(0, 2))
    for justify in ("left", "right", "left", "left"):
        grid.add_column(justify=justify, overflow="fold")
    for code in book.codes.values():
        name = "  " * code.depth + code.id.rpartition(".")[2]
        own = "" if code.rolls_up else "  (not counted in its parent)"
        grid.add_row(
            Text(name, style=f"{'' if code.depth else 'bold '}{color_of(book, code.id) or ''}".strip()),
            Text(str(counts.get(code.id, 0) or "·")),
            Text(code.key or "", style="dim"),
            assembled(code.label, (f"  {code.short}", "dim"), (own, "dim italic")),
        )
    return grid


def render_code(book: Codebook, name: str, counts: Mapping[str, int], memos: Iterable[Memo] = ()) -> RenderableType:
    """One code in full: every field that is filled in, and the memos about it."""
    from rich.table import Table

    from imcommerce_qual.render.wrapped import Text

    code = book.codes[name]
    grid = Table.grid(padding=(0, 2), expand=False)
    grid.add_column(style="dim")
    grid.add_column(overflow="fold", max_width=90)
    number = counts.get(name, 0)
    below = [child.id for child in book.children(name)]
    for field, words in (
        ("code", code.id),
        ("label", code.label),
        ("short", code.short),
        ("definition", code.definition),
        ("use when", code.use_when),
        ("not when", code.not_when),
        ("example", code.example),
        ("origin", code.origin),
        ("support", code.support),
        ("also called", ", ".join(code.aliases)),
        ("key", code.key or ""),
        ("below it", ", ".join(below)),
        ("rolls up", "" if code.rolls_up else "no: it is not counted in its parent"),
        ("codings", str(number)),
    ):
        if words:
            style = f"bold {color_of(book, name) or ''}".strip() if field == "code" else ""
            grid.add_row(Text(field), Text(words, style=style))
    for memo in memos:
        grid.add_row(Text("memo"), Text(visible(f"{memo.text}\n({memo.slug}: {memo.author}, {memo.date})")))
    return grid
