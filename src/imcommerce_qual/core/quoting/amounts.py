"""Counts of participants as drafts write them: *nine of the twelve*, *75 %*, *nobody*, 十二位中的九位, 四分之三."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from imcommerce_qual.core.quoting.spelling import NUMBERS
from imcommerce_qual.model.manuscript import Block

_WORDS = {**NUMBERS, "one": "1"}
_NUM = rf"(\d{{1,3}}|{'|'.join(sorted((w for w in _WORDS if ' ' not in w), key=len, reverse=True))})"
#: What everybody who was interviewed may be called; an interview stands for its participant.
PEOPLE = (
    r"(?:participants?|interviewees?|informants?|respondents?|users|people|persons|interviews?|them|those interviewed)"
)
SAID = (
    r"(?:mention(?:s|ed|ing)?|talk(?:s|ed|ing)? (?:about|of)|sp(?:oke|eak|eaks|eaking|oken) (?:about|of|to)|"
    r"rais(?:e|es|ed|ing)|describ(?:e|es|ed|ing)|discuss(?:es|ed|ing)?|report(?:s|ed|ing)?|br(?:ing|ings|ought) up|"
    r"touch(?:es|ed)? (?:on|upon)|refer(?:s|red|ring)? to|point(?:s|ed)? to|nam(?:e|es|ed)|cit(?:e|es|ed)|"
    r"express(?:es|ed)?|address(?:es|ed)?|referenced|allud(?:e|ed) to|coded (?:for|with|under)|emphasi[sz]ed|stressed)"
)
_OWN = r"(?:the |our |all |these |those |all of the |a total of )?"
_BY = r"(?:(?!(?:of|the|who|and|or|to|in|for|than|said|other)\b)[\w-]+\s+)"
_WHO = rf"((?:{_BY}){{0,2}}?(?:{PEOPLE}|GROUPS))\b"
_BOUND = re.compile(
    r"(at least|no fewer than|more than|over|fewer than|less than|up to|at most|only|just|a single|about|around|"
    r"roughly|"
    r"approximately|nearly|almost|some|至少|超过|不到|最多|只有|仅有?|大约|约|近)\s*$",
    re.IGNORECASE,
)
#: Before a number that counts years, pages or parts of the paper.
_AGE = re.compile(
    r"\b(?:aged?|older than|younger than|(?:people|participants|those) (?:over|under)|above|below|fig(?:ure|\.)?|table|"
    r"section|chapter|study|phase|round)\s*$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:over|under|aged?)\s*$", re.IGNORECASE)
_SHARE = (
    r"all but one|almost all|nearly all|virtually all|the (?:vast |great )?majority|a (?:vast |clear )?majority|"
    r"a minority|most|all|half|none|no|more than half|less than half|fewer than half|over half|two[- ]thirds|"
    r"one[- ]third|a third|three[- ]quarters|three[- ]fourths|a quarter|one[- ]quarter|a fifth|one[- ]fifth|both|"
    r"very few|hardly any|only a few|a few|few|a handful|not one|not a single|not all|every|each|every one|each one"
)
_ZH_DIGITS = "零〇一二三四五六七八九十两百"
_ZH_NUM = rf"(\d{{1,3}}|[{_ZH_DIGITS}]{{1,5}})"
_ZH_PEOPLE = r"(?:受访者|参与者|被访者|访谈对象|访谈者|被试|用户|受访人|调查对象|人)"
_ZH_SHARE = (
    r"百分之[零〇一二三四五六七八九十百]{1,5}|[二三四五六七八九十]分之[一二三四五六七八九]|[一二三四五六七八九]成|"
    r"半数以上|过半数?|近半数?|半数|一半|绝大多数|绝大部分|大多数|大部分|多数|少数|全部|全体|所有|每一?位"
)

_SHARES = {
    "half": Fraction(1, 2), "半数": Fraction(1, 2), "一半": Fraction(1, 2), "two thirds": Fraction(2, 3),
    "one third": Fraction(1, 3), "a third": Fraction(1, 3), "three quarters": Fraction(3, 4),
    "a quarter": Fraction(1, 4), "one quarter": Fraction(1, 4), "three fourths": Fraction(3, 4),
    "a fifth": Fraction(1, 5), "one fifth": Fraction(1, 5),
}  # fmt: skip
_ALL = {
    "all", "both", "every", "each", "every one", "each one", "everybody", "everyone",
    "全部", "全体", "所有", "每位", "每一位", "人人",
}  # fmt: skip
_NONE = {"none", "no", "not one", "not a single", "nobody", "no one", "没有一位", "没有任何", "没有人", "无人", "没有"}
_FEW = {"few", "very few", "hardly any", "a few", "only a few", "a handful", "a minority", "少数"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A count as a draft has it: ``[start, end)`` of a block; a number, or a *share* in words; a *total* or None.

    *who* is what those counted are called there, with the words before it (*older participants*); empty where nothing
    is said.
    """

    block: int
    start: int
    end: int
    words: str
    number: int | None = None
    share: str | None = None
    total: int | None = None
    bound: str = ""
    who: str = ""


