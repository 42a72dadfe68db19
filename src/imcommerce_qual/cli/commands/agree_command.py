"""``imqual agree``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import JsonOption

if TYPE_CHECKING:
    from imcommerce_qual.actions.agreeing import TableAgreement


def command(
    table: Annotated[
        Path | None,
        typer.Option("--table", metavar="FILE", help="A CSV or TSV file: a row per unit, a column per coder."),
    ] = None,
    coef: Annotated[
        list[str] | None,
        typer.Option("--coef", metavar="NAME,…", help="Coefficients, or `all` (else: the usual ones)."),
    ] = None,
    measure: Annotated[
        str, typer.Option("--measure", metavar="MEASURE", help="nominal, ordinal, interval or ratio.")
    ] = "nominal",
    categories: Annotated[
        str | None, typer.Option("--categories", metavar="A,B,…", help="All values there are, from low to high.")
    ] = None,
    weights: Annotated[
        str | None, typer.Option("--weights", metavar="KIND", help="Of weighted kappa: linear or quadratic.")
    ] = None,
    sets: Annotated[
        bool, typer.Option("--sets", help="Cells are sets of codes: trust;cost (`;` alone: empty).")
    ] = False,
    distance: Annotated[
        str | None, typer.Option("--distance", metavar="KIND", help="Between sets: jaccard or masi.")
    ] = None,
    positive: Annotated[
        str | None,
        typer.Option("--positive", metavar="VALUE", help="What counts as positive (else: 1, yes, the first)."),
    ] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="COLUMN", help="Which transcript a unit is of, for intervals.")
    ] = None,
    coders: Annotated[str | None, typer.Option("--coders", metavar="A,B,…", help="Only these coders' columns.")] = None,
    ci: Annotated[
        str, typer.Option("--ci", metavar="KIND", help="Intervals: jackknife, bootstrap or none.")
    ] = "jackknife",
    seed: Annotated[int, typer.Option("--seed", help="Of the bootstrap.")] = 1,
    replicates: Annotated[int, typer.Option("--replicates", help="Of the bootstrap.")] = 1000,
    benchmark: Annotated[
        str | None,
        typer.Option("--benchmark", metavar="NAME", help="krippendorff: compare the lower limit with .667, .800."),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="The file's encoding (else: found out).")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure how far coders agree, on a plain table of ratings.

    The first column of the table is the unit, each other column a coder; an empty cell was not coded. Coefficients:
    krippendorff_alpha, percent_agreement, ppos, pneg, cohen_kappa, weighted_kappa, kappa_max, scott_pi, fleiss_kappa,
    conger_kappa, light_kappa, ac1, brennan_prediger, pabak, bennett_s, randolph_kappa, holsti, prevalence_index,
    bias_index, alpha_jaccard, alpha_masi. A number that is undefined says why.
    """
    from imcommerce_qual.actions.agreechoices import TableRequest
    from imcommerce_qual.actions.agreeing import agree_table
    from imcommerce_qual.actions.errors import WrongUseError

    if benchmark not in {None, "krippendorff"}:
        raise WrongUseError(f"there is no benchmark `{benchmark}`", "there is: krippendorff")
    if table is None:
        raise WrongUseError("which ratings?", "name a table: `imqual agree --table FILE.csv`")
    asked = TableRequest(
        coefs=tuple(name for each in coef or () for name in listed(each)),
        measure=measure,
        categories=listed(categories),
        weights=weights,
        sets=sets,
        distance=distance,
        cluster=cluster,
        coders=listed(coders),
        positive=positive,
        ci=ci,
        seed=seed,
        replicates=replicates,
        encoding=encoding,
    )
    show_table(agree_table(table, asked), benchmark=benchmark is not None, as_json=as_json)


def listed(given: str | None) -> tuple[str, ...]:
    """Names with commas between them."""
    return tuple(name.strip() for name in (given or "").split(",") if name.strip())


def show_table(found: TableAgreement, *, benchmark: bool, as_json: bool) -> None:
    """The numbers as data, and under them in words what they rest on."""
    from imcommerce_qual.cli.output import on_terminal, print_all, print_fields, print_rows
    from imcommerce_qual.core.agreement.named import TITLES
    from imcommerce_qual.render.agreementtext import KEYS, benchmark_lines, plain_estimate, plain_row
    from imcommerce_qual.render.problems import render_problem
    from imcommerce_qual.render.tableagreement import basis_lines, heading, shown_rows

    everything = {**found.asked, **found.beside}
    in_order = {name: everything[name] for name in TITLES if name in everything}
    lines = [*basis_lines(found.basis, in_order, TITLES)]
    if benchmark:
        lines += benchmark_lines(in_order, dict(TITLES))
    say(*(render_problem(problem) for problem in found.warnings))
    if as_json:
        print_fields(
            "agreement",
            {
                **{name: plain_estimate(each) for name, each in found.asked.items()},
                "beside": {name: plain_estimate(each) for name, each in found.beside.items()},
                "basis": found.basis,
            },
        )
        say(*lines)
    elif on_terminal():
        from imcommerce_qual.render.wrapped import Text

        print_all([Text(heading(found.basis))])
        print_rows(*shown_rows(in_order, TITLES), right=("value", "SE", "units"))
        print_all([Text(), *map(Text, lines)])
    else:
        print_rows(KEYS, [plain_row(name, each) for name, each in in_order.items()])
        say(*lines)
