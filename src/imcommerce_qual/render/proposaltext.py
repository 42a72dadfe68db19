"""One proposed code for reading on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from imcommerce_qual.render.phrases import place_words, visible
from imcommerce_qual.render.words import when

if TYPE_CHECKING:
    from rich.console import RenderableType

    from imcommerce_qual.model.codebook import Change, Proposal
    from imcommerce_qual.model.evidence import Quotation


def render_proposal(
    proposal: Proposal, state: str, code: str | None, changes: Iterable[Change], excerpts: Iterable[Quotation]
) -> Iterator[RenderableType]:
    """Its fields, what was decided about it and why, and its excerpts with their places."""
    from rich.padding import Padding
    from rich.table import Table

    from imcommerce_qual.render.wrapped import Text

    grid = Table.grid(padding=(0, 2), expand=False)
    grid.add_column(style="dim")
    grid.add_column(overflow="fold", max_width=90)
    rows = [
        ("proposal", proposal.id),
        ("label", proposal.label),
        ("definition", proposal.definition or "none was written"),
        ("by", proposal.coder),
        ("state", f"{state}: {code}" if code else state),
    ]
    rows += [("", _decided(change)) for change in changes]
    for name, words in rows:
        grid.add_row(Text(name), Text(visible(words)))
    yield grid
    for each in excerpts:
        yield Padding(Text(visible(f"“{each.words}”  — {place_words(each)}")), (0, 2, 0, 2), expand=False)


def _decided(change: Change) -> str:
    why = f": {change.why}" if change.why else ""
    return f"{when(change.at)} {change.by} {change.change}{why}"
