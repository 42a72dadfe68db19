"""``imqual themes``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.completing import complete_finding
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import (
    AsOfOption,
    JsonOption,
    LooksOption,
    SeeOption,
    StudyOption,
    WhoseOption,
    looks,
    opened,
    tell_sight,
)

if TYPE_CHECKING:
    from imcommerce_qual.actions.theming import Themes


def command(
    finding: Annotated[
        str | None,
        typer.Option("--finding", metavar="FINDING", autocompletion=complete_finding, help="Only this finding."),
    ] = None,
    coder: WhoseOption = None,
    quotes: Annotated[
        int, typer.Option("--quotes", metavar="N", min=0, help="Excerpts to print under each theme.")
    ] = 2,
    codes: Annotated[bool, typer.Option("--codes/--no-codes", help="Print the codes of each theme.")] = True,
    every: Annotated[bool, typer.Option("--all-against", help="Print all that runs against a finding.")] = False,
    who: LooksOption = None,
    see: SeeOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Count findings, themes and codes, with excerpts: the main result.

    Overlapping excerpts under one code count once. Participants are those who speak in the excerpts, of all in
    completed transcripts. Exemplars are printed first, then excerpts that spread over participants and read well.
    In a pipe: a line for each theme and code.
    """
    from imcommerce_qual.actions.theming import themes
    from imcommerce_qual.cli.output import on_terminal, print_json, print_rows
    from imcommerce_qual.render.tables import theme_tables

    here = opened(study, as_of)
    found = themes(here, viewer=looks(here, who), see=see or (), coders=coder or (), finding=finding, quotes=quotes)
    if not found.study.findings.findings:
        say("there are no findings yet: write them into findings.yaml, with themes that gather codes")
    if as_json:
        print_json("themes", found.table, stamp=found.stamp)
    elif on_terminal():
        show_summary(found, codes=codes, against=None if every else 4)
    else:
        table = theme_tables(found.table, found.study)[0]
        print_rows([column.key for column in table.columns], table.rows)
    if not on_terminal() or as_json:
        say(*notes(found))
    tell_sight(looks(here, who), see)


def notes(found: Themes) -> tuple[str, ...]:
    """What must stand under the numbers: provenance, and what they rest on."""
    from imcommerce_qual.render.basis import basis_lines

    return basis_lines(found.table.basis, found.study)


def show_summary(found: Themes, *, codes: bool = True, against: int | None = 4) -> None:
    """The findings on stdout, for people."""
    from imcommerce_qual.cli.output import print_all
    from imcommerce_qual.render.summary import render_summary
    from imcommerce_qual.render.wrapped import Text

    print_all(
        [
            Text(found.study.title, style="bold underline"),
            Text(),
            *render_summary(found.table, found.study, codes=codes, against=against),
            *(Text(line, style="dim") for line in notes(found)),
        ]
    )
