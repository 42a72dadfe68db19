"""Results written to files, in every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from imcommerce_qual.actions.exported import Exported
from imcommerce_qual.actions.writingfiles import write_files

FORMATS = ("md", "csv", "csv-excel", "xlsx", "docx", "tex", "html", "json", "svg", "png")


def write_exports(found: Iterable[Exported], folder: Path, formats: Iterable[str]) -> tuple[Path, ...]:
    """Write the files of every result in every format; the same study gives the same bytes.

    Raises:
        RefusedError: the folder cannot be made or written to, or what draws PNG is not installed.
    """
    found, formats = tuple(found), tuple(formats)
    files = {name: content for kind in formats for each in found for name, content in export_files(each, kind)}
    if "tex" in formats:
        from imcommerce_qual.render.latex import PREAMBLE_NAME, document, preamble

        files[PREAMBLE_NAME] = preamble().encode()
        files["imqual-tables.tex"] = document(f"{each.what}.tex" for each in found).encode()
    return write_files(folder, files.items())


def export_files(found: Exported, kind: str) -> Iterator[tuple[str, bytes]]:
    """The files of one result in one format, by name."""
    if kind == "md":
        from imcommerce_qual.render.markdown import render_tables_markdown

        text = found.text or render_tables_markdown(found.title, found.shown, found.stamp)
        yield f"{found.what}.md", text.encode()
    elif kind in {"csv", "csv-excel"}:
        yield from _csv_files(found, kind)
    elif kind == "xlsx":
        from imcommerce_qual.render.office import render_xlsx

        yield f"{found.what}.xlsx", render_xlsx(found.tables, found.stamp)
    elif kind == "docx":
        from imcommerce_qual.render.word import render_docx

        yield f"{found.what}.docx", render_docx(found.title, found.shown, found.stamp)
    elif kind == "tex":
        from imcommerce_qual.render.latex import render_latex

        yield f"{found.what}.tex", render_latex(found.shown, found.stamp).encode()
    elif kind == "html":
        from imcommerce_qual.render.htmltable import render_html

        yield f"{found.what}.html", render_html(found.title, found.shown, found.pictures, found.stamp).encode()
    elif kind in {"svg", "png"}:
        from imcommerce_qual.actions.pngpictures import picture_files

        yield from picture_files(found.pictures, found.stamp, kind)
    else:
        from imcommerce_qual.render.jsonfile import render_json

        value = found.value[found.what] if len(found.value) == 1 and found.what in found.value else found.value
        yield f"{found.what}.json", render_json(found.what, value, found.stamp).encode()


def _csv_files(found: Exported, kind: str) -> Iterator[tuple[str, bytes]]:
    from imcommerce_qual.render.csvfile import render_csv, render_excel_csv

    prefix = "codebook_" if found.what == "codebook" else ""
    for table in found.tables:
        if kind == "csv":
            yield f"{prefix}{table.name}.csv", render_csv(table, found.stamp).encode()
        else:
            yield f"{prefix}{table.name}.excel.csv", render_excel_csv(table, found.stamp).encode()
