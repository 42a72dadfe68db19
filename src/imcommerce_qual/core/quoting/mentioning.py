"""Which theme or code a count is about, by the names in its clause, its row, its heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from imcommerce_qual.core.quoting.amounts import SAID
from imcommerce_qual.core.quoting.clauses import Clause
from imcommerce_qual.core.quoting.grounds import Weighing
from imcommerce_qual.core.quoting.naming import Mention
from imcommerce_qual.core.quoting.tokens import words
from imcommerce_qual.model.manuscript import Block

#: After a name, words by which its author says something narrower than the code does.
_NARROWER = re.compile(
    r"\s+(?:more than|less than|at least|every|each|once|twice|often|only|when|because|without|rather than|mostly|mainly|to|"
    r"that|who|which)\b",
    re.IGNORECASE,
)
#: A sentence that speaks of what the heading, or the half of the sentence before, names.
_THIS = re.compile(r"\b(?:this|this theme|these|such|so|it)\b|这一|此", re.IGNORECASE)
_VERB = re.compile(rf"\b{SAID}\b|提到|谈到|提及|谈及|谈论|说到|强调|讨论|涉及", re.IGNORECASE)
#: As many words may stand between a count and a name without a verb of saying.
_NEAR = 6


@dataclass(slots=True)
class Mentioning(Weighing):
    """Finds what a claim is about."""

    def mentions(self, clause: Clause, block: Block) -> list[Mention]:
        """What the claim may be about, all that it names together; empty: nothing."""
        claim = self.claim
        after = self.names.find(block.text[claim.end : clause.end])
        before = self.names.find(block.text[clause.start : claim.start])
        if after or before:
            chosen = after if after and (any(e.sure for e in after) or not any(e.sure for e in before)) else before
            if before and _opens(block.text, clause.start + before[-1].end, claim.start):
                chosen = before = before[-1:]  # *price (nine participants)*
            first, last = (
                (claim.end, claim.end + after[0].start)
                if chosen is after
                else (clause.start + before[-1].end, claim.start)
            )
            self.linked = _is_linked(block.text[first:last], block.text[clause.start : clause.end])
            at = claim.end if chosen is after else clause.start
            self.linked &= not _NARROWER.match(block.text[: clause.end], at + chosen[-1].end)
            # What a count is about mostly follows it; a name that has only the count beside it comes before.
            return chosen
        if block.row is not None:
            return self.of_row(block)
        whole = block.text[clause.sentence[0] : clause.sentence[1]]
        if _THIS.search(block.text[clause.start : clause.end]):
            earlier = self.names.find(block.text[clause.sentence[0] : clause.start])
            if earlier:
                return [replace(earlier[-1], sure=False)]
            head = self.heads.get(claim.block)
            if (
                head is not None
                and _THIS.search(whole)
                and (found := self.names.find(f"theme {self.blocks[head].text}"))
            ):
                return found[:1]
        return []

    def all_of(self, clause: Clause, block: Block) -> list[Mention]:
        """What the sentence names for a row of counts, in order: as many as there are, the nearest before it or after."""
        _, many = self.claim.place or (0, 0)
        row = [each for each in (*self.mates, self.claim) if each.place is not None]
        first, last = min(each.start for each in row), max(each.end for each in row)
        start = clause.sentence[0]
        before = [_moved(each, start) for each in self.names.find(block.text[start:first])]
        after = [_moved(each, last) for each in self.names.find(block.text[last : clause.sentence[1]])]
        return before[-many:] if len(before) >= many else after[:many] if len(after) >= many else [*before, *after]

    def of_row(self, block: Block) -> list[Mention]:
        """What the first cell of a table's row names."""
        at = self.claim.block
        for other in self.blocks[max(0, at - 12) : at + 12]:
            if other.row == block.row and other is not block and (found := self.names.find(f"theme {other.text}")):
                return found[:1]
        return []

    def without_names(self, text: str) -> str:
        """A stretch of text without the names in it: *No need to leave the app* denies nothing."""
        for each in reversed(self.names.find(text)):
            text = text[: each.start] + " " + text[each.end :]
        return text


def _moved(mention: Mention, by: int) -> Mention:
    return replace(mention, start=mention.start + by, end=mention.end + by)


def _opens(text: str, start: int, end: int) -> bool:
    """Whether only a bracket or a colon stands between a name and its count: *price (nine participants)*."""
    return bool(re.fullmatch(r"\s*[(（\[:：]\s*", text[start : end + (text[end : end + 1] in {"(", "（"})]))


def _is_linked(between: str, clause: str) -> bool:
    """Whether what stands between a count and a name lets the one count the other.

    Not *two participants felt that trust…*, which counts who felt so, nor a count far from the name without a verb of
    saying.
    """
    if re.search(
        r"\b(?:that|how|why|whether|if|because|since)\s+(?:\w+\s+){0,3}$|(?:认为|觉得|表示|指出|相信)[^提谈说]*$",
        between,
    ):
        return False
    gap = list(words(between))
    return bool(_VERB.search(clause)) or (len(gap) <= _NEAR and "," not in between)
