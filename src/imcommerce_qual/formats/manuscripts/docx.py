"""Word documents: the text as it reads once all tracked changes are accepted, without comments and field codes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from imcommerce_qual.formats.manuscripts.chars import Chars, block_of, emphasised
from imcommerce_qual.model.manuscript import Block, BlockKind

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: What a tracked change took out, or moved away; and what only the fallback of a drawing says again.
_GONE = {f"{_W}del", f"{_W}moveFrom", f"{_W}rPr", f"{_W}pPr", f"{_W}instrText", f"{_W}delText", f"{_MC}Fallback"}
_QUOTE_STYLE = re.compile(r"quot|excerpt|extract|block ?text|引文|引用|引述|zitat|cita", re.IGNORECASE)
_HEADING_STYLE = re.compile(r"^(heading|title|subtitle|标题|überschrift|titre)", re.IGNORECASE)
#: Around a run in italics, while a paragraph is read.
_ON, _OFF = "\ue012", "\ue013"
#: Indented by so much (twentieths of a point: a quarter of an inch), a paragraph that is no list is a quotation.
_INDENT = 360
_LARGEST = 200_000_000


class NotDocxError(Exception):
    """The file is no Word document that can be read; the message says why."""


@dataclass(slots=True)
class _Style:
    name: str
    based: str | None
    indent: int | None
    heading: bool


@dataclass(slots=True)
class Docx:
    """What was read: one line of ``source`` a paragraph, and what each of them is called."""

    source: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    offset: int = 0


def read_docx(raw: bytes) -> Docx:
    """The paragraphs, tables and notes of a ``.docx`` file.

    Raises:
        NotDocxError: it is none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = {name: _xml(archive, name) for name in ("document", "styles", "footnotes", "endnotes")}
    except (zipfile.BadZipFile, KeyError, ET.ParseError, OSError, RuntimeError, ValueError) as error:
        raise NotDocxError("it is no Word document, or a damaged one") from error
    document = parts["document"]
    if document is None:
        raise NotDocxError("there is no document in it")
    reader = _Reader(_styles(parts["styles"]))
    body = document.find(f"{_W}body")
    reader.container(document if body is None else body)
    parts_of_others = sum(1 for each in document.iter() if each.tag in {f"{_W}altChunk", f"{_W}subDoc"})
    if parts_of_others:
        reader.found.notes.append(
            f"not read: {parts_of_others} other file{'s' * (parts_of_others > 1)} that Word puts into this document; "
            "open it in Word and save it as one"
        )
    for name, kind in (("footnotes", "footnote"), ("endnotes", "endnote")):
        notes = parts[name]
        for note in notes if notes is not None else ():
            if note.get(f"{_W}type") in {None, "normal"}:
                number = note.get(f"{_W}id", "?")
                for paragraph in note.iter(f"{_W}p"):
                    reader.paragraph(paragraph, "note", f"{kind} {number}")
    return reader.found


def _xml(archive: zipfile.ZipFile, name: str) -> ET.Element | None:
    path = f"word/{name}.xml"
    if path not in archive.namelist():
        if name != "document":
            return None
        path = next((each for each in archive.namelist() if re.fullmatch(r"word/document\d*\.xml", each)), path)
    if archive.getinfo(path).file_size > _LARGEST:
        raise NotDocxError("it is larger than any paper")
    raw = archive.read(path)
    if b"<!DOCTYPE" in raw[:2000] or b"<!ENTITY" in raw:  # Word writes none; such things hide bombs
        raise NotDocxError("it declares entities, which no Word document does")
    return ET.fromstring(raw.replace(_STRICT, _W[1:-1].encode()))  # noqa: S314 - entities are refused above


def _styles(root: ET.Element | None) -> dict[str, _Style]:
    found: dict[str, _Style] = {}
    for style in root.iter(f"{_W}style") if root is not None else ():
        name = style.find(f"{_W}name")
        based = style.find(f"{_W}basedOn")
        about = style.find(f"{_W}pPr")
        outline = about is not None and about.find(f"{_W}outlineLvl") is not None
        title = (name.get(f"{_W}val") or "") if name is not None else ""
        found[style.get(f"{_W}styleId", "")] = _Style(
            name=title,
            based=based.get(f"{_W}val") if based is not None else None,
            indent=_indent(about),
            heading=outline or bool(_HEADING_STYLE.match(title)),
        )
    return found


def _indent(about: ET.Element | None) -> int | None:
    place = about.find(f"{_W}ind") if about is not None else None
    if place is None:
        return None
    for name in ("left", "start"):
        value = place.get(f"{_W}{name}")
        if value is not None and re.fullmatch(r"-?\d+", value):
            return int(value)
    for name in ("leftChars", "startChars"):  # hundredths of a character
        value = place.get(f"{_W}{name}")
        if value is not None and re.fullmatch(r"-?\d+", value):
            return int(value) * 2
    return None


