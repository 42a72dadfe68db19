"""The report page: everything that it shows as one value, and the page written to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from imcommerce_qual.actions.blind import as_seen
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.reportsections import SECTIONS
from imcommerce_qual.actions.theming import Bundle
from imcommerce_qual.actions.viewing import seen_of
from imcommerce_qual.actions.writingfiles import formats_of, write_files
from imcommerce_qual.core.codeuse import code_list
from imcommerce_qual.core.evidencelist import evidence_list, sides, theme_cells
from imcommerce_qual.model.report import Report

#: What ``report`` writes.
FORMATS = ("md", "csv", "xlsx", "json", "html")
PAGE = "report.html"
#: Hears what is being done, how much of it is done, and of how much.
Told = Callable[[str, int, int], None]


def report_formats(written: str) -> tuple[str, ...]:
    """``md,html`` as formats.

    Raises:
        WrongUseError: one is not known.
    """
    return formats_of(written, FORMATS)


def report_of(
    opened: Opened,
    found: Bundle,
    *,
    viewer: str | None = None,
    coders: Iterable[str] = (),
    told: Told | None = None,
) -> Report:
    """Everything on the page, as far as *viewer* may see it; its figures are those of *found*.

    Raises:
        WrongUseError: a coder is not known.
        AlteredExcerptError: a coding's quote is not the transcript's text.
    """
    study = as_seen(opened, viewer).study
    presence, only = seen_of(opened, viewer, (), coders)
    made = [each(opened, viewer) for each in SECTIONS]
    return Report(
        study=study,
        themes=found.themes.table,
        matrix=found.matrix,
        theme_cells=theme_cells(study, presence, found.matrix.participants, only),
        sides=sides(study, presence, only),
        evidence=evidence_list(study, presence, only, telling(told, "excerpts"), found.excerpts),
        codebook=code_list(study, presence, coders=only, memos=found.memos, examples=False),
        stamp=found.themes.stamp,
        memos=found.memos,
        sections=tuple(each for each in made if each is not None),
    )


def write_page(report: Report, folder: Path, told: Told | None = None) -> Path:
    """Write the page into *folder*; it is complete or not there.

    Raises:
        RefusedError: the folder cannot be made or written to.
    """
    from imcommerce_qual.render.site.page import render_page

    page = render_page(report, telling(told, "transcripts"))
    return write_files(folder, [(PAGE, page.encode("utf-8"))])[0]


def telling(told: Told | None, what: str) -> Callable[[int, int], None] | None:
    """Tells how much of one thing is done; None where nobody listens."""
    if told is None:
        return None
    return lambda done, of: told(what, done, of)
