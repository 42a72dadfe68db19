"""Pictures in a terminal: bars of block characters."""

from __future__ import annotations

from collections.abc import Iterator

from imcommerce_qual.model.picture import Bars, Curve, Forest, Heat, Picture
from imcommerce_qual.render.office import display_width
from imcommerce_qual.render.phrases import visible
from imcommerce_qual.render.svg import shortened

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar_lines(picture: Picture, width: int = 80) -> Iterator[str]:
    """The title, a line for each bar or step, what is counted; of maps and forests nothing: tables say it better."""
    if isinstance(picture, Heat | Forest):
        return
    rows = picture.rows if isinstance(picture, Bars) else _steps(picture)
    yield visible(picture.title)
    most = max((value for _, value in rows), default=0)
    labels = [shortened(visible(label.replace("\n", " ")), 32) for label, _ in rows]
    left = max(map(display_width, labels), default=0)
    room = max(8, width - left - 8)
    for label, (_, value) in zip(labels, rows, strict=True):
        gap = " " * (left - display_width(label))
        yield f"{label}{gap} {bar(value, most, room)} {value:g}"
    yield f"({picture.unit})"


def _steps(picture: Curve) -> tuple[tuple[str, float], ...]:
    return tuple(zip(picture.steps, picture.values, strict=True))


def bar(value: float, most: float, room: int) -> str:
    """A bar of *value* where *most* would fill *room* characters; something of it is seen where it is not 0.

    >>> bar(4, 4, 3), bar(2, 4, 3), bar(0, 4, 3), bar(1, 1000, 3)
    ('███', '█▌', '', '▏')
    """
    if value <= 0 or most <= 0:
        return ""
    eighths = max(1, round(room * 8 * value / most))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