class Reader:
    """Finds counts; *groups* are the words for part of the participants, such as *recommenders*."""

    def __init__(self, groups: Sequence[str] = ()) -> None:
        latin = sorted((re.escape(each) for each in groups if each.isascii()), key=len, reverse=True)
        han = sorted((re.escape(each) for each in groups if not each.isascii()), key=len, reverse=True)
        who = _WHO.replace("|GROUPS", f"|(?:{'|'.join(latin)})(?:e?s)?" if latin else "")
        zh = rf"((?:{'|'.join([*han, _ZH_PEOPLE])}))"
        english = [
            (rf"\bof\s+{_OWN}{_NUM}\s+{who}\s*,\s*{_NUM}\b(?!\s+{PEOPLE})", "total who number"),
            (rf"\b{_NUM}\s+(?:{_BY})?(?:out\s+)?of\s+{_OWN}{_NUM}\s+{who}", "number total who"),
            (r"(?<![\d/.])(\d{1,3})\s*/\s*(\d{1,3})(?![\d/%])", "number total"),
            (
                rf"(?<![\d.])(\d{{1,3}}(?:\.\d+)?)\s*(?:%|per\s?cent)\s+of\s+{_OWN}(?:{_NUM}\s+)?{who}",
                "percent total who",
            ),
            (rf"\b({_SHARE})\s+(?:of\s+)?{_OWN}(?:{_NUM}\s+)?{who}", "share total who"),
            (r"\b(everybody|everyone|nobody|no one)\b", "share"),
            (r"\bn\s*=\s*(\d{1,3})\b", "number"),
            (rf"\b{_NUM}\s+(?:of\s+{_OWN})?{who}", "number who"),
            (rf"(?<![\w.,]){_NUM}(?=\s+(?:\(\d+\s?%\)\s+)?(?:\w+ly\s+|also\s+|had\s+)?{SAID}\b)", "number"),
            (rf"(?<=\band\s){_NUM}(?=\s+(?:also\s+)?about\s+(?!\d))", "number"),
            (rf"\bby\s+{_NUM}\b(?=\s*(?:[.,;)]|and\b|$))", "number"),
        ]
        chinese = [
            (
                rf"{_ZH_NUM}\s*[位名个]\s*{zh}?\s*(?:之?中|里|当中)?\s*[,，]?\s*(?:的|有|共有|仅有|只有)?\s*{_ZH_NUM}\s*[位名个人]",
                "total who number",
            ),
            (rf"({_ZH_SHARE}|没有一[位名个]|没有任何|没有)的?\s*{zh}", "share who"),
            (rf"(\d{{1,3}}(?:\.\d+)?)\s*[%％]\s*的?\s*{zh}", "percent who"),
            (rf"{zh}(?:之?中|里|当中)?[,，]?\s*(?:有)?({_ZH_SHARE})", "who share"),
            (r"(没有人|无人|人人)", "share"),
            (rf"(?<![\d第{_ZH_DIGITS}]){_ZH_NUM}\s*[位名个]\s*(?:{zh}|(?=[^\w]|提|谈|说|强|讨|表|描))", "number who"),
        ]
        self.prose = [(re.compile(pattern, re.IGNORECASE), shape.split()) for pattern, shape in (*english, *chinese)]
        self.cell = (re.compile(rf"\b{_NUM}\s+(?:out\s+)?of\s+{_NUM}\b", re.IGNORECASE), ["number", "total"])
        bare = rf"\b{_NUM}\s+(?:out\s+)?of\s+{_OWN}{_NUM}(?=\s+(?:\w+ly\s+|also\s+|had\s+)?{SAID}\b|\s*(?:[,.;:)\]]|$))"
        self.short = (re.compile(bare, re.IGNORECASE), ["number", "total"])

    def find(self, blocks: Sequence[Block]) -> Iterator[Claim]:
        """Every count of participants, in order."""
        for number, block in enumerate(blocks):
            taken: list[tuple[int, int]] = []
            found: list[Claim] = []
            patterns = [*self.prose[:2], self.cell if block.kind == "cell" else self.short, *self.prose[2:]]
            for pattern, shape in patterns:
                for match in pattern.finditer(block.text):
                    if shape == ["number"] and _YEARS.search(block.text[: match.start()][-8:]):
                        continue
                    if not _AGE.search(block.text[max(0, match.start() - 12) : match.start()]) and not any(
                        match.start() < end and start < match.end() for start, end in taken
                    ):
                        taken.append(match.span())
                        found.append(_claim(number, block.text, match, shape))
            yield from sorted(found, key=lambda each: each.start)


