"""PDF: the text of its pages, as far as a PDF has any: lines joined, page numbers and running heads taken off."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from itertools import product
from statistics import median

from imcommerce_qual.formats.manuscripts.chars import Chars, block_of
from imcommerce_qual.model.manuscript import Block, Told

_LIGATURES = re.compile("[\ufb00-\ufb06]")
_KANGXI = re.compile("[\u2e80-\u2fdf]")
_NUMBER = re.compile(r"\s*(?:page\s*)?[-–—]?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*[-–—]?\s*\Z", re.IGNORECASE)
_ENDS = re.compile(r"[.!?:。！？：”\"’)）\]]\s*\Z")


class NotPdfError(Exception):
    """The file is no PDF with text in it; the message says why, ``remedy`` what to do."""

    def __init__(self, message: str, remedy: str = "check the file that it was made from") -> None:
        super().__init__(message)
        self.remedy = remedy


def read_pdf(raw: bytes, told: Told | None = None) -> tuple[list[str], list[str], list[Block]]:
    """Lines, what each is called, and paragraphs as well as they can be told.

    Raises:
        NotPdfError: it cannot be read, is locked, or has no text (a scan).
    """
    pages = _pages(raw, told)
    if not any(line.strip() for page in pages for line in page):
        raise NotPdfError("there is no text in it: is it a scan?")
    running = _running(pages)
    pages, printed = without_line_numbers(pages)
    lines: list[str] = []
    labels: list[str] = []
    kept: list[bool] = []
    for number, page in enumerate(pages, 1):
        for n, line in enumerate(page, 1):
            edge = n <= 2 or n > len(page) - 2
            lines.append(line)
            shown = printed.get((number - 1, n - 1))
            labels.append(f"page {number}, line {shown or n}")
            kept.append(bool(line.strip()) and not (edge and (_NUMBER.match(line) or _folded(line) in running)))
    return lines, labels, _paragraphs(lines, kept)


def _pages(raw: bytes, told: Told | None) -> list[list[str]]:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it says of a damaged file may hold its words
    try:
        reader = PdfReader(io.BytesIO(raw))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages: list[list[str]] = []
        for number in range(0 if locked else len(reader.pages)):
            if told is not None:
                told("pages read", number, len(reader.pages))
            pages.append(_repaired(reader.pages[number].extract_text()).split("\n"))
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError) as error:
        raise NotPdfError(f"it is no PDF, or a damaged one ({type(error).__name__})") from None
    if locked:
        raise NotPdfError("it is locked by a password", "save a copy without the password, or check its source")
    return pages


def _repaired(text: str) -> str:
    text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _KANGXI.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return text.replace("\r", "").replace("\x00", "").replace("\t", " ")


_LEFT = re.compile(r"(\d{1,4})(?!\d)")
_RIGHT = re.compile(r"(?<!\d)(\d{1,4})\Z")
#: Each line is numbered, or each fifth: how far numbers are apart, how many there must be, and how many lines may stand
#: between two of them.
_WAYS = ((1, 8, 3), (5, 5, 8))


def without_line_numbers(pages: list[list[str]]) -> tuple[list[list[str]], dict[tuple[int, int], int]]:
    """The pages without the numbers of their lines, which drafts for review have; and these, by page and line from 0.

    A number at the end (or beginning) of a line is one of these where those of the lines around it count on.
    """
    bare = [list(page) for page in pages]
    found: dict[tuple[int, int], int] = {}
    for edge, (step, least, most) in product((_RIGHT, _LEFT), _WAYS):
        for (page, line), number in _counting_on(bare, edge, step, least, most):
            text = bare[page][line].strip()
            bare[page][line] = edge.sub("", text, count=1).strip()
            found[page, line] = number
    return bare, found


def _counting_on(
    pages: list[list[str]], edge: re.Pattern[str], step: int, least: int, most: int
) -> list[tuple[tuple[int, int], int]]:
    """The places of lines with a number at their *edge* that is *step* more than that of the numbered line before."""
    found: list[tuple[tuple[int, int], int]] = []
    row: list[tuple[tuple[int, int], int]] = []
    gap = 0
    for page, lines in enumerate(pages):
        for line, text in enumerate(lines):
            if not (stripped := text.strip()):
                continue
            match = edge.search(stripped) if edge is _RIGHT else edge.match(stripped)
            number = int(match[1]) if match is not None else None
            if row and number == row[-1][1] + step:
                row.append(((page, line), number))
                gap = 0
            elif row and gap < most:  # a heading, a running head, a line that has none
                gap += 1
            else:
                found += row if len(row) >= least else []
                row, gap = ([((page, line), number)] if number is not None else []), 0
    return found + (row if len(row) >= least else [])


def _folded(line: str) -> str:
    return re.sub(r"\d+", "#", line).strip().casefold()


def _running(pages: list[list[str]]) -> set[str]:
    """What stands at the top or bottom of most pages."""
    seen = Counter(
        folded for page in pages for folded in {_folded(line) for line in [*page[:2], *page[-2:]] if line.strip()}
    )
    return {line for line, count in seen.items() if count >= 2 and 3 * count >= len(pages)}


def _goes_on(lines: list[str], kept: list[bool], number: int) -> bool:
    """Whether the next line cannot begin a paragraph: it begins with a bracket, a dash or a small letter."""
    after = next((n for n in range(number + 1, min(number + 8, len(lines))) if kept[n]), None)
    first = lines[after].lstrip()[:1] if after is not None else ""
    return bool(first) and (first in "([（—–-,;" or first.islower())


def _paragraphs(lines: list[str], kept: list[bool]) -> list[Block]:
    """A line that ends a sentence and is short ends a paragraph; so does one before a blank line."""
    usual = median([len(line) for line, keep in zip(lines, kept, strict=True) if keep and len(line) > 20] or [60])
    found: list[Block] = []
    gathered: list[Chars] = []
    offset = 0

    def flush() -> None:
        block = block_of(Chars.joined(gathered), "prose")
        gathered.clear()
        if block is not None:
            found.append(block)

    for n, (line, keep) in enumerate(zip(lines, kept, strict=True)):
        if keep:
            gathered.append(Chars(line + "\n", [*range(offset, offset + len(line)), offset + max(0, len(line) - 1)]))
            if _ENDS.search(line) and len(line) < 0.85 * usual and not _goes_on(lines, kept, n):
                flush()
        elif not line.strip() and gathered and _ENDS.search(gathered[-1].text) and not _goes_on(lines, kept, n):
            flush()
        offset += len(line) + 1
    flush()
    return found
