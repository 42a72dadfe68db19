"""Tables as a Word document: heading rows repeat, rows stay whole, Chinese has a font of its own."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.table import Cell, Table, for_people
from imcommerce_qual.render.fixedzip import fixed_times
from imcommerce_qual.render.office import display_width
from imcommerce_qual.render.phrases import visible
from imcommerce_qual.render.stampwords import input_lines, provenance_lines, provenance_word, stamp_lines
from imcommerce_qual.render.widths import LINE, shares
from imcommerce_qual.render.words import number_words

if TYPE_CHECKING:
    from docx.document import Document

LATIN, EAST_ASIAN = "Calibri", "SimSun"
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")
#: Twentieths of a point across an A4 page on its side, within its margins.
_LINE = 14_570
_SMALL = 8


def render_docx(title: str, tables: Iterable[Table], stamp: Stamp) -> bytes:
    """The tables one under the other with their notes, the stamp first; the same input gives the same bytes."""
    document = new_document(title, stamp, landscape=True)
    for table in map(for_people, tables):
        document.add_heading(_plain(table.title), level=2)
        put_table(document, table)
        warnings = provenance_lines(stamp.constructed, synthetic=stamp.synthetic)
        for note in dict.fromkeys([*warnings, *table.notes]):
            document.add_paragraph(_plain(note), style="Caption")
    document.add_heading("Where this comes from", level=2)
    for line in (*stamp_lines(stamp), *input_lines(stamp)):
        document.add_paragraph(_plain(line), style="Caption")
    return saved(document)


def new_document(title: str, stamp: Stamp, *, landscape: bool = False) -> Document:
    """An A4 document with our fonts, the warnings on top, and provenance and page number in its foot."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt, RGBColor

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(297 if landscape else 210), Mm(210 if landscape else 297)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    styles: Any = document.styles
    for name, size in (("Normal", 10), ("Heading 1", 16), ("Heading 2", 12), ("Caption", 8), ("Title", 18)):
        _fonts(styles[name], Pt(size))
    _languages(document)
    caption = styles["Caption"]
    caption.font.bold = False
    caption.font.color.rgb = RGBColor(0x55, 0x55, 0x55)
    caption.paragraph_format.space_after = Pt(2)
    document.core_properties.author = f"imqual {stamp.tool}"
    document.core_properties.title = _plain(title)
    document.core_properties.comments = provenance_word(stamp)
    document.add_heading(_plain(title), level=1)
    for line in provenance_lines(stamp.constructed, synthetic=stamp.synthetic):
        add_warning(document, line)
    foot: Any = section.footer.paragraphs[0]
    foot.text = f"{provenance_word(stamp)}, page "
    _page_number(foot)
    return document


def add_warning(document: Document, line: str) -> None:
    """A paragraph that nobody overlooks."""
    from docx.shared import RGBColor

    run = document.add_paragraph().add_run(_plain(line))
    run.bold = True
    run.font.color.rgb = RGBColor(0xB3, 0x26, 0x1E)


def put_table(document: Document, table: Table) -> None:
    """A table of Word's own, its first row repeated on every page."""
    from docx.oxml.parser import parse_xml

    widths = [round(_LINE * share) for share in shares(table)]
    bold = [column.kind in {"integer", "number"} for column in table.columns]
    rows = [_row([column.title for column in table.columns], widths, bold, head=True)]
    rows += [_row(row, widths, bold) for row in table.rows]
    if table.summary:
        rows.append(_row(table.summary, widths, bold, italic=True))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    xml = (
        '<w:tbl xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:tblPr>'
        f'<w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_BORDERS}'
        f'<w:tblLayout w:type="fixed"/>{_MARGINS}<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    body: Any = document.element.body
    body.insert_element_before(parse_xml(xml), "w:sectPr")
    document.add_paragraph(style="Caption")


#: Lines as in print: over and under the table, thin ones between rows, none between columns.
_BORDERS = (
    '<w:tblBorders><w:top w:val="single" w:sz="8" w:color="000000"/><w:left w:val="nil"/>'
    '<w:bottom w:val="single" w:sz="8" w:color="000000"/><w:right w:val="nil"/>'
    '<w:insideH w:val="single" w:sz="2" w:color="BBBBBB"/><w:insideV w:val="nil"/></w:tblBorders>'
)


#: Narrow edges, so that many columns have room for their words.
_MARGINS = '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
#: A row higher than so many lines may be cut by the end of a page: whole, it would leave half of one empty.
_WHOLE = 12


def _row(
    cells: Sequence[Cell], widths: Sequence[int], right: Sequence[bool], *, head: bool = False, italic: bool = False
) -> str:
    whole = head or _height(cells, widths) <= _WHOLE
    marks = f"{'<w:cantSplit/>' if whole else ''}{'<w:tblHeader/>' if head else ''}"
    look = "<w:b/>" if head else "<w:i/>" if italic else ""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:spacing w:before="20" w:after="20"/>'
        f'<w:jc w:val="{"right" if at_right else "left"}"/></w:pPr>{run_xml(_words(cell), look)}</w:p></w:tc>'
        for cell, width, at_right in zip(cells, widths, right, strict=True)
    )
    return f"<w:tr>{f'<w:trPr>{marks}</w:trPr>' if marks else ''}{made}</w:tr>"


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """About how many lines the highest cell takes."""
    per = LINE / _LINE
    return max(
        sum(max(1.0, display_width(line) / (width * per)) for line in _words(cell).split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    )


def run_xml(words: str, look: str = "") -> str:
    """A run of text; LF is a line break in it, and Chinese says so, so that its quotation marks are wide."""
    if not words:
        return ""
    hint = '<w:rFonts w:hint="eastAsia"/>' if _WIDE.search(words) else ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in _plain(words, lines=True).split("\n")
    )
    return f'<w:r><w:rPr>{hint}{look}<w:sz w:val="{2 * _SMALL}"/></w:rPr>{lines}</w:r>'


def _words(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return cell if isinstance(cell, str) else number_words(cell)


def _plain(words: str, *, lines: bool = False) -> str:
    shown = visible(words.replace("\r\n", "\n").replace("\r", "\n"))
    return shown if lines else shown.replace("\n", " ")


def _fonts(style: Any, size: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name = LATIN
    style.font.size = size
    if style.name.startswith(("Heading", "Title")):
        style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), EAST_ASIAN)


def _languages(document: Document) -> None:
    """Words are English, or Chinese where they are written so: for spelling, line breaks and fonts."""
    from docx.oxml.ns import qn

    styles: Any = document.styles.element
    for lang in styles.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB")
        lang.set(qn("w:eastAsia"), "zh-CN")


def _page_number(paragraph: Any) -> None:
    from docx.oxml.parser import parse_xml

    xml = (
        '<w:fldSimple xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:instr="PAGE">'
        "<w:r><w:t>1</w:t></w:r></w:fldSimple>"
    )
    paragraph._p.append(parse_xml(xml))  # noqa: SLF001 - python-docx has no fields


def saved(document: Document) -> bytes:
    """The file's bytes, without the moment at which they were written."""
    out = io.BytesIO()
    document.save(out)
    return fixed_times(out.getvalue())
