"""``imqual redo``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.completing import complete_transcript
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, StudyOption, acts, opened


def command(
    transcript: Annotated[
        str | None,
        typer.Argument(
            metavar="[TRANSCRIPT]",
            help="In which transcript (else: the one of the latest action).",
            autocompletion=complete_transcript,
        ),
    ] = None,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Put back what undo took back.

    As often as you like, also after days; what a batch did goes together.
    """
    from imcommerce_qual.actions.changing import redo

    here = opened(study)
    coder = acts(here, who)
    done = redo(here, coder, transcript)
    say(f"{done.what} ({', '.join(done.transcripts)}); back: imqual undo {done.transcripts[0]} --as {coder}")
