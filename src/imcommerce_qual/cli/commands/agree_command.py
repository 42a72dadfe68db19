"""``imqual agree``."""

from __future__ import annotations

from imcommerce_qual.cli.agreeoptions import (
    BenchmarkOption,
    ByOption,
    CategoriesOption,
    ClusterOption,
    CodersOption,
    CoefOption,
    DistanceOption,
    EncodingOption,
    IntervalOption,
    LevelOption,
    MeasureOption,
    MissingOption,
    MixedOption,
    OverlapOption,
    PlotOption,
    PositiveOption,
    ReplicatesOption,
    RoundOption,
    SeedOption,
    SetsOption,
    SpeakersOption,
    TableOption,
    UnitOption,
    WeightsOption,
)
from imcommerce_qual.cli.options import AsOfOption, CodeOption, JsonOption, LooksOption, StudyOption


def command(
    round_name: RoundOption = None,
    coders: CodersOption = None,
    unit: UnitOption = None,
    code: CodeOption = None,
    level: LevelOption = "code",
    by: ByOption = None,
    speakers: SpeakersOption = "participants",
    overlap: OverlapOption = None,
    mixed: MixedOption = False,
    plot: PlotOption = None,
    as_of: AsOfOption = None,
    who: LooksOption = None,
    study: StudyOption = None,
    table: TableOption = None,
    coef: CoefOption = None,
    measure: MeasureOption = "nominal",
    categories: CategoriesOption = None,
    weights: WeightsOption = None,
    sets: SetsOption = False,
    distance: DistanceOption = None,
    positive: PositiveOption = None,
    missing: MissingOption = None,
    cluster: ClusterOption = None,
    ci: IntervalOption = "jackknife",
    seed: SeedOption = 1,
    replicates: ReplicatesOption = 1000,
    benchmark: BenchmarkOption = None,
    encoding: EncodingOption = None,
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
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.cli.agreetable import every, listed, refuse

    if benchmark not in {None, "krippendorff"}:
        raise WrongUseError(f"there is no benchmark `{benchmark}`", "there is: krippendorff")
    if table is not None:
        refuse(
            {
                "--round": round_name,
                "--unit": unit,
                "--code": code,
                "--by": by,
                "--overlap": overlap,
                "--mixed": mixed,
                "--plot": plot,
                "--as-of": as_of,
                "--level": level != "code",
                "--speakers": speakers != "participants",
            },
            "is about the codings of a study",
            "leave `--table` away, in the study's folder",
        )
        from imcommerce_qual.actions.agreechoices import TableRequest
        from imcommerce_qual.cli.agreetable import agree_on

        of_table = TableRequest(
            coefs=every(coef),
            measure=measure,
            categories=listed(categories),
            weights=weights,
            sets=sets,
            distance=distance,
            cluster=cluster,
            coders=listed(coders),
            missing=listed(missing),
            positive=positive,
            ci=ci,
            seed=seed,
            replicates=replicates,
            encoding=encoding,
        )
        agree_on(table, of_table, benchmark=benchmark is not None, as_json=as_json)
        return
    refuse(
        {
            "--measure": measure != "nominal",
            "--categories": categories,
            "--weights": weights,
            "--sets": sets,
            "--missing": missing,
            "--positive": positive,
            "--cluster": cluster,
            "--encoding": encoding,
        },
        "is about a table of ratings",
        "name one: `imqual agree --table FILE.csv`",
    )
    from imcommerce_qual.actions.agreewanted import AgreeRequest
    from imcommerce_qual.cli.agreeing import agree_here

    of_study = AgreeRequest(
        round=round_name,
        coders=listed(coders),
        codes=every(code),
        unit=unit,
        level=level,
        coefs=every(coef),
        distance=distance,
        ci=ci,
        seed=seed,
        replicates=replicates,
        by=by,
        speakers=speakers,
        overlap=overlap,
        mixed=mixed,
    )
    agree_here(of_study, study=study, as_of=as_of, who=who, benchmark=benchmark is not None, plot=plot, as_json=as_json)
