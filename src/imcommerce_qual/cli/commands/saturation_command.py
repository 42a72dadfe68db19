"""``imqual saturation``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.options import AsOfOption, JsonOption, LooksOption, StudyOption, WhoseOption, looks, opened


def command(
    base: Annotated[int, typer.Option("--base", min=1, help="Base size: how many interviews to compare with.")] = 4,
    run: Annotated[int, typer.Option("--run", min=1, help="Run length: how many interviews are new together.")] = 2,
    threshold: Annotated[
        float, typer.Option("--threshold", min=0, max=0.99, help="New information that is little: 0.05 is 5 %.")
    ] = 0.05,
    orders: Annotated[int, typer.Option("--orders", min=1, help="How many random orders to look at too.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Which random orders.")] = 1,
    coder: WhoseOption = None,
    who: LooksOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Show when codes first occur, and for inductive codes whether new interviews still bring new ones.

    Completed transcripts in the order in which they were held, and in random orders. Saturation (Guest, Namey & Chen
    2020) is computed for inductive codes alone: codes that were there beforehand say nothing about it.
    """
    from imcommerce_qual.actions.analysing import sighted
    from imcommerce_qual.actions.exportanalysis import export_saturation
    from imcommerce_qual.actions.occurring import Options
    from imcommerce_qual.cli.tabling import show

    here = opened(study, as_of)
    options = Options(base=base, run=run, threshold=threshold, orders=orders, seed=seed)
    found = export_saturation(sighted(here, viewer=looks(here, who), coders=coder or ()), options)
    show(found, found.tables, found.pictures, as_json=as_json)
