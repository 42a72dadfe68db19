"""``imqual confirm``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, StudyOption, acts, opened


def command(
    which: Annotated[list[str], typer.Argument(metavar="ID...", help="The codings' ids (8 digits do).")],
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Say that codings are still right under a newer definition.

    They are stale no more; nothing else about them changes. `imqual review --stale` lists those that wait for it.
    """
    from imcommerce_qual.actions.changing import find_coding
    from imcommerce_qual.actions.settling import confirm

    here = opened(study)
    coder = acts(here, who)
    done = confirm(here, coder, [find_coding(here, coder, each) for each in which])
    tail = f"; undo: imqual undo {done.transcripts[0]} --as {coder}" if done.written else ""
    say(f"{done.what} in {', '.join(done.transcripts)}{tail}")
