"""Whether pictures can be written as PNG here, and what to install where they cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imcommerce_qual.actions.errors import RefusedError
from imcommerce_qual.model.picture import Picture
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.render.png import MODULE, PACKAGE, render_png, undrawable


def need_png() -> None:
    """Before anything is computed.

    Raises:
        RefusedError: what draws them is not installed.
    """
    from importlib.util import find_spec

    if find_spec(MODULE) is None:
        raise RefusedError(
            "PNG pictures need resvg-py, which is not installed here",
            f"pip install {PACKAGE} (3 MB), or write .svg: browsers, Word and Inkscape open it",
        )


def png_of(svg: str) -> bytes:
    """The picture as PNG.

    Raises:
        RefusedError: what draws it is not installed, or cannot be loaded.
    """
    need_png()
    try:
        return render_png(svg)
    except ImportError as error:
        raise RefusedError(
            f"resvg-py is installed and cannot be loaded: {error}",
            f"pip install --force-reinstall {PACKAGE}, or write .svg",
        ) from None


def picture_files(pictures: Iterable[Picture], stamp: Stamp, kind: str) -> Iterator[tuple[str, bytes]]:
    """Each picture as ``svg`` or ``png``, with the name of its file.

    Raises:
        RefusedError: what draws PNG is not installed, or cannot be loaded.
    """
    from imcommerce_qual.render.svg import render_svg

    for each in pictures:
        svg = render_svg(each, stamp)
        yield f"{each.name}.{kind}", svg.encode() if kind == "svg" else png_of(svg)


def pictures_warning(pictures: Iterable[tuple[Picture, Stamp]]) -> str | None:
    """`font_warning` of pictures with their stamps."""
    from imcommerce_qual.render.svg import render_svg

    return font_warning(render_svg(each, stamp) for each, stamp in pictures)


def font_warning(svgs: Iterable[str]) -> str | None:
    """What to say where no font here has the letters of these pictures; None where all can be drawn."""
    found = undrawable(svgs)
    if not found:
        return None
    return (
        f"no font here has {' '.join(found)} (and letters like it): they are boxes or gaps in the PNG; install "
        "Noto Sans (with CJK: fonts-noto-cjk) and write it again, or write .svg"
    )
