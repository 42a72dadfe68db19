"""The quotations in a manuscript, and to whom each is given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from imcommerce_qual.core.quoting.attributing import attributed
from imcommerce_qual.core.quoting.cues import VERB
from imcommerce_qual.core.quoting.found import Found
from imcommerce_qual.core.quoting.labels import Labels, Named
from imcommerce_qual.core.quoting.layout import cell, shared_blocks, unmarked, whole, with_layout
from imcommerce_qual.core.quoting.marks import marked
from imcommerce_qual.core.quoting.signing import is_comment
from imcommerce_qual.model.manuscript import Block


def find_quotations(blocks: Sequence[Block], labels: Labels) -> list[Found]:
    """Every stretch that may be somebody's words, in order of the manuscript."""
    found: list[Found] = []
    for number in range(len(blocks)):
        found += _in_block(blocks, number, labels)
    return _under_names(blocks, shared_blocks(blocks, found, labels), labels)


#: What may stand behind a name that is a heading: *S05 (buyer, 34)*, *S05: the owner*.
_DESCRIBED = re.compile(r"\s*(?:[(（\[:：,，–—|-][^.!?。！？]*)?")


def _under_names(blocks: Sequence[Block], found: list[Found], labels: Labels) -> list[Found]:
    """Quotations of whom nothing says who spoke, in a list under somebody's name: they are theirs."""
    heads: dict[int, tuple[Named, ...]] = {}
    quoted = {each.block for each in found}
    current: tuple[Named, ...] = ()
    for number, block in enumerate(blocks):
        names = labels.find(block.text) if len(block.text) <= 80 else []
        if len(names) == 1 and not names[0].start and _DESCRIBED.fullmatch(block.text, names[0].end):
            if number not in quoted:
                current = tuple(names)
        elif block.kind == "heading" or (number not in quoted and block.kind == "prose"):
            current = ()
        heads[number] = current
    done: list[Found] = []
    for each in found:
        named, text = heads[each.block], blocks[each.block].text
        alone = 10 * (each.outer_end - each.outer_start) >= 8 * len(text.strip())
        done.append(replace(each, named=named, strength="sentence") if named and alone and not each.named else each)
    return done


def _told_within(text: str, each: Found, labels: Labels) -> list[Found]:
    """The quotations in a passage in marks that itself tells who says them: ``'We now write: S02 said, "…"'``."""
    inside = marked(text[each.start : each.end])
    if not inside or not labels.find(text, each.start, each.end):
        return [each]
    at = 0
    between = ""
    for m in inside:
        between += text[each.start + at : each.start + m.outer_start] + " "
        at = m.outer_end
    between += text[each.start + at : each.end]
    if not (labels.find(between) and VERB.search(between)):
        return [each]
    return [
        replace(
            each,
            start=each.start + m.start,
            end=each.start + m.end,
            outer_start=each.start + m.outer_start,
            outer_end=each.start + m.outer_end,
            mark=m.mark,
        )
        for m in inside
    ]


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
    spans = [inner for each in spans for inner in _told_within(text, each, labels)]
    spans.sort(key=lambda each: each.start)
    laid_out = block.kind == "quote" and not is_comment(text)
    if laid_out:
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
    if laid_out:
        done = with_layout(blocks, number, done, labels)
    yield from done
