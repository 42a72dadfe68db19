"""Without colours (``NO_COLOR``): not one colour code reaches the terminal, greys neither."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


class Colorless(LineFilter):
    """Takes the colours off everything that is drawn; bold, underlined, reversed and dim stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """The segments without colours. Textual's own filter for this makes greys of them."""
        return [Segment(text, style and _plain(style), control) for text, style, control in segments]


@lru_cache(maxsize=4096)
def _plain(style: Style) -> Style:
    # What the mouse acts on is kept in the style, too.
    return style.without_color + Style(meta=style.meta) if style.meta else style.without_color
