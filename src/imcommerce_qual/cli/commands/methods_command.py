"""``imqual methods``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import (
    AsOfOption,
    BaseOption,
    JsonOption,
    LooksOption,
    OrdersOption,
    RunOption,
    SeedOption,
    StudyOption,
    ThresholdOption,
    WhoseOption,
    looks,
    opened,
)


def command(
    sources: Annotated[bool, typer.Option("--sources", help="Each sentence with where it comes from.")] = False,
    checklist: Annotated[
        bool, typer.Option("--checklist", help="Instead: the draft of the checklist that study.yaml declares.")
    ] = False,
    base: BaseOption = 4,
    run: RunOption = 2,
    threshold: ThresholdOption = 0.05,
    orders: OrdersOption = 1000,
    seed: SeedOption = 1,
    coder: WhoseOption = None,
    who: LooksOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Print a methods paragraph made of the project's own numbers, and the checklist's draft.

    Nothing is said that is not counted or declared. COREQ and SRQR are drafted where study.yaml declares one
    (`reporting: {checklist: coreq}`); what cannot be derived is left to the authors. `imqual export methods` writes
    both to files.
    """
    from imcommerce_qual.actions.analysing import sighted
    from imcommerce_qual.actions.methods import checklist_table, methods
    from imcommerce_qual.actions.occurring import Options
    from imcommerce_qual.cli.output import on_terminal, print_json, print_lines, print_rows
    from imcommerce_qual.render.basis import basis_lines

    here = opened(study, as_of)
    seen = sighted(here, viewer=looks(here, who), coders=coder or ())
    options = Options(base=base, run=run, threshold=threshold, orders=orders, seed=seed)
    found = methods(seen, options)
    if as_json:
        print_json("methods", found, stamp=seen.stamp)
    elif checklist:
        table = checklist_table(found, seen)
        titles = [each.title if on_terminal() else each.key for each in table.columns]
        print_rows(titles, table.rows, wrapped=titles)
        say(*table.notes)
    elif sources:
        titles = ["Sentence", "Where it comes from"] if on_terminal() else ["sentence", "source"]
        print_rows(titles, [(each.text, each.source) for each in found.sentences], wrapped=titles)
    else:
        paragraph = " ".join(each.text for each in found.sentences)
        if on_terminal():
            print_lines([paragraph])
        else:
            print(paragraph)
    if not checklist:
        say(*basis_lines(seen.ground.basis, seen.study))
