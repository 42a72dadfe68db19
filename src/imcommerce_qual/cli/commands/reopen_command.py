"""``imqual reopen``."""

from __future__ import annotations

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, StudyOption, TranscriptArgument, acts, opened


def command(transcript: TranscriptArgument, who: ActsOption = None, study: StudyOption = None) -> None:
    """Take back that a transcript is done.

    It is being coded again; until it is done, it does not count as read.
    """
    from imcommerce_qual.actions.finishing import reopen

    here = opened(study)
    coder = acts(here, who)
    done = reopen(here, coder, transcript)
    name = done.transcripts[0]
    tail = f"; undo: imqual undo {name} --as {coder}" if done.written else ""
    say(f"{name}, {coder}: {done.what}{tail}")
