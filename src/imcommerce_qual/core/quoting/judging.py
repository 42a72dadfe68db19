"""The verdict on one quotation: from whom it is, what was done to it, and what to do about that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from imcommerce_qual.core.quoting.comparing import (
    Match,
    Quoted,
    compare,
    corrected,
    is_cut,
    quoted,
    shorn,
    source_of,
)
from imcommerce_qual.core.quoting.corpus import Corpus
from imcommerce_qual.core.quoting.cues import CUE, near
from imcommerce_qual.core.quoting.found import Found
from imcommerce_qual.core.quoting.hedges import denies
from imcommerce_qual.core.quoting.labels import Labels
from imcommerce_qual.core.quoting.passing import Names, is_title, own_translation
from imcommerce_qual.core.quoting.tokens import quotation_tokens
from imcommerce_qual.model.manuscript import Block
from imcommerce_qual.model.quoted import Difference, Source, Strength, Verdict
from imcommerce_qual.model.study import Study

#: Shorter phrases (words; Chinese characters) are said by many: without a name beside them they are terms.
SHORT, SHORT_CHINESE = 4, 6
#: No paper quotes so many words at once.
LONGEST = 2000
#: Turns of one speaker that are not further apart are one passage.
NEIGHBOURS = 2
#: A question of the interviewers between two turns, beyond which joining them needs a sign.
ASIDE = 6
_GRAVITY: tuple[Verdict, ...] = (
    "no consent",
    "wrong participant",
    "not found",
    "sewn",
    "cut",
    "altered",
    "unattributed",
    "unchecked",
    "trimmed",
    "tidied",
    "verbatim",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was found out about a quotation; ``passed`` says why it is taken for none, and then nothing else counts."""

    found: Found
    passed: str | None = None
    verdicts: tuple[Verdict, ...] = ()
    participants: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    sources: tuple[Source, ...] = ()
    nearest: Source | None = None
    corrected: str | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def verdict(self) -> Verdict:
        """The gravest."""
        return min(self.verdicts, key=_GRAVITY.index)


@dataclass(slots=True)
class Judge:
    """Knows the corpus, the study and its names; judges one quotation at a time."""

    corpus: Corpus
    study: Study
    labels: Labels
    names: Names
    english: frozenset[str] = frozenset()
    _own: dict[str, list[int]] = field(default_factory=dict)

    def judge(self, blocks: tuple[Block, ...], found: Found) -> Judged:
        """The verdict on one of the quotations in *blocks*."""
        text = blocks[found.block].text
        tokens = quotation_tokens(text, found.start, found.end)
        quotation = quoted(self.corpus, text, found.start, found.end, tokens)
        if not quotation.spoken:
            return Judged(found=found, passed="no words")
        if quotation.spoken > LONGEST:
            return Judged(found=found, passed="longer than any quotation: is a mark not closed?")
        written = text[found.start : found.end]
        if self.names.has(written):
            return Judged(found=found, passed="the name of a code, theme or finding")
        given = tuple(dict.fromkeys(each.participant for each in found.named if each.participant is not None))
        return _Case(self, found, quotation, given, blocks[found.block].kind).judged()

    def places(self, participants: Iterable[str]) -> list[int]:
        """Where in the corpus these people speak."""
        if not self._own:
            for place, told in enumerate(self.corpus.told):
                if told.participant is not None:
                    self._own.setdefault(told.participant, []).append(place)
        return [place for who in participants for place in self._own.get(who, ())]

    def matches(self, quotation: Quoted, among: Iterable[int] | None = None, *, most: int = 4) -> list[Match]:
        """The best places of the quotation, cheapest first."""
        near = self.corpus.near(list(quotation.codes), most=most, among=among)
        found = [compare(self.corpus, quotation, *each) for each in near]
        return sorted(
            found,
            key=lambda each: (not each.exact, each.cost, each.told.role != "participant", each.told.form is not None),
        )


