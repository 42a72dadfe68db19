"""Options that several commands share, and what they open."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.completing import complete_code, complete_coder, complete_transcript, complete_whose
from imcommerce_qual.cli.faults import say

if TYPE_CHECKING:
    from imcommerce_qual.actions.opened import Opened

StudyOption = Annotated[
    Path | None, typer.Option("--study", metavar="DIR", help="The study's folder (else: here or above).")
]
ActsOption = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="CODER",
        help="Who acts (else: IMQUAL_CODER, or your configuration).",
        autocompletion=complete_coder,
    ),
]
LooksOption = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="CODER",
        help="Who looks: others' codings are hidden from a coder until they are done (else: everything shows).",
        autocompletion=complete_coder,
    ),
]
SeeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--see",
        metavar="CODER",
        help="Show this coder's codings all the same; that you looked is recorded.",
        autocompletion=complete_coder,
    ),
]
CoderOption = Annotated[
    list[str] | None,
    typer.Option("--coder", metavar="CODER", help="Only this coder's codings.", autocompletion=complete_coder),
]
ComparedOption = Annotated[
    list[str] | None,
    typer.Option(
        "--coders", "--coder", metavar="A,B,...", help="Only between these coders.", autocompletion=complete_coder
    ),
]
WhoseOption = Annotated[
    list[str] | None,
    typer.Option(
        "--coder",
        metavar="CODER",
        help="Only this coder's codings; reconciled: the codings after decisions.",
        autocompletion=complete_whose,
    ),
]
CodeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--code", metavar="CODE", help="Only this code and what rolls up into it.", autocompletion=complete_code
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="As it was at the end of that day, or at that time: texts, codings, codebook."
    ),
]
BaseOption = Annotated[
    int, typer.Option("--base", metavar="N", min=1, help="Saturation's base size: how many interviews to compare with.")
]
RunOption = Annotated[
    int,
    typer.Option("--run", metavar="N", min=1, help="Saturation's run length: how many interviews are new together."),
]
ThresholdOption = Annotated[
    float,
    typer.Option(
        "--threshold", metavar="SHARE", min=0, max=0.99, help="Saturation: new information that is little: 0.05 is 5 %."
    ),
]
OrdersOption = Annotated[
    int, typer.Option("--orders", metavar="N", min=1, help="Saturation: how many random orders to look at too.")
]
SeedOption = Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Saturation: which random orders.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON (an envelope with its own version).")]
LatestArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[TRANSCRIPT]",
        help="In which transcript (else: the one of the latest action).",
        autocompletion=complete_transcript,
    ),
]
TranscriptArgument = Annotated[str, typer.Argument(metavar="TRANSCRIPT", autocompletion=complete_transcript)]


def study_folder(given: Path | None) -> Path:
    """Where to look for the study: ``--study``, after or before the command, else here."""
    return given or Path(os.environ.get("IMQUAL_STUDY") or ".")


def opened(given: Path | None, as_of: str | None = None) -> Opened:
    """The study, opened for reading; as it was at *as_of*, where that is given."""
    from imcommerce_qual.actions.opened import open_study

    found = open_study(study_folder(given))
    if as_of is None:
        return found
    from imcommerce_qual.actions.past import as_it_was, moment

    when = moment(as_of)
    past = as_it_was(found, when)
    book = past.study.codebook
    say(f"as of {when:%Y-%m-%d %H:%M:%S} UTC: codebook revision {book.revision} ({book.hash})")
    return past


def acts(study: Opened, given: str | None) -> str:
    """Who acts."""
    from imcommerce_qual.actions.names import who_acts

    return who_acts(study.study, given, os.environ)


def looks(study: Opened, given: str | None) -> str | None:
    """Who looks, or nobody in particular."""
    from imcommerce_qual.actions.names import who_looks

    return who_looks(study.study, given, os.environ)


def tell_sight(viewer: str | None, see: list[str] | None) -> None:
    """Say that looking at others' codings is on record."""
    if viewer is not None and see:
        say(f"that {viewer} looked at {', '.join(see)}'s codings is recorded, where {viewer} was not done")


def coders(study: Opened, given: list[str] | None) -> frozenset[str] | None:
    """The coders of a filter; None for all."""
    from imcommerce_qual.actions.names import known_coder

    return frozenset(known_coder(study.study, name) for name in given) if given else None
