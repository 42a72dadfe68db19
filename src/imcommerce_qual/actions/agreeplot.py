"""A forest plot of a study's agreement, written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.pngpictures import font_warning, need_png, png_of
from imcommerce_qual.actions.writingfiles import write_files

if TYPE_CHECKING:
    from imcommerce_qual.core.reliability.basis import StudyAgreement


def check_plot(path: Path) -> None:
    """Whether such a file can be written.

    Raises:
        WrongUseError: it is neither SVG nor PNG, or its folder is not there.
        RefusedError: what draws PNG is not installed.
    """
    if path.suffix.lower() not in {".svg", ".png"}:
        raise WrongUseError(
            f"`{path.name}` is no .svg and no .png: in these two plots are written",
            f"--plot {path.stem or 'forest'}.svg (browsers, Word and LaTeX take it) or .png",
        )
    if path.is_dir() or not path.parent.is_dir():
        raise WrongUseError(f"{path.parent if not path.parent.is_dir() else path} is no place for a file", "mkdir it")
    if path.suffix.lower() == ".png":
        need_png()


def write_plot(path: Path, found: StudyAgreement, *, benchmark: bool = False) -> tuple[Path, str | None]:
    """The plot at *path*, over a file of that name; and a warning where no font has its letters.

    Raises:
        WrongUseError: it is neither SVG nor PNG.
        RefusedError: it cannot be drawn or written.
    """
    from imcommerce_qual.render.agreeforest import agreement_forest
    from imcommerce_qual.render.forest import render_forest

    check_plot(path)
    svg = render_forest(agreement_forest(found, benchmark=benchmark))
    as_png = path.suffix.lower() == ".png"
    content = png_of(svg) if as_png else svg.encode()
    try:
        (written,) = write_files(path.parent, [(path.name, content)])
    except RefusedError as error:
        raise RefusedError(str(error), "--plot into another folder") from None
    return written, font_warning([svg]) if as_png else None
