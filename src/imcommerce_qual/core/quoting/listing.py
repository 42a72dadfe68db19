"""Participants named one by one: those who are counted so, those excepted from *all*, and ranges such as S04–S10."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from imcommerce_qual.core.quoting.amounts import SAID
from imcommerce_qual.core.quoting.counts import Claim
from imcommerce_qual.core.quoting.labels import Labels, Named
from imcommerce_qual.model.manuscript import Block

_JOINS = re.compile(
    r"\s*(?:,|，|、|;)?\s*(?:(?:and|as well as|und|y|et)\s+|和|与|及|以及)?(?:(?:also|participants?)\s+)?",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:[-–—~～]|to|through|bis|至|到)\s*", re.IGNORECASE)
_ONLY = re.compile(r"(?:\b(?:only|solely|just)\s+(?:participants?\s+)?|只有|仅有?)$", re.IGNORECASE)
_SAYS = re.compile(
    rf"\s*(?:(?:all|both|each|also|\w+ly|had|have|has)\s+)*{SAID}\b|\s*(?:都|均|也|分别|还)*(?:提到|谈到|提及|谈及|谈论|说到|强调|讨论)",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    rf"(?:\b(?:applied to|coded (?:for|in|with)|found (?:in|with|for)|present (?:in|with)|{SAID} by)\s+(?:participants?\s+)?)$",
    re.IGNORECASE,
)
_AFTER_ALL = re.compile(
    r"\s*,?\s+(?:except|but|apart from|other than|save|besides|excluding|with the exception of|außer)(?:\s+for)?\s+"
    r"(?:participants?\s+)?|"
    r"(?:之?中|里)?\s*[,，]?\s*除了?\s*",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(all|everybody|everyone|every)(?:\s+(?:of\s+)?(?:the\s+|our\s+)?(?:participants?|interviewees?|informants?|respondents?))?"
    r"(?=\s+(?:except|but|apart from|other than|save|besides|excluding)\b)",
    re.IGNORECASE,
)
_BEFORE_ALL = re.compile(
    r"(?:with the exception of|except(?:ing)?(?: for)?|apart from|other than|save for|besides|除了?)\s*(?:participants?\s+)?$",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(r"\s*(?:[之以]?外)?\s*[,，]?\s*$")


@dataclass(frozen=True, slots=True)
class Group:
    """People named in a row, ``[start, end)``, ranges filled in; *known* unless one of them is nobody of the study."""

    start: int
    end: int
    who: tuple[str, ...]
    known: bool


def groups_in(text: str, labels: Labels, start: int = 0, end: int | None = None) -> list[Group]:
    """Everybody named in a stretch of text, those who stand in a row together."""
    found: list[Group] = []
    before: Named | None = None
    for each in labels.find(text, start, end):
        who = [each.participant] if each.participant else []
        gap = text[before.end : each.start] if before is not None else None
        if gap is not None and _TO.fullmatch(gap) and before is not None and (filled := _between(before, each, labels)):
            found[-1] = _more(found[-1], each, filled)
        elif gap is not None and found and _JOINS.fullmatch(gap):
            found[-1] = _more(found[-1], each, who)
        else:
            found.append(Group(each.start, each.end, tuple(who), each.participant is not None))
        before = each
    return found


def _more(group: Group, named: Named, who: Iterable[str]) -> Group:
    all_of = tuple(dict.fromkeys([*group.who, *who]))
    return Group(group.start, named.end, all_of, group.known and named.participant is not None)


def _between(first: Named, last: Named, labels: Labels) -> list[str]:
    """The participants from one to the other, in the study's order; none where either is unknown."""
    people = sorted(labels.study.participants)
    if first.participant not in people or last.participant not in people:
        return []
    one, other = people.index(first.participant), people.index(last.participant)
    return people[one : other + 1] if one < other else []


def with_listed(claims: Iterable[Claim], blocks: Sequence[Block], labels: Labels) -> Iterator[Claim]:
    """The *claims*, those of *all* with whom they except; and people named one by one as claims of their own."""
    by_block: dict[int, list[Claim]] = {}
    for each in claims:
        by_block.setdefault(each.block, []).append(each)
    for number, block in enumerate(blocks):
        found = by_block.get(number, [])
        groups = [each for each in groups_in(block.text, labels) if each.known and each.who]
        if groups:
            found = _excepting(number, block.text, found, groups)
            excepted = {name for each in found for name in each.but}
            found += [
                claim
                for each in groups
                if not (excepted and set(each.who) <= excepted)
                and (claim := _counted(number, block.text, each, found)) is not None
            ]
            found.sort(key=lambda each: each.start)
        yield from found


def _excepting(number: int, text: str, found: list[Claim], groups: list[Group]) -> list[Claim]:
    for match in _ALL.finditer(text):
        if not any(each.start < match.end() and match.start() < each.end for each in found):
            all_of = Claim(block=number, start=match.start(), end=match.end(), words=match[0], share="all")
            found = [*found, all_of]
    done: list[Claim] = []
    for claim in found:
        new = claim
        if claim.share in {"all", "every", "everybody", "everyone", "所有", "全部", "全体"}:
            for group in groups:
                after = text[claim.end : group.start]
                lead = text[: group.start][-40:]
                between = text[group.end : claim.start] if group.end <= claim.start else None
                if (group.start >= claim.end and _AFTER_ALL.fullmatch(after)) or (
                    between is not None and _OUTSIDE.fullmatch(between) and _BEFORE_ALL.search(lead)
                ):
                    start, end = min(claim.start, group.start), max(claim.end, group.end)
                    new = replace(claim, but=group.who, start=start, end=end, words=text[start:end])
        done.append(new)
    return done


def _counted(number: int, text: str, group: Group, found: Sequence[Claim]) -> Claim | None:
    """People who are named instead of counted; None: they are only mentioned, or a count stands beside them."""
    before, after = text[: group.start], text[group.end : group.end + 60]
    if before.rstrip()[-1:] in {"(", "（", "["} or after.lstrip()[:1] in {"(", "（", ":", "："}:
        return None
    if any(group.start < each.end and each.start < group.end for each in found):
        return None
    only = _ONLY.search(before[-24:])
    if not only and (len(group.who) < 2 or not (_SAYS.match(after) or _OF_THEM.search(before[-48:]))):
        return None
    start = group.start - (len(only[0]) if only else 0)
    return Claim(
        block=number,
        start=start,
        end=group.end,
        words=text[start : group.end],
        number=len(group.who),
        bound="only" if only else "",
        listed=group.who,
    )
