"""``imqual redo``."""

from __future__ import annotations

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, LatestArgument, StudyOption, acts, opened


def command(transcript: LatestArgument = None, who: ActsOption = None, study: StudyOption = None) -> None:
    """Put back what undo took back.

    As often as you like, also after days; what a batch did goes together.
    """
    from imcommerce_qual.actions.takingback import redo

    here = opened(study)
    coder = acts(here, who)
    done = redo(here, coder, transcript)
    say(f"{done.what} ({', '.join(done.transcripts)}); back: imqual undo {done.transcripts[0]} --as {coder}")
