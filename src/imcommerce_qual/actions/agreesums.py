"""What is counted of a study for agreement: rows, units and transcripts; and what cannot be counted together."""

from __future__ import annotations

from typing import Literal, cast

from imcommerce_qual.actions.agreeground import Ground
from imcommerce_qual.actions.agreewanted import OVERLAP, AgreeRequest
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.names import known_code
from imcommerce_qual.core.agreement.distances import SetDistance
from imcommerce_qual.core.agreement.estimates import Spread
from imcommerce_qual.core.reliability.counting import Asked, TextCount, count_text
from imcommerce_qual.core.reliability.levels import Row, code_rows, rolled, theme_rows
from imcommerce_qual.core.reliability.summing import How, Summed
from imcommerce_qual.core.units.cutting import Cut
from imcommerce_qual.core.units.frame import Speakers


def refuse_mixed(ground: Ground, *, mixed: bool) -> None:
    """Codes may have meant different things under several revisions: only where *mixed* was asked for.

    Raises:
        RefusedError: there are several, and it was not.
    """
    found = revisions_of(ground)
    if len(found) < 2 or mixed:
        return
    told = "; ".join(
        f"{len(pairs)} under {'this one' if key == _today(ground) else 'another'}: {_pairs(pairs)}"
        for key, pairs in sorted(found.items(), key=lambda each: -len(each[1]))
    )
    raise RefusedError(
        f"these transcripts were completed under {len(found)} revisions of the codebook: {told}",
        _other_ways(ground) + "add --mixed: the figures then say so",
    )


def _other_ways(ground: Ground) -> str:
    """What can still be done but to mix: nothing more, once a round is closed."""
    if ground.round is not None and ground.round.closed is not None:
        return ""
    again = "look again at what changed (`imqual done TRANSCRIPT --codes …`), or "
    return again if ground.round is not None else f"compare within a round (`--round`), {again}"


def _pairs(pairs: tuple[tuple[str, str], ...], most: int = 4) -> str:
    named = ", ".join(f"{coder} {name}" for coder, name in pairs[:most])
    return named + (" …" if len(pairs) > most else "")


def _today(ground: Ground) -> tuple[str, ...]:
    return tuple(sorted(change.id for change in ground.study.codebook.history))


def revisions_of(ground: Ground) -> dict[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """By codebook revision the (coder, transcript) completed under it, of transcripts that two coders count in."""
    shared = set(ground.shared)
    kept = {key: tuple(pair for pair in pairs if pair[1] in shared) for key, pairs in ground.revisions.items()}
    return {key: pairs for key, pairs in kept.items() if pairs}


def rows_of(ground: Ground, request: AgreeRequest) -> tuple[Row, ...]:
    """The codes, or the themes, that have a row of their own.

    Raises:
        WrongUseError: a name is not known, or there are none.
    """
    book = ground.study.codebook
    only = [known_code(book, name) for name in request.codes] or None
    shared = set(ground.shared)
    used = {each.code for (_, name), one in ground.looking.items() if name in shared for each in one.looked.marked}
    if request.level == "theme":
        rows = theme_rows(ground.study.findings.themes, book, only)
        what = "theme gathers codes" if only is None else "theme gathers that code"
        if not rows:
            raise WrongUseError(f"no {what}", "findings.yaml says which codes a theme gathers; or `--level code`")
        return rows
    rows = code_rows(book, used, only)
    if not rows:
        raise WrongUseError("the codebook has no codes", "imqual codebook add")
    return rows


def unit_of(ground: Ground, request: AgreeRequest) -> tuple[str, Literal["asked", "round", "usual"]]:
    """What is counted, and who says so."""
    if request.unit is not None:
        return request.unit, "asked"
    if ground.round is not None:
        return ground.round.opened.unit, "round"
    return "turn", "usual"


def summed_of(ground: Ground, request: AgreeRequest, rows: tuple[Row, ...]) -> Summed:
    """Every transcript that two coders count in, counted.

    Raises:
        WrongUseError: given units are asked for and there are none.
        RefusedError: there is no such transcript.
    """
    unit, _ = unit_of(ground, request)
    if unit == "given" and not ground.given:
        raise WrongUseError(
            "no units were bounded beforehand here", "they belong to a round: imqual plan round open --unit given"
        )
    asked = Asked(
        names=ground.coders,
        rolled=rolled(rows, ground.study.codebook),
        applied=tuple(row.key for row in rows if row.level != "rolled up"),
        unit=cast("Cut", unit if unit in {"exchange", "sentence", "given"} else "turn"),
        speakers=cast("Speakers", request.speakers),
        overlap=(request.overlap or OVERLAP) if unit == "span-match" else request.overlap,
        unitizing=bool(request.unitizing),
    )
    texts: list[TextCount] = []
    for name in ground.shared:
        looked = [
            ground.looking[coder, name].looked if (coder, name) in ground.looking else None for coder in ground.coders
        ]
        texts.append(count_text(ground.study.transcripts[name], looked, asked, given=ground.given.get(name, ())))
    if not texts:
        raise RefusedError(_nothing(ground), _what_then(ground))
    how = How(
        coefs=request.coefs,
        spread=cast("Spread", request.ci),
        seed=request.seed,
        replicates=request.replicates,
        distances=tuple(cast("SetDistance", each) for each in request.distances),
        unitizing=request.unitizing,
    )
    return Summed(texts, rows, ground.coders, how, by_character=unit == "character")


def _nothing(ground: Ground) -> str:
    if ground.hidden:
        names = sorted({name for _, name in ground.hidden})
        return f"no transcript can be compared before you have completed it ({', '.join(names[:6])} …)"
    done = {coder: sum(who == coder for who, _ in ground.looking) for coder in ground.coders}
    told = ", ".join(f"{coder} {many}" for coder, many in done.items())
    return f"no transcript was completed by two of these coders ({told} completed)"


def _what_then(ground: Ground) -> str:
    why = next((f"{coder} {name}: {why}" for coder, name, why in ground.excluded if why != "not coded"), "")
    return (f"{why}; " if why else "") + "`imqual done TRANSCRIPT --as CODER` says that all of it was read"
