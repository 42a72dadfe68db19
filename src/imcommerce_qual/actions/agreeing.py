"""How far the coders of a plain table agree: anybody's ratings, no study needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast, get_args

from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.ratings import Ratings, TableBasis

if TYPE_CHECKING:
    from imcommerce_qual.core.agreement.counts import Counts
    from imcommerce_qual.core.agreement.distances import Measure, SetDistance
    from imcommerce_qual.core.agreement.estimate import Estimate
    from imcommerce_qual.core.agreement.named import Scale
    from imcommerce_qual.core.agreement.pairs import Weights
    from imcommerce_qual.model.problem import Problem

Interval = Literal["jackknife", "bootstrap", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRequest:
    """What is asked of a table. ``coefs``: names, ``all``, or none for the usual ones; ``categories``: in order."""

    coefs: tuple[str, ...] = ()
    measure: str = "nominal"
    categories: tuple[str, ...] = ()
    weights: str | None = None
    sets: bool = False
    distance: str | None = None
    cluster: str | None = None
    coders: tuple[str, ...] = ()
    positive: str | None = None
    ci: str = "jackknife"
    seed: int = 1
    replicates: int = 1000
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAgreement:
    """``asked``: the estimate of every coefficient asked for; ``beside``: what belongs beside them."""

    basis: TableBasis
    asked: Mapping[str, Estimate]
    beside: Mapping[str, Estimate]
    warnings: tuple[Problem, ...] = ()


def agree_table(path: Path, request: TableRequest) -> TableAgreement:
    """The coefficients of the table at *path*.

    Raises:
        WrongUseError: an option says something that there is not, or the table needs one more.
        RefusedError: the table has faults; ``problems`` has them all, with their places.
    """
    from imcommerce_qual.core.agreement.named import ALPHAS, TITLES, statistic

    request = _checked(request)
    ratings, warnings = _read(path, request)
    values, scale, counts = _counted(ratings, request)
    names = _wanted(request, ratings, values)
    _needs_order(names, request, values)
    estimates = {}
    for name in dict.fromkeys([*names, *_beside(names, request)]):
        from imcommerce_qual.core.agreement.estimates import THRESHOLDS, estimate

        table = _one_value(counts, request, values) if name in _BINARY else counts
        estimates[name] = estimate(
            statistic(name, table, scale),
            table,
            spread=cast("Interval", request.ci),
            seed=request.seed,
            replicates=request.replicates,
            thresholds=THRESHOLDS if name in ALPHAS else (),
        )
    return TableAgreement(
        basis=_basis(ratings, request, values, counts, names),
        asked={name: estimates[name] for name in TITLES if name in names},
        beside={name: found for name, found in estimates.items() if name not in names},
        warnings=warnings,
    )


_BINARY = frozenset({"ppos", "pneg", "prevalence_index", "bias_index"})
_SET_ALPHAS = ("alpha_jaccard", "alpha_masi")


def _checked(request: TableRequest) -> TableRequest:
    """The request with every choice known, and sets where a set's alpha is asked for."""
    from dataclasses import replace

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
            raise WrongUseError(f"{option} is no `{value}`", f"there are: {', '.join(known)}")
    names = tuple(name.strip().casefold().replace("-", "_").replace("'", "") for name in request.coefs)
    for name in names:
        if name not in {*TITLES, "all"}:
            raise WrongUseError(f"there is no coefficient `{name}`", suggest(name, [*TITLES, "all"]))
    twice = next((name for name in request.categories if request.categories.count(name) > 1), None)
    if twice is not None:
        raise WrongUseError(f"--categories names `{twice}` twice", "name each category once, in order")
    if request.replicates < 1 or request.seed < 0:
        raise WrongUseError("--replicates is 1 or more, --seed 0 or more")
    sets = request.sets or request.distance is not None or any(name in _SET_ALPHAS for name in names)
    if sets and request.measure != "nominal":
        raise WrongUseError(f"sets have no {request.measure} order", "leave `--measure` away: their distance is enough")
    return replace(request, coefs=names, sets=sets)


def _read(path: Path, request: TableRequest) -> tuple[Ratings, tuple[Problem, ...]]:
    from imcommerce_qual.formats.ratings import Columns, read_ratings
    from imcommerce_qual.model.problem import Place, Problem

    try:
        raw = path.read_bytes()
    except OSError as error:
        code = "file-missing" if isinstance(error, FileNotFoundError) else "file-unreadable"
        problem = Problem(
            code=code,
            message="there is no such file" if code == "file-missing" else f"it cannot be read: {error.strerror}",
            remedy="name the file with the ratings: `--table FILE.csv`",
            place=Place(file=str(path)),
        )
        raise RefusedError("nothing was computed", problems=(problem,)) from None
    columns = Columns(cluster=request.cluster, coders=request.coders)
    try:
        found, problems = read_ratings(
            str(path), raw, columns=columns, judge=_judge(request), encoding=request.encoding
        )
    except ValueError as error:
        raise WrongUseError(str(error)) from None
    if found is None:
        raise RefusedError("nothing was computed", problems=problems)
    return found, problems


def _judge(request: TableRequest) -> Callable[[str], tuple[str, str] | None]:
    """What is wrong with a value, given measure and categories."""
    from imcommerce_qual.core.agreement.values import number

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
                remedy = "write numbers with a full stop (2.5), and leave cells empty where nothing was coded"
                return f"`{value}` is no number, which `--measure {request.measure}` needs", remedy
            if request.measure == "ratio" and size < 0:
                return f"`{value}` is below 0, where a ratio has no meaning", "use `--measure interval`"
        return None

    return judge


