"""The Word documents of the second set of drafts held out: made with python-docx, as Word writes what authors do.

All texts are ours; what they quote is the worked example, which is synthetic.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

_EPOCH = (2026, 1, 5, 0, 0, 0)


def health() -> bytes:
    """Qualitative health: smart quotes, a table of themes, tracked changes, a comment, a footnote, a text box."""
    paper = Document()
    paper.add_heading("Findings", 1)
    _split(
        paper,
        "Access mattered most to those who cannot go out. “Carry ten jin of flour up five floors and the next day I can’t "
        "lift my arm, even my hair, my old man has to comb it for me,” a retired teacher said (S03).",
    )
    paper.add_paragraph(
        "The woman with a new baby had been “on the front desk” for eight years; of the group she says, “it was a hundred "
        "and eighty-something then. Later some left” (S08, buyer, 31)."
    )
    _tracked(
        paper,
        "She was strict with medicine: “Now? Let me look. One for buying vegetables in the building, that was set up in the ",
        "summer",
        "epidemic",
        ".” (S08)",
    )
    paper.add_paragraph("Illness was spoken of in the groups as well:", style="Normal")
    quote = paper.add_paragraph(
        "Well, in April there was a girl in invoicing who wrote that her father was having a bypass, so she couldn’t come in. "
        "And everybody wrote something. And three messages further down there’s somebody with last two hours, salted egg "
        "crisps. (Participant 9)"
    )
    quote.paragraph_format.left_indent = Cm(1.25)
    paper.add_paragraph(
        "A recommender had been in hospital herself. “Four hundred stickers. Flowers, bunnies, get-well bunnies,” she recalled. "
        "“And then I’m lying in there and the phone goes and I think, somebody’s coming” (S05). Only one neighbour helped: "
        "“7-1902 fetched the boy from school. Three times. You can put her in” (S05)."
    )
    table = paper.add_table(rows=1, cols=3)
    for cell, words in zip(table.rows[0].cells, ("Theme", "Participant", "Illustrative quote"), strict=True):
        cell.text = words
    for row in (
        ("Remedies", "S04", "Medicine. Or a phone. And seed."),
        (
            "Recommending",
            "S09",
            "So I’ve more or less stopped. Somebody writes at eleven at night that the lid’s stuck on her flask",
        ),
        ("Family", "S02", "“And then my mum rang me up and said, your aunt’s been asking after you.”"),
        ("Illness", "S11", "I’ve forty-three patients and an aide with a bad back."),
    ):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    _text_box(paper, "“It tells me when it’s going to rain.” – S05")
    return _with_notes(
        paper,
        "“She’s fine, severe gastritis, the doctor told her to go easy on sweet potatoes” (S01).",
        "Is “I was never ill in my life” (S05) in the transcript?",
    )


def narrative() -> bytes:
    """A narrative paper: quotations broken by the teller, attributions in the sentence before, quote styles."""
    paper = Document()
    paper.add_heading("“Plus one”: how lists grow", 2)
    paper.add_paragraph(
        "S12 tests software for a living and explained the sign-up list at length. “Now while I’m typing somebody else has "
        "copied it as well,” he said. “So there’s two lists, and both have got a fourteen.” The built-in list has not helped: "
        "“Six people used it and the rest pasted the old kind underneath, so then we had three.”"
    )
    paper.add_paragraph("S05 prefers the old way all the same. She described an evening with peaches:")
    paper.add_paragraph(
        "I put up the peaches, seven o’clock. Nothing. Five past, nothing. Twelve past, 6-505 writes “one”. And then it’s plus "
        "one, plus one, plus two, plus one, my phone walks off the table.",
        style="Quote",
    )
    paper.add_paragraph("Nobody wants to be the first, as the owner of another group knows.")
    paper.add_paragraph(
        "If nobody makes a sound in the first five minutes, it’s dead. So I get my sister to go first, she puts a plus one and "
        "then they follow.",
        style="Intense Quote",
    )
    paper.add_paragraph("—S01, recommender, county town")
    paper.add_paragraph(
        "By contrast, S04 “know[s] who bought what”, since “[i]t’s there. They write it” and since he reads: “3-401 doesn’t "
        "buy over thirty. 9-602 asks is it sweet.” When his own daughter was home he changed his order: “I put two instead of "
        "one. My daughter was home. She’s a doctor, in the provincial capital.”"
    )
    paper.add_paragraph(
        "What Granovetter calls “weak ties” is visible in S07’s help at the coach station (“her box was twelve jin, so I "
        "carried it to the bus stop”). He adds that “it’s for the Saturdays”. S02’s contact with a doctoral student is “Not "
        "really. A bit.”"
    )
    paper.add_paragraph(
        "‘Impulse’ is our word. S06 denies it with a single “No”, and then tells of the bin with “the countdown, he’s in there "
        "counting, five left, three left, and I tapped it”. Of the mother’s group he says that “she can’t even make out the "
        "verification codes, but this she can do, one tap and it’s paid”. S08 says the same of his mother: “The baby greens "
        "are thirty cents more than at the market.”"
    )
    return _saved(paper)


def chinese() -> bytes:
    """A Chinese paper in Word: full-width marks, a table, quotations of both languages."""
    paper = Document()
    paper.add_heading("四、研究发现", 1)
    paper.add_paragraph(
        "团长S01谈到收入时转移了话题：“哎呀没多少，够买菜的。你吃桃不吃？”而对于坏果，她“当天晚上就给退了，一个一个转，自己掏的，六百四十几”。"
    )
    paper.add_paragraph("正如S03所言，“两个选项，哪个会去选‘冲动’？”研究者因此修改了提纲。")
    quote = paper.add_paragraph(
        "一开始没有，不好意思比，熟人嘛。后来拉了个表，群里卖多少，网上同款多少，减券，加运费。三十一样，便宜的十四样。（S06，男，29岁）"
    )
    quote.paragraph_format.left_indent = Cm(1)
    table = paper.add_table(rows=1, cols=3)
    for cell, words in zip(table.rows[0].cells, ("主题", "受访者", "原话"), strict=True):
        cell.text = words
    for row in (
        ("熟人", "S10", "我要是拿外面的掺进去，多卖几十斤，不用等到晚上，全村都知道了。"),
        ("群规", "S03", "有公告的，三条。不许发广告，晚上八点以前取走，不谈政治。"),
        ("情绪", "S08", "我饭都没吃，当天晚上就给退了。"),
    ):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    paper.add_paragraph("S05 是全职团长，她说“我从不催任何人付钱，因为大家都是邻居”。“熟人经济”一词见陈（2020）。")
    return _saved(paper)


def _split(paper: Paper, text: str) -> None:
    """A paragraph in runs that break words, as Word leaves them after spelling checks."""
    paragraph = paper.add_paragraph()
    for n in range(0, len(text), 13):
        paragraph.add_run(text[n : n + 13]).bold = n % 39 == 0


def _tracked(paper: Paper, before: str, deleted: str, inserted: str, after: str) -> None:
    paragraph = paper.add_paragraph()
    paragraph.add_run(before)
    about = f'{nsdecls("w")} w:id="7" w:author="A" w:date="2026-01-05T00:00:00Z"'
    paragraph._p.append(parse_xml(f"<w:del {about}><w:r><w:delText>{deleted}</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {about}><w:r><w:t>{inserted}</w:t></w:r></w:ins>"))
    paragraph.add_run(after)


def _text_box(paper: Paper, words: str) -> None:
    """A text box as Word writes it: once for today's readers and once again as a fallback for old ones."""
    inner = f"<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"
    spaces = (
        f'{nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    paper.add_paragraph("The box holds what one of them said.")._p.append(
        parse_xml(
            f'<w:r {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx>'
            f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )
    )


def _saved(paper: Paper) -> bytes:
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _with_notes(paper: Paper, note: str, comment: str) -> bytes:
    """The document with a footnote and a comment, which are parts of their own in the archive."""
    reference = parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>')
    paper.paragraphs[2]._p.append(reference)
    out = BytesIO()
    spaces = nsdecls("w")
    with zipfile.ZipFile(BytesIO(_saved(paper))) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in made.infolist():
            archive.writestr(zipfile.ZipInfo(each.filename, _EPOCH), made.read(each.filename))
        for part, inner in (
            ("footnotes", f'<w:footnote w:id="2"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'),
            ("comments", f'<w:comment w:id="1" w:author="B"><w:p><w:r><w:t>{comment}</w:t></w:r></w:p></w:comment>'),
        ):
            xml = f'<?xml version="1.0" encoding="UTF-8"?><w:{part} {spaces}>{inner}</w:{part}>'
            archive.writestr(zipfile.ZipInfo(f"word/{part}.xml", _EPOCH), xml)
    return out.getvalue()
