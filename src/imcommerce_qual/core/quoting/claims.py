"""Counts in a draft, such as *nine of the twelve participants*, beside what the codings count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from imcommerce_qual.core.quoting.hedges import NEGATIONS
from imcommerce_qual.core.quoting.spelling import NUMBERS
from imcommerce_qual.core.quoting.tokens import words
from imcommerce_qual.model.evidence import Tally
from imcommerce_qual.model.manuscript import Block

_WORDS = {**NUMBERS, "a dozen": "12", "one": "1"}
_NUM = rf"(\d{{1,3}}|{'|'.join(sorted((w for w in _WORDS if ' ' not in w), key=len, reverse=True))})"
_NOUN = r"(?:participants?|interviewees?|informants?|respondents?|interviews?|users|people|persons|buyers|them|those interviewed)"
_OWN = r"(?:the |our |all |these |all of the |a total of )?"
_OF = re.compile(rf"\b{_NUM}\s+(?:\w+\s+)?(?:out\s+)?of\s+{_OWN}{_NUM}\s+(?:\w+\s+){{0,2}}?{_NOUN}\b", re.IGNORECASE)
_OF_SHORT = re.compile(rf"\b{_NUM}\s+(?:out\s+)?of\s+{_NUM}\b", re.IGNORECASE)
_SLASH = re.compile(r"(?<![\d/.])(\d{1,3})\s*/\s*(\d{1,3})(?![\d/])")
_ALONE = re.compile(rf"\b{_NUM}\s+(?:of\s+{_OWN})?(?:\w+\s+)?{_NOUN}\b", re.IGNORECASE)
_N = re.compile(r"\bn\s*=\s*(\d{1,3})\b", re.IGNORECASE)
_PERCENT = re.compile(
    rf"(?<![\d.])(\d{{1,3}}(?:\.\d+)?)\s*(?:%|per\s?cent)\s+of\s+{_OWN}(?:\w+\s+)?{_NOUN}\b", re.IGNORECASE
)
_SHARE = re.compile(
    rf"\b(all but one|almost all|nearly all|virtually all|the (?:vast )?majority|a majority|most|all|half|none|"
    rf"more than half|less than half|fewer than half|over half|two[- ]thirds|one[- ]third|a third|three[- ]quarters|"
    rf"a quarter|one[- ]quarter|both)\s+(?:of\s+)?{_OWN}(?:\d{{1,3}}\s+|(?:{'|'.join(NUMBERS)})\s+)?(?:\w+\s+)?{_NOUN}\b",
    re.IGNORECASE,
)
_HAN = "一二三四五六七八九十两百"
_ZH_NUM = rf"(\d{{1,3}}|[{_HAN}]{{1,4}})"
_ZH_NOUN = r"(?:受访者|参与者|被访者|访谈对象|访谈者|被试|用户|受访人|调查对象|人)"
_ZH_OF = re.compile(
    rf"{_ZH_NUM}\s*[位名个]\s*{_ZH_NOUN}?\s*(?:之?中|里|当中)?\s*[,，]?\s*(?:的|有|共有)?\s*{_ZH_NUM}\s*[位名个人]"
)
_ZH_ALONE = re.compile(rf"(?<![\d{_HAN}]){_ZH_NUM}\s*[位名个]\s*{_ZH_NOUN}")
_ZH_SHARE = re.compile(
    rf"(三分之二|三分之一|四分之三|四分之一|半数以上|过半数?|近半数?|半数|一半|绝大多数|绝大部分|大多数|大部分|多数|全部|所有)"
    rf"的?\s*{_ZH_NOUN}"
)
_BOUND = re.compile(
    r"(at least|more than|over|fewer than|less than|up to|at most|only|至少|超过|不到|最多)\s*$", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^a-z])|(?<=[。！？；])|\n")
_RECRUITED = re.compile(
    r"\b(?:interviewed|recruit\w*|sample[d]?|conducted|transcri\w+|enrolled|invited|contacted|inter-?coder|double-?coded)\b|招募|访谈了|抽取",
    re.IGNORECASE,
)

#: A sentence that speaks of what the heading names.
_THIS = re.compile(r"\b(?:this|this theme|these|such|so)\b|这一|此", re.IGNORECASE)

_SHARES = {
    "half": Fraction(1, 2), "半数": Fraction(1, 2), "一半": Fraction(1, 2), "two thirds": Fraction(2, 3),
    "三分之二": Fraction(2, 3), "one third": Fraction(1, 3), "a third": Fraction(1, 3), "三分之一": Fraction(1, 3),
    "three quarters": Fraction(3, 4), "四分之三": Fraction(3, 4), "a quarter": Fraction(1, 4),
    "one quarter": Fraction(1, 4), "四分之一": Fraction(1, 4),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """What the codings say of one finding, theme or code: its id, what it is, its name, who speaks under it."""

    id: str
    kind: str
    label: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A count as a draft has it: ``[start, end)`` of a block; a number, or a *share* in words; a *total* or None."""

    block: int
    start: int
    end: int
    words: str
    number: int | None
    share: str | None
    total: int | None
    bound: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A claim with what it is about; *wrong* says in words what does not agree, *unclear* why nobody can tell."""

    claim: Claim
    about: Counted | None
    wrong: str | None = None
    unclear: str | None = None


def find_claims(blocks: Sequence[Block]) -> Iterator[Claim]:
    """Every count of participants, in order."""
    for number, block in enumerate(blocks):
        taken: list[tuple[int, int]] = []
        found: list[Claim] = []
        patterns = [
            (_OF, 2),
            (_ZH_OF, 3),
            (_PERCENT, 4),
            (_SHARE, 5),
            (_ZH_SHARE, 5),
            (_N, 1),
            (_ALONE, 1),
            (_ZH_ALONE, 1),
        ]
        if block.kind == "cell":
            patterns += [(_SLASH, 2), (_OF_SHORT, 2)]
        else:
            patterns.insert(1, (_SLASH, 2))
        for pattern, shape in patterns:
            for match in pattern.finditer(block.text):
                if any(match.start() < end and start < match.end() for start, end in taken):
                    continue
                taken.append(match.span())
                found.append(_claim(number, block.text, match, shape))
        yield from sorted(found, key=lambda each: each.start)


def _claim(block: int, text: str, match: re.Match[str], shape: int) -> Claim:
    number = total = None
    share = None
    if shape == 1:
        number = _number(match[1])
    elif shape == 2:
        number, total = _number(match[1]), _number(match[2])
    elif shape == 3:
        total, number = _number(match[1]), _number(match[2])
    elif shape == 4:
        share = f"{match[1]}%"
    else:
        share = match[1].lower().replace("-", " ")
    bound = _BOUND.search(text[max(0, match.start() - 14) : match.start()])
    return Claim(
        block=block,
        start=match.start(),
        end=match.end(),
        words=match[0],
        number=number,
        share=share,
        total=total,
        bound=bound[1].lower() if bound else "",
    )


def _number(written: str) -> int | None:
    plain = written.lower()
    if plain.isdigit():
        return int(plain)
    if plain in _WORDS:
        return int(_WORDS[plain])
    return _han(plain)


def _han(written: str) -> int | None:
    digits = {mark: n for n, mark in enumerate("一二三四五六七八九", 1)} | {"两": 2}
    tens, ten, units = written.partition("十")
    if not ten:
        return digits.get(written)
    return 10 * (digits.get(tens, 0) if tens else 1) + (digits.get(units, 0) if units else 0)


@dataclass(frozen=True, slots=True)
class Nameable:
    """The names by which a draft may speak of what is counted: as rows of words, the longest first."""

    names: tuple[tuple[tuple[str, ...], Counted, bool], ...]

    def find(self, text: str) -> list[tuple[int, int, Counted]]:
        """Every name in the text: where, and of what. A single word counts only where it is set off as a name."""
        tokens = list(words(text))
        keys = [each.key for each in tokens]
        found: list[tuple[int, int, Counted]] = []
        for name, counted, alone in self.names:
            for n in range(len(keys) - len(name) + 1):
                if tuple(keys[n : n + len(name)]) != name:
                    continue
                start, end = tokens[n].start, tokens[n + len(name) - 1].end
                if any(start < b and a < end for a, b, _ in found):
                    continue
                if alone and not _set_off(text, start, end):
                    continue
                found.append((start, end, counted))
        return sorted(found, key=lambda each: each[0])


def _set_off(text: str, start: int, end: int) -> bool:
    """Whether a word is used as a name: quoted, with a capital inside a sentence, or called a code or a theme."""
    before, after = text[:start], text[end:]
    if before[-1:] in "“\"‘'`「『《" and before:
        return True
    if re.match(r"[”\"’'\s]*(?:themes?|codes?|category|categories|主题|编码)\b", after, re.IGNORECASE):
        return True
    if re.search(r"(?:themes?|codes?|category|主题|编码)[\s:：“\"‘(]*$", before, re.IGNORECASE):
        return True
    return text[start].isupper() and bool(before.strip()) and before.rstrip()[-1] not in ".!?:"


def nameable(counted: Iterable[Counted]) -> Nameable:
    """The names of what is counted: labels, ids, and ids with spaces."""
    found: list[tuple[tuple[str, ...], Counted, bool]] = []
    for each in counted:
        for name in dict.fromkeys((each.label, each.id, each.id.replace("_", " "))):
            row = tuple(token.key for token in words(name))
            dotted = "." in name and name == each.id
            if row:
                found.append((row, each, len(row) == 1 and not dotted))
    rank = {"theme": 0, "finding": 1, "code": 2}
    return Nameable(tuple(sorted(found, key=lambda each: (-len(each[0]), rank.get(each[1].kind, 3), each[1].id))))


def weigh(
    claims: Iterable[Claim], blocks: Sequence[Block], names: Nameable, total: int, *, heads: Mapping[int, int]
) -> Iterator[Weighed]:
    """Each claim beside the codings; those in whose sentence nothing is named that is counted come as unclear.

    *total* is the number of participants that are counted; *heads* leads from a block to the heading above it.
    """
    for claim in claims:
        about = _about(claim, blocks, names, heads)
        text = blocks[claim.block].text
        sentence = _sentence(text, claim)
        if about is None:
            if claim.share is None or not _RECRUITED.search(sentence):
                yield Weighed(claim=claim, about=None, unclear="no theme or code is named near it")
            continue
        if _RECRUITED.search(sentence):
            yield Weighed(claim=claim, about=None, unclear="it seems to be about who was interviewed")
            continue
        if {token.key for token in words(sentence)} & (NEGATIONS - {"no"}) or re.search("没有|未|不", sentence):
            yield Weighed(claim=claim, about=about, unclear="the sentence denies something; see for yourself")
            continue
        yield Weighed(claim=claim, about=about, wrong=_wrong(claim, len(about.tally.participants), total))


def _sentence(text: str, claim: Claim) -> str:
    start, end = _sentence_span(text, claim)
    return text[start:end]


def _sentence_span(text: str, claim: Claim) -> tuple[int, int]:
    cuts = [0, *(m.end() for m in _SENTENCE.finditer(text)), len(text)]
    start = max(cut for cut in cuts if cut <= claim.start)
    return start, min((cut for cut in cuts if cut >= claim.end), default=len(text))


def _about(claim: Claim, blocks: Sequence[Block], names: Nameable, heads: Mapping[int, int]) -> Counted | None:
    block = blocks[claim.block]
    start, end = _sentence_span(block.text, claim)
    inside = names.find(block.text[start:end])
    if inside:
        mine = (claim.start - start, claim.end - start)
        # What a count is about mostly follows it, and comes before the next count.
        limit = min((m.start() for m in _ALONE.finditer(block.text[start:end]) if m.start() >= mine[1]), default=end)
        after = [each for each in inside if mine[1] <= each[0] < limit]
        return min(after or inside, key=lambda each: max(each[0] - mine[1], mine[0] - each[1], 0))[2]
    if block.row is not None:
        for other in blocks[max(0, claim.block - 12) : claim.block + 12]:
            if other.row == block.row and other is not block and (found := names.find(f"theme {other.text}")):
                return found[0][2]
        return None
    head = heads.get(claim.block)
    if head is not None and _THIS.search(block.text[start:end]) and (found := names.find(f"theme {blocks[head].text}")):
        return found[0][2]
    return None


def _wrong(claim: Claim, counted: int, total: int) -> str | None:
    """What does not agree, in words; None: all agrees."""
    if claim.total is not None and claim.total != total:
        return f"{total} participants are counted, not {claim.total}"
    if claim.number is not None:
        low, high = {
            "at least": (claim.number, total), "至少": (claim.number, total), "more than": (claim.number + 1, total),
            "over": (claim.number + 1, total), "超过": (claim.number + 1, total), "fewer than": (0, claim.number - 1),
            "less than": (0, claim.number - 1), "不到": (0, claim.number - 1), "up to": (0, claim.number),
            "at most": (0, claim.number), "最多": (0, claim.number),
        }.get(claim.bound, (claim.number, claim.number))  # fmt: skip
        return None if low <= counted <= high else f"the codings have {counted} of {total}"
    return None if _share_holds(claim.share or "", counted, total) else f"the codings have {counted} of {total}"


def _share_holds(share: str, counted: int, total: int) -> bool:
    if share.endswith("%"):
        return total > 0 and abs(100 * counted / total - float(share[:-1])) < (1 if "." not in share else 0.1)
    if share in _SHARES:
        return abs(counted - total * _SHARES[share]) < 1
    if share in {"all", "both", "全部", "所有"}:
        return counted == total
    if share == "all but one":
        return counted == total - 1
    if share == "none":
        return counted == 0
    if share in {"almost all", "nearly all", "virtually all", "绝大多数", "绝大部分", "the vast majority"}:
        return 4 * counted >= 3 * total
    if share in {"less than half", "fewer than half", "近半", "近半数"}:
        return 2 * counted < total
    return 2 * counted > total  # most, the majority, more than half