def _unknown(value: str, known: Sequence[str]) -> tuple[str, str]:
    return f"`{value}` is not in the list of `--categories`", suggest(value, known, otherwise="add it to the list")


#: How an empty set is written: nobody coded anything, as against nobody having looked.
_EMPTY = frozenset({"{}", "[]", "()", "∅", "set()"})


def members(value: str) -> frozenset[str]:
    """The codes of a set, separated by semicolons; ``;``, ``{}`` and ``∅`` are the empty set.

    >>> sorted(members("trust; cost ;trust")), sorted(members(";"))
    (['cost', 'trust'], [])
    """
    if value in _EMPTY:
        return frozenset()
    return frozenset(each.strip() for each in value.replace("；", ";").split(";") if each.strip())


def _counted(ratings: Ratings, request: TableRequest) -> tuple[tuple[str, ...], Scale, Counts]:
    """The values in order, how far they are apart, and how often each joint state occurs."""
    import numpy as np

    from imcommerce_qual.core.agreement.counts import count
    from imcommerce_qual.core.agreement.named import Scale
    from imcommerce_qual.core.agreement.values import number, ordered, positive_of

    written = {value: members(value) for value in ratings.used} if request.sets else {}
    if request.sets:
        sets = sorted(set(written.values()), key=lambda each: (len(each), sorted(each)))
        values = tuple("; ".join(sorted(each)) or "{}" for each in sets)
        index = {value: sets.index(each) for value, each in written.items()}
    else:
        sets = []
        values = request.categories or ordered(ratings.used)
        index = {value: at for at, value in enumerate(values)}
    states = np.array([[-1 if cell is None else index[cell] for cell in row] for row in ratings.cells], dtype=np.int64)
    states = states.reshape(len(ratings.units), len(ratings.coders))
    groups = None
    if ratings.clusters is not None:
        names = {name: at for at, name in enumerate(dict.fromkeys(ratings.clusters))}
        groups = np.array([names[each] for each in ratings.clusters], dtype=np.int64)
    numbers = [number(value) for value in values]
    plain = not request.sets and bool(values) and all(each is not None for each in numbers)
    measured = request.measure in {"interval", "ratio"}
    points = np.array(numbers, dtype=np.float64) if plain and (measured or not request.categories) else None
    scale = Scale(
        measure=cast("Measure", request.measure),
        points=points,
        sets=tuple(sets) if request.sets else None,
        distance=cast("SetDistance", request.distance or "jaccard"),
        weights=cast("Weights", request.weights or "linear"),
    )
    positive = None if request.sets else positive_of(values)
    if request.positive is not None:
        if request.positive not in values:
            raise WrongUseError(f"--positive: nobody gave `{request.positive}`", suggest(request.positive, values))
        positive = values.index(request.positive) if len(values) == 2 else None
    declared = bool(request.categories) and not request.sets
    table = count(states, values=len(values) if declared else None, cluster=groups, positive=positive)
    return values, scale, table


def _one_value(counts: Counts, request: TableRequest, values: Sequence[str]) -> Counts:
    """For statistics of two values: the one that `--positive` names against all others, where there are more."""
    if request.positive is None or len(values) == 2:
        return counts
    return counts.against(values.index(request.positive))


def _wanted(request: TableRequest, ratings: Ratings, values: Sequence[str]) -> tuple[str, ...]:
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


def _beside(names: Sequence[str], request: TableRequest) -> tuple[str, ...]:
    """What a number corrected for chance never stands without."""
    headline = f"alpha_{request.distance or 'jaccard'}" if request.sets else "krippendorff_alpha"
    shown = {*_SET_ALPHAS, "krippendorff_alpha"} & set(names)
    return tuple(name for name in ("" if shown else headline, "percent_agreement") if name and name not in names)


def _needs_order(names: Sequence[str], request: TableRequest, values: Sequence[str]) -> None:
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


def _basis(
    ratings: Ratings, request: TableRequest, values: Sequence[str], counts: Counts, names: Sequence[str]
) -> TableBasis:
    coded = [sum(cell is not None for cell in row) for row in ratings.cells]
    columns = list(zip(*ratings.cells, strict=True)) if ratings.cells else [()] * len(ratings.coders)
    positive = request.positive or (None if counts.positive is None else values[counts.positive])
    tally = [[0] * len(values) for _ in ratings.coders]
    for row, many in zip(counts.states.tolist(), counts.weight.tolist(), strict=True):
        for coder, value in enumerate(row):
            if value >= 0:
                tally[coder][value] += round(many)
    return TableBasis(
        file=ratings.name,
        coders=ratings.coders,
        units=len(ratings.units),
        shared=sum(many >= 2 for many in coded),
        single=sum(many == 1 for many in coded),
        uncoded=sum(many == 0 for many in coded),
        measure=request.measure,
        categories=tuple(values),
        declared=bool(request.categories),
        by_coder=tuple(sum(cell is not None for cell in column) for column in columns),
        given=tuple(map(tuple, tally)),
        positive=positive,
        sets=request.sets,
        distance=(request.distance or "jaccard") if request.sets else None,
        weights=(request.weights or "linear") if "weighted_kappa" in names else None,
        cluster=ratings.cluster_column,
        clusters=len(set(ratings.clusters or ())),
        ci=request.ci,
        notes=ratings.notes,
    )
