"""What there is to judge a quotation by, and the quotation that no passage explains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from imcommerce_qual.core.quoting.comparing import compare
from imcommerce_qual.core.quoting.corpus import Corpus
from imcommerce_qual.core.quoting.cues import CUE
from imcommerce_qual.core.quoting.found import Found
from imcommerce_qual.core.quoting.labels import Labels
from imcommerce_qual.core.quoting.matches import Match, Quoted
from imcommerce_qual.core.quoting.mending import corrected, source_of
from imcommerce_qual.core.quoting.passing import Names, is_title, own_translation
from imcommerce_qual.core.quoting.verdicts import Judged
from imcommerce_qual.model.quoted import Strength, Verdict
from imcommerce_qual.model.study import Study

#: Shorter phrases (words; Chinese characters) are said by many: without a name beside them they are terms.
SHORT, SHORT_CHINESE = 4, 6


@dataclass(slots=True)
class Known:
    """What quotations are judged by: the corpus, the study, and its names."""

    corpus: Corpus
    study: Study
    labels: Labels
    names: Names
    english: frozenset[str] = frozenset()
    _own: dict[str, list[int]] = field(default_factory=dict)

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
class Case:
    """One quotation, and those participants whom it is *given* to."""

    known: Known
    found: Found
    quotation: Quoted
    given: tuple[str, ...]

    @property
    def short(self) -> bool:
        """Whether it has so few words that many people may have said them."""
        return self.quotation.spoken < (SHORT_CHINESE if self.quotation.chinese else SHORT)

    def judged_as(self, match: Match, verdicts: list[Verdict], notes: list[str]) -> Judged:
        """The quotation as this passage, with these verdicts."""
        source = source_of(self.known.corpus, match)
        if self.unquotable((source.participant, *self.given)):
            verdicts = ["no consent", *verdicts]
        fixed = corrected(self.known.corpus, match) if match.changes else None
        return Judged(
            found=self.found,
            verdicts=tuple(verdicts),
            participants=self.given,
            matches=(match,),
            sources=(source,),
            corrected=fixed,
            notes=tuple(notes),
        )

    def unquotable(self, who: Iterable[str | None]) -> bool:
        """Whether one of them may not be quoted."""
        return any(each in self.known.study.unquotable for each in who if each)

    def nowhere(self, match: Match | None) -> Judged:
        """No passage has these words: are they a participant's at all?"""
        found = self.found
        strength: Strength = found.strength if found.named else "none"
        if reason := self._passed("before" if found.shares and strength == "sentence" else strength):
            return Judged(found=found, passed=reason)
        nearest = None
        if match is not None and match.run >= 3 and match.likeness >= 0.4:
            nearest = source_of(self.known.corpus, match)
        verdict: Verdict = "not found"
        notes: list[str] = []
        if self._untranslated():
            verdict = "unchecked"
            notes.append("there is nothing in this language to compare it with: an own translation cannot be checked")
        elif strength == "none" and not CUE.search(found.before):
            verdict = "unattributed"
        verdicts: list[Verdict] = [verdict]
        if self.unquotable(self.given):
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
        told = [self.known.corpus.told[place] for place in self.known.places(self.given)]
        return bool(told) and all(each.chinese != self.quotation.chinese for each in told)
