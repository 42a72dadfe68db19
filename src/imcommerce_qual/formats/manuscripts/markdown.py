"""Markdown: block quotations, tables, footnotes, emphasis, links and citations in the manner of Pandoc."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from imcommerce_qual.formats.manuscripts.chars import Chars, block_of, emphasised
from imcommerce_qual.formats.manuscripts.fetching import Pieces
from imcommerce_qual.model.manuscript import CITATION, Block, BlockKind

_FRONT = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
#: Quarto's include, and a chunk of R Markdown that only names a child.
_INCLUDE = re.compile(r"^[ \t]*\{\{<[ \t]*include[ \t]+(?P<file>[^\s>]+)[ \t]*>\}\}[ \t]*$", re.MULTILINE)
_CHILD = re.compile(
    r"^```\{r[^}\n]*\bchild\s*=\s*[\"'](?P<file>[^\"'\n]+)[\"'][^}\n]*\}[ \t]*\n(?:[ \t]*\n)*```[ \t]*$", re.MULTILINE
)
_HTML_QUOTE = re.compile(r"</?blockquote[^>]*>", re.IGNORECASE)
_CITE = re.compile(r"\[[^\[\]]*@[\w:][^\[\]]*\](?!\()|(?<![\w@])@[A-Za-z][\w:.-]*\d\w*")
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_SPAN = re.compile(r"\[([^\[\]]+)\]\{[^{}]*\}")
_NOTE_REF = re.compile(r"\[\^[^\]]+\](?!:)")
_NOTE = re.compile(r" {0,3}\[\^[^\]]+\]:[ \t]*")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~\"'<])")
_STRONG = re.compile(r"(\*{1,3}|(?<![^\W_])_{1,3})(?=\S)(.+?)(?<=\S)\1(?![^\W_])", re.DOTALL)
_STARS = re.compile(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_STRIKE = re.compile(r"~~.+?~~", re.DOTALL)
_CODE = re.compile(r"(`+)([^`]+)\1(?!`)")
_TAG = re.compile(r"<br\s*/?>|</?[A-Za-z][^<>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]+);")
_DASHES = re.compile(r"(?<!-)(?:---|--)(?!-)")
_HARD = re.compile(r"(?: {2,}|\\)\n(?=\S)")


def read_markdown(text: str, name: str, files: Pieces) -> tuple[Block, ...]:
    """The blocks of a Markdown file, and of the *files* that Quarto or R Markdown read in."""
    blank = _bare(files.open(name, text), files)
    files.close()
    found: list[Block] = []
    for kind, chars, row, column in _blocks(blank):
        block = block_of(_inline(chars), kind, row=row, column=column)
        if block is not None:
            found.append(block)
    return tuple(found)


def _bare(chars: Chars, files: Pieces) -> Chars:
    """A file without front matter, code and comments, and with the files that it reads in."""

    def included(match: re.Match[str]) -> Chars | str:
        whole = files.ask(match["file"], chars.at[match.start()])
        if whole is None:
            return "\n"
        inner = _bare(whole, files)
        files.close()
        return Chars.joined([inner.put("\n", 0), inner, inner.put("\n", len(inner.text) - 1)])

    for pattern, by in ((_FRONT, "\n"), (_CHILD, included), (_FENCE, "\n"), (_COMMENT, "\n"), (_INCLUDE, included)):
        chars = chars.sub(pattern, by)
    return chars


def _lines(chars: Chars) -> Iterator[Chars]:
    start = 0
    while start < len(chars.text):
        end = chars.text.find("\n", start)
        end = len(chars.text) if end < 0 else end + 1
        yield chars[start:end]
        start = end


def _blocks(  # noqa: C901, PLR0912, PLR0915 - what a line begins with decides
    chars: Chars,
) -> Iterator[tuple[BlockKind, Chars, int | None, int | None]]:
    """Paragraphs with their kinds; cells with their row and column."""
    gathered: list[Chars] = []
    kind: BlockKind = "prose"
    row = 0
    inside = False  # a <blockquote>

    def flush() -> Iterator[tuple[BlockKind, Chars, int | None, int | None]]:
        if gathered:
            whole = Chars.joined(gathered)
            yield ("quote" if inside and kind == "prose" else kind), whole, None, None
        gathered.clear()

    for line in _lines(chars):
        text = line.text
        opens = _HTML_QUOTE.search(text)
        if opens:
            yield from flush()
            inside = not opens[0].startswith("</")
            closing = len(_HTML_QUOTE.findall(text)) > 1
            if closing:
                inside = True
            gathered.append(line.sub(_HTML_QUOTE, ""))
            kind = "prose"
            if closing or opens[0].startswith("</"):
                inside = True
                yield from flush()
                inside = False
            continue
        if not text.strip():
            yield from flush()
            kind = "prose"
            continue
        if text.lstrip().startswith("|") or re.match(r"\s*\S.*\|.*\|", text):
            yield from flush()
            row += 1
            if not re.fullmatch(r"[\s|:+-]+", text):
                for column, cell in enumerate(_cells(line)):
                    yield "cell", cell, row, column
            continue
        if match := re.match(r" {0,3}#{1,6}[ \t]+", text):
            yield from flush()
            yield "heading", line[match.end() :], None, None
            kind = "prose"
            continue
        if match := re.match(r" {0,3}(?:>[ \t]?)+", text):
            rest = line[match.end() :]
            if kind != "quote" or not rest.text.strip():
                yield from flush()
            kind = "quote"
            if rest.text.strip():
                gathered.append(rest)
            continue
        if match := _NOTE.match(text):
            yield from flush()
            kind = "note"
            gathered.append(line[match.end() :])
            continue
        if match := re.match(r"\s*(?:[-*+]|\d{1,3}[.)])[ \t]+", text):
            yield from flush()
            kind = "prose"
            gathered.append(line[match.end() :])
            continue
        if re.match(r"(?: {4,}|\t)(?=\S)", text) and not gathered and kind != "note":
            # Indented after a blank line is code to Markdown, and a block quotation to who wrote it.
            kind = "quote"
        if re.fullmatch(r"\s*(?:=+|-+)\s*", text) and gathered:
            kind = "heading"
            yield from flush()
            kind = "prose"
            continue
        gathered.append(line)
    yield from flush()


def _cells(line: Chars) -> Iterator[Chars]:
    text = line.text.strip("\n")
    edges = [m.start() for m in re.finditer(r"(?<!\\)\|", text)]
    start = 0
    for edge in [*edges, len(text)]:
        cell = line[start:edge]
        if cell.text.strip() or 0 < start < len(text.rstrip()) - 1:
            yield cell
        start = edge + 1


def _inline(chars: Chars) -> Chars:
    done = chars.sub(_HARD, "\x1e").sub(_CITE, CITATION).sub(_NOTE_REF, "").sub(_LINK, 1).sub(_SPAN, 1)
    done = done.sub(_CODE, 2).sub(_STRIKE, "")
    kept = done.sub(re.compile(r"\\([*_])"), lambda m: "\ue001" if m[1] == "*" else "\ue002")
    for pattern in (_STRONG, _STARS, _STRONG, _STARS):
        before = kept
        kept = kept.sub(pattern, lambda m, was=before: emphasised(was[m.start(2) : m.end(2)]))  # type: ignore[misc]
    done = kept.sub(re.compile("[\ue001\ue002]"), lambda m: "*" if m[0] == "\ue001" else "_")
    done = done.sub(_ESCAPE, 1).sub(_TAG, lambda m: "\x1e" if m[0].lower().startswith("<br") else "")
    done = done.sub(_ENTITY, lambda m: html.unescape(m[0])).sub(
        re.compile("``|''"), lambda m: "“" if m[0] == "``" else "”"
    )
    return done.sub(_DASHES, lambda m: "—" if len(m[0]) == 3 else "–")
