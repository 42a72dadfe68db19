"""``imqual erase``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.forgetting import AllOption, YesOption, forget
from imcommerce_qual.cli.options import ActsOption, JsonOption, StudyOption, acts, opened


def command(
    participant: Annotated[
        str | None, typer.Option("--participant", metavar="ID", help="Everything that this participant said.")
    ] = None,
    text: Annotated[
        list[str] | None, typer.Option("--text", metavar="WORDS", help="These words, wherever they stand.")
    ] = None,
    yes: YesOption = False,
    whole: AllOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Erase words, or everything that a participant said, from all that was kept.

    Puts [erased] in their place in transcripts, stored versions, codings, memos and everything else in the study's
    folder; originals in sources/ that hold them are deleted. Of a participant, what the front matter says goes too,
    and codings on nothing but their words are taken off for good. Where nobody else was interviewed, so do the
    questions, the date and place of the interview, and remarks, cells and memos about it.
    Shows every place first, and what it cannot reach.
    """
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.actions.forgetplan import plan_erase_participant, plan_erase_words

    here = opened(study)
    coder = acts(here, who)
    if (participant is None) == (not text):
        raise WrongUseError("what is to be erased?", 'give `--participant ID`, or `--text "…"` (as often as it takes)')
    if participant is not None:
        plan = plan_erase_participant(here, coder, participant)
    else:
        plan = plan_erase_words(here, coder, text or [])
    forget(here, plan, yes=yes, whole=whole, as_json=as_json)
