"""Pictures as SVG: small, without script or style from elsewhere, every word as text.

Grey and one blue, so that they print; sizes are in pixels of 96 to the inch. Every picture has a title and a
description for screen readers, and says in its foot whether the data is real.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from imcommerce_qual.model.picture import Bars, Curve, Forest, Heat, Picture
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.render.forest import render_forest
from imcommerce_qual.render.office import display_width
from imcommerce_qual.render.phrases import visible
from imcommerce_qual.render.stampwords import provenance_word

_FONT = "font-family:'Noto Sans','Noto Sans CJK SC','Microsoft YaHei',Arial,sans-serif"
_BLUE = (31, 78, 140)
_ROW, _CHARACTER, _TOP = 20, 6.4, 34
#: No label takes more than so many half-width characters.
_LABEL = 44


def render_svg(picture: Picture, stamp: Stamp) -> str:
    """The picture as a document of its own; the same picture and stamp give the same characters."""
    if isinstance(picture, Forest):
        return render_forest(picture)
    match picture:
        case Bars():
            width, height, body = _bars(picture)
        case Heat():
            width, height, body = _heat(picture)
        case Curve():
            width, height, body = _curve(picture)
    foot = provenance_word(stamp)
    if foot != "real":
        body.append(_text(4, height + 12, foot, anchor="start", size=10, fill="#a33"))
        height += 18
    name = escape(picture.name)
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
                f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-labelledby="{name}-t {name}-d" '
                f'style="{_FONT}">'
            ),
            f'<title id="{name}-t">{_safe(picture.title)}</title>',
            f'<desc id="{name}-d">{_safe(describe(picture))}</desc>',
            f'<rect width="{width:.0f}" height="{height:.0f}" fill="#fff"/>',
            _text(4, 18, picture.title, anchor="start", size=13, weight="bold"),
            *body,
            "</svg>",
            "",
        ]
    )


def describe(picture: Picture) -> str:
    """What the picture shows, for whoever cannot see it; the table beside it has every number."""
    match picture:
        case Bars():
            return f"{picture.unit}: " + "; ".join(f"{label} {value:g}" for label, value in picture.rows[:40])
        case Heat():
            return f"{picture.unit}, {len(picture.rows)} rows by {len(picture.columns)} columns; see the table."
        case Curve():
            last = f"{picture.values[-1]:g}" if picture.values else "nothing"
            return f"{picture.unit} after each of {len(picture.steps)} steps, at last {last}."
        case Forest():
            return f"{picture.title}, {len(picture.rows)} rows; see the table."


def _bars(picture: Bars) -> tuple[float, float, list[str]]:
    left = _label_width(label for label, _ in picture.rows)
    most = max((value for _, value in picture.rows), default=0) or 1
    room = 320.0
    body: list[str] = []
    for n, (label, value) in enumerate(picture.rows):
        y = _TOP + n * _ROW
        body.append(_text(left - 6, y + 14, shortened(label), anchor="end"))
        body.append(
            f'<rect x="{left:.1f}" y="{y + 3}" width="{room * value / most:.1f}" height="{_ROW - 6}" '
            f'fill="#1f4e8c"><title>{_safe(label)}: {value:g}</title></rect>'
        )
        body.append(_text(left + room * value / most + 5, y + 14, f"{value:g}", anchor="start"))
    height = _TOP + len(picture.rows) * _ROW
    body.append(_text(left, height + 14, picture.unit, anchor="start", size=10, fill="#555"))
    foot = left + display_width(picture.unit) * 5.8
    return max(left + room + 50, _title_width(picture.title), foot), height + 22, body


def _heat(picture: Heat) -> tuple[float, float, list[str]]:
    left = _label_width(picture.rows)
    side = max(24.0, *(display_width(word) * 6.0 + 8 for row in picture.words for word in row)) if picture.words else 24
    up = _label_width(picture.columns) * 0.8 + 8
    most = max((each for row in picture.cells for each in row if each is not None), default=0) or 1
    top = _TOP + up
    body: list[str] = []
    for n, label in enumerate(picture.columns):
        x = left + n * side + side / 2 + 4
        body.append(
            f'<text x="{x:.1f}" y="{top - 5:.1f}" font-size="11" transform="rotate(-55 {x:.1f} {top - 5:.1f})">'
            f"{_safe(shortened(label))}</text>"
        )
    for n, label in enumerate(picture.rows):
        y = top + n * _ROW
        body.append(_text(left - 6, y + 14, shortened(label), anchor="end"))
        for m, value in enumerate(picture.cells[n]):
            x = left + m * side
            share = (value or 0) / most
            shown = picture.words[n][m] if picture.words else ("" if not value else f"{value:g}")
            body.append(
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{side - 1:.1f}" height="{_ROW - 1}" fill="{_shade(share)}" '
                f'stroke="#ddd" stroke-width="0.5"><title>{_safe(label)}, {_safe(picture.columns[m])}: '
                f"{_safe(shown or '0')}</title></rect>"
            )
            if shown:
                ink = "#fff" if share > 0.55 else "#222"
                body.append(_text(x + side / 2, y + 13.5, shown, anchor="middle", size=10, fill=ink))
    height = top + len(picture.rows) * _ROW
    body.append(_text(left, height + 14, picture.unit, anchor="start", size=10, fill="#555"))
    slant = _label_width(picture.columns) * 0.6
    foot = left + display_width(picture.unit) * 5.8
    width = max(left + len(picture.columns) * side + slant, _title_width(picture.title), foot)
    return width, height + 22, body


def _curve(picture: Curve) -> tuple[float, float, list[str]]:
    left, room, tall = 44.0, max(320.0, 34.0 * len(picture.steps)), 180.0
    most = max((*picture.values, *picture.high), default=0) or 1
    step = room / max(1, len(picture.steps) - 1) if len(picture.steps) > 1 else room

    def at(n: int, value: float) -> str:
        return f"{left + n * step:.1f},{_TOP + tall - tall * value / most:.1f}"

    body = [
        f'<path d="M{left:.1f} {_TOP}V{_TOP + tall:.1f}H{left + room:.1f}" fill="none" stroke="#888"/>',
        _text(left - 6, _TOP + 10, f"{most:g}", anchor="end", size=10),
        _text(left - 6, _TOP + tall, "0", anchor="end", size=10),
    ]
    if picture.low and picture.high:
        edge = [at(n, value) for n, value in enumerate(picture.high)]
        edge += [at(n, value) for n, value in reversed(list(enumerate(picture.low)))]
        body.append(f'<polygon points="{" ".join(edge)}" fill="{_shade(0.2)}"/>')
    points = " ".join(at(n, value) for n, value in enumerate(picture.values))
    body.append(f'<polyline points="{points}" fill="none" stroke="#1f4e8c" stroke-width="2"/>')
    for n, (label, value) in enumerate(zip(picture.steps, picture.values, strict=True)):
        x, y = at(n, value).split(",")
        body.append(f'<circle cx="{x}" cy="{y}" r="3" fill="#1f4e8c"><title>{_safe(label)}: {value:g}</title></circle>')
        body.append(_text(left + n * step, _TOP + tall + 14, shortened(label, 6), anchor="middle", size=10))
    foot = f"{picture.unit}; {picture.band}" if picture.band else picture.unit
    body.append(_text(left, _TOP + tall + 30, foot, anchor="start", size=10, fill="#555"))
    width = max(left + room + 30, _title_width(picture.title), left + display_width(foot) * 5.6)
    return width, _TOP + tall + 38, body


def shortened(label: str, most: int = _LABEL) -> str:
    """A label that fits: its beginning, where it is longer than *most* half-width characters.

    >>> shortened("a very long label", 8), shortened("群里", 8)
    ('a very …', '群里')
    """
    if display_width(label) <= most:
        return label
    kept = ""
    for character in label:
        if display_width(kept + character) > most - 1:
            break
        kept += character
    return kept + "…"


def _label_width(labels: Iterable[str]) -> float:
    return max((display_width(shortened(label)) for label in labels), default=0) * _CHARACTER + 14


def _title_width(title: str) -> float:
    return display_width(title) * 7.6 + 12


def _shade(share: float) -> str:
    """White at 0, the blue at 1."""
    share = min(1.0, max(0.0, share)) if share <= 0 else 0.12 + 0.88 * min(1.0, share)
    return "#" + "".join(f"{round(255 - (255 - each) * share):02x}" for each in _BLUE)


def _text(x: float, y: float, words: str, *, anchor: str, size: int = 11, fill: str = "#222", weight: str = "") -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"{bold}>'
        f"{_safe(words)}</text>"
    )


def _safe(words: str) -> str:
    return escape(visible(words.replace("\n", " ")))
