"""Counts in a draft beside what the codings count: which theme or code each is about, and whether it agrees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from imcommerce_qual.core.quoting.amounts import ANY_NUMBER, PEOPLE
from imcommerce_qual.core.quoting.clauses import Clause, clause_of
from imcommerce_qual.core.quoting.counts import Claim, holds
from imcommerce_qual.core.quoting.grounds import Ground, Weighed
from imcommerce_qual.core.quoting.grouping import Grouping
from imcommerce_qual.core.quoting.hedges import NEGATIONS
from imcommerce_qual.core.quoting.labels import Labels
from imcommerce_qual.core.quoting.listing import with_listed
from imcommerce_qual.core.quoting.mentioning import Mentioning
from imcommerce_qual.core.quoting.naming import Mention, Nameable
from imcommerce_qual.core.quoting.readings import joined, readings_of
from imcommerce_qual.core.quoting.respective import with_respective
from imcommerce_qual.core.quoting.tokens import words
from imcommerce_qual.model.manuscript import Block

_RECRUITED = re.compile(
    r"\b(?:interviewed|recruit\w*|sample[d]?|conducted|transcri(?:bed|ption)\w*|enrolled|invited|contacted|inter-?coder|"
    r"double-?coded|compensated|consent(?:ed)?|survey\w*|questionnaires?)\b|招募|访谈了|抽取|问卷|知情同意",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(
    r"\bwithout exception\b|\bnot only\b|\bno (?:fewer|less|more) than\b|\bbut not all\b", re.IGNORECASE
)
_DENIED_ZH = re.compile("没有|没|并未|未|不曾|(?<!无)不(?!仅|同|但|过|少|断|论|管|久|只)")
#: *Two out of three participants* is a share, where there are more of them.
_OUT_OF = frozenset({2, 3, 4, 5, 10})
#: What *of them* may speak of, other than people.
_THINGS = re.compile(rf"\b{ANY_NUMBER}\s+(?!{PEOPLE}\b)(?!of\b)[a-z-]+s\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:other|others|another|further|additional|remaining|rest|these|those(?! interviewed)|(?<!no )more(?! than))\b|"
    r"其他|其余|另外|另有|这些",
    re.IGNORECASE,
)


def weigh(
    claims: Iterable[Claim],
    blocks: Sequence[Block],
    names: Nameable,
    ground: Ground,
    labels: Labels,
    *,
    heads: Mapping[int, int],
) -> Iterator[Weighed]:
    """Each claim beside the codings; those in whose clause nothing is named that is counted come as unclear.

    *heads* leads from a block to the heading above it.
    """
    found = list(with_listed(with_respective(claims, blocks), blocks, labels))
    for n, claim in enumerate(found):
        mates = [each for each in found[max(0, n - 12) : n + 12] if each.block == claim.block and each is not claim]
        weighed = _Scale(claim, mates, blocks, names, ground, labels, heads).weighed()
        if weighed is not None:
            yield weighed


@dataclass(slots=True)
class _Scale(Mentioning, Grouping):
    def weighed(self) -> Weighed | None:
        """The claim beside the codings; None: it is no count of participants."""
        claim, block = self.claim, self.blocks[self.claim.block]
        clause = clause_of(block.text, claim.start, claim.end, [(each.start, each.end) for each in self.mates])
        mentions = self.mentions(clause, block) if claim.place is None else self.all_of(clause, block)
        sentence = block.text[clause.sentence[0] : clause.sentence[1]]
        if not mentions:
            counts = (claim.who or claim.total is not None) and self.counts_people(sentence)
            return self.unclear("no theme or code is named near it") if counts else None
        if claim.place is not None:
            return self.respective(block, clause)
        about = mentions[0].about[0]
        if why := self.doubt(clause, block):
            return self.unclear(why, about)
        if (
            claim.number == 1
            and claim.total is None
            and claim.bound not in {"only", "just", "a single", "只有", "仅", "仅有"}
        ):
            if any(len(each.tally.participants) == 1 for each in mentions[0].about):
                return self.compared(mentions, frozenset(self.ground.people), None, [])
            return self.unclear("one participant may be an instance, not a count", about)
        if claim.listed or claim.but:
            return self.people(mentions)
        group, why = self.group(block.text)
        if group is None:
            return self.unclear(why, about)
        return self.compared(mentions, group, why or None, self.listed(block.text))

    def doubt(self, clause: Clause, block: Block) -> str:
        """Why nobody can tell whether the count agrees, though it names something; empty: one can."""
        claim = self.claim
        sentence = block.text[clause.sentence[0] : clause.sentence[1]]
        own = " , ".join(
            self.without_names(block.text[start:end])
            for start, end in ((clause.start, claim.start), (claim.end, clause.end))
        )
        own = _NO_DENIAL.sub("", own)
        if any(
            each.who
            and max(each.number or 0, each.total or 0) > 2 * max(len(self.ground.people), self.ground.everybody)
            and clause.sentence[0] <= each.start < clause.sentence[1]
            for each in self.mates
        ):
            return "the sentence counts other people than the participants"
        if _RECRUITED.search(re.sub(r"\bthose interviewed\b", "", sentence)):
            return "it seems to be about who was interviewed"
        if {token.key for token in words(own)} & NEGATIONS or _DENIED_ZH.search(own):
            return "the sentence denies something; see for yourself"
        if _OTHERS.search(claim.words.replace("more than half", "")) or re.search(
            r"(?:other|another|further|these|those|另外|其他)\s*$", block.text[: claim.start][-12:], re.IGNORECASE
        ):
            return "it is about the others, or some of them"
        return ""

    def respective(self, block: Block, clause: Clause) -> Weighed:
        """A count that belongs to the name in its own place of a row."""
        mentions = self.all_of(clause, block)
        place, many = self.claim.place or (0, 0)
        if len(mentions) != many:
            about = mentions[0].about[0]
            return self.unclear(f"{many} counts stand in a row, and {len(mentions)} names", about)
        first, last = min(mentions[0].start, self.claim.start), max(mentions[-1].end, self.claim.end)
        between = self.without_names(block.text[first:last])
        if {token.key for token in words(between)} & NEGATIONS or _DENIED_ZH.search(between):
            return self.unclear("the sentence denies something; see for yourself", mentions[place].about[0])
        return self.compared([replace(mentions[place], sure=True)], frozenset(self.ground.people), None, [])

    def counts_people(self, sentence: str) -> bool:
        """Whether it is worth saying that nothing is named: not of who was interviewed."""
        return self.claim.share is None or not _RECRUITED.search(sentence)

    def compared(
        self, mentions: Sequence[Mention], group: frozenset[str], doubt: str | None, listed: list[str] | None
    ) -> Weighed:
        """The claim beside every reading of what it names; it agrees where one reading does."""
        claim = self.claim
        total = len(group)
        readings = [each for mention in mentions for each in readings_of(mention, group)]
        if len(mentions) > 1:
            readings += joined(mentions, group)
        first = readings[0]
        sure = doubt is None and len(mentions) == 1 and self.sure_of(mentions[0])
        weighed = Weighed(claim=claim, about=first.about, total=total, who=first.who, doubtful=not sure)
        if claim.total in _OUT_OF and claim.total != total and not re.search(r"\b(?:the|our|these)\b", claim.words):
            claim = replace(claim, number=None, total=None, share=f"{claim.number} in {claim.total}")
        if claim.total is not None and claim.total != total and doubt is None:
            doubtful = not sure or claim.total == self.ground.everybody
            return replace(weighed, wrong=f"{total} participants are counted, not {claim.total}", doubtful=doubtful)
        good = [each for each in readings if holds(claim, len(each.who), total)]
        named = set(listed or ()) if listed and len(listed) == claim.number else set()
        extra = ", ".join(sorted(named - set(first.who)))
        if good and not (good := [each for each in good if named <= set(each.who)]):
            return replace(weighed, wrong=f"the codings do not have {extra}")
        if good:
            chosen = good[0]
            how = (chosen.how,) if chosen.how else ()
            return Weighed(claim=claim, about=chosen.about, total=total, who=chosen.who, notes=how)
        low, high = min(len(each.who) for each in readings), max(len(each.who) for each in readings)
        between = claim.number is not None and low < claim.number < high and not _set_off_name(mentions[0])
        vague = claim.share in {"a few", "a handful", "only a few"}
        notes = tuple(
            f"{each.how}: {len(each.who)} of {total}"
            for each in readings[1:]
            if each.how and len(each.who) != len(first.who)
        )
        wrong = f"the codings have {len(first.who)} of {total}"
        wrong += (f", and not {extra}" if extra else "") + (f" ({doubt})" if doubt else "")
        return replace(weighed, wrong=wrong, doubtful=not sure or between or vague, notes=tuple(dict.fromkeys(notes)))

    def people(self, mentions: Sequence[Mention]) -> Weighed:
        """Those whom the draft names, or excepts from all, beside those whom the codings have."""
        claim, everybody = self.claim, frozenset(self.ground.people)
        readings = [each for mention in mentions for each in readings_of(mention, everybody)]
        if len(mentions) > 1:
            readings += joined(mentions, everybody)
        wanted = set(claim.listed) if claim.listed else everybody - set(claim.but)
        whole = bool(claim.but) or claim.bound == "only"
        weighed = Weighed(claim=claim, about=readings[0].about, total=len(everybody), who=readings[0].who)
        for each in readings:
            if wanted == set(each.who) or (not whole and wanted < set(each.who)):
                notes = (each.how,) if each.how else ()
                return replace(weighed, about=each.about, who=each.who, notes=notes)
        has = set(readings[0].who)
        wrong = [f"do not have {', '.join(sorted(wanted - has))}"] if wanted - has else []
        wrong += [f"also have {', '.join(sorted(has - wanted))}"] if whole and has - wanted else []
        doubtful = len(mentions) != 1 or not mentions[0].sure or not self.linked
        return replace(weighed, wrong=f"the codings {' and '.join(wrong)}", doubtful=doubtful)

    def sure_of(self, mention: Mention) -> bool:
        """Whether the words leave no doubt that participants are counted, and under this name."""
        who = self.claim.who.lower()
        if self.claim.total is None and who in {"people", "persons", "users"}:
            return False
        block = self.blocks[self.claim.block].text
        before = block[max(0, block.rfind(". ", 0, self.claim.start)) : self.claim.start]
        if re.search(r"\bof them\b", self.claim.words, re.IGNORECASE) and _THINGS.search(before):
            return False
        interviews = re.search(r"\binterviews?$", who) and self.claim.total != len(self.ground.people)
        return mention.sure and self.linked and not interviews


def _set_off_name(mention: Mention) -> bool:
    """Whether the words are a name of their own, which mean what the codebook says."""
    return mention.sure and mention.end - mention.start > max(len(each.id) for each in mention.about[:1])
