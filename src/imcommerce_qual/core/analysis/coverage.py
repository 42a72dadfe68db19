"""How much each coder coded, and which codes rest on little."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from imcommerce_qual.core.analysis.ground import Ground
from imcommerce_qual.model.analysis import Covered, Support
from imcommerce_qual.model.evidence import Basis
from imcommerce_qual.model.standing import Presence

#: A code with no more excerpts than this is rare.
RARE = 2


def coverage(found: Ground, presence: Presence) -> tuple[Covered, ...]:
    """Each coder's share of every transcript that they coded or completed, in order of coder and transcript."""
    rows: list[Covered] = []
    for coder, names in sorted(found.basis.coders.items()):
        for name in names:
            transcript = found.study.transcripts[name]
            turns = {
                turn.number
                for turn in transcript.turns
                if turn.words and transcript.speakers[turn.speaker].role == "participant"
            }
            mine = [each for each in found.placed.get(name, ()) if each.standing.coder == coder]
            progress = presence.progress.get((coder, name))
            rows.append(
                Covered(
                    coder=coder,
                    transcript=name,
                    completed=progress is not None and progress.completed,
                    turns=len(turns),
                    coded=len(turns & {number for each in mine for number in each.turns}),
                    codings=len(mine),
                    codes=len({each.standing.code for each in mine}),
                )
            )
    return tuple(rows)


def support(found: Ground) -> tuple[Support, ...]:
    """What each code of the codebook rests on, in tree order; those never used too."""
    excerpts: dict[str, int] = {}
    who: dict[str, set[str]] = {}
    where: dict[str, set[str]] = {}
    by: dict[str, set[str]] = {}
    for name in found.placed:
        for code, under in found.own(name).items():
            excerpts[code] = excerpts.get(code, 0) + len(under)
            where.setdefault(code, set()).add(name)
            for passage in under:
                who.setdefault(code, set()).update(passage.participants)
                by.setdefault(code, set()).update(each.standing.coder for each in passage.members)
    return tuple(
        Support(
            code=code.id,
            label=code.label,
            excerpts=excerpts.get(code.id, 0),
            participants=tuple(sorted(who.get(code.id, ()))),
            transcripts=tuple(sorted(where.get(code.id, ()))),
            coders=tuple(sorted(by.get(code.id, ()))),
        )
        for code in found.study.codebook.codes.values()
    )


def coders_of(basis: Basis) -> frozenset[str]:
    """The people who coded; where decisions stand in for what they disagreed on, those whose codings went in."""
    if basis.reconciled is None:
        return frozenset(basis.coders)
    went_in = {coder for names in basis.reconciled.coders.values() for coder in names}
    return frozenset(went_in | set(basis.reconciled.alone.values()))


def thinness(each: Support, coders: AbstractSet[str]) -> str | None:
    """Why a code rests on little, in words; None where it does not. *coders* are the people who coded at all.

    What several of them agreed on or settled rests on no single one.
    """
    if not each.excerpts:
        return "never used"
    reasons = [
        *(["rare"] if each.excerpts <= RARE else []),
        *(["one participant"] if len(each.participants) == 1 else []),
        *(["no participant speaks"] if not each.participants else []),
        *(["one coder of several"] if len(coders) > 1 and len(each.coders) == 1 and coders >= set(each.coders) else []),
    ]
    return ", ".join(reasons) or None
