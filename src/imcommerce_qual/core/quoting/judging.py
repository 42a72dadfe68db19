"""The verdict on one quotation: from whom it is, and what was done to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from imcommerce_qual.core.quoting.cases import SHORT, SHORT_CHINESE, Known
from imcommerce_qual.core.quoting.cues import near
from imcommerce_qual.core.quoting.dialogue import spoken_together
from imcommerce_qual.core.quoting.found import Found
from imcommerce_qual.core.quoting.hedges import denies
from imcommerce_qual.core.quoting.matches import Match, quoted
from imcommerce_qual.core.quoting.mending import shorn
from imcommerce_qual.core.quoting.sewing import Sewn
from imcommerce_qual.core.quoting.tokens import quotation_tokens
from imcommerce_qual.core.quoting.verdicts import Judged, verdicts_of
from imcommerce_qual.model.manuscript import Block
from imcommerce_qual.model.quoted import Difference

#: No paper quotes so many words at once.
LONGEST = 2000


@dataclass(slots=True)
class Judge(Known):
    """Judges one quotation at a time."""

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
        return _Case(self, found, quotation, given).judged()


@dataclass(slots=True)
class _Case(Sewn):
    def judged(self) -> Judged:
        named = bool(self.found.named)
        own = self.known.matches(self.quotation, self.known.places(self.given), most=6) if self.given else []
        mine = own[0] if own else None
        if mine is not None and mine.found and mine.exact:
            tiny = self.quotation.spoken <= (2 if self.quotation.chinese else 1) and self.found.strength != "beside"
            if tiny or (self.short and self.found.strength == "before"):
                return Judged(found=self.found, passed="short: a term, or words that many use")
            return self._of(mine)
        if mine is not None and spoken_together(self.known.corpus, mine):
            said = replace(mine, differences=(), jumps=(), far=())
            return self.judged_as(said, ["verbatim"], ["the other speaker's words stand in it as they were said"])
        everywhere = self.known.matches(self.quotation)
        best = next((each for each in everywhere if each.told.participant not in self.given or not self.given), None)
        if mine is not None and not self._better(best, mine):
            whole = self.sewn(mine)
            if whole is not None:
                return whole
            if mine.found:
                return self._of(mine)
        if best is not None and best.found and (mine is None or self._better(best, mine)):
            return self._elsewhere(best, named=named)
        if best is not None and not self.given:
            whole = self.sewn(best) if best.run >= SHORT else None
            if whole is not None:
                return whole
        return self.nowhere(mine or best)

    def _better(self, other: Match | None, mine: Match) -> bool:
        """Whether somebody else said this, rather than the one it is given to."""
        if other is None or not other.found:
            return False
        if self.short:
            return other.exact and not mine.found and self.quotation.spoken >= SHORT - 1
        if not mine.found:
            return other.likeness >= 0.7 and other.likeness > mine.likeness + 0.15
        return other.likeness > mine.likeness + 0.2

    def _of(self, match: Match) -> Judged:
        """A passage of the one whom it is given to, or of whoever said it where nobody is named."""
        match = self._with_what_is_shorn(match)
        verdicts, notes = verdicts_of(match)
        whole = self.sewn(match) if "altered" in verdicts or "cut" in verdicts else None
        if whole is not None:
            return whole
        return self.judged_as(match, verdicts, notes)

    def _with_what_is_shorn(self, match: Match) -> Match:
        """The match with a *not* right before it, unless the draft has one of its own there, or shows that it trims."""
        found, text = self.found, self.quotation.text
        first = match.steps[0] if match.steps else None
        if self.short or first is None or first.op != "same" or text[found.start : found.end].lstrip()[:1] in "….[":
            return match
        word = shorn(self.known.corpus, match)
        if word is None or denies(found.before[-80:]):
            return match
        lost = Difference(kind="dropped", draft="", said=word, at=(0, 0), weighty=(word,))
        return replace(match, differences=(lost, *match.differences))

    def _elsewhere(self, match: Match, *, named: bool) -> Judged:  # noqa: C901, PLR0912 - the cases in order
        """Words that are not those of the one named, or nobody is named."""
        told = match.told
        if told.role not in {"participant", "interviewer"} and self._of_somebody_near(match):
            verdicts, notes = verdicts_of(match)
            notes.append(f"{told.speaker} says this, who is with {self.given[0]}")
            return self.judged_as(match, verdicts, notes)
        weak = self.found.strength in {"before", "none"} or not named
        if told.role != "participant":
            if self.found.asked or weak or not named:
                if match.likeness >= 0.8:
                    return Judged(found=self.found, passed="the interviewer's words")
                return self.nowhere(match)
        elif self.found.asked and self.short:
            return Judged(found=self.found, passed="a question")
        if self.short and (weak or self.found.shares):
            return Judged(found=self.found, passed="short: a term, or words that many use")
        if not self.found.sure and not (match.likeness >= 0.85 and match.run >= 6):
            return Judged(found=self.found, passed="not marked as a quotation")
        if not named and not match.exact and (match.likeness < 0.75 or match.run < 4):
            return self.nowhere(match)
        if named and not match.exact and match.run < (SHORT_CHINESE if self.quotation.chinese else SHORT):
            return self.nowhere(match)  # three words in a row are said by many: no ground to name another
        match = self._with_what_is_shorn(match)
        verdicts, notes = verdicts_of(match)
        whole = self.sewn(match) if not match.exact else None
        if whole is not None and not named:
            return whole
        foreign = [each.written for each in self.found.named if self.known.labels.is_foreign(each)]
        if named and not self.given and len(foreign) == len(self.found.named):
            notes.append(f"nobody of this study is called {foreign[0]}; {told.participant or told.speaker} said this")
        elif named and not weak:
            verdicts = ["wrong participant", *verdicts]
        elif named:
            near = ", ".join(dict.fromkeys(each.written for each in self.found.named))
            notes.append(f"nobody is named beside it; the name before it is {near}")
        else:
            notes.append("the draft does not say who said it")
        return self.judged_as(match, verdicts, notes)

    def _of_somebody_near(self, match: Match) -> bool:
        """Whether the draft gives the words to a third person: *a roommate of S07*, *S07's wife*."""
        named = self.found.named
        if not self.given or not any(
            each.participant in self.given and each.transcript == match.told.transcript
            for each in self.known.corpus.told
        ):
            return False
        return any(
            near(around, each.written) for each in named for around in (self.found.before, self.found.after[:80])
        )
