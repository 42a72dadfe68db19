"""``imqual groups``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.completing import complete_attribute
from imcommerce_qual.cli.options import AsOfOption, JsonOption, LooksOption, StudyOption, WhoseOption, looks, opened


def command(
    attribute: Annotated[
        str,
        typer.Argument(
            metavar="ATTRIBUTE", autocompletion=complete_attribute, help="What study.yaml declares of participants."
        ),
    ],
    cuts: Annotated[str, typer.Option("--cuts", metavar="LIST", help="Where groups by a number begin: 30,50.")] = "",
    codes: Annotated[bool, typer.Option("--codes", help="Every code too, not themes alone.")] = False,
    coder: WhoseOption = None,
    who: LooksOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Set groups of participants side by side: how many of each have an excerpt under each theme.

    Counts and shares, without tests and intervals: people were chosen on purpose, and few of them. A number is cut at
    its median unless `--cuts` says where.
    """
    from dataclasses import replace

    from imcommerce_qual.actions.analysing import parse_cuts, sighted
    from imcommerce_qual.actions.exportanalysis import export_groups
    from imcommerce_qual.actions.occurring import Options
    from imcommerce_qual.cli.tabling import show

    here = opened(study, as_of)
    seen = sighted(here, viewer=looks(here, who), coders=coder or ())
    found = export_groups(seen, Options(attributes=(attribute,), cuts=parse_cuts(cuts)))
    # A study without themes yet is compared by its codes.
    every = codes or not seen.study.findings.themes
    tables = [
        replace(each, rows=tuple(row for row in each.rows if every or row[0] == "theme")) for each in found.tables
    ]
    show(found, tables, as_json=as_json)
