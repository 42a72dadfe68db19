"""A codebook as one HTML page: nothing is loaded from elsewhere, and every word is text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from imcommerce_qual.model.codelist import CodeList, CodeUse
from imcommerce_qual.model.evidence import Quotation
from imcommerce_qual.model.memo import Memo
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.study import Study
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.codebooktables import COUNTED, change_rows, proposed_lines
from imcommerce_qual.render.codebookwords import field_words, head_words, use_words
from imcommerce_qual.render.phrases import source_words, translation_note, visible
from imcommerce_qual.render.stampwords import input_lines, provenance_lines, stamp_lines

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 0 auto;
  max-width: 52rem; padding: 1rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1rem 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; border-bottom: 1px solid #8886; }
h3 { font-size: 1.05rem; margin: 0; }
h3 code { font-weight: normal; color: #777; }
.warning { background: #b3261e; color: #fff; padding: .4rem .75rem; margin: .25rem 0; font-weight: 600; }
nav ul { list-style: none; margin: 0; padding-left: 1.25rem; }
nav > ul { padding-left: 0; }
nav a { text-decoration: none; }
nav small, .use, figcaption, footer { color: #777; }
section.code { border-left: 4px solid var(--mark, #8886); padding: .1rem 0 .1rem .9rem; margin: 1.5rem 0;
  break-inside: avoid; }
dl { display: grid; grid-template-columns: 7.5rem 1fr; gap: .15rem 1rem; margin: .5rem 0; }
dt { color: #777; } dd { margin: 0; white-space: pre-wrap; }
figure { margin: .75rem 0; padding-left: 1rem; border-left: 2px solid #8886; }
blockquote { margin: 0; white-space: pre-wrap; }
.translation { color: #777; margin-top: .25rem; }
.memo { background: #8881; padding: .4rem .75rem; margin: .5rem 0; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #8884; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .4rem; } }
@media print { body { max-width: none; font-size: 11pt; } nav a { color: inherit; } }
"""
_COLOR = re.compile(r"#[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3})?\Z")


def render_codebook_html(found: CodeList, study: Study, stamp: Stamp) -> str:
    """The whole codebook as a page that can be sent, printed and searched."""
    title = f"{found.title}: codebook"
    warnings = provenance_lines(stamp.constructed, synthetic=stamp.synthetic)
    notes = (*basis_lines(found.basis, study), COUNTED, *proposed_lines(found))
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_text(title)}</title>",
            f"<style>\n{_STYLE}</style>",
            "</head>",
            "<body>",
            *(f'<p class="warning">{_text(line)}</p>' for line in warnings),
            f"<h1>{_text(title)}</h1>",
            f"<p>{_text(head_words(found))}</p>",
            *_memos(found.memos),
            "<nav>",
            *_tree(found),
            "</nav>",
            "<h2>Codes</h2>",
            *(line for use in found.codes for line in _code(use, found)),
            "<h2>What the counts rest on</h2>",
            *_list(notes),
            "<h2>Change log</h2>",
            *_changes(found),
            "<h2>Where this comes from</h2>",
            *_list((*stamp_lines(stamp), *input_lines(stamp))),
            "</body>",
            "</html>",
            "",
        ]
    )


def _text(words: str) -> str:
    return escape(visible(words))


def _tree(found: CodeList) -> Iterator[str]:
    total = len(found.basis.participants)
    before = -1
    for use in found.codes:
        depth = min(use.code.depth, before + 1)  # a code may stand elsewhere than its id says, which a check tells
        yield "<ul>" if depth > before else "</li>" + "</ul></li>" * (before - depth)
        link = f'<a href="#{_anchor(use)}">{_text(use.code.label)}</a>'
        yield f"<li>{link} <small>{_text(use_words(use, total, names=False))}</small>"
        before = depth
    yield "</li></ul>" * (before + 1)


def _anchor(use: CodeUse) -> str:
    return escape(f"code-{use.code.id}")


def _code(use: CodeUse, found: CodeList) -> Iterator[str]:
    color = _color(use, found)
    mark = f' style="--mark: {color}; margin-left: {1.25 * use.code.depth:g}rem"' if color else ""
    mark = mark or (f' style="margin-left: {1.25 * use.code.depth:g}rem"' if use.code.depth else "")
    yield f'<section class="code" id="{_anchor(use)}"{mark}>'
    yield f"<h3>{_text(use.code.label)} <code>{_text(use.code.id)}</code></h3>"
    yield "<dl>"
    for title, words in field_words(use):
        yield f"<dt>{title}</dt><dd>{_text(words)}</dd>"
    yield f'<dt>Use</dt><dd class="use">{_text(use_words(use, len(found.basis.participants)))}</dd>'
    yield "</dl>"
    if use.excerpt is not None:
        yield from _excerpt(use.excerpt)
    yield from _memos(use.memos)
    yield "</section>"


def _color(use: CodeUse, found: CodeList) -> str | None:
    """The code's colour, or that of the nearest code above it that has one."""
    colors = {each.code.id: each.code.color for each in found.codes}
    above: str | None = use.code.id
    while above:
        color = colors.get(above)
        if color:
            return color if _COLOR.match(color) else None
        above = above.rpartition(".")[0]
    return None


def _excerpt(each: Quotation) -> Iterator[str]:
    yield "<figure>"
    yield f'<blockquote lang="{escape(each.language)}">{_text(each.words)}</blockquote>'
    if each.translation:
        yield f'<blockquote class="translation">{_text(each.translation + translation_note(each))}</blockquote>'
    yield f"<figcaption>{_text('; '.join(source_words(each)))}</figcaption>"
    yield "</figure>"


def _memos(memos: Iterable[Memo]) -> Iterator[str]:
    for memo in memos:
        head = f"<small>Memo, {_text(memo.author)}, {_text(memo.date)}</small>"
        yield f'<div class="memo">{head}\n{_text(memo.text)}</div>'


def _list(lines: Iterable[str]) -> Iterator[str]:
    yield "<ul>"
    yield from (f"<li>{_text(line)}</li>" for line in lines)
    yield "</ul>"


def _changes(found: CodeList) -> Iterator[str]:
    if not found.changes:
        yield "<p>The codebook was never changed on record.</p>"
        return
    titles = ("Revision", "At (UTC)", "By", "Change", "From", "To", "Why")
    yield f"<table><thead><tr>{''.join(f'<th>{each}</th>' for each in titles)}</tr></thead><tbody>"
    for row in change_rows(found):
        yield f"<tr>{''.join(f'<td>{_text(str(cell) if cell is not None else str())}</td>' for cell in row)}</tr>"
    yield "</tbody></table>"
