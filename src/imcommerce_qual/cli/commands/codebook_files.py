"""``imqual codebook export`` and ``imqual codebook import``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import CoderOption, LooksOption, StudyOption, looks, opened


def export(
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Into which folder.")] = Path("codebook"),
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="Some of md,csv,xlsx,html,json.")
    ] = "md,csv,xlsx,html,json",
    coder: CoderOption = None,
    examples: Annotated[bool, typer.Option("--examples/--no-examples", help="With an excerpt for each code.")] = True,
    who: LooksOption = None,
    study: StudyOption = None,
) -> None:
    """Write the codebook to files: all fields, counts, an excerpt for each code, memos, the change log.

    Excerpts are of participants who may be quoted. Files of the same name are replaced; running twice gives the same
    bytes. The CSV and the workbook can be read back with `imqual codebook import`.
    """
    from imcommerce_qual.actions.codebookexport import FORMATS, codebook_export, write_codebook
    from imcommerce_qual.actions.writingfiles import formats_of

    wanted = formats_of(formats, FORMATS)
    here = opened(study)
    made = codebook_export(here, viewer=looks(here, who), coders=coder or (), examples=examples)
    print("\n".join(map(str, write_codebook(made, to, wanted))))
    if made.study.synthetic:
        say("synthetic: every file says so")


def register(app: typer.Typer) -> None:
    """Put the commands into the group."""
    app.command("export")(export)
