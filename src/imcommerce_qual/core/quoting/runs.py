"""Words of the interviews that stand in a draft without any mark, as block quotations do in a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from imcommerce_qual.core.quoting.attributing import attributed
from imcommerce_qual.core.quoting.corpus import Corpus
from imcommerce_qual.core.quoting.found import Found
from imcommerce_qual.core.quoting.labels import Labels
from imcommerce_qual.core.quoting.layout import lead_in
from imcommerce_qual.core.quoting.signing import signed
from imcommerce_qual.core.quoting.tokens import HAS_CJK, Token, words
from imcommerce_qual.model.manuscript import Block

#: So many words in a row (Chinese characters) are nobody's by chance.
RUN, RUN_CHINESE = 8, 14
#: Runs so close to each other are one quotation, with something changed in between.
_CLOSE = 6
#: A sentence is quoted from its beginning, where that is no further from the run.
_EDGE = 40
_SENTENCE = re.compile(r"[.!?…。！？:：][”’\"')\]]*\s*|\n|\A")


@dataclass(slots=True)
class _Run:
    first: int
    last: int


def with_unmarked(blocks: Sequence[Block], found: Sequence[Found], labels: Labels, corpus: Corpus) -> list[Found]:
    """What is *found*, and the stretches of prose that are some speaker's words all the same, in order.

    Marks within such a stretch are the speaker's own quotations, and belong to it.
    """
    marked: dict[int, list[Found]] = {}
    for each in found:
        marked.setdefault(each.block, []).append(each)
    done: list[Found] = []
    for number, block in enumerate(blocks):
        own = marked.get(number, [])
        more = list(_in_block(blocks, number, own, labels, corpus)) if block.kind in {"prose", "note", "quote"} else []
        kept = [each for each in own if not any(new.start <= each.start and each.end <= new.end for new in more)]
        done += sorted([*kept, *more], key=lambda each: each.start)
    return done


def _in_block(
    blocks: Sequence[Block], number: int, found: Sequence[Found], labels: Labels, corpus: Corpus
) -> Iterator[Found]:
    text = blocks[number].text
    tokens = list(words(text))
    spans: list[Found] = []
    for run in _joined(_runs(tokens, corpus)):
        start, end = tokens[run.first].start, tokens[run.last].end
        if any(_in_the_way(each, start, end) for each in found):
            continue
        around = [(each.outer_start, each.outer_end) for each in found]
        start, end = _whole_sentences(text, start, end, around)
        closing = signed(text, len(text), labels)
        if closing and end <= closing[1] and 2 * (end - start) > closing[1]:  # the paragraph is a block quotation
            start, end = 0, closing[1]
        spans.append(Found(block=number, start=start, end=end, outer_start=start, outer_end=end, mark="", sure=False))
    for each in attributed(blocks, number, spans, labels):
        if each.named or each.start > _EDGE:
            yield each
        else:
            lead, strength, named = lead_in(blocks, number, labels)
            yield replace(each, named=named, strength=strength, before=lead or each.before)


def _in_the_way(each: Found, start: int, end: int) -> bool:
    """Whether a quotation that was found covers the run, or more of it than a quotation within would."""
    shared = min(each.outer_end, end) - max(each.outer_start, start)
    within = each.mark and start <= each.outer_start + 2 and each.outer_end <= end + 2 and 3 * shared <= end - start
    return shared > 0 and not within


def _runs(tokens: Sequence[Token], corpus: Corpus) -> list[_Run]:
    """Stretches of tokens ``[first, last]`` that one speaker said just so, each as long as it can be."""
    codes = [corpus.numbers.get(each.key, -1) for each in tokens]
    found: list[_Run] = []
    n = 0
    while n + 1 < len(codes):
        best = _Run(n, n)
        if codes[n] >= 0 and codes[n + 1] >= 0:
            for place in corpus.pairs(codes[n], codes[n + 1]):
                run = _grown(codes, n, place, corpus, found[-1].last + 1 if found else 0)
                best = max(best, run, key=lambda each: each.last - each.first)
        if best.last - best.first + 1 >= (RUN_CHINESE if HAS_CJK.match(tokens[n].key) else RUN):
            found.append(best)
            n = best.last
        n += 1
    return found


def _grown(codes: Sequence[int], n: int, place: int, corpus: Corpus, least: int) -> _Run:
    """The run around token *n*, which stands at *place* of the corpus, not before token *least*."""
    first, last = n, n + 1
    while first > least and place + first - 1 - n >= 0 and codes[first - 1] == corpus.words[place + first - 1 - n]:
        first -= 1
    while last + 1 < len(codes) and codes[last + 1] == corpus.words[place + last + 1 - n]:
        last += 1
    return _Run(first, last)


def _joined(runs: list[_Run]) -> list[_Run]:
    done: list[_Run] = []
    for each in runs:
        if done and each.first - done[-1].last <= _CLOSE:
            done[-1].last = each.last
        else:
            done.append(each)
    return done


def _whole_sentences(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> tuple[int, int]:
    """The stretch from the beginning of its first sentence to the end of its last, where these are near."""
    low = max([0, start - _EDGE, *(e for _, e in taken if e <= start)])
    high = min([len(text), end + _EDGE, *(s for s, _ in taken if s >= end)])
    before = [each.end() for each in _SENTENCE.finditer(text, low, start) if low or each.end()]
    if low == 0:
        before.append(0)
    begin = max(before, default=start)
    after = re.compile(r"[.!?…。！？]|(?=\s*[(（\[])").search(text, end, high)
    return begin, after.end() if after else end
