"""A draft by its name: which reader it needs, and what could not be read."""

from __future__ import annotations

from pathlib import PurePosixPath

from imcommerce_qual.formats.decoding import decode
from imcommerce_qual.formats.manuscripts.fetching import Fetch, Pieces, nothing
from imcommerce_qual.model.manuscript import Manuscript, Told

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


#: Files of word processors and browsers that Word opens too.
_OTHER_PROGRAMS = frozenset({".doc", ".odt", ".rtf", ".pages", ".wpd", ".wps", ".html", ".htm", ".dot", ".dotx"})
_ENDINGS = "give a file that ends in .docx, .tex, .md, .txt or .pdf"
#: Word locks a document by putting it into a file of another kind, in which these names stand.
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def _by_content(raw: bytes) -> tuple[str, str, str] | None:
    """The kind that a file's first bytes show, what that is called, and what to do; None: its name may be right."""
    if raw.startswith(b"%PDF"):
        return "pdf", "a PDF", "give it the ending .pdf"
    if raw.startswith(b"PK\x03\x04"):
        if b"word/" in raw:
            return "docx", "a Word document", "give it the ending .docx"
        return "zip", "an archive, or a file of another office program", "save it as .docx and give that"
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        if _LOCKED in raw:
            return "locked", "a document locked by a password", "take the password off in Word, and save it again"
        return "doc", "a Word document of before 2007", "open it in Word and save it as .docx"
    if raw.startswith(b"{\\rtf"):
        return "rtf", "an RTF document", "open it in Word and save it as .docx"
    if raw.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        return "picture", "a picture", _ENDINGS
    return None


class NotReadableError(Exception):
    """The draft cannot be read; the message says why, ``remedy`` what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def read_manuscript(name: str, raw: bytes, fetch: Fetch = nothing, told: Told | None = None) -> Manuscript:
    """The draft *name* from its bytes; *fetch* gives the other files that it reads in.

    Raises:
        NotReadableError: it is of no kind that can be read, damaged, or no text.
    """
    ending = PurePosixPath(name).suffix.lower()
    kind = KINDS.get(ending)
    if kind is None:
        remedy = "save it as .docx and give that" if ending in _OTHER_PROGRAMS else _ENDINGS
        raise NotReadableError(f"`{name}` is no draft that can be read", remedy)
    if not raw.strip():
        raise NotReadableError(f"`{name}` is empty", "give the draft itself")
    if (really := _by_content(raw)) is not None and really[0] != kind:
        but = "" if really[0] in {"locked", "doc"} and kind == "docx" else ", whatever its name says"
        raise NotReadableError(f"`{name}` cannot be read: it is {really[1]}{but}", really[2])
    if kind == "docx":
        return _word(name, raw)
    if kind == "pdf":
        return _pdf(name, raw, told)
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
        name=name,
        kind="docx",
        source="\n".join(found.source),
        blocks=tuple(found.blocks),
        labels=tuple(found.labels),
        notes=tuple(found.notes),
    )


def _pdf(name: str, raw: bytes, told: Told | None) -> Manuscript:
    from imcommerce_qual.formats.manuscripts.pdf import NotPdfError, read_pdf

    try:
        lines, labels, blocks = read_pdf(raw, told)
    except NotPdfError as error:
        raise NotReadableError(f"`{name}` cannot be read: {error}", error.remedy) from None
    notes = (
        (
            "a PDF keeps no layout: block quotations without quotation marks are found where a label ends them, or "
            "where some words in a row are a speaker's"
        ),
    )
    return Manuscript(
        name=name, kind="pdf", source="\n".join(lines), blocks=tuple(blocks), labels=tuple(labels), notes=notes
    )
