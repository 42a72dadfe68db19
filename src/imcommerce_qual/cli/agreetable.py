"""Shows agreement on a table of ratings; and what options of ``imqual agree`` name."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from imcommerce_qual.cli.faults import say

if TYPE_CHECKING:
    from imcommerce_qual.actions.agreechoices import TableRequest
    from imcommerce_qual.actions.agreeing import TableAgreement


def refuse(given: Mapping[str, object], why: str, remedy: str) -> None:
    """An option that does nothing here is no silence.

    Raises:
        WrongUseError: one of these was given.
    """
    from imcommerce_qual.actions.errors import WrongUseError

    wrong = next((option for option, value in given.items() if value), None)
    if wrong is not None:
        raise WrongUseError(f"{wrong} {why}", remedy)


def listed(given: str | None) -> tuple[str, ...]:
    """Names with commas between them."""
    return tuple(name.strip() for name in (given or "").split(",") if name.strip())


def every(given: Iterable[str] | None) -> tuple[str, ...]:
    """The names of an option that may be given several times."""
    return tuple(name for each in given or () for name in listed(each))


def agree_on(table: Path, request: TableRequest, *, benchmark: bool, as_json: bool) -> None:
    """The agreement of that table, shown; ``-`` is the standard input."""
    from imcommerce_qual.actions.agreeing import agree_table

    piped = str(table) == "-"
    found = agree_table(Path("stdin") if piped else table, request, raw=sys.stdin.buffer.read() if piped else None)
    show_table(found, benchmark=benchmark, as_json=as_json)


def show_table(found: TableAgreement, *, benchmark: bool, as_json: bool) -> None:
    """The numbers as data, and under them in words what they rest on."""
    from imcommerce_qual.cli.output import console, on_terminal, print_all, print_fields, print_rows
    from imcommerce_qual.core.agreement.named import TITLES
    from imcommerce_qual.render.agreementtext import KEYS, benchmark_lines, plain_estimate, plain_row
    from imcommerce_qual.render.problems import render_problem
    from imcommerce_qual.render.tableagreement import basis_lines, heading, shown_rows

    everything = {**found.asked, **found.beside}
    in_order = {name: everything[name] for name in TITLES if name in everything}
    lines = [*basis_lines(found.basis, in_order, TITLES)]
    if benchmark:
        lines += benchmark_lines(in_order, dict(TITLES))
    say(*(render_problem(problem) for problem in found.warnings))
    if as_json:
        print_fields(
            "agreement",
            {
                **{name: plain_estimate(each) for name, each in found.asked.items()},
                "beside": {name: plain_estimate(each) for name, each in found.beside.items()},
                "basis": found.basis,
            },
        )
        say(*lines)
    elif on_terminal():
        from imcommerce_qual.render.wrapped import Text

        print_all([Text(heading(found.basis))])
        print_rows(*shown_rows(in_order, TITLES, width=console().width), right=("value", "SE", "units"))
        print_all([Text(), *map(Text, lines)])
    else:
        print_rows(KEYS, [plain_row(name, each) for name, each in in_order.items()])
        say(*lines)
