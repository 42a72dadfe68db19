"""The quotations in a manuscript, and to whom each is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imcommerce_qual.core.quoting.attributing import attributed
from imcommerce_qual.core.quoting.found import Found
from imcommerce_qual.core.quoting.labels import Labels
from imcommerce_qual.core.quoting.layout import cell, shared_blocks, unmarked, whole, with_layout
from imcommerce_qual.core.quoting.marks import marked
from imcommerce_qual.model.manuscript import Block


def find_quotations(blocks: Sequence[Block], labels: Labels) -> list[Found]:
    """Every stretch that may be somebody's words, in order of the manuscript."""
    found: list[Found] = []
    for number in range(len(blocks)):
        found += _in_block(blocks, number, labels)
    return shared_blocks(blocks, found, labels)


def _in_block(blocks: Sequence[Block], number: int, labels: Labels) -> Iterator[Found]:
    block = blocks[number]
    text = block.text
    inner = marked(text)
    spans = [
        Found(block=number, start=m.start, end=m.end, outer_start=m.outer_start, outer_end=m.outer_end, mark=m.mark)
        for m in inner
        if text[m.start : m.end].strip()
    ]
    for start, end in block.quoted:
        spans = [each for each in spans if each.end <= start or each.start >= end]
        spans.append(
            Found(block=number, start=start, end=end, outer_start=start, outer_end=end, mark="", cited=block.cited)
        )
    spans.sort(key=lambda each: each.start)
    if block.kind == "quote":
        covered = sum(each.end - each.start for each in spans)
        if covered < 0.6 * len(text.strip()) or (len(spans) > 1 and covered < 0.85 * len(text.strip())):
            yield from whole(blocks, number, labels)
            return
    if block.kind == "cell" and not spans:
        yield from cell(blocks, number, labels)
        return
    if block.kind == "prose" and not spans:
        yield from unmarked(number, text, labels)
        return
    done = attributed(blocks, number, spans, labels)
    if block.kind == "quote":
        done = with_layout(blocks, number, done, labels)
    yield from done
