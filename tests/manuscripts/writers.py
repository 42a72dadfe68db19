"""Small drafts as Word documents and PDFs, written without any library, so that the tests read what they know."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = f"""<?xml version="1.0" encoding="UTF-8"?><w:styles {_NS}>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style></w:styles>"""


def docx(parts: Iterable[tuple[str, object]], *, notes: Iterable[str] = ()) -> bytes:
    """A Word document of (kind, text): ``p``, ``h``, ``quote`` (by style), ``indent`` (by layout), ``row`` (cells), ``xml``.

    Runs are split in the middle of words, as Word does after spelling checks.
    """
    body = "".join(_part(kind, text) for kind, text in parts)
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {_NS}><w:body>{body}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", document)
        archive.writestr("word/styles.xml", _STYLES)
        if notes := list(notes):
            inner = "".join(
                f'<w:footnote w:id="{n}"><w:p>{_runs(t)}</w:p></w:footnote>' for n, t in enumerate(notes, 1)
            )
            archive.writestr("word/footnotes.xml", f'<?xml version="1.0"?><w:footnotes {_NS}>{inner}</w:footnotes>')
    return out.getvalue()


def _part(kind: str, text: object) -> str:
    if kind == "xml":
        return str(text)
    if kind == "row":
        cells = "".join(f"<w:tc><w:p>{_runs(str(each))}</w:p></w:tc>" for each in text)  # type: ignore[attr-defined]
        return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    about = {
        "p": "",
        "h": '<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>',
        "quote": '<w:pPr><w:pStyle w:val="Quote"/></w:pPr>',
        "indent": '<w:pPr><w:ind w:left="720"/></w:pPr>',
    }[kind]
    return f"<w:p>{about}{_runs(str(text))}</w:p>"


def table(rows: Iterable[Iterable[str]]) -> str:
    """A table with these cells."""
    inner = "".join("<w:tr>" + "".join(f"<w:tc><w:p>{_runs(c)}</w:p></w:tc>" for c in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{inner}</w:tbl>"


def _runs(text: str) -> str:
    pieces = [text[n : n + 17] for n in range(0, len(text), 17)]
    return "".join(f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' for piece in pieces)


def pdf(paragraphs: Iterable[str], *, width: int = 78, head: str = "Shopping in chat groups") -> bytes:
    """A PDF in Helvetica with lines of *width*, hyphenated at their ends, a running head and page numbers."""
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += [*_wrapped(paragraph, width), ""]
    pages = [lines[n : n + 44] for n in range(0, len(lines), 44)] or [[]]
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for number, page in enumerate(pages, 1):
        content = "BT /F1 10 Tf 14 TL 60 800 Td\n"
        for line in [head, *page, str(number)]:
            plain = line.encode("cp1252", "replace").decode("latin-1")
            safe = plain.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            content += f"({safe}) Tj T*\n"
        stream = (content + "ET").encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
            b"/Encoding /WinAnsiEncoding >> >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table_ = b"".join(b"%010d 00000 n \n" % place for place in places)
    xref = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table_)
    return out + xref + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of a paragraph; a long word that does not fit is divided."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            room = width - len(line) - 2
            if room >= 3 and len(word) - room >= 3 and word.isalpha():
                lines.append(f"{line} {word[:room]}-")
                line = word[room:]
            else:
                lines.append(line)
                line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line] if line else lines


def wrapped(text: str, width: int = 72) -> str:
    """A paragraph as plain text breaks it."""
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
