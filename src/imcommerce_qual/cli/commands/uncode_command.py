"""``imqual uncode``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, StudyOption, acts, opened


def command(
    which: Annotated[str, typer.Argument(metavar="ID|TRANSCRIPT", help="The coding's id (8 digits do), or...")],
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="...a transcript and a code.")] = None,
    quote: Annotated[str | None, typer.Option("--quote", metavar="WORDS", help="The coded words.")] = None,
    near: Annotated[str | None, typer.Option("--near", metavar="WORDS", help="Words close to them.")] = None,
    turn: Annotated[int | None, typer.Option("--turn", metavar="N", help="The number of their turn.")] = None,
    at: Annotated[str | None, typer.Option("--at", metavar="START:END", help="The span.")] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="WORDS", help="The reason, kept with the event.")] = None,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Take a coding off.

    Name it by its id, or by transcript, code and words: imqual uncode S03 trust.person --quote "…"
    """
    from imcommerce_qual.actions.applying import Request
    from imcommerce_qual.actions.batch import parse_span
    from imcommerce_qual.actions.changing import coding_on, find_coding, uncode

    here = opened(study)
    coder = acts(here, who)
    if code is None:
        coding = find_coding(here, coder, which)
    else:
        span = parse_span(at) if at is not None else None
        request = Request(transcript=which, code=code, quote=quote, near=near, turn=turn, at=span)
        coding = coding_on(here, coder, request)
    done = uncode(here, coder, coding, why)
    say(f"{done.what} in {coding.transcript}; undo: imqual undo {coding.transcript} --as {coder}")
