"""Counts that are given one after the other to names given one after the other: *ten and eight, respectively*."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from imcommerce_qual.core.quoting.amounts import ANY_NUMBER, ANY_NUMBER_ZH
from imcommerce_qual.core.quoting.clauses import sentences
from imcommerce_qual.core.quoting.counts import Claim, number_of
from imcommerce_qual.core.quoting.cues import RESPECTIVELY
from imcommerce_qual.model.manuscript import Block

#: No sentence gives so many.
_MOST = 40
_ITEM = rf"(?:{ANY_NUMBER}|{ANY_NUMBER_ZH}\s*[位名个人])"
_ROW = re.compile(
    rf"(?<![A-Za-z0-9.]){_ITEM}(?:\s*[(（][^()（）]{{1,12}}[)）])?"
    rf"(?:\s*(?:[,，、]\s*(?:and\s+)?|\s+and\s+|和|与|及)\s*{_ITEM}(?:\s*[(（][^()（）]{{1,12}}[)）])?)+",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?<![A-Za-z0-9.]){_ITEM}", re.IGNORECASE)


def with_respective(claims: Iterable[Claim], blocks: Sequence[Block]) -> Iterator[Claim]:
    """The *claims*; in a row that is given *respectively*, each number with its place in the row."""
    by_block: dict[int, list[Claim]] = {}
    for each in claims:
        by_block.setdefault(each.block, []).append(each)
    for number, block in enumerate(blocks):
        found = by_block.get(number, [])
        if RESPECTIVELY.search(block.text):
            for start, end in sentences(block.text):
                if RESPECTIVELY.search(block.text, start, end) and (row := _row(number, block.text, start, end)):
                    kept = [each for each in found if not (each.start < row[-1].end and row[0].start < each.end)]
                    found = sorted([*kept, *row], key=lambda each: each.start)
        yield from found


def _row(number: int, text: str, start: int, end: int) -> list[Claim]:
    """The numbers of the row, where the sentence has one row of them."""
    rows = list(_ROW.finditer(text, start, end))
    if len(rows) != 1:
        return []
    items = list(_ONE.finditer(text, rows[0].start(), rows[0].end()))
    if len(items) > _MOST:
        return []
    items = [each for each in items if text[: each.start()].rstrip()[-1:] not in {"(", "（"}]
    return [
        Claim(
            block=number,
            start=each.start(),
            end=each.end(),
            words=each[0],
            number=number_of(each[1] or each[2]),
            place=(n, len(items)),
        )
        for n, each in enumerate(items)
    ]
