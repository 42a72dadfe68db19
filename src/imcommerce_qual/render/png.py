"""A picture as PNG, for where SVG is not taken: drawn by resvg with the fonts of this machine; nothing is fetched."""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from xml.etree.ElementTree import fromstring

#: What is to be installed besides (the extra ``png`` of this program), and what its module is called.
PACKAGE, MODULE = "resvg-py", "resvg_py"
#: Dots per inch that journals ask for; a picture of very many rows gets fewer, for it has to be opened too.
_DPI, _SVG_DPI, _MOST_DOTS = 300, 96, 40_000_000
_SIZE = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')
_FAMILIES = (
    "Arial",
    "Helvetica",
    "Liberation Sans",
    "Noto Sans",
    "DejaVu Sans",
    "Segoe UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
)
#: A character that no font has, so that it looks like everything that cannot be drawn.
_NOWHERE = "\U0010fffd"


def render_png(svg: str) -> bytes:
    """The picture at 300 dots per inch (fewer where that would be more than 40 million), its size noted in the file.

    Raises:
        ImportError: what draws it is not installed.
    """
    found = _SIZE.search(svg)
    assert found is not None, "pictures of ours say their size"
    dots = float(found[1]) * float(found[2])
    scale = min(_DPI / _SVG_DPI, (_MOST_DOTS / dots) ** 0.5)
    return _sized(_drawn(svg, scale), scale * _SVG_DPI / 0.0254)


def undrawable(svgs: Iterable[str]) -> tuple[str, ...]:
    """Characters of the pictures that no font of this machine has, one of each script; they would be boxes or gaps."""
    words = "".join(text for svg in svgs for text in _words(svg))
    scripts: dict[str, str] = {}
    for each in dict.fromkeys(words):
        if not each.isspace():
            scripts.setdefault(unicodedata.name(each, "?").split(" ", 1)[0].split("-", 1)[0], each)
    if not scripts:
        return ()
    gap = _letter(_NOWHERE)
    return tuple(each for name, each in scripts.items() if name in _SCRIPTS and _letter(each) == gap)


#: First words of the Unicode names of letters in which people write codes and names.
_SCRIPTS = frozenset(
    {"LATIN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "THAI", "DEVANAGARI"}
)


def _words(svg: str) -> Iterator[str]:
    for each in fromstring(svg).iter():  # noqa: S314 - our own picture
        if each.tag.endswith("}text"):
            yield from each.itertext()


def _letter(character: str, family: str | None = None) -> bytes:
    return _drawn(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" font-family="sans-serif" font-size="20">'
        f'<text x="5" y="30">{character}</text></svg>',
        1.0,
        family or _family(),
    )


@cache
def _family() -> str:
    """The font that stands for any without serifs: resvg takes none by itself where Arial is not there."""
    return next((each for each in _FAMILIES if _letter("a", each) != _letter(_NOWHERE, each)), _FAMILIES[0])


def _drawn(svg: str, scale: float, family: str | None = None) -> bytes:
    from resvg_py import svg_to_bytes

    return svg_to_bytes(svg_string=svg, zoom=scale, sans_serif_family=family or _family())


def _sized(png: bytes, per_metre: float) -> bytes:
    """With the chunk that says how large it is on paper, after the header."""
    body = b"pHYs" + struct.pack(">IIB", round(per_metre), round(per_metre), 1)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    after_header = 8 + 4 + 4 + 13 + 4
    return png[:after_header] + chunk + png[after_header:]
