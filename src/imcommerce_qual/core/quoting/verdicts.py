"""What was found out about one quotation, and the verdict on a passage that it was laid along."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from imcommerce_qual.core.quoting.found import Found
from imcommerce_qual.core.quoting.matches import Match
from imcommerce_qual.core.quoting.mending import is_cut
from imcommerce_qual.model.quoted import Source, Verdict
from imcommerce_qual.model.study import Study

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
