"""Characters that some programs take for a line's end and we never do, and places in a text."""

from __future__ import annotations

from collections.abc import Iterator

from imcommerce_qual.model.problem import Place, Problem

#: Positions would differ between programs wherever one of these stands in a text.
FOREIGN_LINE_ENDS = {
    "\r": "a lone carriage return",
    "\u2028": "U+2028 (line separator)",
    "\u2029": "U+2029 (paragraph separator)",
    "\u0085": "U+0085 (next line)",
    "\v": "a vertical tab",
    "\f": "a form feed",
}


def foreign_line_ends(name: str, text: str) -> Iterator[Problem]:
    r"""A problem for the first of each kind of line end that is not LF.

    >>> [problem.place.column for problem in foreign_line_ends("a.txt", "one\vtwo\vthree")]
    [4]
    """
    found = sorted((text.find(mark), mark) for mark in FOREIGN_LINE_ENDS if mark in text)
    for offset, mark in found:
        many = text.count(mark)
        yield Problem(
            code="line-separator",
            message=f"{FOREIGN_LINE_ENDS[mark]} stands in the text" + (f" ({many} in all)" if many > 1 else ""),
            remedy="replace it by an ordinary line end or a space: programs disagree on whether it ends a line",
            place=place_at(name, text, offset),
        )


def place_at(name: str, text: str, offset: int, width: int = 1) -> Place:
    r"""The place of an offset in a text whose lines end at LF only; for many places of one text, keep a line table.

    >>> place_at("a.txt", "one\ntwo", 5)
    Place(file='a.txt', line=2, column=2, source='two', width=1)
    """
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    source = text[start:] if end < 0 else text[start:end]
    column = offset - start + 1
    return Place(
        file=name,
        line=text.count("\n", 0, offset) + 1,
        column=column,
        source=source,
        width=max(1, min(width, len(source) - column + 1)),
    )
