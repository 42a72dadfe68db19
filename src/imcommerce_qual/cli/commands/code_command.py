"""``imqual code``."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, SeeOption, StudyOption, TranscriptArgument, acts, opened


def command(
    transcript: TranscriptArgument,
    who: ActsOption = None,
    see: SeeOption = None,
    light: Annotated[bool, typer.Option("--light", help="Dark words on a light screen.")] = False,
    study: StudyOption = None,
) -> None:
    """Code a transcript on a full screen, at the keyboard.

    `?` shows every key. Each action is on the disk before the screen shows it; the next time, you are where you were.
    Without a screen (or with a screen reader): show, find, apply, amend, uncode, undo and done do all that it does.
    """
    from imcommerce_qual.actions.errors import WrongUseError

    here = opened(study)
    coder = acts(here, who)
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        raise WrongUseError(
            "the coding screen needs a terminal",
            f"run it in one, or use `imqual show {transcript}` and `imqual apply {transcript} CODE --quote …`",
        )
    from imcommerce_qual.tui.run import run

    session = run(here, coder, transcript, see=see or (), light=light)
    name = session.room.name
    say(f"everything is saved; {coder} was at turn {session.turn} of {name}; back: imqual code {name} --as {coder}")
