"""Tables: whom the row or the column of a cell is about, and whether it is headed as one of quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imcommerce_qual.core.quoting.labels import Labels, Named
from imcommerce_qual.model.manuscript import Block

_HEADER = re.compile(
    r"quot|excerpt|verbatim|words|voice|example|引文|引语|原话|摘录|语录|访谈(?:内容|资料)|例证|原始", re.IGNORECASE
)
_SPEECH = re.compile(r"quot|excerpt|verbatim|translat|引文|引语|原话|摘录|语录|译文", re.IGNORECASE)

#: Hardly more people than this say one quotation; a cell that names more lists who has a theme.
_SPEAK_TOGETHER = 3


def _row(blocks: Sequence[Block], number: int) -> list[int]:
    row = blocks[number].row
    return [
        n for n in range(max(0, number - 30), min(len(blocks), number + 31)) if row is not None and blocks[n].row == row
    ]


def row_names(blocks: Sequence[Block], number: int, labels: Labels) -> tuple[Named, ...]:
    """Who the other cells of the row name, where a cell is little more than a name.

    One that names few is believed before a list of all who have the theme, and a long list tells of nobody.
    """
    found = [
        tuple(names)
        for n in _row(blocks, number)
        if n != number and len(blocks[n].text) <= 60 and (names := labels.find(blocks[n].text))
    ]
    fewest = min(found, key=len, default=())
    return fewest if len(fewest) <= _SPEAK_TOGETHER else ()


def column_names(blocks: Sequence[Block], number: int, labels: Labels) -> tuple[Named, ...]:
    """Who the head of the cell's column names, where it is little more than a name."""
    own = blocks[number]
    for n in range(number - 1, max(-1, number - 400), -1):
        each = blocks[n]
        if each.kind != "cell":
            break
        if each.column == own.column and each.row != own.row and len(each.text) <= 40:
            names = labels.find(each.text)
            if len(names) == 1 and len(each.text) - len(names[0].written) <= 24:
                return tuple(names)
    return ()


def header(blocks: Sequence[Block], number: int) -> bool:
    """Whether the column of the cell is headed as one of quotations."""
    return _headed(blocks, number, _HEADER)


def speech(blocks: Sequence[Block], number: int) -> bool:
    """Whether what stands in the cell is what participants said, or its translation, by the head of its column."""
    return blocks[number].kind == "cell" and _headed(blocks, number, _SPEECH)


def _headed(blocks: Sequence[Block], number: int, what: re.Pattern[str]) -> bool:
    own = blocks[number]
    first = number
    while first and blocks[first - 1].kind == "cell":
        first -= 1
    return any(
        blocks[n].column == own.column
        and blocks[n].row != own.row
        and len(blocks[n].text) < 60
        and bool(what.search(blocks[n].text))
        for n in range(first, min(first + 12, number))
        if blocks[n].row == blocks[first].row
    )
