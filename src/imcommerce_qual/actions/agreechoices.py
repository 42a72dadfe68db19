"""What is asked of a table of ratings, and whether it can be answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.ratings import Ratings

Interval = Literal["jackknife", "bootstrap", "none"]
_SET_ALPHAS = ("alpha_jaccard", "alpha_masi")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRequest:
    """What is asked of a table. ``coefs``: names, ``all``, or none for the usual ones; ``categories``: in order.

    ``missing``: what cells say where a unit was not coded, besides nothing.
    """

    coefs: tuple[str, ...] = ()
    measure: str = "nominal"
    categories: tuple[str, ...] = ()
    weights: str | None = None
    sets: bool = False
    distance: str | None = None
    cluster: str | None = None
    coders: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    positive: str | None = None
    ci: str = "jackknife"
    seed: int = 1
    replicates: int = 1000
    encoding: str | None = None


def checked(request: TableRequest) -> TableRequest:
    """The request with every choice known, and sets where a set's alpha is asked for."""
    from imcommerce_qual.core.agreement.distances import Measure, SetDistance
    from imcommerce_qual.core.agreement.named import TITLES
    from imcommerce_qual.core.agreement.pairs import Weights

    for option, value, known in (
        ("--measure", request.measure, get_args(Measure)),
        ("--weights", request.weights, get_args(Weights)),
        ("--distance", request.distance, get_args(SetDistance)),
        ("--ci", request.ci, get_args(Interval)),
    ):
        if value is not None and value not in known:
            raise WrongUseError(f"there is no {option} `{value}`", suggest(value, known))
    names = tuple(name.strip().casefold().replace("-", "_").replace("'", "") for name in request.coefs)
    for name in names:
        if name not in {*TITLES, "all"}:
            raise WrongUseError(f"there is no coefficient `{name}`", suggest(name, [*TITLES, "all"]))
    request = _as_in_cells(request)
    twice = next((name for name in request.categories if request.categories.count(name) > 1), None)
    if twice is not None:
        raise WrongUseError(f"--categories names `{twice}` twice", "name each category once, in order")
    both = next((name for name in request.missing if name in request.categories), None)
    if both is not None:
        raise WrongUseError(
            f"`{both}` is in --categories and in --missing", "a value is either a category or not coded"
        )
    if request.replicates < 1 or request.seed < 0:
        raise WrongUseError("--replicates is 1 or more, --seed 0 or more")
    sets = request.sets or request.distance is not None or any(name in _SET_ALPHAS for name in names)
    if sets and request.measure != "nominal":
        raise WrongUseError(f"sets have no {request.measure} order", "leave `--measure` away: their distance is enough")
    return replace(request, coefs=names, sets=sets)


def _as_in_cells(request: TableRequest) -> TableRequest:
    """Values as the cells of a table are read: 2.0 is 2."""
    from imcommerce_qual.formats.ratingcells import plain, value_of

    def read(value: str) -> str:
        return plain(value) if request.sets else value_of(value) or ""

    return replace(
        request,
        categories=tuple(map(read, request.categories)),
        missing=tuple(map(plain, request.missing)),
        positive=request.positive and read(request.positive),
    )


def judge_of(request: TableRequest) -> Callable[[str], tuple[str, str] | None]:
    """What is wrong with a value, given measure and categories."""
    from imcommerce_qual.core.agreement.values import members, number

    known = frozenset(request.categories)

    def judge(value: str) -> tuple[str, str] | None:
        if request.sets:
            strange = [each for each in sorted(members(value)) if known and each not in known]
            return _unknown(strange[0], request.categories) if strange else None
        if known and value not in known:
            return _unknown(value, request.categories)
        if request.measure in {"interval", "ratio"}:
            size = number(value)
            if size is None:
                remedy = "write numbers with a full stop (2.5), and leave cells empty (or say `--missing`) if not coded"
                return f"`{value}` is no number, which `--measure {request.measure}` needs", remedy
            if request.measure == "ratio" and size < 0:
                return f"`{value}` is below 0, where a ratio has no meaning", "use `--measure interval`"
        return None

    return judge


def _unknown(value: str, known: Sequence[str]) -> tuple[str, str]:
    return f"`{value}` is not in the list of `--categories`", suggest(value, known, otherwise="add it to the list")


def wanted(request: TableRequest, ratings: Ratings, values: Sequence[str]) -> tuple[str, ...]:
    """The coefficients asked for, or the usual ones."""
    from imcommerce_qual.core.agreement.named import TITLES
    from imcommerce_qual.core.agreement.values import number

    if "all" in request.coefs:
        inordinate = not request.categories and any(number(value) is None for value in values)
        left = set() if request.sets else set(_SET_ALPHAS)
        left |= {"weighted_kappa"} if request.sets or inordinate else set()
        return tuple(name for name in TITLES if name not in left or name in request.coefs)
    if request.coefs:
        return tuple(dict.fromkeys(request.coefs))
    if request.sets:
        return (f"alpha_{request.distance or 'jaccard'}", "percent_agreement")
    usual = ["krippendorff_alpha", "percent_agreement"]
    usual += ["ppos", "pneg"] if len(values) == 2 or request.positive is not None else []
    usual += ["cohen_kappa"] if len(ratings.coders) == 2 else []
    usual += ["weighted_kappa"] if request.weights is not None else []
    return tuple(usual)


def beside(names: Sequence[str], request: TableRequest) -> tuple[str, ...]:
    """What a number corrected for chance never stands without."""
    headline = f"alpha_{request.distance or 'jaccard'}" if request.sets else "krippendorff_alpha"
    shown = {*_SET_ALPHAS, "krippendorff_alpha"} & set(names)
    return tuple(name for name in ("" if shown else headline, "percent_agreement") if name and name not in names)


def need_order(names: Sequence[str], request: TableRequest, values: Sequence[str]) -> None:
    """Words have no order of their own: alphabetical would be a guess that changes the number."""
    from imcommerce_qual.core.agreement.values import number

    words = [value for value in values if number(value) is None]
    if request.categories or len(words) == 0 or len(values) < 3 or request.sets:
        return
    if request.measure == "ordinal" or "weighted_kappa" in names:
        what = "an ordinal measure" if request.measure == "ordinal" else "weighted kappa"
        raise WrongUseError(
            f"{what} needs an order, and `{words[0]}` is a word",
            f"say the order from low to high, for instance `--categories {','.join(values[:6])}`",
        )
