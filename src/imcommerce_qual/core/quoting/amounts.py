"""Counts of participants as drafts write them: *nine of the twelve*, *75 %*, *nobody*, 十二位中的九位, 四分之三."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from imcommerce_qual.core.quoting.counts import NUMBER_WORDS, Claim, number_of
from imcommerce_qual.model.manuscript import Block

_SPELT = "|".join(sorted((w for w in NUMBER_WORDS if " " not in w or "dozen" in w), key=len, reverse=True))
_NUM = rf"(\d{{1,3}}|{_SPELT})"
ANY_NUMBER = _NUM
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
    r"(at least|no fewer than|no less than|no more than|more than|over|fewer than|less than|up to|at most|only|just|a single|about|around|"
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
_ALL_BUT = rf"all (?:but|except)(?: for)? (?:\d{{1,2}}|{_SPELT})"
#: What stands for a count without any word for people: *none spoke of*, *most mentioned*.
_ALONE = (
    rf"{_ALL_BUT}|none|most|half|a few|few|a third|one[- ]third|two[- ]thirds|three[- ]quarters|a quarter|the majority|"
    r"a minority|more than half|fewer than half|less than half"
)
_SHARE = (
    rf"{_ALL_BUT}|(?:\d|{_SPELT}) in (?:\d{{1,2}}|{_SPELT})|every (?:second|other|third|fourth|fifth)|"
    r"almost all|nearly all|virtually all|the (?:vast |great )?majority|a (?:vast |clear )?majority|"
    r"a minority|most|all|half|none|no|more than half|less than half|fewer than half|over half|two[- ]thirds|"
    r"one[- ]third|a third|three[- ]quarters|three[- ]fourths|a quarter|one[- ]quarter|a fifth|one[- ]fifth|both|"
    r"very few|hardly any|only a few|a few|few|a handful|not one|not a single|not all|every|each|every one|each one"
)
_ZH_DIGITS = "零〇一二三四五六七八九十两百"
_ZH_NUM = rf"(\d{{1,3}}|[{_ZH_DIGITS}]{{1,5}})"
ANY_NUMBER_ZH = _ZH_NUM
_ZH_PEOPLE = r"(?:受访者|参与者|被访者|访谈对象|访谈者|被试|用户|受访人|调查对象|人)"
_ZH_SHARE = (
    r"百分之[零〇一二三四五六七八九十百]{1,5}|[二三四五六七八九十]分之[一二三四五六七八九]|[一二三四五六七八九]成|"
    r"半数以上|过半数?|近半数?|半数|一半|绝大多数|绝大部分|大多数|大部分|多数|少数|全部|全体|所有|每一?位"
)


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
            (rf"\bbetween\s+{_NUM}\s+and\s+{_NUM}\s+(?:of\s+{_OWN})?{who}", "number most who"),
            (rf"\b{_NUM}\s*(?:to|or|–|-)\s*{_NUM}\s+(?:of\s+{_OWN})?{who}", "number most who"),
            (rf"\b{_NUM}\s*(?:to|or|–|-)\s*{_NUM}(?=\s+(?:\w+ly\s+|also\s+|had\s+)?{SAID}\b)", "number most"),
            (rf"\b({_SHARE})\s+(?:of\s+)?{_OWN}(?:{_NUM}\s+)?{who}", "share total who"),
            (
                rf"\b({_SHARE})\s+of\s+(?:the|our|these|all)\s+{_NUM}\b(?!\s*(?:[%/]|groups?|transcripts?|codes?))",
                "share total",
            ),
            (rf"\b({_ALONE})(?=\s+(?:\w+ly\s+|also\s+|had\s+)?{SAID}\b)", "share"),
            (rf"\b({_ALL_BUT})(?!\s+[\w-]+)", "share"),
            (r"[(\[,;]\s*(\d{1,3}(?:\.\d+)?)\s*(?:%|per\s?cent)(?=\s*[,;)\]])", "percent again"),
            (r"(?<![\d.])(\d{1,3}(?:\.\d+)?)\s*(?:%|per\s?cent)(?=\s*\(\s*n\s*=)", "percent again"),
            (r"\b(everybody|everyone|nobody|no one)\b", "share"),
            (r"\bn\s*=\s*(\d{1,3})\b", "number"),
            (rf"\b{_NUM}\s+(?:of\s+{_OWN})?{who}", "number who"),
            (rf"(?<![\w.,]){_NUM}(?=\s+(?:\(\d+\s?%\)\s+)?(?:\w+ly\s+|also\s+|had\s+)?{SAID}\b)", "number"),
            (rf"(?<=\band\s){_NUM}(?=\s+(?:also\s+)?about\s+(?!\d))", "number"),
            (rf"\bby\s+{_NUM}\b(?=\s*(?:[.,;)]|and\b|$))", "number"),
            (rf"\b(?:in|with|for)\s+{_NUM}\b(?=\s*(?:[.,;)]|and\b|$))", "number again"),
            (r"(?<=\w\s)\((\d{1,3})\)", "number again"),
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
            (rf"[（(]\s*{_ZH_NUM}\s*[人位名]\s*[）)]", "number again"),
            (rf"[，,（(]\s*({_ZH_SHARE})(?=\s*[）)。；;])", "share again"),
            (rf"(?<![\d第{_ZH_DIGITS}]){_ZH_NUM}\s*[位名个]\s*(?:{zh}|(?=[^\w]|提|谈|说|强|讨|表|描))", "number who"),
        ]
        self.prose = [(re.compile(pattern, re.IGNORECASE), shape.split()) for pattern, shape in (*english, *chinese)]
        self.cell = (re.compile(rf"\b{_NUM}\s+(?:out\s+)?of\s+{_NUM}\b", re.IGNORECASE), ["number", "total"])
        bare = rf"\b{_NUM}\s+(?:out\s+)?of\s+{_OWN}{_NUM}(?=\s+(?:\w+ly\s+|also\s+|had\s+)?{SAID}\b|\s*(?:[,.;:)\]]|$))"
        self.short = (re.compile(bare, re.IGNORECASE), ["number", "total"])

    def find(self, blocks: Sequence[Block]) -> Iterator[Claim]:
        """Every count of participants, in order."""
        for number, block in enumerate(blocks):
            taken = bytearray(len(block.text))
            found: list[Claim] = []
            patterns = [*self.prose[:2], self.cell if block.kind == "cell" else self.short, *self.prose[2:]]
            for pattern, shape in patterns:
                for match in pattern.finditer(block.text):
                    if shape == ["number"] and _YEARS.search(block.text[: match.start()][-8:]):
                        continue
                    if not _AGE.search(block.text[max(0, match.start() - 12) : match.start()]) and not any(
                        taken[match.start() : match.end()]
                    ):
                        taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                        found.append(_claim(number, block.text, match, shape))
            found.sort(key=lambda each: each.start)
            yield from (each for each in found if not each.again or _repeats(block.text, each, found))


#: A count that needs another one beside it to be one: *eight (67 %)*, *in eight interviews and with five*.
_BESIDE = 160


def _repeats(text: str, claim: Claim, found: Sequence[Claim]) -> bool:
    """Whether another count stands in the sentence, which shows what this one counts."""
    near = 40 if claim.share else _BESIDE
    return any(
        each is not claim
        and abs(each.start - claim.start) <= near
        and not re.search(r"[.!?。！？]\s", text[min(each.end, claim.end) : max(each.start, claim.start)])
        and (not each.again or (claim.words.startswith("(") and each.words.startswith("(") and _of_people(text, claim)))
        for each in found
    )


def _of_people(text: str, claim: Claim) -> bool:
    start = max(text.rfind(". ", 0, claim.start), text.rfind("\n", 0, claim.start), 0)
    stop = text.find(". ", claim.end)
    return bool(re.search(rf"\b{PEOPLE}\b", text[start : stop if stop >= 0 else len(text)], re.IGNORECASE))


def _claim(block: int, text: str, match: re.Match[str], shape: Sequence[str]) -> Claim:
    part = {name: match[n] for n, name in enumerate((each for each in shape if each != "again"), 1)}
    number, total, share = part.get("number"), part.get("total"), part.get("share")
    if "percent" in part:
        share = f"{part['percent']}%"
    if share and (match_ := re.fullmatch(r"all (?:but|except)(?: for)? (.+)", share, re.IGNORECASE)):
        share = f"all but {match_[1]}"
    most = part.get("most")
    bound = _BOUND.search(text[max(0, match.start() - 14) : match.start()])
    return Claim(
        block=block,
        start=match.start(),
        end=match.end(),
        words=match[0],
        number=number_of(number) if number else None,
        share=re.sub(r"[-\s]+", " ", share.lower()) if share else None,
        total=number_of(total) if total else None,
        most=number_of(most) if most else None,
        again="again" in shape,
        bound=bound[1].lower() if bound else "",
        who=" ".join((part.get("who") or "").split()),
    )
