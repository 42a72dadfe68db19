"""Pictures as PNG: the same words and numbers, drawn with this machine's fonts, and what is said where it cannot be."""

from __future__ import annotations

import importlib.util
import os
import struct
import zlib

import pytest

from imcommerce_qual.actions import pngpictures
from imcommerce_qual.actions.errors import RefusedError
from imcommerce_qual.model.picture import Forest, ForestRow
from imcommerce_qual.render import png
from imcommerce_qual.render.forest import render_forest

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}">'
    '<rect width="{w}" height="{h}" fill="#ffffff"/><text x="5" y="20" font-family="sans-serif">{words}</text></svg>'
)


def svg(words="", width=100, height=50):
    """A small picture with those words."""
    return SVG.format(w=width, h=height, words=words)


@pytest.fixture
def drawn():
    """What draws PNG; where every change is tested it may not be missing."""
    if importlib.util.find_spec(png.MODULE) is None:
        assert not os.environ.get("CI"), "resvg-py is needed here: it is in requirements.txt"
        pytest.skip("resvg-py is not installed (pip install resvg-py)")
    png._family.cache_clear()
    yield png.render_png
    png._family.cache_clear()


def size_of(picture):
    """Width, height, dots per metre, as they stand in the file."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    at = picture.index(b"pHYs")
    body = picture[at : at + 13]
    assert struct.unpack(">I", picture[at + 13 : at + 17]) == (zlib.crc32(body),)
    return width, height, struct.unpack(">II", body[4:12])[0]


def test_a_picture_has_300_dots_per_inch_and_says_so(drawn):
    """Journals ask for 300: 96 pixels of the SVG are an inch."""
    assert (300, 150, 11811) == size_of(drawn(svg(width=96, height=48)))


def test_a_very_long_picture_can_still_be_opened(drawn):
    """Of many rows there are fewer dots, never more than 40 million."""
    width, height, per_metre = size_of(drawn(svg(width=840, height=60_000)))

    assert width * height <= 40_000_000
    assert per_metre < 11811


def test_words_are_drawn_chinese_too(drawn):
    """Letters leave dots, each its own; where no font has them it is said instead."""
    empty, latin, chinese, other = (drawn(svg(words)) for words in ("", "trust", "信任", "传递"))

    assert empty != latin
    if not png.undrawable([svg("信")]):
        assert 4 == len({empty, latin, chinese, other})


def test_what_no_font_has_is_said(drawn, monkeypatch):
    """One letter of each script that would be a box; and what to install. Nothing is said of what can be drawn."""
    assert png.undrawable([svg("trust é ≥ …")]) == () == png.undrawable([])
    import resvg_py

    real = resvg_py.svg_to_bytes
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **wanted: real(**wanted, skip_system_fonts=True))
    png._family.cache_clear()

    assert ("t", "信", "し") == png.undrawable([svg("trust 信任"), svg("しん 123 …")])
    assert "fonts-noto-cjk" in pngpictures.font_warning([svg("信任")])
    assert drawn(svg("信任")).startswith(b"\x89PNG")


def test_markup_in_words_is_words(drawn):
    """A label is never part of the drawing."""
    rows = (ForestRow(label='</text><rect width="900"/>&amp;', value=0.5),)

    assert drawn(render_forest(Forest(name="f", title="<b>", rows=rows)))


def test_without_the_library_it_is_said_what_to_install(monkeypatch):
    """Before anything is computed; SVG is named as what always works."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)

    with pytest.raises(RefusedError, match="need resvg-py") as refused:
        pngpictures.png_of(svg())
    assert "pip install resvg-py" in refused.value.remedy


def test_a_library_that_cannot_be_loaded_is_no_fault_of_ours(drawn, monkeypatch):
    """As on a system that is too old for its wheel."""

    def broken(_svg):
        raise ImportError("GLIBC_2.99 not found")

    monkeypatch.setattr(pngpictures, "render_png", broken)
    with pytest.raises(RefusedError, match="GLIBC"):
        pngpictures.png_of(svg())


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("trust.person", "trust.person"),
        ("a" * 20 + "." + "b" * 20, "aaaaaaaaaaaaaaa…bbbbbbbbbbbbbbbb"),
        ("信任" * 8, "信任" * 8),
        ("信任" * 9, "信任信任信任信…信任信任信任信任"),
    ],
)
def test_a_label_fits_its_column(label, shown):
    """A long one loses its middle; Chinese characters are twice as wide."""
    assert f">{shown}</text>" in render_forest(Forest(name="f", title="t", rows=(ForestRow(label=label, value=None),)))
