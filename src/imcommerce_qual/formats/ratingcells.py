"""Cells of a table of ratings: where they stand in their line, what they say, and what they may not mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from imcommerce_qual.core.agreement.values import number

_QUOTED = re.compile(r'"[^"]*"')
_SAID = re.compile(r'"?sep=([\t,;|])"?\s*', re.IGNORECASE)
_WHOLE = re.compile(r"([+-]?\d+)\.0+\Z")
#: What spreadsheets and R write for "nothing here", which we do not guess.
_LIKE_MISSING = frozenset({"na", "n/a", "nan", "null", "none", ".", "-", "#n/a"})


def separator_of(line: str) -> str:
    """A tab, else the commonest of comma, semicolon and bar in the first line, outside quotation marks.

    >>> separator_of("unit,a,b"), separator_of('"unit, or turn";ann;bo'), separator_of("unit|a|b"), separator_of("unit")
    (',', ';', '|', ',')
    """
    bare = _QUOTED.sub("", line)
    return "\t" if "\t" in bare else max(",;|", key=bare.count)


def said_separator(line: str) -> str | None:
    """The separator that a spreadsheet's line before the table says.

    >>> said_separator("sep=;"), said_separator("unit;a;b")
    (';', None)
    """
    found = _SAID.fullmatch(line)
    return found[1] if found else None


def plain(cell: str) -> str:
    """A cell's text in NFC, without white space around it."""
    return unicodedata.normalize("NFC", cell.strip())


def value_of(cell: str) -> str | None:
    """A cell as a value; None for an empty one.

    >>> value_of(" 2.0 "), value_of(""), value_of("2.5")
    ('2', None, '2.5')
    """
    text = plain(cell)
    return _WHOLE.sub(r"\1", text) if text else None


def where(line: str, separator: str, at: int) -> tuple[int, int]:
    """Where cell *at* stands in its line, and how wide it is.

    >>> where('u1,"a,b",x', ",", 2)
    (9, 1)
    """
    start, quoted, number = 0, False, 0
    for offset, mark in enumerate(line):
        if mark == '"':
            quoted = not quoted
        elif mark == separator and not quoted:
            if number == at:
                return start, offset - start
            start, number = offset + 1, number + 1
    return (start, len(line) - start) if number == at else (max(0, len(line) - 1), 1)


def doubts(cells: Sequence[tuple[str | None, ...]]) -> Iterator[str]:
    """What may not be what it seems: values that differ only in how they are written, words for "nothing"."""
    used = sorted({cell for row in cells for cell in row if cell is not None})
    alike: dict[str, list[str]] = {}
    for value in used:
        alike.setdefault(unicodedata.normalize("NFKC", value).casefold(), []).append(value)
    for group in alike.values():
        if len(group) > 1:
            yield f"values that differ only in case or width count as different: {', '.join(group[:6])}"
    sizes: dict[float, list[str]] = {}
    for value in used:
        size = number(value)
        if size is not None:
            sizes.setdefault(size, []).append(value)
    twice = [" = ".join(group) for group in sizes.values() if len(group) > 1]
    if twice:
        yield f"a nominal measure takes one number in two spellings for two values: {', '.join(twice[:6])}"
    odd = [value for value in used if value.casefold() in _LIKE_MISSING]
    if odd:
        yield f"taken as a value, not as missing: {', '.join(odd)} (`--missing {','.join(odd)}` says that they are)"


def taken_as_missing(words: Sequence[str]) -> Iterator[str]:
    """That cells with these words are "not coded", where there are any."""
    if words:
        yield f"taken as not coded (`--missing`): {', '.join(words)}"


def strange_names(names: Sequence[str]) -> Iterator[str]:
    """That the first line may be none of names."""
    if len(names) > 1 and all(number(name) is not None for name in names):
        yield f"the first line was taken for names, not for ratings: {', '.join(names)}"