def _claim(block: int, text: str, match: re.Match[str], shape: Sequence[str]) -> Claim:
    part = {name: match[n] for n, name in enumerate(shape, 1)}
    number, total, share = part.get("number"), part.get("total"), part.get("share")
    if "percent" in part:
        share = f"{part['percent']}%"
    bound = _BOUND.search(text[max(0, match.start() - 14) : match.start()])
    return Claim(
        block=block,
        start=match.start(),
        end=match.end(),
        words=match[0],
        number=number_of(number) if number else None,
        share=re.sub(r"[-\s]+", " ", share.lower()) if share else None,
        total=number_of(total) if total else None,
        bound=bound[1].lower() if bound else "",
        who=" ".join((part.get("who") or "").split()),
    )


def number_of(written: str) -> int | None:
    """A number in digits, English or Chinese words; None: none.

    >>> number_of("Twelve"), number_of("十二"), number_of("两"), number_of("3")
    (12, 12, 2, 3)
    """
    plain = written.lower()
    if plain.isdigit():
        return int(plain)
    if plain in _WORDS:
        return int(_WORDS[plain])
    digits = {mark: n for n, mark in enumerate("一二三四五六七八九", 1)} | {"两": 2}
    hundreds, hundred, rest = plain.rpartition("百")
    tens, ten, units = rest.lstrip("零〇").partition("十")
    total = 100 * digits.get(hundreds, 1) if hundred else 0
    if ten:
        return total + 10 * (digits.get(tens, 0) if tens else 1) + (digits.get(units, 0) if units else 0)
    return total + digits[tens] if tens in digits else (total or None)


def holds(claim: Claim, counted: int, total: int) -> bool:
    """Whether a count agrees with *counted* of *total*; words such as *most* only have to be not plainly false."""
    if claim.number is not None:
        least, most = _range(claim, total)
        return least <= counted <= most
    return _share_holds(claim.share or "", claim.bound, counted, total)


def _range(claim: Claim, total: int) -> tuple[int, int]:
    n = claim.number or 0
    if claim.bound in {"at least", "no fewer than", "至少"}:
        return n, total
    if claim.bound in {"more than", "over", "超过"}:
        return n + 1, total
    if claim.bound in {"fewer than", "less than", "不到"}:
        return 0, n - 1
    if claim.bound in {"up to", "at most", "最多"}:
        return 0, n
    if claim.bound in {"about", "around", "roughly", "approximately", "some", "nearly", "almost", "大约", "约", "近"}:
        return n - 1, n + 1
    return n, n


def _share_holds(share: str, bound: str, counted: int, total: int) -> bool:
    fraction = _fraction(share)
    if fraction is not None:
        off = abs(counted - total * fraction)
        if bound in {"more than", "over", "at least", "超过", "至少", "no fewer than"}:
            return counted >= total * fraction
        if bound in {"less than", "fewer than", "不到", "at most"}:
            return counted <= total * fraction
        loose = bound in {"about", "around", "roughly", "approximately", "nearly", "almost", "some", "大约", "约", "近"}
        exact = share.endswith("%") and "." in share
        return off * 100 < total * Fraction(1, 5) if exact and not loose else off < (2 if loose else 1)
    for words, rule in _RULES:
        if share in words:
            return rule(counted, total)
    return 2 * counted > total  # most, the majority, more than half


_RULES: tuple[tuple[frozenset[str], Callable[[int, int], bool]], ...] = (
    (frozenset(_ALL), lambda counted, total: counted == total),
    (frozenset({"not all"}), lambda counted, total: counted < total),
    (frozenset({"all but one"}), lambda counted, total: counted == total - 1),
    (frozenset(_NONE), lambda counted, _: counted == 0),
    (
        frozenset({"almost all", "nearly all", "virtually all", "绝大多数", "绝大部分", "the vast majority"}),
        lambda counted, total: 4 * counted >= 3 * total,
    ),
    (frozenset({"less than half", "fewer than half", "近半", "近半数"}), lambda counted, total: 2 * counted < total),
    (frozenset(_FEW), lambda counted, total: 2 * counted <= total),
)


def _fraction(share: str) -> Fraction | None:
    if share in _SHARES:
        return _SHARES[share]
    if share.endswith("%"):
        return Fraction(share[:-1]) / 100
    if match := re.fullmatch("百分之(.+)", share):
        return Fraction(number_of(match[1]) or 0, 100)
    if match := re.fullmatch("(.)分之(.)", share):
        return Fraction(number_of(match[2]) or 0, number_of(match[1]) or 1)
    if match := re.fullmatch("(.)成", share):
        return Fraction(number_of(match[1]) or 0, 10)
    return None
