"""``imqual agree``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import AsOfOption, CodeOption, JsonOption, LooksOption, StudyOption

if TYPE_CHECKING:
    from imcommerce_qual.actions.agreeing import TableAgreement


def command(
    round_name: Annotated[
        str | None,
        typer.Option(
            "--round", metavar="ROUND", help="Of a round (else: the newest closed reliability round), or `none`."
        ),
    ] = None,
    coders: Annotated[
        str | None, typer.Option("--coders", metavar="A,B,…", help="Only these coders (of a table: columns).")
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit",
            metavar="UNIT",
            help="turn, exchange, sentence, character, span-match or given (else: the round's).",
        ),
    ] = None,
    code: CodeOption = None,
    level: Annotated[
        str, typer.Option("--level", metavar="LEVEL", help="code (as applied, and rolled up) or theme.")
    ] = "code",
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="WHAT", help="transcript, order (of completion), round, or an attribute."),
    ] = None,
    speakers: Annotated[
        str, typer.Option("--speakers", metavar="WHO", help="Whose words count: participants or all.")
    ] = "participants",
    overlap: Annotated[
        float | None,
        typer.Option("--overlap", metavar="SHARE", help="Of --unit span-match: how far spans must overlap (0.8)."),
    ] = None,
    mixed: Annotated[
        bool, typer.Option("--mixed", help="Also where codings were made under several revisions of the codebook.")
    ] = False,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Write a forest plot of it: FILE.svg or FILE.png.")
    ] = None,
    as_of: AsOfOption = None,
    who: LooksOption = None,
    study: StudyOption = None,
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
    """Measure how far coders agree: the coders of a study by code, or anybody's table of ratings.

    Of a study: what each coder had completed before seeing the others' codings, in a closed reliability round as it
    was closed. Codes are one row each, with percent, positive and negative agreement, Krippendorff's alpha with its
    interval, by unit and by character; under them what it rests on, what was left out, and what to talk about first.

    Of a table (--table): the first column is the unit, each other column a coder; an empty cell was not coded.

    Coefficients: krippendorff_alpha, percent_agreement, ppos, pneg, cohen_kappa, weighted_kappa, kappa_max, scott_pi,
    fleiss_kappa, conger_kappa, light_kappa, ac1, brennan_prediger, pabak, bennett_s, randolph_kappa, holsti,
    prevalence_index, bias_index, alpha_jaccard, alpha_masi; of a study also u_alpha, u_alpha_binary, cu_alpha,
    ku_alpha. A number that is undefined says why.
    """
    from imcommerce_qual.actions.agreechoices import TableRequest
    from imcommerce_qual.actions.agreeing import agree_table
    from imcommerce_qual.actions.errors import WrongUseError

    if benchmark not in {None, "krippendorff"}:
        raise WrongUseError(f"there is no benchmark `{benchmark}`", "there is: krippendorff")
    if table is None:
        from imcommerce_qual.actions.agreewanted import AgreeRequest
        from imcommerce_qual.cli.agreeing import agree_here

        wrong: dict[str, object] = {
            "--measure": measure != "nominal",
            "--categories": categories,
            "--weights": weights,
            "--sets": sets,
        }
        wrong |= {"--positive": positive, "--cluster": cluster, "--encoding": encoding}
        _refuse(wrong, "is about a table of ratings", "name one: `imqual agree --table FILE.csv`")
        request = AgreeRequest(
            round=round_name,
            coders=listed(coders),
            codes=tuple(name for each in code or () for name in listed(each)),
            unit=unit,
            level=level,
            coefs=tuple(name for each in coef or () for name in listed(each)),
            distance=distance,
            ci=ci,
            seed=seed,
            replicates=replicates,
            by=by,
            speakers=speakers,
            overlap=overlap,
            mixed=mixed,
        )
        agree_here(
            request, study=study, as_of=as_of, who=who, benchmark=benchmark is not None, plot=plot, as_json=as_json
        )
        return
    about_study: dict[str, object] = {
        "--round": round_name,
        "--unit": unit,
        "--code": code,
        "--by": by,
        "--overlap": overlap,
    }
    about_study |= {"--mixed": mixed, "--plot": plot, "--as-of": as_of, "--level": level != "code"}
    about_study |= {"--speakers": speakers != "participants"}
    _refuse(about_study, "is about the codings of a study", "leave `--table` away, in the study's folder")
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


def _refuse(given: Mapping[str, object], why: str, remedy: str) -> None:
    from imcommerce_qual.actions.errors import WrongUseError

    wrong = next((option for option, value in given.items() if value), None)
    if wrong is not None:
        raise WrongUseError(f"{wrong} {why}", remedy)


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
