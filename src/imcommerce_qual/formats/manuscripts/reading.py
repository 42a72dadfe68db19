"""A draft by its name: which reader it needs, and what could not be read."""

from __future__ import annotations

from pathlib import PurePosixPath

from imcommerce_qual.formats.decoding import decode
from imcommerce_qual.formats.manuscripts.fetching import Fetch, Pieces, nothing
from imcommerce_qual.model.manuscript import Manuscript

#: By the end of the name.
KINDS = {
    ".docx": "docx",
    ".docm": "docx",
    ".tex": "tex",
    ".ltx": "tex",
    ".md": "md",
    ".markdown": "md",
    ".qmd": "md",
    ".rmd": "md",
    ".txt": "txt",
    ".text": "txt",
    ".pdf": "pdf",
}


class NotReadableError(Exception):
    """The draft cannot be read; the message says why, ``remedy`` what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def read_manuscript(name: str, raw: bytes, fetch: Fetch = nothing) -> Manuscript:
    """The draft *name* from its bytes; *fetch* gives the other files that it reads in.

    Raises:
        NotReadableError: it is of no kind that can be read, damaged, or no text.
    """
    kind = KINDS.get(PurePosixPath(name).suffix.lower())
    if kind is None:
        raise NotReadableError(
            f"`{name}` is no draft that can be read", "give a file that ends in .docx, .tex, .md, .txt or .pdf"
        )
    if not raw.strip():
        raise NotReadableError(f"`{name}` is empty", "give the draft itself")
    if kind == "docx":
        return _word(name, raw)
    if kind == "pdf":
        return _pdf(name, raw)
    read = decode(name, raw)
    if read.text is None:
        problem = read.problems[0]
        raise NotReadableError(f"`{name}` cannot be read: {problem.message}", "save it as UTF-8 text, or as .docx")
    notes = [f"the encoding was guessed: {read.encoding}"] if read.guessed else []
    text = read.text
    if kind in {"tex", "md"}:
        files = Pieces(fetch=fetch)
        if kind == "tex":
            from imcommerce_qual.formats.manuscripts.latex.reading import read_latex

            blocks = read_latex(text, name, files)
        else:
            from imcommerce_qual.formats.manuscripts.markdown import read_markdown

            blocks = read_markdown(text, name, files)
        return Manuscript(
            name=name,
            kind=kind,
            source=files.source,
            blocks=blocks,
            pieces=tuple((each.start, each.name) for each in files.pieces),
            notes=(*notes, *files.notes),
        )
    from imcommerce_qual.formats.manuscripts.plaintext import read_plain

    return Manuscript(name=name, kind=kind, source=text, blocks=read_plain(text), notes=tuple(notes))


def _word(name: str, raw: bytes) -> Manuscript:
    from imcommerce_qual.formats.manuscripts.docx import NotDocxError, read_docx

    try:
        found = read_docx(raw)
    except NotDocxError as error:
        raise NotReadableError(f"`{name}` cannot be read: {error}", "open it in Word and save it as .docx") from None
    return Manuscript(
        name=name, kind="docx", source="\n".join(found.source), blocks=tuple(found.blocks), labels=tuple(found.labels)
    )


def _pdf(name: str, raw: bytes) -> Manuscript:
    from imcommerce_qual.formats.manuscripts.pdf import NotPdfError, read_pdf

    try:
        lines, labels, blocks = read_pdf(raw)
    except NotPdfError as error:
        raise NotReadableError(f"`{name}` cannot be read: {error}", "check the file that it was made from") from None
    notes = (
        "a PDF keeps no paragraphs: block quotations without quotation marks are found only where a label ends them",
    )
    return Manuscript(
        name=name, kind="pdf", source="\n".join(lines), blocks=tuple(blocks), labels=tuple(labels), notes=notes
    )
