"""A codebook as a Markdown document: the tree, every code in full, and the change log as an appendix."""

from __future__ import annotations

from collections.abc import Iterator

from imcommerce_qual.model.codelist import CodeList, CodeUse
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.study import Study
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.codebooktables import COUNTED, proposed_lines
from imcommerce_qual.render.codebookwords import change_words, field_words, head_words, use_words
from imcommerce_qual.render.markdown import document, heading, memo_parts, paragraph, quoted
from imcommerce_qual.render.markdowntable import bullets
from imcommerce_qual.render.markdowntext import escape_markdown
from imcommerce_qual.render.stampwords import input_lines, stamp_lines


def render_codebook_markdown(found: CodeList, study: Study, stamp: Stamp) -> str:
    """The codebook for readers: what each code means, how it was used, an excerpt, memos; then how it came to be so."""
    return document(
        heading(1, f"{found.title}: codebook"),
        bullets(stamp_lines(stamp)),
        heading(2, head_words(found)),
        "".join(_tree(found)) + "\n",
        *memo_parts(found.memos),
        *(part for use in found.codes for part in _code(use, found)),
        heading(2, "What the counts rest on"),
        bullets((*basis_lines(found.basis, study), COUNTED, *proposed_lines(found))),
        heading(2, "Change log"),
        bullets(map(change_words, found.changes)) or paragraph("The codebook was never changed on record."),
        *((heading(2, "Inputs"), bullets(input_lines(stamp))) if stamp.inputs else ()),
    )


def _tree(found: CodeList) -> Iterator[str]:
    total = len(found.basis.participants)
    for use in found.codes:
        counted = escape_markdown(use_words(use, total, names=False))
        yield f"{'  ' * use.code.depth}- {escape_markdown(use.code.label)} (`{use.code.id}`): {counted}\n"


def _code(use: CodeUse, found: CodeList) -> Iterator[str]:
    yield heading(min(3 + use.code.depth, 6), f"{use.code.label} ({use.code.id})")
    for title, words in field_words(use):
        yield f"**{title}.** {escape_markdown(words)}\n"
    yield f"**Use.** {escape_markdown(use_words(use, len(found.basis.participants)))}\n"
    if use.excerpt is not None:
        yield quoted(use.excerpt)
    yield from memo_parts(use.memos)
