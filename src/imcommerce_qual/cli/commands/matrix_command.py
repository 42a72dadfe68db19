"""``imqual matrix``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from imcommerce_qual.cli.options import AsOfOption, JsonOption, LooksOption, StudyOption, WhoseOption, looks, opened


class By(StrEnum):
    """What the codes are crossed with."""

    PARTICIPANT = "participant"
    TURN = "turn"
    OVERLAP = "overlap"


def command(
    by: Annotated[
        By,
        typer.Option(
            "--by", metavar="WHAT", help="Codes by participant; or code by code in the same turn, or on the same words."
        ),
    ] = By.PARTICIPANT,
    pairs: Annotated[bool, typer.Option("--pairs", help="Code by code as a list of pairs, most often first.")] = False,
    coder: WhoseOption = None,
    who: LooksOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Cross codes with participants, or with each other.

    Excerpts by code and participant count what rolls up into a code; codes that occur together count own codings only,
    in the same turn or on words that overlap. `imqual export matrix` writes all of them to files.
    """
    from imcommerce_qual.actions.analysing import sighted
    from imcommerce_qual.actions.exportanalysis import export_matrix
    from imcommerce_qual.actions.occurring import Options
    from imcommerce_qual.cli.tabling import show

    here = opened(study, as_of)
    found = export_matrix(sighted(here, viewer=looks(here, who), coders=coder or ()), Options())
    name = "matrix" if by is By.PARTICIPANT else f"{'pairs' if pairs else 'cooccurrence'}_{by.value}"
    show(found, [table for table in found.tables if table.name == name], as_json=as_json)
