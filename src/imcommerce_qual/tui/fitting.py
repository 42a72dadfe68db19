"""Text in exactly so many columns."""

from __future__ import annotations

from imcommerce_qual.core.wrapping import width_of, wrap


def fitted(text: str, width: int) -> str:
    """The text in exactly so many columns, cut with an ellipsis where it is longer.

    >>> fitted("price", 7), fitted("都是认识的人", 7)
    ('price  ', '都是认…')
    """
    if width <= 0:
        return ""
    if width_of(text) > width:
        start, end = wrap(text.replace(" ", "\u00a0"), 0, len(text), max(1, width - 1))[0]
        text = text[start:end] + "…"
    return text + " " * (width - width_of(text))
