"""Counts in a draft beside what the codings count: which theme or code each is about, and whether it agrees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from imcommerce_qual.core.quoting.amounts import PEOPLE, SAID
from imcommerce_qual.core.quoting.clauses import Clause, clause_of
from imcommerce_qual.core.quoting.counts import Claim, holds
from imcommerce_qual.core.quoting.hedges import NEGATIONS
from imcommerce_qual.core.quoting.labels import Labels
from imcommerce_qual.core.quoting.listing import groups_in, with_listed
from imcommerce_qual.core.quoting.naming import Mention, Nameable
from imcommerce_qual.core.quoting.readings import joined, readings_of
from imcommerce_qual.core.quoting.respective import with_respective
from imcommerce_qual.core.quoting.tokens import words
from imcommerce_qual.model.evidence import Counted
from imcommerce_qual.model.manuscript import Block

_RECRUITED = re.compile(
    r"\b(?:interviewed|recruit\w*|sample[d]?|conducted|transcri(?:bed|ption)\w*|enrolled|invited|contacted|inter-?coder|"
    r"double-?coded|compensated|consent(?:ed)?|survey\w*|questionnaires?)\b|招募|访谈了|抽取|问卷|知情同意",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(r"\bwithout exception\b|\bnot only\b|\bno (?:fewer|less) than\b", re.IGNORECASE)
#: After a name, words by which its author says something narrower than the code does.
_NARROWER = re.compile(
    r"\s+(?:more than|less than|at least|every|each|once|twice|often|only|when|because|without|rather than|mostly|mainly|to|"
    r"that|who|which)\b",
    re.IGNORECASE,
)
_DENIED_ZH = re.compile("没有|没|并未|未|不曾|(?<!无)不(?!仅|同|但|过|少|断|论|管|久|只)")
#: A sentence that speaks of what the heading, or the half of the sentence before, names.
_THIS = re.compile(r"\b(?:this|this theme|these|such|so|it)\b|这一|此", re.IGNORECASE)
_RESTRICTED = re.compile(
    r"\s*(?:,\s*)?(?:aged|over|under|above|below|older|younger|from|living|based|with(?:out)?(?! exception)|whose|in their|"
    r"in (?:a|the|that|this) (?!study|sample|interviews?|data)\w+|(?:who|that) (?!(?:mention|talk|spoke|rais|describ|discuss|report))\w+)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:other|others|another|further|additional|remaining|rest|these|those(?! interviewed)|(?<!no )more(?! than))\b|"
    r"其他|其余|另外|另有|这些",
    re.IGNORECASE,
)
_PLAIN = re.compile(rf"(?:(?:study|interview|our|all|different|individual|separate|of)\s+)*{PEOPLE}", re.IGNORECASE)
_PLAIN_ZH = re.compile("受访者|参与者|被访者|访谈对象|访谈者|被试|用户|受访人|调查对象|人")
_VERB = re.compile(rf"\b{SAID}\b|提到|谈到|提及|谈及|谈论|说到|强调|讨论|涉及", re.IGNORECASE)
#: As many words may stand between a count and a name without a verb of saying.
_NEAR = 6
_FOR_EXAMPLE = re.compile(
    r"\b(?:e\.?\s?g|for example|for instance|such as|including|like|among them)\b|例如|比如|如|包括", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Ground:
    """Against what counts are held: the participants who are counted, those of the study, and parts of them by name."""

    people: tuple[str, ...]
    everybody: int = 0
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A claim with what it is about.

    *wrong* says in words what does not agree; with *doubtful*, that it may be about something else. *unclear* says why
    nobody can tell. *who* are those whom the codings name, *total* of how many; *notes* say what that rests on.
    """

    claim: Claim
    about: Counted | None
    wrong: str | None = None
    unclear: str | None = None
    doubtful: bool = False
    who: tuple[str, ...] = ()
    total: int = 0
    notes: tuple[str, ...] = ()


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
class _Scale:
    claim: Claim
    mates: Sequence[Claim]
    blocks: Sequence[Block]
    names: Nameable
    ground: Ground
    labels: Labels
    heads: Mapping[int, int]
    linked: bool = True

    def weighed(self) -> Weighed | None:
        claim, block = self.claim, self.blocks[self.claim.block]
        clause = clause_of(block.text, claim.start, claim.end, [(each.start, each.end) for each in self.mates])
        mentions = self.mentions(clause, block) if claim.place is None else self.all_of(clause, block)
        sentence = block.text[clause.sentence[0] : clause.sentence[1]]
        if not mentions:
            if claim.who or claim.total is not None:
                return self.unclear("no theme or code is named near it") if self.counts_people(sentence) else None
            return None
        if claim.place is not None:
            return self.respective(block, clause)
        about = mentions[0].about[0]
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
            return self.unclear("the sentence counts other people than the participants", about)
        if _RECRUITED.search(re.sub(r"\bthose interviewed\b", "", sentence)):
            return self.unclear("it seems to be about who was interviewed")
        if {token.key for token in words(own)} & NEGATIONS or _DENIED_ZH.search(own):
            return self.unclear("the sentence denies something; see for yourself", about)
        if _OTHERS.search(claim.words.replace("more than half", "")) or re.search(
            r"(?:other|another|further|these|those|另外|其他)\s*$", block.text[: claim.start][-12:], re.IGNORECASE
        ):
            return self.unclear("it is about the others, or some of them", about)
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

    def all_of(self, clause: Clause, block: Block) -> list[Mention]:
        """What the sentence names for a row of counts, in order: as many as there are, the nearest before it or after."""
        _, many = self.claim.place or (0, 0)
        row = [each for each in (*self.mates, self.claim) if each.place is not None]
        first, last = min(each.start for each in row), max(each.end for each in row)
        start = clause.sentence[0]
        before = [_moved(each, start) for each in self.names.find(block.text[start:first])]
        after = [_moved(each, last) for each in self.names.find(block.text[last : clause.sentence[1]])]
        return before[-many:] if len(before) >= many else after[:many] if len(after) >= many else [*before, *after]

    def respective(self, block: Block, clause: Clause) -> Weighed:
        """A count that belongs to the name in its own place of a row."""
        mentions = self.all_of(clause, block)
        place, many = self.claim.place or (0, 0)
        if len(mentions) != many:
            about = mentions[0].about[0]
            return self.unclear(f"{many} counts stand in a row, and {len(mentions)} names", about)
        first, last = sorted((mentions[0].start, self.claim.start))[0], max(mentions[-1].end, self.claim.end)
        between = self.without_names(block.text[first:last])
        if {token.key for token in words(between)} & NEGATIONS or _DENIED_ZH.search(between):
            return self.unclear("the sentence denies something; see for yourself", mentions[place].about[0])
        return self.compared([replace(mentions[place], sure=True)], frozenset(self.ground.people), None, [])

    def without_names(self, text: str) -> str:
        """A stretch of text without the names in it: *No need to leave the app* denies nothing."""
        for each in reversed(self.names.find(text)):
            text = text[: each.start] + " " + text[each.end :]
        return text

    def counts_people(self, sentence: str) -> bool:
        """Whether it is worth saying that nothing is named: not of who was interviewed."""
        return self.claim.share is None or not _RECRUITED.search(sentence)

    def unclear(self, why: str, about: Counted | None = None) -> Weighed:
        return Weighed(claim=self.claim, about=about, unclear=why, total=len(self.ground.people))

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

    def of_row(self, block: Block) -> list[Mention]:
        """What the first cell of a table's row names."""
        at = self.claim.block
        for other in self.blocks[max(0, at - 12) : at + 12]:
            if other.row == block.row and other is not block and (found := self.names.find(f"theme {other.text}")):
                return found[:1]
        return []

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
        interviews = re.search(r"\binterviews?$", who) and self.claim.total != len(self.ground.people)
        return mention.sure and self.linked and not interviews


def _moved(mention: Mention, by: int) -> Mention:
    return replace(mention, start=mention.start + by, end=mention.end + by)


def _opens(text: str, start: int, end: int) -> bool:
    """Whether only a bracket or a colon stands between a name and its count: *price (nine participants)*."""
    return bool(re.fullmatch(r"\s*[(（\[:：]\s*", text[start : end + (text[end : end + 1] in {"(", "（"})]))


def _set_off_name(mention: Mention) -> bool:
    """Whether the words are a name of their own, which mean what the codebook says."""
    return mention.sure and mention.end - mention.start > max(len(each.id) for each in mention.about[:1])


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


def _names_group(word: str, who: str) -> bool:
    if not word.isascii():
        return word in who
    return bool(re.search(rf"(?<![\w-]){re.escape(word)}(?:e?s)?(?![\w-])", who, re.IGNORECASE))


def _starts_group(word: str, text: str) -> bool:
    return bool(re.match(rf"{re.escape(word)}s?\b", text.strip(), re.IGNORECASE))
