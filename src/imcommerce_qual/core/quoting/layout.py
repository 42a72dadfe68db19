"""Quotations that the layout shows, not marks: block quotations, cells of tables, paragraphs that end with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from imcommerce_qual.core.quoting.attributing import leading
from imcommerce_qual.core.quoting.cues import VERB, looks_cited, sentence_start
from imcommerce_qual.core.quoting.found import Found
from imcommerce_qual.core.quoting.labels import Labels, Named
from imcommerce_qual.core.quoting.marks import marked
from imcommerce_qual.core.quoting.rows import column_names, header, row_names
from imcommerce_qual.core.quoting.signing import MANY, label_line, signed
from imcommerce_qual.core.quoting.tokens import words
from imcommerce_qual.model.manuscript import CITATION, Block
from imcommerce_qual.model.quoted import Strength

_TURN = re.compile(
    r"(?:(?<=\s)|^)(I|Q|R|INT|Int|[Ii]nterviewer|[Rr]esearcher|[Mm]oderator|访谈者|访谈员|研究者|问|答)\s*[:：]\s*"
)


_NOTED = re.compile(r"\s*[(（]translation of the whole paragraph[)）]\s*\Z")


_COLON = re.compile(r"\s*[)\]）】]?\s*(?:[(（][^()（）]{0,60}[)）])?\s*[:：]\s*")


def with_layout(blocks: Sequence[Block], number: int, done: list[Found], labels: Labels) -> list[Found]:
    """A block quotation in marks, whose attribution stands on its last line, or in the paragraph before it."""
    text = blocks[number].text
    if done and not any(each.named for each in done):
        trailing = signed(text, len(text), labels)
        if trailing and trailing[1] >= done[-1].end:
            return [replace(each, named=trailing[0], strength="beside") for each in done]
        lead, strength, named = lead_in(blocks, number, labels)
        return [replace(each, named=named, strength=strength, before=lead or each.before) for each in done]
    return done


def whole(blocks: Sequence[Block], number: int, labels: Labels) -> Iterator[Found]:
    """A block quotation, or the turns of a dialogue that is quoted as one; nothing, where it is a label of others."""
    block = blocks[number]
    text = block.text
    if number and blocks[number - 1].kind == "quote" and label_line(text, labels):
        return
    cuts = sorted(
        [(m.start(1), m.end(), (), True) for m in _TURN.finditer(text)]
        + [
            (name.start, colon.end(), (name,), False)
            for name in labels.find(text)
            if (colon := re.match(r"\s*(?:[(（][^()（）]{0,60}[)）])?\s*[:：]\s*", text[name.end : name.end + 80]))
            and (colon := re.compile(r"\s*(?:[(（][^()（）]{0,60}[)）])?\s*[:：]\s*").match(text, name.end))
            and (name.start == 0 or text[name.start - 1] in '\n \t([（“"')
        ],
        key=lambda each: each[0],
    )
    if cuts and (len(cuts) > 1 or not text[: cuts[0][0]].strip(" \"“'‘[(")):
        ends = [*(cut[0] for cut in cuts[1:]), len(text)]
        for (_, begin, named, asked), end in zip(cuts, ends, strict=True):
            stop = len(text[:end].rstrip())
            if trailing := signed(text, stop, labels):
                stop = trailing[1]
            if text[begin:stop].strip():
                yield trimmed(
                    text,
                    Found(
                        block=number,
                        start=begin,
                        end=stop,
                        outer_start=begin,
                        outer_end=end,
                        mark="",
                        named=tuple(named),
                        strength="beside" if named else "none",
                        asked=asked,
                    ),
                )
        return
    end = len(text)
    trailing = signed(text, end, labels)
    own: tuple[Named, ...] = trailing[0] if trailing else ()
    end = trailing[1] if trailing else end
    cited = block.cited or (not trailing and bool(_end_cited(text)))
    lead, strength = ("", "none") if own else lead_in(blocks, number, labels)[0:2]
    named_before = () if own else lead_in(blocks, number, labels)[2]
    previous = _previous_prose(blocks, number)
    found = Found(
        block=number,
        start=0,
        end=end,
        outer_start=0,
        outer_end=len(text),
        mark="",
        named=own or named_before,
        strength="beside" if own else strength,  # type: ignore[arg-type]
        cited=cited,
        before=lead or (previous.text[-200:] if previous else ""),
    )
    found = trimmed(text, found)
    if found.end > found.start and (text[found.start : found.end].strip()):
        yield found


def _end_cited(text: str) -> bool:
    return CITATION in text[-60:] or bool(
        re.search(r"[(（\[][^()（）\[\]]*[)）\]][\s.。]*\Z", text) and looks_cited(text[-120:])
    )


def trimmed(text: str, found: Found) -> Found:
    """Without the marks around all of it, white space, and what a table of ours notes about a translation."""
    start, end = found.start, found.end
    if note := _NOTED.search(text, start, end):
        end = note.start()
    while start < end and text[start] in " \n\t\u00a0\u3000“\"'‘「『«":
        start += 1
    while end > start and (
        text[end - 1].isspace() or text[end - 1] in '”"」』»' or (text[end - 1] in "'’" and found.start < start)
    ):
        end -= 1
    return replace(found, start=start, end=end)


def _previous_prose(blocks: Sequence[Block], number: int) -> Block | None:
    for block in reversed(blocks[max(0, number - 3) : number]):
        if block.kind in {"prose", "heading"}:
            return block
    return None


def lead_in(blocks: Sequence[Block], number: int, labels: Labels) -> tuple[str, Strength, tuple[Named, ...]]:
    """Who the paragraph before leads to: named in its last sentence, or before."""
    block = _previous_prose(blocks, number)
    if block is None or block.kind != "prose":
        return "", "none", ()
    text = block.text.rstrip()
    start = sentence_start(text, 0, len(text))
    names = labels.find(text)
    last = leading(text, start, len(text), names)
    # A name in brackets after a quotation in that sentence belongs to that quotation.
    quotes = marked(text)
    last = tuple(n for n in last if not any(q.outer_end <= n.start <= q.outer_end + 3 for q in quotes))
    if len(last) > MANY:
        return text[start:], "none", ()
    if last:
        return text[start:], "sentence" if text.endswith((":", "：", ",", "，")) else "before", last
    if names:
        return text[start:], "before", (names[-1],)
    return text[start:], "none", ()


def shared_blocks(blocks: Sequence[Block], found: list[Found], labels: Labels) -> list[Found]:
    """Block quotations whose attribution stands in a paragraph of its own after them, or after the last of several."""
    for n in range(len(found) - 1, -1, -1):
        each = found[n]
        after = found[n + 1] if n + 1 < len(found) else None
        if (
            after is not None
            and each.mark
            and each.mark == after.mark
            and each.end == len(blocks[each.block].text)
            and after.block == each.block + 1
            and not after.outer_start
        ):  # a quotation of several paragraphs opens each of them, and is closed and attributed once
            first = each.named and each.strength != "before"
            found[n] = each if first else replace(each, named=after.named, strength=after.strength)
            if first and after.strength in {"none", "before"}:
                found[n + 1] = replace(after, named=each.named, strength=each.strength)
            continue
        if blocks[each.block].kind != "quote" or each.strength == "beside" or each.asked:
            continue
        below = each.block + 1
        if below >= len(blocks):
            continue
        if placed := _label_below(blocks, below, labels):
            found[n] = replace(each, named=placed, strength="beside")
            continue
        text = blocks[below].text.strip()
        alone = re.fullmatch(r"[\s\[(（—–―-]*(.{1,80}?)[\s\])）.。]*", text)
        if alone and len(text) < 80 and (names := labels.find(text)) and names[0].start < 16 and not VERB.search(text):
            found[n] = replace(each, named=tuple(names), strength="beside")
        elif (
            blocks[below].kind == "quote"
            and n + 1 < len(found)
            and found[n + 1].block == below
            and found[n + 1].strength == "beside"
            and each.strength in {"none", "before"}
            and blocks[each.block].text.lstrip()[:1] in '“"「‘'
            and blocks[each.block].text.rstrip()[-1:] not in '”"」’'
        ):
            found[n] = replace(each, named=found[n + 1].named, strength="sentence", shares=True)
    return found


def _label_below(blocks: Sequence[Block], below: int, labels: Labels) -> tuple[Named, ...]:
    """Whose the paragraphs of a block quotation are that ends with a label: also of a source and its translation."""
    for block in blocks[below : below + 3]:
        if block.kind != "quote":
            return ()
        if named := label_line(block.text, labels):
            return named
    return ()


def cell(blocks: Sequence[Block], number: int, labels: Labels) -> Iterator[Found]:
    """A cell without marks, where its row, its column or its heading say that it is somebody's words."""
    block = blocks[number]
    text = block.text
    if sum(1 for _ in words(text)) < 4:
        return
    trailing = signed(text, len(text), labels)
    named = trailing[0] if trailing else row_names(blocks, number, labels) or column_names(blocks, number, labels)
    head = header(blocks, number)
    if named or head:
        found = Found(
            block=number,
            start=0,
            end=trailing[1] if trailing else len(text),
            outer_start=0,
            outer_end=len(text),
            mark="",
            named=named,
            strength="beside" if trailing else "sentence" if named else "none",
            sure=head,
        )
        yield trimmed(text, found)


def unmarked(number: int, text: str, labels: Labels) -> Iterator[Found]:
    """A paragraph without marks that ends with somebody's label: a block quotation, it may be, without its layout."""
    trailing = signed(text, len(text), labels)
    start = 0
    names = labels.find(text, 0, 60)
    if not trailing and names and not text[: names[0].start].strip(" ([（【"):
        colon = _COLON.match(text, names[0].end)
        if colon:
            trailing, start = ((names[0],), len(text)), colon.end()
    if trailing and sum(1 for _ in words(text, start, trailing[1])) >= 5:
        found = Found(
            block=number,
            start=start,
            end=trailing[1],
            outer_start=0,
            outer_end=len(text),
            mark="",
            named=trailing[0],
            strength="beside",
            sure=False,
        )
        yield trimmed(text, found)
