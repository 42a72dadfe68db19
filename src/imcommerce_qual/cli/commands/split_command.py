"""``imqual split``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.completing import complete_code
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, StudyOption, acts, opened


def command(
    which: Annotated[str, typer.Argument(metavar="ID", help="The coding's id (8 digits do).")],
    before: Annotated[
        str | None, typer.Option("--before", metavar="WORDS", help="The words that the second part begins with.")
    ] = None,
    at: Annotated[int | None, typer.Option("--at", metavar="POSITION", help="Where it begins, in code points.")] = None,
    code: Annotated[
        str | None,
        typer.Option("--code", metavar="CODE", help="A code for the second part.", autocompletion=complete_code),
    ] = None,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Split a coding in two, under the same code or with another one for the second part.

    The first part keeps id, memo and marks; the second is a new coding with the same stance. One undo takes it back.
    """
    from imcommerce_qual.actions.changing import find_coding
    from imcommerce_qual.actions.settling import begins_at, split

    here = opened(study)
    coder = acts(here, who)
    coding = find_coding(here, coder, which)
    done, second = split(here, coder, coding, begins_at(here, coding, before, at), code)
    say(f"{done.what}: {coding.id[:8]} and {second[:8]}; undo: imqual undo {coding.transcript} --as {coder}")
