"""A forest plot of a study's agreement, written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.writingfiles import write_files

if TYPE_CHECKING:
    from imcommerce_qual.core.reliability.basis import StudyAgreement


def check_plot(path: Path) -> None:
    """Whether such a file can be written.

    Raises:
        WrongUseError: it is no SVG, or its folder is not there.
    """
    if path.suffix.lower() != ".svg":
        raise WrongUseError(
            f"`{path.name}` is no .svg: plots are written as SVG, which browsers, Word and LaTeX (svg) take",
            f"--plot {path.with_suffix('.svg').name}; a browser or Inkscape makes a PNG of it",
        )
    if path.is_dir() or not path.parent.is_dir():
        raise WrongUseError(f"{path.parent if not path.parent.is_dir() else path} is no place for a file", "mkdir it")


def write_plot(path: Path, found: StudyAgreement, *, benchmark: bool = False) -> Path:
    """The plot at *path*, over a file of that name.

    Raises:
        WrongUseError: it is no SVG.
        RefusedError: it cannot be written.
    """
    from imcommerce_qual.render.agreeforest import plot_of

    check_plot(path)
    (written,) = write_files(path.parent, [(path.name, plot_of(found, benchmark=benchmark).encode())])
    return written
