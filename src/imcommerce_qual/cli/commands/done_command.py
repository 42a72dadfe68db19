"""``imqual done``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, StudyOption, TranscriptArgument, acts, opened


def command(
    transcript: TranscriptArgument,
    round_name: Annotated[
        str | None, typer.Option("--round", metavar="ROUND", help="Only the passages that this round assigned.")
    ] = None,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Say that a transcript has been read and coded to the end.

    From now on, where nothing is coded, nothing was found; agreement and "9 of 12" rest on it.
    """
    from imcommerce_qual.actions.changing import complete

    here = opened(study)
    coder = acts(here, who)
    done = complete(here, coder, transcript, round_id=round_name)
    name = done.transcripts[0]
    tail = f"; undo: imqual undo {name} --as {coder}" if done.written else ""
    say(f"{name}, {coder}: {done.what}{tail}")
