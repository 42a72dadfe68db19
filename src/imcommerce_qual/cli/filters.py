"""The filters on words and codings that ``find`` and ``review`` share."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.completing import complete_stance

RegexOption = Annotated[bool, typer.Option("--regex", "-e", help="WORDS is a regular expression.")]
CaseOption = Annotated[bool, typer.Option("--case", help="Tell capitals from small letters.")]
SpeakerOption = Annotated[
    list[str] | None,
    typer.Option("--speaker", metavar="WHO", help="A label, a participant, or interviewer/participant/other."),
]
WhereOption = Annotated[
    list[str] | None, typer.Option("--where", metavar="ATTRIBUTE=VALUE", help="Of the participant: role=buyer.")
]
StanceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--stance", metavar="STANCE", autocompletion=complete_stance, help="supports, qualifies, contradicts or unset."
    ),
]
UnsureOption = Annotated[bool, typer.Option("--unsure", help="Only codings marked unsure.")]
ExemplarOption = Annotated[bool, typer.Option("--exemplar", help="Only exemplars.")]
