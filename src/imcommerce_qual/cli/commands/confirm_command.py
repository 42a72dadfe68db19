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

    They are stale no more; nothing else about them changes. `imqual codebook stale` lists those that wait for it.
    """
    from imcommerce_qual.actions.confirming import confirm_named

    here = opened(study)
    coder = acts(here, who)
    done = confirm_named(here, coder, which)
    say(f"{done.what} in {', '.join(done.transcripts)}; undo: imqual undo {done.transcripts[0]} --as {coder}")
