"""imqual: coding qualitative interviews in the terminal, from transcripts to the theme tables of a paper."""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, which would have to be imported at every start
if TYPE_CHECKING:
    from pathlib import Path

    from imcommerce_qual.actions.frames import StudyFrames

# A literal: asking importlib.metadata costs 45 ms at every start.
__version__ = "0.1.0"


def open_study(path: Path | str = ".", *, viewer: str | None = None) -> StudyFrames:
    """The study in *path*, or in the nearest folder above, as pandas DataFrames: for notebooks.

    *viewer*: a coder who looks, from whom others' codings are hidden until they are done; None: everything shows.

    Raises:
        NoStudyError: there is none, or its ``study.yaml`` cannot be read.
        WrongUseError: the viewer is not known.
    """
    from imcommerce_qual.actions.frames import open_study as opened

    return opened(path, viewer=viewer)
