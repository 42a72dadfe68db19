"""What is asked of a study's agreement, and whether it can be asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import get_args

from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.plan import UNITS, Round

#: Coefficients that one binary row for each code has no use for.
NOT_BINARY = frozenset({"weighted_kappa", "alpha_jaccard", "alpha_masi"})
_ON_SETS = ("alpha_jaccard", "alpha_masi")
#: How much of what either span covers must be covered by both, unless said otherwise.
OVERLAP = 0.8
LEVELS = ("code", "theme")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeRequest:
    """``round``: its id, ``none`` for all transcripts, None for the newest closed reliability round if there is one.

    ``unit`` None: as the round declares. ``by``: transcript, order, round or an attribute of participants.
    ``unitizing`` and ``aimed`` (a distance between sets, beside that asked for) are filled in from what is asked.
    """

    round: str | None = None
    coders: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    unit: str | None = None
    level: str = "code"
    coefs: tuple[str, ...] = ()
    distance: str | None = None
    ci: str = "jackknife"
    seed: int = 1
    replicates: int = 1000
    by: str | None = None
    speakers: str = "participants"
    overlap: float | None = None
    mixed: bool = False
    unitizing: tuple[str, ...] = ()
    aimed: str | None = None


def aiming(request: AgreeRequest, round_: Round | None) -> AgreeRequest:
    """The request with what its round aimed at: that is always computed."""
    target = round_.opened.target if round_ is not None else None
    if target is None:
        return request
    try:
        aimed = checked_request(AgreeRequest(coefs=(target.coefficient,)), ())
    except WrongUseError:  # written by hand, or of another program
        return request
    return replace(
        request,
        coefs=tuple(dict.fromkeys((*request.coefs, *aimed.coefs))),
        unitizing=tuple(dict.fromkeys((*request.unitizing, *aimed.unitizing))),
        aimed=target.coefficient.removeprefix("alpha_") if target.coefficient in _ON_SETS else None,
    )


def checked_request(request: AgreeRequest, attributes: Iterable[str]) -> AgreeRequest:
    """The request with every choice known, the unitizing alphas apart from the other coefficients.

    Raises:
        WrongUseError: an option says something that there is not.
    """
    from imcommerce_qual.core.agreement.distances import SetDistance
    from imcommerce_qual.core.agreement.estimates import Spread
    from imcommerce_qual.core.agreement.named import TITLES
    from imcommerce_qual.core.reliability.unitizing import FAMILY
    from imcommerce_qual.core.units.frame import Speakers

    for option, value, known in (
        ("--unit", request.unit, UNITS),
        ("--level", request.level, LEVELS),
        ("--ci", request.ci, get_args(Spread)),
        ("--speakers", request.speakers, get_args(Speakers)),
        ("--distance", request.distance, get_args(SetDistance)),
        ("--by", request.by, ("transcript", "order", "round", *attributes)),
    ):
        if value is not None and value not in known:
            raise WrongUseError(f"there is no {option} `{value}`", suggest(value, known))
    if request.replicates < 1 or request.seed < 0:
        raise WrongUseError("--replicates is 1 or more, --seed 0 or more")
    if request.overlap is not None and not 0 < request.overlap <= 1:
        raise WrongUseError(
            "--overlap is more than 0 and at most 1", "0.8: what both cover is 80 % of what either does"
        )
    binary = [name for name in TITLES if name not in NOT_BINARY]
    there_are = [*binary, *FAMILY, "alpha_jaccard", "alpha_masi", "all"]
    names: dict[str, None] = {}
    for written in request.coefs:
        name = written.strip().casefold().replace("-", "_").replace("'", "")
        if name not in there_are:
            raise WrongUseError(f"there is no coefficient `{written}` of codes", suggest(name, there_are))
        names |= dict.fromkeys([*binary, *FAMILY] if name == "all" else [name])
    distance = request.distance or next((name[6:] for name in names if name in {"alpha_jaccard", "alpha_masi"}), None)
    return replace(
        request,
        coefs=tuple(name for name in names if name in binary),
        unitizing=tuple(name for name in names if name in FAMILY),
        distance=distance or "jaccard",
    )
