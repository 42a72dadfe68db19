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
    codes: Annotated[
        str | None,
        typer.Option("--codes", metavar="LIST", help="Looked through again for these codes only: a,b."),
    ] = None,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Say that a transcript has been read and coded to the end.

    From now on, where nothing is coded, nothing was found; agreement and "9 of 12" rest on it. With --codes, say that
    a completed transcript was looked through again for codes that are new or wider (imqual codebook stale --omissions).
    """
    from imcommerce_qual.actions.confirming import complete_codes
    from imcommerce_qual.actions.finishing import complete

    here = opened(study)
    coder = acts(here, who)
    named = [each.strip() for each in (codes or "").split(",") if each.strip()]
    if named:
        done = complete_codes(here, coder, transcript, named)
    else:
        done = complete(here, coder, transcript, round_id=round_name)
    name = done.transcripts[0]
    tail = f"; undo: imqual undo {name} --as {coder}" if done.written else ""
    say(f"{name}, {coder}: {done.what}{tail}")
