"""What a plain table's agreement was computed on, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from imcommerce_qual.core.wrapping import width_of
from imcommerce_qual.model.ratings import TableBasis
from imcommerce_qual.render.agreementtext import bootstrap_lines, decimal, estimate_lines, interval_words, units_line
from imcommerce_qual.render.words import count

if TYPE_CHECKING:
    from imcommerce_qual.core.agreement.estimate import Estimate

#: Values are listed one by one up to so many.
_MANY = 8
#: Spaces between two columns.
_BETWEEN = 3
#: What to do where something of a table is undefined.
_REMEDIES = (
    ("single-coder", "Give every coder a column of their own."),
    ("no-shared-units", 'An empty cell means that the coder did not code the unit; write a value for "nothing".'),
    ("not-two-coders", "`--coders A,B` picks two; light_kappa, fleiss_kappa and conger_kappa are for more."),
    ("not-two-values", "`--positive VALUE` compares one value with all others."),
)


def heading(basis: TableBasis) -> str:
    """``ratings.csv: 12 units, 3 coders``."""
    return f"{basis.file}: {count(basis.units, 'unit')}, {count(len(basis.coders), 'coder')}"


def shown_rows(
    named: Mapping[str, Estimate], titles: Mapping[str, str], *, width: int
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Titles and rows for people; columns that would be empty are left out.

    Where more than *width* would be needed, the column of flags and reasons goes: the sentences underneath have all of
    them, by name.
    """
    heads = ("", "value", "95 % interval", "SE", "units", "careful")
    rows = [
        (
            titles[name],
            "—" if found.value is None else decimal(found.value),
            interval_words(found),
            decimal(found.se),
            str(found.n_units),
            f"undefined: {found.why_undefined}" if found.why_undefined else ", ".join(found.flags),
        )
        for name, found in named.items()
    ]
    kept = [at for at in range(len(heads)) if at < 2 or any(row[at] for row in rows)]
    needed = sum(max(width_of(row[at]) for row in [heads, *rows]) + _BETWEEN for at in kept) - _BETWEEN
    if needed > width:
        kept = [at for at in kept if heads[at] != "careful"]
    return tuple(heads[at] for at in kept), [tuple(row[at] for at in kept) for row in rows]


def basis_lines(basis: TableBasis, named: Mapping[str, Estimate], titles: Mapping[str, str]) -> Iterator[str]:
    """Sentences under the numbers: units, coders, values, intervals, what is undefined, what to be careful of."""
    everything, names = dict(named), dict(titles)
    yield units_line(units=basis.units, shared=basis.shared, single=basis.single, uncoded=basis.uncoded)
    if basis.coders:
        yield (
            "Coded: " + ", ".join(f"{who} {many}" for who, many in zip(basis.coders, basis.by_coder, strict=True)) + "."
        )
    yield _values(basis)
    if len(basis.categories) <= _MANY:
        yield from _by_coder(basis)
    if basis.sets and "krippendorff_alpha" in everything:
        yield f"Krippendorff's alpha takes the {basis.distance} distance between sets (`--distance`)."
    if basis.positive is not None and any(name in everything for name in ("ppos", "pneg")):
        yield f"Positive and negative agreement take `{basis.positive}` as positive (`--positive` says another)."
    if basis.weights is not None:
        yield f"Weighted kappa: {basis.weights} weights (`--weights`)."
    yield from _interval(basis, everything)
    yield from bootstrap_lines(everything, names)
    yield from estimate_lines(everything, names)
    yield from (text for why, text in _REMEDIES if any(found.why_undefined == why for found in everything.values()))
    yield from (f"{note[0].upper()}{note[1:]}." for note in basis.notes)


def _values(basis: TableBasis) -> str:
    many = len(basis.categories)
    shown = f": {', '.join(basis.categories)}" if 0 < many <= _MANY else ""
    whence = "as given" if basis.declared else "as they occur"
    if basis.sets:
        return (
            f"Values are sets of codes, {count(many, 'different set')}; the empty set is 0 from itself, 1 from others."
        )
    return f"Measure: {basis.measure}. {count(many, 'value')} {whence}{shown}."


def _by_coder(basis: TableBasis) -> Iterator[str]:
    """How often each coder gave each value: agreement corrected for chance depends on it."""
    if not basis.categories or not basis.coders:
        return
    for who, row in zip(basis.coders, basis.given, strict=True):
        yield f"  {who}: " + ", ".join(f"{value} {many}" for value, many in zip(basis.categories, row, strict=True))


def _interval(basis: TableBasis, named: Mapping[str, Estimate]) -> Iterator[str]:
    if basis.ci == "none":
        return
    if any(found.interval for found in named.values()):
        some = next(found for found in named.values() if found.interval)
        if some.bootstrap is not None:
            yield (
                f"95 % intervals: bootstrap over {count(some.n_clusters, 'cluster')} ({basis.cluster}), "
                f"{some.bootstrap.replicates} replicates, seed {some.bootstrap.seed}; with few clusters they are too "
                "narrow (the jackknife is not)."
            )
        else:
            yield f"95 % intervals: one of {count(some.n_clusters, 'cluster')} ({basis.cluster}) left out at a time."
    elif any(found.why_no_interval == "one-transcript" for found in named.values()):
        yield (
            "No interval (one-transcript): the whole table counts as one. `--cluster COLUMN` names the column that "
            "says which transcript a unit is of."
            if basis.cluster is None
            else "No interval (one-transcript): only one cluster has units that two coders coded."
        )
    if any(found.se_of == "units" for found in named.values()):
        yield "SE takes units as independent of each other; those of one interview are not, and it is then too small."
