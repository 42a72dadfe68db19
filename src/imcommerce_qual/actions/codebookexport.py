"""The codebook written to files for readers and for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from imcommerce_qual.actions.memos import memos_by_about
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.theming import stamp
from imcommerce_qual.actions.viewing import seen_of
from imcommerce_qual.actions.writingfiles import write_files
from imcommerce_qual.core.codeuse import code_list
from imcommerce_qual.model.codelist import CodeList
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.study import Study

#: What ``codebook export`` writes.
FORMATS = ("md", "csv", "xlsx", "html", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookExport:
    """The codebook with its use, and where that comes from."""

    study: Study
    found: CodeList
    stamp: Stamp


def codebook_export(
    opened: Opened, *, viewer: str | None = None, coders: Iterable[str] = (), examples: bool = True
) -> CodebookExport:
    """The codebook with counts, excerpts and memos, as far as *viewer* may see them.

    Raises:
        WrongUseError: a coder is not known.
        AlteredExcerptError: an excerpt is not the transcript's text.
    """
    presence, only = seen_of(opened, viewer, (), coders)
    found = code_list(
        opened.study,
        presence,
        coders=only,
        memos=memos_by_about(opened, viewer),
        examples=examples,
    )
    return CodebookExport(study=opened.study, found=found, stamp=stamp(opened, found.basis))


def write_codebook(export: CodebookExport, folder: Path, formats: Iterable[str]) -> tuple[Path, ...]:
    """Write the codebook into *folder*; returns what was written, in order.

    Raises:
        RefusedError: the folder cannot be made or written to.
    """
    return write_files(folder, [item for each in formats for item in codebook_files(export, each)])


def codebook_files(export: CodebookExport, kind: str) -> list[tuple[str, bytes]]:
    """The files of one format, by name; the same study gives the same bytes."""
    from imcommerce_qual.render.codebooktables import codebook_tables

    found, study, stamped = export.found, export.study, export.stamp
    if kind == "md":
        from imcommerce_qual.render.codebookmarkdown import render_codebook_markdown

        return [("codebook.md", render_codebook_markdown(found, study, stamped).encode())]
    if kind == "html":
        from imcommerce_qual.render.codebookhtml import render_codebook_html

        return [("codebook.html", render_codebook_html(found, study, stamped).encode())]
    if kind == "csv":
        from imcommerce_qual.render.csvfile import render_csv

        return [
            (f"codebook_{table.name}.csv", render_csv(table, stamped).encode())
            for table in codebook_tables(found, study)
        ]
    if kind == "xlsx":
        from imcommerce_qual.render.office import render_xlsx

        return [("codebook.xlsx", render_xlsx(codebook_tables(found, study), stamped))]
    from imcommerce_qual.render.jsonfile import render_json

    return [("codebook.json", render_json("codebook", found, stamped).encode())]