@dataclass(slots=True)
class _Case:
    judge: Judge
    found: Found
    quotation: Quoted
    given: tuple[str, ...]
    kind: str

    def judged(self) -> Judged:
        named = bool(self.found.named)
        own = self.judge.matches(self.quotation, self.judge.places(self.given), most=6) if self.given else []
        mine = own[0] if own else None
        if mine is not None and mine.found and mine.exact:
            if self._short and self.found.strength == "before":
                return Judged(found=self.found, passed="short: a term, or words that many use")
            return self._of(mine)
        everywhere = self.judge.matches(self.quotation)
        best = next((each for each in everywhere if each.told.participant not in self.given or not self.given), None)
        if mine is not None and not self._better(best, mine):
            whole = self._sewn(mine)
            if whole is not None:
                return whole
            if mine.found:
                return self._of(mine)
        if best is not None and best.found and (mine is None or self._better(best, mine)):
            return self._elsewhere(best, named=named)
        if best is not None and not self.given:
            whole = self._sewn(best) if best.run >= SHORT else None
            if whole is not None:
                return whole
        return self._nowhere(mine or best)

    @property
    def _short(self) -> bool:
        return self.quotation.spoken < (SHORT_CHINESE if self.quotation.chinese else SHORT)

    def _better(self, other: Match | None, mine: Match) -> bool:
        """Whether somebody else said this, rather than the one it is given to."""
        if other is None or not other.found:
            return False
        if self._short:
            return other.exact and not mine.found and self.quotation.spoken >= SHORT - 1
        if not mine.found:
            return other.likeness >= 0.7 and other.likeness > mine.likeness + 0.15
        return other.likeness > mine.likeness + 0.2

    def _of(self, match: Match) -> Judged:
        """A passage of the one whom it is given to, or of whoever said it where nobody is named."""
        match = self._with_what_is_shorn(match)
        verdicts, notes = verdicts_of(match)
        whole = self._sewn(match) if "altered" in verdicts or "cut" in verdicts else None
        if whole is not None:
            return whole
        return self._judged(match, verdicts, notes)

    def _with_what_is_shorn(self, match: Match) -> Match:
        """The match with a *not* right before it, unless the draft says it in words of its own, or shows that it trims."""
        found, text = self.found, self.quotation.text
        first = match.steps[0] if match.steps else None
        if self._short or first is None or first.op != "same" or text[found.start : found.end].lstrip()[:1] in "….[":
            return match
        word = shorn(self.judge.corpus, match)
        if word is None or denies(found.before[-80:]):
            return match
        lost = Difference(kind="dropped", draft="", said=word, at=(0, 0), weighty=(word,))
        return replace(match, differences=(lost, *match.differences))

    def _judged(self, match: Match, verdicts: list[Verdict], notes: list[str]) -> Judged:
        source = source_of(self.judge.corpus, match)
        if self._unquotable((source.participant, *self.given)):
            verdicts = ["no consent", *verdicts]
        fixed = corrected(match) if match.changes else None
        return Judged(
            found=self.found,
            verdicts=tuple(verdicts),
            participants=self.given,
            matches=(match,),
            sources=(source,),
            corrected=fixed,
            notes=tuple(notes),
        )

    def _unquotable(self, who: Iterable[str | None]) -> bool:
        return any(each in self.judge.study.unquotable for each in who if each)

    def _elsewhere(self, match: Match, *, named: bool) -> Judged:  # noqa: C901, PLR0912 - the cases in order
        """Words that are not those of the one named, or nobody is named."""
        told = match.told
        if told.role not in {"participant", "interviewer"} and self._of_somebody_near(match):
            verdicts, notes = verdicts_of(match)
            notes.append(f"{told.speaker} says this, who is with {self.given[0]}")
            return self._judged(match, verdicts, notes)
        weak = self.found.strength in {"before", "none"} or not named
        if told.role != "participant":
            if self.found.asked or weak or not named:
                if match.likeness >= 0.8:
                    return Judged(found=self.found, passed="the interviewer's words")
                return self._nowhere(match)
        elif self.found.asked and self._short:
            return Judged(found=self.found, passed="a question")
        if self._short and (weak or self.found.shares):
            return Judged(found=self.found, passed="short: a term, or words that many use")
        if not self.found.sure and not (match.likeness >= 0.85 and match.run >= 6):
            return Judged(found=self.found, passed="not marked as a quotation")
        if not named and not match.exact and (match.likeness < 0.75 or match.run < 4):
            return self._nowhere(match)
        if named and not match.exact and match.run < (SHORT_CHINESE if self.quotation.chinese else SHORT):
            return self._nowhere(match)  # three words in a row are said by many: no ground to name another
        verdicts, notes = verdicts_of(match)
        whole = self._sewn(match) if not match.exact else None
        if whole is not None and not named:
            return whole
        foreign = [each.written for each in self.found.named if self.judge.labels.is_foreign(each)]
        if named and not self.given and len(foreign) == len(self.found.named):
            notes.append(f"nobody of this study is called {foreign[0]}; {told.participant or told.speaker} said this")
        elif named and not weak:
            verdicts = ["wrong participant", *verdicts]
        elif named:
            near = ", ".join(dict.fromkeys(each.written for each in self.found.named))
            notes.append(f"nobody is named beside it; the name before it is {near}")
        else:
            notes.append("the draft does not say who said it")
        return self._judged(match, verdicts, notes)

    def _of_somebody_near(self, match: Match) -> bool:
        """Whether the draft gives the words to a third person: *a roommate of S07*, *S07's wife*."""
        named = self.found.named
        if not self.given or not any(
            each.participant in self.given and each.transcript == match.told.transcript
            for each in self.judge.corpus.told
        ):
            return False
        return any(
            near(around, each.written) for each in named for around in (self.found.before, self.found.after[:80])
        )

    def _sewn(self, match: Match) -> Judged | None:
        """The quotation as parts from several places, where one place explains only some of it."""
        island = _island(match)
        least = SHORT_CHINESE if self.quotation.chinese else SHORT
        if island is None or island[1] - island[0] < least:
            return None
        first, last = island
        rest = max((0, first), (last, len(self.quotation.tokens)), key=lambda each: each[1] - each[0])
        if rest[1] - rest[0] < least:
            return None
        part, kept = self.quotation.part(*rest), self.quotation.part(first, last)
        if not part.spoken:
            return None
        places = self.judge.places(self.given) if self.given else None
        for among in [places, None] if places else [None]:
            for other in self.judge.matches(part, among, most=3)[:2]:
                if other.told.role != "participant" or other.likeness < 0.8 or other.run < least:
                    continue
                mine = self.judge.matches(kept, [self.judge.corpus.told.index(match.told)], most=1)
                if mine and other.same + mine[0].same >= 0.8 * self.quotation.spoken:
                    return self._two(mine[0], other)
        return None

    def _two(self, match: Match, other: Match) -> Judged | None:
        """Two parts as one quotation; None where only a passage is left out between them, which is a cut."""
        parts = sorted((match, other), key=lambda each: each.quoted.tokens[_first(each)].start)
        sources = tuple(source_of(self.judge.corpus, each) for each in parts)
        one, two = sources
        if (
            parts[0].told == parts[1].told
            and one.span.end <= two.span.start
            and two.turns[0] - one.turns[-1] <= NEIGHBOURS
        ):
            return None
        verdicts: list[Verdict] = ["sewn"]
        strangers = [each.participant for each in sources if self.given and each.participant not in self.given]
        if strangers and self.found.strength in {"beside", "sentence"}:
            verdicts.insert(0, "wrong participant")
        if self._unquotable([*self.given, *(each.participant for each in sources)]):
            verdicts.insert(0, "no consent")
        return Judged(
            found=self.found, verdicts=tuple(verdicts), participants=self.given, matches=tuple(parts), sources=sources
        )

    def _nowhere(self, match: Match | None) -> Judged:
        """No passage has these words: are they a participant's at all?"""
        found = self.found
        strength: Strength = found.strength if found.named else "none"
        if reason := self._passed("before" if found.shares and strength == "sentence" else strength):
            return Judged(found=found, passed=reason)
        nearest = None
        if match is not None and match.run >= 3 and match.likeness >= 0.4:
            nearest = source_of(self.judge.corpus, match)
        verdict: Verdict = "not found"
        notes: list[str] = []
        if self._untranslated():
            verdict = "unchecked"
            notes.append("there is nothing in this language to compare it with: an own translation cannot be checked")
        elif strength == "none" and not CUE.search(found.before):
            verdict = "unattributed"
        verdicts: list[Verdict] = [verdict]
        if self._unquotable(self.given):
            verdicts.insert(0, "no consent")
        return Judged(
            found=found,
            verdicts=tuple(verdicts),
            participants=self.given,
            nearest=nearest,
            notes=tuple(notes),
        )

    def _passed(self, strength: Strength) -> str | None:
        found = self.found
        words = self.quotation.text[found.start : found.end]
        n = self.quotation.spoken / (1.6 if self.quotation.chinese else 1)
        if not found.sure:
            return "not marked as a quotation"
        if strength != "beside" and found.cited:
            return "literature: a citation stands beside it"
        if strength != "beside" and (found.asked or (strength == "none" and words.rstrip().endswith(("?", "？")))):
            return "a question"
        if strength in {"none", "before"} and is_title(words):
            return "a title"
        if strength in {"none", "before"} and n <= 5:
            return "short: a term, or words that many use"
        if strength == "sentence" and n < SHORT:
            return "short: a term, or words that many use"
        if strength == "beside" and n <= 1:
            return "short: a term, or words that many use"
        return None

    def _untranslated(self) -> bool:
        """Whether nobody could find it: the interview is in another language, or the authors translated it."""
        around = f"{self.found.before} {self.found.after} {self.quotation.text[self.found.end : self.found.outer_end]}"
        if own_translation(around):
            return True
        told = [self.judge.corpus.told[place] for place in self.judge.places(self.given)]
        return bool(told) and all(each.chinese != self.quotation.chinese for each in told)


