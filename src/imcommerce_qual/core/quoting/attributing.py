"""To whom the quotations of a paragraph are given: by a name beside them, in their sentence, or before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from imcommerce_qual.core.quoting.cues import (
    OURS,
    PRONOUN,
    QUESTION,
    RESPECTIVELY,
    SENTENCE_END,
    VERB,
    VERBS,
    ends_sentence,
    looks_cited,
    sentence_start,
)
from imcommerce_qual.core.quoting.found import Found
from imcommerce_qual.core.quoting.labels import Labels, Named
from imcommerce_qual.core.quoting.marks import SOFT
from imcommerce_qual.core.quoting.rows import column_names, row_names
from imcommerce_qual.model.manuscript import CITATION, Block

_VERB_FIRST = re.compile(rf"[\s,，]*{VERBS}\s*(?:by\s+|participant\s+|the\s+\w+\s+)?", re.IGNORECASE)
_GAP = re.compile(rf"(?:\d{{1,2}}(?=[\s(])|[\u00b9\u00b2\u00b3\u2070-\u2079]+)?[\s,.;:!?，。；：、！？{CITATION}]*")
_CLOSERS = {"(": ")", "（": "）", "[": "]", "【": "】", "〔": "〕", "［": "］"}
_NEXT_SPEAKER = re.compile(r"\s*(?:[(（][^()（）]{0,60}[)）])?\s*[:：]")
#: In German, a quotation is followed by *so S07*, where the sentence ends or is set off.
_SO = re.compile(r"[\s,]*so(?:\s+[^\W\d_]+){0,3}\s+")
_SO_ENDS = re.compile(r"\s*(?:\Z|[.,;:()–—\[\]])")
_DASH = re.compile(r"[\s,.]*(?:-{1,3}|—{1,2}|–|―|−|~)\s*(?:[A-Za-z ]{0,24}?,?\s*)$")


def attributed(blocks: Sequence[Block], number: int, spans: list[Found], labels: Labels) -> list[Found]:
    """The quotations *spans* of one block, in order, with whom each of them is given to."""
    text = blocks[number].text
    names = labels.find(text)
    done: list[Found] = []
    consumed = 0
    for n, each in enumerate(spans):
        following = spans[n + 1].outer_start if n + 1 < len(spans) else len(text)
        after, used, cited = _beside(text, each, following, names)
        begin = max(consumed, done[-1].outer_end if done else 0)
        sentence = sentence_start(text, begin, each.outer_start)
        lead = text[sentence : each.outer_start]
        before = leading(text, sentence, each.outer_start, names)
        new = replace(
            each,
            before=lead,
            after=text[each.outer_end : min(following, each.outer_end + 200)],
            cited=each.cited or cited or CITATION in lead[-40:],
            asked=_asked(lead, before, sentence, text[each.start : each.end]) or bool(OURS.match(text, each.outer_end)),
            outer_end=max(each.outer_end, used) if after else each.outer_end,
        )
        if after:
            new = replace(new, named=after, strength="beside")
        elif before:
            one = _after_in_sentence(text, each, following, names) if len(before) > 1 else ()
            of_them = len(one) == 1 and one[0].participant in {name.participant for name in before}
            new = replace(new, named=one if of_them else before, strength="sentence")
        elif following_name := _after_in_sentence(text, each, following, names):
            new = replace(new, named=following_name, strength="sentence")
        elif done and done[-1].named and sentence == begin and _goes_on(text, done[-1], begin):
            new = replace(
                new,
                named=done[-1].named,
                strength="sentence" if done[-1].strength != "before" else "before",
                shares=True,
            )
        elif blocks[number].kind == "cell" and (
            row := row_names(blocks, number, labels) or column_names(blocks, number, labels)
        ):
            new = replace(new, named=row, strength="sentence")
        elif earlier := [name for name in names if name.end <= each.outer_start]:
            again = bool(PRONOUN.search(lead) and VERB.search(lead))
            new = replace(new, named=(earlier[-1],), strength="sentence" if again else "before", shares=again)
        if each.mark == SOFT:
            new = replace(
                new, sure=new.strength == "beside" or (new.strength == "sentence" and lead.rstrip()[-1:] in {":", "："})
            )
        consumed = max(consumed, used)
        done.append(new)
    return _respectively(text, _shared(text, done))


def _respectively(text: str, done: list[Found]) -> list[Found]:
    """Of *S03 and S07 said “…” and “…”, respectively*, each quotation has its own of the names."""
    first = 0
    while first < len(done):
        last = first + 1
        while last < len(done) and done[last].named == done[first].named:
            last += 1
        names = done[first].named
        around = text[max(0, done[first].outer_start - 160) : done[last - 1].outer_end + 60]
        if len(names) == last - first > 1 and RESPECTIVELY.search(around):
            for n in range(first, last):
                done[n] = replace(done[n], named=(names[n - first],), strength="sentence")
        first = last
    return done


def _asked(lead: str, before: tuple[Named, ...], start: int, quotation: str) -> bool:
    """Whether *lead*, which begins at *start*, leads to words of the interviewers, not to the answer of one named."""
    last = max(QUESTION.finditer(lead), key=lambda each: each.end(), default=None)
    if last is None or not before:
        return last is not None
    rest = lead[last.end() :]
    if VERB.search(rest) or len(rest) > 60:
        return False
    if before[-1].end - start <= last.start():
        return True
    return quotation.rstrip()[-1:] in {"?", "？"} and rest.rstrip()[-1:] not in {":", "："}  # *we asked S10 “Why?”*


def _shared(text: str, done: list[Found]) -> list[Found]:
    """Quotations of one sentence share the attribution after the last of them."""
    for n in range(len(done) - 2, -1, -1):
        each, after = done[n], done[n + 1]
        between = text[each.outer_end : after.outer_start]
        named_here = each.strength in {"beside", "sentence"} and not each.shares
        if (
            not named_here
            and after.strength == "beside"
            and len(between) <= 120
            and not SENTENCE_END.search(between)
            and not ends_sentence(text, each)
        ):
            done[n] = replace(each, named=after.named, strength="sentence", shares=True)
    return done


def _goes_on(text: str, last: Found, at: int) -> bool:
    """Whether the sentence of a quotation goes on behind it and its attribution, which ends at *at*."""
    rest = text[at:].lstrip(f" \n,.;:)）{CITATION}")
    new = last.strength == "beside" and not last.shares and at > last.end + 1 and rest[:1].isupper()
    return not new and not ends_sentence(text, last)


def _beside(text: str, each: Found, following: int, names: list[Named]) -> tuple[tuple[Named, ...], int, bool]:
    """Who is named right after the quotation, where that ends, and whether literature is cited there."""
    at = each.outer_end
    cited = False
    for _ in range(4):
        gap = _GAP.match(text, at, following)
        cited = cited or (gap is not None and CITATION in gap[0])
        start = gap.end() if gap else at
        closer = _CLOSERS.get(text[start]) if start < following else None
        if closer is None:
            break
        end = text.find(closer, start, following)
        if end < 0:
            break
        inside = [name for name in names if start < name.start and name.end <= end]
        if inside and not (len(text[start:end]) > 120):
            return tuple(inside), end + 1, cited
        cited = cited or looks_cited(text[start : end + 1])
        at = end + 1
    near = [name for name in names if at <= name.start < min(following, at + 48)]
    if near:
        lead = text[at : near[0].start]
        rest = text[near[0].end : near[0].end + 30]
        if _NEXT_SPEAKER.match(rest):
            return (), at, cited
        if _SO.fullmatch(lead) and _SO_ENDS.match(rest):
            return (near[0],), near[0].end, cited
        if _DASH.match(lead) and not re.match(rf"\s+(?:\w+\s+)?{VERBS}\b", rest):
            return (near[0],), near[0].end, cited
        if _VERB_FIRST.fullmatch(lead) and not SENTENCE_END.search(lead):
            return (near[0],), near[0].end, cited
    return (), at, cited


def _after_in_sentence(text: str, each: Found, following: int, names: list[Named]) -> tuple[Named, ...]:
    """Who is named later in the quotation's sentence: as in ``“…”, S03 told us``."""
    if ends_sentence(text, each) and text[each.end - 1] in ".。":
        return ()
    stop = SENTENCE_END.search(text, each.outer_end, following)
    end = stop.start() if stop else following
    inside = [name for name in names if each.outer_end <= name.start < end]
    if not inside:
        return ()
    first = inside[0]
    lead = text[each.outer_end : first.start]
    if lead.rstrip().endswith(("(", "（", "[")):
        return tuple(name for name in inside if name.end <= _close(text, first.end))
    if len(lead) <= 30 and VERB.search(text, first.end, min(end, first.end + 40)):
        return (first,)
    return (first,) if len(lead) <= 60 and VERB.search(lead) else ()


