"""A transcript as a Word document: every turn a paragraph, every coding a comment on its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from imcommerce_qual.model.span import Span
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.standing import Standing
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.transcript import Transcript, Words
from imcommerce_qual.render.phrases import listed, visible
from imcommerce_qual.render.stampwords import stamp_lines
from imcommerce_qual.render.word import add_warning, new_document, saved

if TYPE_CHECKING:
    from docx.document import Document


def render_transcript_docx(
    transcript: Transcript, standing: Sequence[Standing], study: Study, stamp: Stamp, *, hidden: Iterable[str] = ()
) -> bytes:
    """The transcript with a comment for each coding, by its coder, dated when it was last changed.

    Words are the transcript's; line ends in a turn are kept, its translation stands under it in grey.
    """
    document = new_document(f"{transcript.id}: {study.title}", stamp)
    silent = sorted(set(transcript.participants) & study.unquotable)
    if silent:
        add_warning(document, f"May not be quoted (withdrawn, or declined): {listed(silent)}. For the authors only.")
    edges = sorted({edge for each in standing for edge in (each.span.start, each.span.end)})
    runs: list[tuple[Span, Any]] = []
    headings = {each.before_turn: each for each in transcript.headings}
    for turn in transcript.turns:
        if turn.number in headings:
            span = headings[turn.number].span
            document.add_heading(visible(transcript.text[span.start : span.end]), level=2)
        paragraph: Any = document.add_paragraph()
        time = f" [{turn.time}]" if turn.time else ""
        paragraph.add_run(visible(f"{turn.speaker}{time}: ")).bold = True
        runs += _words(paragraph, transcript.text, turn.words, edges)
        if turn.translation:
            under: Any = document.add_paragraph()
            under.paragraph_format.left_indent = _indent()
            runs += _words(under, transcript.text, turn.translation, edges, grey=True)
    for each in standing:
        _comment(document, each, [run for span, run in runs if span.overlap(each.span)], study)
    document.add_heading("Where this comes from", level=2)
    lines = list(stamp_lines(stamp))
    lines += [f"Left out: {listed(hidden)}'s codings, which the viewer may not see yet."] if tuple(hidden) else []
    for line in lines:
        document.add_paragraph(visible(line), style="Caption")
    return saved(document)


def _indent() -> Any:
    from docx.shared import Mm

    return Mm(8)


def _words(
    paragraph: Any, text: str, lines: Sequence[Words], edges: Sequence[int], *, grey: bool = False
) -> list[tuple[Span, Any]]:
    """The lines as runs, cut wherever a coding begins or ends; each with its place in the text."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    found: list[tuple[Span, Any]] = []
    for n, line in enumerate(lines):
        if n:
            paragraph.add_run().add_break()
        cuts = [line.span.start, *(e for e in edges if line.span.start < e < line.span.end), line.span.end]
        for start, end in pairwise(cuts):
            run = paragraph.add_run(visible(text[start:end]))
            if any(each > "\u2e80" for each in text[start:end]):
                run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")  # noqa: SLF001
            if grey:
                run.font.color.rgb = RGBColor(0x66, 0x66, 0x66)
            found.append((Span(start, end), run))
    return found


def _comment(document: Document, standing: Standing, runs: Sequence[Any], study: Study) -> None:
    from docx.oxml.ns import qn

    if not runs:
        return
    coding = standing.coding
    label = study.codebook.codes[standing.code].label
    marks = [
        *([f"{coding.stance} {coding.toward or ''}".strip()] if coding.stance else []),
        *(["exemplar"] if coding.exemplar else []),
        *(["unsure"] if coding.unsure else []),
        *(["words edited since"] if standing.changed else []),
        *(["older definition"] if standing.stale else []),
    ]
    lines = [
        f"{standing.code} ({label})",
        *([", ".join(marks)] if marks else []),
        *([coding.memo] if coding.memo else []),
    ]
    comment: Any = document.add_comment(
        [runs[0], runs[-1]], text=visible("\n".join(lines)), author=coding.coder, initials=_initials(coding.coder)
    )
    at = coding.changed.strftime("%Y-%m-%dT%H:%M:%SZ")
    comment._comment_elm.set(qn("w:date"), at)  # noqa: SLF001 - otherwise the moment of writing


def _initials(coder: str) -> str:
    """Few letters for the margin.

    >>> _initials("coder-a"), _initials("ann")
    ('ca', 'a')
    """
    return "".join(part[0] for part in coder.replace("_", "-").replace("/", "-").split("-") if part)[:3]
