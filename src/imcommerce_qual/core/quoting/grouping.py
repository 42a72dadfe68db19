"""Of whom a count counts: of all participants, of a part of them, or of those whom the draft names for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from imcommerce_qual.core.quoting.amounts import PEOPLE
from imcommerce_qual.core.quoting.grounds import Weighing
from imcommerce_qual.core.quoting.listing import groups_in

_RESTRICTED = re.compile(
    r"\s*(?:,\s*)?(?:aged|over|under|above|below|older|younger|from|living|based|with(?:out)?(?! exception)|whose|in their|"
    r"in (?:a|the|that|this) (?!study|sample|interviews?|data)\w+|(?:who|that) (?!(?:mention|talk|spoke|rais|describ|discuss|report))\w+)\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(rf"(?:(?:study|interview|our|all|different|individual|separate|of)\s+)*{PEOPLE}", re.IGNORECASE)
_PLAIN_ZH = re.compile("受访者|参与者|被访者|访谈对象|访谈者|被试|用户|受访人|调查对象|人")
_FOR_EXAMPLE = re.compile(
    r"\b(?:e\.?\s?g|for example|for instance|such as|including|like|among them)\b|例如|比如|如|包括", re.IGNORECASE
)


@dataclass(slots=True)
class Grouping(Weighing):
    """Finds of whom a claim counts."""

    def group(self, text: str) -> tuple[frozenset[str] | None, str]:
        """Of whom the claim counts, and a doubt about that; None: of some who cannot be told, with the reason."""
        claim, everybody = self.claim, frozenset(self.ground.people)
        named = [(word, found) for word, found in self.ground.groups.items() if _names_group(word, claim.who)]
        if not named and (
            match := re.match(
                r"\s+(?:from|in|living in|based in)\s+(?:a|the|our)?\s*([\w ]{3,24})", text[claim.end : claim.end + 60]
            )
        ):
            named = [(word, found) for word, found in self.ground.groups.items() if _starts_group(word, match[1])]
        if len(named) == 1 or (named and len({found for _, found in named}) == 1):
            word, group = named[0]
            group &= everybody
            if claim.share == "both":
                claim = replace(claim, total=2)
            if claim.total is not None and claim.total != len(group):
                if claim.total == len(everybody) and _PLAIN.search(claim.who):
                    return everybody, ""
                return group, f"{len(group)} participants are “{word}”, not {claim.total}"
            return group, "" if claim.total is not None else f"of the {len(group)} who are “{word}”"
        if named:
            return None, "it is about a part of the participants that cannot be told"
        who = claim.who
        if who and not _PLAIN.fullmatch(who) and not _PLAIN_ZH.fullmatch(who):
            return None, "it is about a part of the participants that cannot be told"
        if _RESTRICTED.match(text, claim.end):
            return None, "it is about a part of the participants that cannot be told"
        if (
            claim.total is not None
            and claim.total != len(everybody)
            and re.search(r"\bof (?:these|those|them)\b", claim.words, re.IGNORECASE)
        ):
            return None, "it is about a part of the participants that cannot be told"
        return everybody, ""

    def listed(self, text: str) -> list[str] | None:
        """Whom the draft names for the count, in brackets or right before it; None: nobody, or somebody unknown."""
        claim = self.claim
        bracket = re.match(r"[^.;()（）。；]{0,60}?\s*[(（]([^()（）]{2,120})[)）]", text[claim.end :])
        span = (claim.end + bracket.start(1), claim.end + bracket.end(1)) if bracket else None
        if span is None:
            before = re.search(
                r"((?:[\w–-]+(?:\s*[,，、]\s*(?:and\s+)?|\s+(?:and|to)\s+|\s*和\s*|\s*与\s*))*[\w–-]+)\s*[(（]\s*$",
                text[max(0, claim.start - 120) : claim.start],
            )
            if before is None:
                return None
            skipped = max(0, claim.start - 120)
            span = (skipped + before.start(1), skipped + before.end(1))
        if any(span[0] < each.end and each.start < span[1] for each in self.mates) or re.search(
            '[“"]', text[span[0] : span[1]]
        ):
            return None
        if _FOR_EXAMPLE.search(text[span[0] : span[1]]):
            return None
        named = groups_in(text, self.labels, *span)
        if not named or not all(each.known for each in named):
            return None
        return list(dict.fromkeys(who for each in named for who in each.who))


def _names_group(word: str, who: str) -> bool:
    if not word.isascii():
        return word in who
    return bool(re.search(rf"(?<![\w-]){re.escape(word)}(?:e?s)?(?![\w-])", who, re.IGNORECASE))


def _starts_group(word: str, text: str) -> bool:
    return bool(re.match(rf"{re.escape(word)}s?\b", text.strip(), re.IGNORECASE))