def _close(text: str, at: int) -> int:
    found = [i for each in ")）]" if (i := text.find(each, at)) >= 0]
    return min(found, default=len(text))


def leading(text: str, start: int, end: int, names: list[Named]) -> tuple[Named, ...]:
    """Who is named in the sentence before the quotation: the one who speaks, where a verb tells; else all."""
    inside = [name for name in names if start <= name.start and name.end <= end]
    if len(inside) <= 1:
        return tuple(inside)
    last = inside[-1]
    if re.fullmatch(r"\s*(?:[(（][^()（）]{0,60}[)）])?\s*[:：,，]?\s*", text[last.end : end]):
        joined = text[inside[-2].end : last.start].strip()
        if joined not in {"and", "or", ",", "、", "和", "与", ", and", "&", "/"}:
            return (last,)
    speaking = [
        name
        for name, after in zip(inside, [*inside[1:], None], strict=True)
        if VERB.search(text, name.end, min(end, after.start if after else end, name.end + 45))
    ]
    if len(speaking) == 1:
        said = speaking[0]
        index = inside.index(said)
        together = [said]
        while index and text[inside[index - 1].end : inside[index].start].strip() in {
            "and",
            ",",
            "、",
            "和",
            "与",
            ", and",
        }:
            index -= 1
            together.insert(0, inside[index])
        return tuple(together)
    return tuple(inside)
