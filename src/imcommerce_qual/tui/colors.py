"""Colours of codes on a dark and on a light screen."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color
from rich.style import Style

from imcommerce_qual.model.codebook import Codebook
from imcommerce_qual.render.reading import color_of

#: How much of a code's colour is in the background of its words, and what it is mixed with.
_SHARE = {True: 0.42, False: 0.30}
_PAPER = {True: (24, 24, 24), False: (255, 255, 255)}
#: For codes without a colour of their own.
_PLAIN = "#8a8a8a"


@lru_cache(maxsize=1024)
def tint(color: str, *, dark: bool) -> Color:
    """A code's colour as a background on which words can be read.

    >>> tint("#ff0000", dark=False).name
    '#ffb2b2'
    """
    share = _SHARE[dark]
    rgb = [int(color[n : n + 2], 16) for n in (1, 3, 5)]
    mixed = [int(share * part + (1 - share) * base) for part, base in zip(rgb, _PAPER[dark], strict=True)]
    return Color.parse("#{:02x}{:02x}{:02x}".format(*mixed))


@lru_cache(maxsize=4096)
def coded_style(color: str | None, count: int, *, dark: bool, plain: bool) -> Style:
    """Words under *count* codings, the innermost of that colour: overlaps are underlined.

    ``plain``, for screens without colour, makes all of them bold.
    """
    return Style(
        bgcolor=tint(color or _PLAIN, dark=dark),
        underline=True if count > 1 else None,
        bold=True if plain else None,
    )


def mark_style(codebook: Codebook, code: str, *, dark: bool) -> Style:
    """A code's name or letter."""
    return Style(bgcolor=tint(color_of(codebook, code) or _PLAIN, dark=dark), bold=True)