class _Reader:
    def __init__(self, styles: dict[str, _Style]) -> None:
        self.styles = styles
        self.found = Docx()
        self.paragraphs = 0
        self.tables = 0
        self.rows = 0

    def container(self, parent: ET.Element) -> None:
        """The paragraphs and tables in a body, a cell, or a control around them."""
        for child in parent:
            if child.tag == f"{_W}p":
                self.paragraphs += 1
                self.paragraph(child, None, f"paragraph {self.paragraphs}")
            elif child.tag == f"{_W}tbl":
                self.table(child)
            elif child.tag not in _GONE:
                self.container(child)

    def table(self, table: ET.Element) -> None:
        self.tables += 1
        number = self.tables
        for row, line in enumerate(table.iter(f"{_W}tr"), 1):
            if line.find(f"{_W}trPr/{_W}del") is not None:
                continue
            self.rows += 1
            for column, cell in enumerate(line.findall(f".//{_W}tc"), 1):
                label = f"table {number}, row {row}, column {column}"
                self.cell(cell, label, self.rows, column)

    def cell(self, cell: ET.Element, label: str, row: int, column: int) -> None:
        chars: list[str] = []
        for paragraph in cell.iter(f"{_W}p"):
            if chars:
                chars.append("\x1e")
            chars.append(_joined(paragraph))
        self._add("".join(chars), "cell", label, row=row, column=column)

    def paragraph(self, paragraph: ET.Element, kind: BlockKind | None, label: str) -> None:
        self._add(_joined(paragraph), kind or self._kind(paragraph), label)
        for box in _boxes(paragraph):
            for inner in box.iter(f"{_W}p"):
                self._add(_joined(inner), self._kind(inner), f"{label}, text box")

    def _kind(self, paragraph: ET.Element) -> BlockKind:
        about = paragraph.find(f"{_W}pPr")
        if about is None:
            return "prose"
        style = about.find(f"{_W}pStyle")
        listed = about.find(f"{_W}numPr") is not None
        indent = _indent(about)
        name: str | None = style.get(f"{_W}val") if style is not None else None
        for _ in range(12):
            known = self.styles.get(name or "")
            if known is None:
                break
            if known.heading:
                return "heading"
            if _QUOTE_STYLE.search(known.name) or _QUOTE_STYLE.search(name or ""):
                return "quote"
            if re.search(r"caption|题注", known.name, re.IGNORECASE):
                return "caption"
            listed = listed or bool(re.search(r"list|列出|列表|bibliography|书目", known.name, re.IGNORECASE))
            indent = known.indent if indent is None else indent
            name = known.based
        if name and _QUOTE_STYLE.search(name):
            return "quote"
        return "quote" if indent is not None and indent >= _INDENT and not listed else "prose"

    def _add(
        self, text: str, kind: BlockKind, label: str, *, row: int | None = None, column: int | None = None
    ) -> None:
        found = self.found
        # The line shown for a place has the same characters: only what breaks a line is another.
        shown = re.sub(r"[\n\t\r\x1e\ue010\ue011]", " ", text)
        if not shown.strip():
            return
        block = block_of(Chars.of(text, found.offset), kind, row=row, column=column)
        found.source.append(shown)
        found.labels.append(label)
        found.offset += len(shown) + 1
        if block is not None:
            found.blocks.append(block)


def _boxes(parent: ET.Element) -> Iterator[ET.Element]:
    """The text boxes in a paragraph, each once: old readers get them a second time, as a fallback."""
    for child in parent:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag not in _GONE:
            yield from _boxes(child)


def _joined(parent: ET.Element) -> str:
    """The text of a paragraph, with signs around words in italics that may be a quotation."""
    text = "".join(_text(parent)).replace(_ON + _OFF, "").replace(_OFF + _ON, "")
    if text.count(_ON) == 1 and text.strip().startswith(_ON) and text.strip().endswith(_OFF):
        return text.replace(_ON, "").replace(_OFF, "")
    return re.sub(f"{_ON}([^{_ON}{_OFF}]*){_OFF}", lambda m: emphasised(Chars.of(m[1])).text, text)


def _italic(run: ET.Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}i")
    return mark is not None and mark.get(f"{_W}val") not in {"0", "false", "none"}


def _text(parent: ET.Element) -> Iterator[str]:
    """The characters of a paragraph, runs joined whatever splits them."""
    for child in parent:
        tag = child.tag
        if tag == f"{_W}r" and _italic(child):
            yield _ON
            yield from _text(child)
            yield _OFF
            continue
        if tag in _GONE or tag == f"{_W}txbxContent":
            continue
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}tab":
            yield "\t"
        elif tag in {f"{_W}br", f"{_W}cr"}:
            yield "\x1e"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag == f"{_W}softHyphen":
            yield "\u00ad"
        elif tag == f"{_W}sym":
            code = child.get(f"{_W}char", "")
            yield (
                chr(int(code, 16))
                if re.fullmatch(r"[0-9A-Fa-f]{4}", code) and not code.upper().startswith("F0")
                else ""
            )
        else:
            yield from _text(child)
