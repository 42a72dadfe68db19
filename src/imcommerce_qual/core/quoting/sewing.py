"""A quotation that is put together from several places."""

from __future__ import annotations

from dataclasses import dataclass

from imcommerce_qual.core.quoting.cases import SHORT, SHORT_CHINESE, Case
from imcommerce_qual.core.quoting.matches import Match
from imcommerce_qual.core.quoting.mending import source_of
from imcommerce_qual.core.quoting.verdicts import Judged
from imcommerce_qual.model.quoted import Verdict

#: Turns of one speaker that are not further apart are one passage.
NEIGHBOURS = 2


@dataclass(slots=True)
class Sewn(Case):
    """A case that may be one of several parts."""

    def sewn(self, match: Match) -> Judged | None:
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
        places = self.known.places(self.given) if self.given else None
        for among in [places, None] if places else [None]:
            for other in self.known.matches(part, among, most=3)[:2]:
                if other.told.role != "participant" or other.likeness < 0.8 or other.run < least:
                    continue
                mine = self.known.matches(kept, [self.known.corpus.told.index(match.told)], most=1)
                if mine and other.same + mine[0].same >= 0.8 * self.quotation.spoken:
                    return self._two(mine[0], other)
        return None

    def _two(self, match: Match, other: Match) -> Judged | None:
        """Two parts as one quotation; None where only a passage is left out between them, which is a cut."""
        parts = sorted((match, other), key=lambda each: each.quoted.tokens[_first(each)].start)
        sources = tuple(source_of(self.known.corpus, each) for each in parts)
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
        if self.unquotable([*self.given, *(each.participant for each in sources)]):
            verdicts.insert(0, "no consent")
        return Judged(
            found=self.found, verdicts=tuple(verdicts), participants=self.given, matches=tuple(parts), sources=sources
        )


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
