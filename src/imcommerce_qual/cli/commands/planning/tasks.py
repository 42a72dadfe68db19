"""``imqual plan assign`` and ``imqual plan declare``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.commands.planning.options import TranscriptsArgument, WhyOption
from imcommerce_qual.cli.completing import complete_coder
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, StudyOption, acts, opened


def assign(
    coder: Annotated[str, typer.Argument(metavar="CODER", help="Who codes.", autocompletion=complete_coder)],
    transcripts: TranscriptsArgument = None,
    taken: Annotated[bool, typer.Option("--take-away", help="They need not code these.")] = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Say who codes which transcripts; `imqual status` follows it."""
    from imcommerce_qual.actions.planning import assign as assigned

    here = opened(study)
    event = assigned(here, acts(here, who), coder, tuple(transcripts or ()), taken=taken)
    names = " ".join(event.transcripts)
    back = "" if taken else " --take-away"
    verb = "need not code" if taken else "codes"
    say(
        f"{event.coder} {verb} {', '.join(event.transcripts)}",
        f"undo: imqual plan assign {event.coder} {names}{back} --as {event.by}",
    )


def declare(
    wanted: Annotated[bool, typer.Option("--wanted/--not-wanted", help="Whether agreement is wanted.")],
    why: WhyOption = "",
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Say, with today's date, whether agreement is wanted in this study, and why.

    Reflexive analyses may not want it: every other part of imqual works without. The latest declaration holds.
    """
    from imcommerce_qual.actions.planning import declare as declared

    here = opened(study)
    event = declared(here, acts(here, who), wanted=wanted, why=why)
    say(f"declared: agreement is {'wanted' if event.wanted else 'not wanted'}; a later declaration replaces this one")
