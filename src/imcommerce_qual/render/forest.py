"""Agreement by code with its intervals, drawn: bars of characters for a terminal, a forest plot as SVG."""

from __future__ import annotations

from html import escape

from imcommerce_qual.core.wrapping import width_of, wrap
from imcommerce_qual.model.picture import Forest, ForestRow
from imcommerce_qual.render.agreementtext import LIMITS, decimal

#: What the bars show: below it they begin with an arrow.
LOW, HIGH = -0.2, 1.0
_CELLS = 24
#: What stands over the bars: where -0.2, 0 and 1 are.
AXIS = "-.2 0                  1"
#: Sizes of the picture, in pixels.
_LOOK = 'role="img" font-family="Helvetica, Arial, \'Noto Sans CJK SC\', sans-serif" font-size="13"'
_ROW, _LABEL, _PLOT, _NUMBERS, _TOP = 22, 230, 420, 190, 64
#: A label has so many half-width characters at most.
_WIDE = 32


def bar(value: float | None, low: float | None, high: float | None) -> str:
    """The number and its interval on a line of characters from -0.2 to 1; empty where there is no number.

    >>> bar(0.5, 0.2, 0.8)
    '        ├────●─────┤    '
    >>> bar(0.5, -0.9, 0.8), bar(0.0, None, None), bar(None, None, None)
    ('◂────────────●─────┤    ', '    ●                   ', '')
    """
    if value is None:
        return ""
    cells = [" "] * _CELLS
    if low is not None and high is not None:
        first, last = _cell(low), _cell(high)
        cells[first : last + 1] = "─" * (last + 1 - first)
        cells[first], cells[last] = ("◂" if low < LOW else "├"), "┤"
    cells[_cell(value)] = "●"
    return "".join(cells)


def _cell(number: float) -> int:
    return round((min(max(number, LOW), HIGH) - LOW) / (HIGH - LOW) * (_CELLS - 1))


def render_forest(found: Forest) -> str:
    """The plot as SVG, complete in itself: no script, no font and no address from elsewhere."""
    lines = [piece for each in found.beneath for piece in _broken(each, 118)]
    width = _LABEL + _PLOT + _NUMBERS
    height = _TOP + _ROW * len(found.rows) + 44 + 16 * len(lines) + 10
    bottom = _TOP + _ROW * len(found.rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {_size(width, height)} viewBox="0 0 {width} {height}" {_LOOK}>',
        f"<title>{_text(found.title)}</title>",
        f'<rect {_size(width, height)} fill="#ffffff"/>',
        f'<text x="12" y="26" font-size="16" font-weight="bold" fill="#111111">{_text(found.title)}</text>',
    ]
    ticks = [-0.2, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    for tick in ticks:
        x = _x(tick)
        strong = tick == 0
        parts.append(
            f'<line x1="{x}" y1="{_TOP - 8}" x2="{x}" y2="{bottom}" stroke="{"#777777" if strong else "#dddddd"}"/>'
            f'<text x="{x}" y="{bottom + 18}" text-anchor="middle" fill="#444444">{tick:.1f}</text>'
        )
    for limit in LIMITS if found.limits else ():
        x = _x(limit)
        parts.append(
            f'<line x1="{x}" y1="{_TOP - 8}" x2="{x}" y2="{bottom}" stroke="#b35900" stroke-dasharray="4 3"/>'
            f'<text x="{x}" y="{_TOP - 12}" text-anchor="middle" font-size="11" fill="#b35900">{decimal(limit)}</text>'
        )
    for number, row in enumerate(found.rows):
        parts += _drawn(row, _TOP + _ROW * number + _ROW // 2)
    drawn = ", 95 % interval" if any(row.interval for row in found.rows) else ""
    parts.append(
        f'<text x="{_LABEL + _PLOT // 2}" y="{bottom + 36}" text-anchor="middle" fill="#444444">'
        f"Krippendorff's alpha{drawn}</text>"
    )
    for number, line in enumerate(lines):
        parts.append(f'<text x="12" y="{bottom + 58 + 16 * number}" font-size="12" fill="#444444">{_text(line)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _drawn(row: ForestRow, y: int) -> list[str]:
    weight = ' font-weight="bold"' if row.strong else ""
    label = _text(_short(row.label))
    parts = [f'<text x="{_LABEL - 12}" y="{y + 4}" text-anchor="end" fill="#111111"{weight}>{label}</text>']
    beside = row.note
    if row.value is not None:
        if row.interval is not None:
            low, high = row.interval
            parts.append(f'<line x1="{_x(low)}" y1="{y}" x2="{_x(high)}" y2="{y}" stroke="#1f4e79" stroke-width="2"/>')
            if low < LOW:  # an arrow: it goes on
                x = _x(low)
                parts.append(f'<path d="M{x} {y} l7 -4 v8 z" fill="#1f4e79"/>')
        at = _x(row.value)
        size = 5 if row.strong else 4
        parts.append(f'<circle cx="{at}" cy="{y}" r="{size}" fill="{"#1f4e79" if row.strong else "#7fa3c7"}"/>')
        span = f" ({decimal(row.interval[0])} to {decimal(row.interval[1])})" if row.interval else ""
        beside = f"{decimal(row.value)}{span}" + (f" {row.note}" if row.note else "")
    parts.append(f'<text x="{_LABEL + _PLOT + 14}" y="{y + 4}" font-size="12" fill="#111111">{_text(beside)}</text>')
    return parts


def _size(width: int, height: int) -> str:
    return f'width="{width}" height="{height}"'


def _x(number: float) -> float:
    inside = (min(max(number, LOW), HIGH) - LOW) / (HIGH - LOW)
    return round(_LABEL + inside * _PLOT, 1)


def _short(label: str) -> str:
    """Without its middle where it is long; Chinese characters are twice as wide."""
    if width_of(label) <= _WIDE:
        return label
    first, last = label, label
    while width_of(first) > _WIDE // 2 - 1:
        first = first[:-1]
    while width_of(last) > _WIDE // 2:
        last = last[1:]
    return f"{first}…{last}"


def _broken(line: str, most: int) -> list[str]:
    return [line[start:end].rstrip() for start, end in wrap(line, 0, len(line), most)] or [""]


def _text(words: str) -> str:
    from imcommerce_qual.render.phrases import visible

    return escape(visible(words), quote=True)
