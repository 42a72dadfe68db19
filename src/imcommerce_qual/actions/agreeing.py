"""How far the coders of a plain table agree: anybody's ratings, no study needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from imcommerce_qual.actions.agreechoices import Interval, TableRequest, beside, checked, judge_of, need_order, wanted
from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.model.ratings import Ratings, TableBasis

if TYPE_CHECKING:
    from imcommerce_qual.actions.agreecounts import Coded
    from imcommerce_qual.core.agreement.estimate import Estimate
    from imcommerce_qual.model.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAgreement:
    """``asked``: the estimate of every coefficient asked for; ``beside``: what belongs beside them."""

    basis: TableBasis
    asked: Mapping[str, Estimate]
    beside: Mapping[str, Estimate]
    warnings: tuple[Problem, ...] = ()


def agree_table(path: Path, request: TableRequest, *, raw: bytes | None = None) -> TableAgreement:
    """The coefficients of the table at *path*, or of these *raw* bytes, which are called that.

    Raises:
        WrongUseError: an option says something that there is not, or the table needs one more.
        RefusedError: the table has faults; ``problems`` has them all, with their places.
    """
    from imcommerce_qual.actions.agreecounts import coded
    from imcommerce_qual.core.agreement.estimates import THRESHOLDS, estimate
    from imcommerce_qual.core.agreement.named import ALPHAS, OF_TWO, TITLES, statistic

    request = checked(request)
    ratings, warnings = _read(path, request, _bytes(path) if raw is None else raw)
    found = coded(ratings, request)
    names = wanted(request, ratings, found.values)
    need_order(names, request, found.values)
    estimates = {}
    for name in dict.fromkeys([*names, *beside(names, request)]):
        table = found.of_two if name in OF_TWO else found.counts
        estimates[name] = estimate(
            statistic(name, table, found.scale),
            table,
            spread=cast("Interval", request.ci),
            seed=request.seed,
            replicates=request.replicates,
            thresholds=THRESHOLDS if name in ALPHAS else (),
        )
    return TableAgreement(
        basis=_basis(ratings, request, found, names),
        asked={name: estimates[name] for name in TITLES if name in names},
        beside={name: each for name, each in estimates.items() if name not in names},
        warnings=warnings,
    )


def _bytes(path: Path) -> bytes:
    from imcommerce_qual.model.problem import Place, Problem

    try:
        return path.read_bytes()
    except OSError as error:
        code = "file-missing" if isinstance(error, FileNotFoundError) else "file-unreadable"
        problem = Problem(
            code=code,
            message="there is no such file" if code == "file-missing" else f"it cannot be read: {error.strerror}",
            remedy="name the file with the ratings: `--table FILE.csv`",
            place=Place(file=str(path)),
        )
        raise RefusedError("nothing was computed", problems=(problem,)) from None


def _read(path: Path, request: TableRequest, raw: bytes) -> tuple[Ratings, tuple[Problem, ...]]:
    from imcommerce_qual.formats.ratings import Columns, read_ratings

    columns = Columns(cluster=request.cluster, coders=request.coders, missing=request.missing)
    try:
        found, problems = read_ratings(
            str(path), raw, columns=columns, judge=judge_of(request), encoding=request.encoding
        )
    except ValueError as error:
        raise WrongUseError(str(error)) from None
    if found is None:
        raise RefusedError("nothing was computed", problems=problems)
    return found, problems


def _basis(ratings: Ratings, request: TableRequest, found: Coded, names: Sequence[str]) -> TableBasis:
    values, counts = found.values, found.counts
    by = [sum(cell is not None for cell in row) for row in ratings.cells]
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
        shared=sum(many >= 2 for many in by),
        single=sum(many == 1 for many in by),
        uncoded=sum(many == 0 for many in by),
        measure=request.measure,
        categories=values,
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
