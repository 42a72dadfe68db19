"""The options of ``imqual agree``: of a study, of a table of ratings, and of both."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

RoundOption = Annotated[
    str | None,
    typer.Option("--round", metavar="ROUND", help="Of a round (else: the newest closed reliability round), or `none`."),
]
CodersOption = Annotated[
    str | None, typer.Option("--coders", metavar="A,B,...", help="Only these coders (of a table: columns).")
]
UnitOption = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar="UNIT",
        help="turn, exchange, sentence, character, span-match or given (else: the round's).",
    ),
]
LevelOption = Annotated[
    str, typer.Option("--level", metavar="LEVEL", help="code (as applied, and rolled up) or theme.")
]
ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar="WHAT", help="transcript, order (of completion), round, or an attribute."),
]
SpeakersOption = Annotated[
    str, typer.Option("--speakers", metavar="WHO", help="Whose words count: participants or all.")
]
OverlapOption = Annotated[
    float | None,
    typer.Option("--overlap", metavar="SHARE", help="Of --unit span-match: how far spans must overlap (0.8)."),
]
MixedOption = Annotated[
    bool, typer.Option("--mixed", help="Also where codings were made under several revisions of the codebook.")
]
PlotOption = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE", help="Write a forest plot of it: FILE.svg or FILE.png.")
]
TableOption = Annotated[
    Path | None,
    typer.Option("--table", metavar="FILE", help="A CSV or TSV file, or - : a row per unit, a column per coder."),
]
CoefOption = Annotated[
    list[str] | None,
    typer.Option("--coef", metavar="NAME,...", help="Coefficients, or `all` (else: the usual ones)."),
]
MeasureOption = Annotated[
    str, typer.Option("--measure", metavar="MEASURE", help="nominal, ordinal, interval or ratio.")
]
CategoriesOption = Annotated[
    str | None, typer.Option("--categories", metavar="A,B,...", help="All values there are, from low to high.")
]
WeightsOption = Annotated[
    str | None, typer.Option("--weights", metavar="KIND", help="Of weighted kappa: linear or quadratic.")
]
SetsOption = Annotated[bool, typer.Option("--sets", help="Cells are sets of codes: trust;cost (`;` alone: empty).")]
DistanceOption = Annotated[
    str | None, typer.Option("--distance", metavar="KIND", help="Between sets: jaccard or masi.")
]
PositiveOption = Annotated[
    str | None,
    typer.Option("--positive", metavar="VALUE", help="What counts as positive (else: 1, yes, the first)."),
]
MissingOption = Annotated[
    str | None,
    typer.Option("--missing", metavar="WORD,...", help="Cells that mean `not coded`, as empty ones do: NA, say."),
]
ClusterOption = Annotated[
    str | None, typer.Option("--cluster", metavar="COLUMN", help="Which transcript a unit is of, for intervals.")
]
IntervalOption = Annotated[str, typer.Option("--ci", metavar="KIND", help="Intervals: jackknife, bootstrap or none.")]
SeedOption = Annotated[int, typer.Option("--seed", metavar="N", help="Of the bootstrap.")]
ReplicatesOption = Annotated[int, typer.Option("--replicates", metavar="N", help="Of the bootstrap.")]
BenchmarkOption = Annotated[
    str | None,
    typer.Option("--benchmark", metavar="NAME", help="krippendorff: compare the lower limit with .667, .800."),
]
EncodingOption = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="The file's encoding (else: found out).")
]
