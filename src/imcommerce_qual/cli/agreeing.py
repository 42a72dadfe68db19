"""Shows a study's agreement: tables, bars, plain words, JSON, a plot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from imcommerce_qual.cli.faults import say

if TYPE_CHECKING:
    from imcommerce_qual.actions.agreewanted import AgreeRequest
    from imcommerce_qual.core.reliability.basis import StudyAgreement
    from imcommerce_qual.render.agreestudytables import Shown


def agree_here(
    request: AgreeRequest,
    *,
    study: Path | None,
    as_of: str | None,
    who: str | None,
    benchmark: bool,
    plot: Path | None,
    as_json: bool,
) -> None:
    """The agreement of the study that is here, shown."""
    from imcommerce_qual.actions.agreeplot import check_plot
    from imcommerce_qual.actions.agreestudy import agree_study
    from imcommerce_qual.cli.options import looks, opened

    if plot is not None:
        check_plot(plot)
    here = opened(study, as_of)
    found = agree_study(here, request, viewer=looks(here, who))
    show_study(found, benchmark=benchmark, plot=plot, as_json=as_json)


def show_study(found: StudyAgreement, *, benchmark: bool, plot: Path | None, as_json: bool) -> None:
    """The numbers as data, and in words what they rest on."""
    from imcommerce_qual.actions.agreeplot import write_plot
    from imcommerce_qual.cli.output import console, on_terminal, print_lines, print_rows
    from imcommerce_qual.core.agreement.named import TITLES
    from imcommerce_qual.render.agreestudytables import (
        code_rows_plain,
        code_tables,
        group_rows_plain,
        group_tables,
        pair_tables,
    )
    from imcommerce_qual.render.agreestudytext import all_lines, heading

    lines = [*all_lines(found, benchmark=benchmark)]
    width = console().width
    pairs = pair_tables(found.pairs, found.basis.coders, width) if found.pairs else []
    if as_json:
        print_study(found)
        say(heading(found.basis), *lines)
    elif on_terminal():
        print_lines([heading(found.basis), ""])
        by_code = code_tables(found, width=width, shorts=dict(TITLES)) if found.by is None else ()
        for table in [*by_code, *(group_tables(found, width) if found.by is not None else ()), *pairs]:
            _show(table)
        print_lines(lines)
    else:
        print_rows(*(code_rows_plain(found) if found.by is None else group_rows_plain(found)))
        say(heading(found.basis))
        for table in pairs:
            say(table.heading, *("  ".join(["", *row]) for row in (table.titles, *table.rows)))
        say(*lines)
    if plot is not None:
        written, warning = write_plot(plot, found, benchmark=benchmark)
        say(*([warning] if warning else []), f"wrote {written}; nothing else was changed")


def _show(table: Shown) -> None:
    from imcommerce_qual.cli.output import print_lines, print_rows

    if table.heading:
        print_lines([table.heading])
    print_rows(table.titles, table.rows, right=table.right)
    print_lines([""])


def print_study(found: StudyAgreement) -> None:
    """The envelope ``study-agreement``."""
    from imcommerce_qual.cli.output import print_fields
    from imcommerce_qual.render.agreestudyjson import plain_study

    print_fields("study-agreement", plain_study(found))
