"""What is asked of a study's agreement, and whether it can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import get_args

from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.plan import UNITS, Round

#: Coefficients that one binary row for each code has no use for.
NOT_BINARY = frozenset({"weighted_kappa", "alpha_jaccard", "alpha_masi"})
_ON_SETS = ("alpha_jaccard", "alpha_masi")
#: What people call them.
SHORT: Mapping[str, str] = {
    "alpha": "krippendorff_alpha",
    "kappa": "cohen_kappa",
    "percent": "percent_agreement",
    "jaccard": "alpha_jaccard",
    "masi": "alpha_masi",
    "pi": "scott_pi",
    "scotts_pi": "scott_pi",
    "cohens_kappa": "cohen_kappa",
    "krippendorffs_alpha": "krippendorff_alpha",
}
#: How much of what either span covers must be covered by both, unless said otherwise.
OVERLAP = 0.8
LEVELS = ("code", "theme")
#: More would change no digit that is shown, and fill the memory.
MOST_REPLICATES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeRequest:
    """``round``: its id, ``none`` for all transcripts, None for the newest closed reliability round if there is one.

    ``unit`` None: as the round declares. ``by``: transcript, order, round or an attribute of participants.
    ``unitizing`` and ``distances`` (between sets, ``distance`` first) are filled in from what is asked.
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
    distances: tuple[str, ...] = ()


def plain_name(written: str) -> str:
    """A coefficient's name in full, however people write it.

    >>> plain_name(" Scott's Pi"), plain_name("alpha")
    ('scott_pi', 'krippendorff_alpha')
    """
    name = written.strip().casefold().replace("-", "_").replace(" ", "_").replace("'", "")
    return SHORT.get(name, name)


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
        distances=tuple(dict.fromkeys((*request.distances, *_distances([target.coefficient])))),
    )


def _distances(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.removeprefix("alpha_") for name in names if name in _ON_SETS)


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
    if not 1 <= request.replicates <= MOST_REPLICATES or request.seed < 0:
        raise WrongUseError(f"--replicates is 1 to {MOST_REPLICATES}, --seed 0 or more", "1000 are usual")
    if request.overlap is not None and not 0 < request.overlap <= 1:
        raise WrongUseError(
            "--overlap is more than 0 and at most 1", "0.8: what both cover is 80 % of what either does"
        )
    binary = [name for name in TITLES if name not in NOT_BINARY]
    there_are = [*binary, *FAMILY, "alpha_jaccard", "alpha_masi", "all"]
    names: dict[str, None] = {}
    for written in request.coefs:
        name = plain_name(written)
        if name not in there_are:
            raise WrongUseError(f"there is no coefficient `{written}` of codes", suggest(name, there_are))
        names |= dict.fromkeys([*binary, *FAMILY, *_ON_SETS] if name == "all" else [name])
    distances = tuple(dict.fromkeys([*([request.distance] if request.distance else []), *_distances(names)]))
    return replace(
        request,
        coefs=tuple(name for name in names if name in binary),
        unitizing=tuple(name for name in names if name in FAMILY),
        distance=next(iter(distances), "jaccard"),
        distances=distances or ("jaccard",),
    )