def _first(match: Match) -> int:
    return next((step.q0 for step in match.steps if step.op == "same"), 0)


def _island(match: Match) -> tuple[int, int] | None:
    """The tokens ``[first, last)`` of the longest stretch that one place explains, small gaps included."""
    best: tuple[int, int, int] | None = None
    current: tuple[int, int, int] | None = None  # first, last, words that are the same
    for step in match.steps:
        width = step.q1 - step.q0
        if step.op == "same":
            current = (step.q0, step.q1, width) if current is None else (current[0], step.q1, current[2] + width)
            best = current if best is None or current[2] > best[2] else best
        elif step.op in {"left out", "put in"}:
            continue
        elif width > 2 or step.w1 - step.w0 > 4:
            current = None
    return (best[0], best[1]) if best else None


def verdicts_of(match: Match) -> tuple[list[Verdict], list[str]]:
    """What was done to a passage, gravest first, and what is worth a look though it is allowed."""
    verdicts: list[Verdict] = []
    notes: list[str] = []
    for before, after in match.far:
        verdicts.append("sewn")
        notes.append(f"its ellipsis leads from turn {before} to turn {after}")
    joined = [each for each in match.jumps if each[2] > ASIDE]
    for before, after, _ in joined:
        verdicts.append("cut" if after - before <= 4 else "sewn")
        notes.append(f"turns {before} and {after} stand as one, and no sign says what was between them")
    notes += [
        f"turns {before} and {after} are joined; the other speaker said little between them"
        for before, after, between in match.jumps
        if between <= ASIDE
    ]
    if any(is_cut(each) for each in match.changes):
        verdicts.append("cut")
    if any(not is_cut(each) for each in match.changes):
        verdicts.append("altered")
    left = [each for each in match.differences if each.kind == "left out"]
    for each in left:
        if each.weighty:
            notes.append(f"what the ellipsis leaves out has: {', '.join(each.weighty[:6])}")
    if left:
        verdicts.append("trimmed")
    if match.tidied:
        verdicts.append("tidied")
        notes.append(f"left out without a sign: {'; '.join(dict.fromkeys(match.tidied))}")
    if match.told.form is not None:
        notes.append("as it was kept for publication")
    return sorted(set(verdicts), key=_GRAVITY.index) or ["verbatim"], notes


def with_consent(judged: Judged, study: Study) -> Judged:
    """Also words that were passed over say who was quoted, where a name stands beside them."""
    who = [each.participant for each in judged.found.named if each.participant in study.unquotable]
    if judged.passed is not None and who and judged.found.strength == "beside":
        return replace(judged, passed=None, verdicts=("no consent",), participants=tuple(dict.fromkeys(map(str, who))))
    return judged
