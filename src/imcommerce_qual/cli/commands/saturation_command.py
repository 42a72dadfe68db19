"""``imqual saturation``."""

from __future__ import annotations

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
