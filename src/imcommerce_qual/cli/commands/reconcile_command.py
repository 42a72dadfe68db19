"""``imqual reconcile``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.completing import complete_kind, complete_transcript
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import (
    ActsOption,
    CodeOption,
    ComparedOption,
    JsonOption,
    StudyOption,
    acts,
    opened,
    study_folder,
)

if TYPE_CHECKING:
    from imcommerce_qual.tui.reconcile.keys import ReconcileKeys


def command(
    transcripts: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TRANSCRIPT]...", help="Only these.", autocompletion=complete_transcript),
    ] = None,
    round_name: Annotated[
        str | None, typer.Option("--round", metavar="ROUND", help="Only what was coded in this round.")
    ] = None,
    coders: ComparedOption = None,
    code: CodeOption = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", metavar="KIND", autocompletion=complete_kind, help="boundary, not-by-all, code, split or stance."
        ),
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="NAMES", help="Who decides, with commas (else: asked).")] = "",
    propose: Annotated[
        bool, typer.Option("--propose", help="Alone: say how you would settle them, before you meet.")
    ] = False,
    who: ActsOption = None,
    light: Annotated[bool, typer.Option("--light", help="Dark words on a light screen.")] = False,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Settle disagreements together on a full screen, with the reasons; or propose alone how.

    Every decision is on the disk before it is shown; leave at any time and go on where you were. `?` on the screen
    shows every key. Without a terminal, and with --json, what is open is printed, as by imqual compare.
    """
    if as_json or not _screen():
        from imcommerce_qual.cli.commands.compare_command import command as compare

        compare(
            transcripts=transcripts,
            round_name=round_name,
            coders=coders,
            code=code,
            kind=kind,
            who=who,
            as_json=as_json,
            study=study,
        )
        return
    from imcommerce_qual.actions.comparing import Wanted
    from imcommerce_qual.cli.agreetable import every
    from imcommerce_qual.render.words import count
    from imcommerce_qual.store.workspace import find_study
    from imcommerce_qual.tui.reconcile.run import run
    from imcommerce_qual.tui.reconcile.session import Meeting

    wanted = Wanted(
        round=round_name,
        coders=every(coders),
        transcripts=tuple(transcripts or ()),
        codes=tuple(code or ()),
        kinds=tuple(kind or ()),
    )
    deciders = tuple(each.strip() for each in by.split(",") if each.strip())

    def begin(keys: ReconcileKeys) -> Meeting:
        here = opened(study)
        return Meeting(here, acts(here, who), wanted, apart=propose, by=deciders, keys=keys)

    meeting = run(find_study(study_folder(study)), begin, ask=not propose and not deciders, light=light)
    if meeting is None:
        say("you left before the study was read; nothing was written")
        return
    progress = meeting.agenda.progress
    if not progress.of:
        say("nothing to settle: no transcript that at least two coders completed has a disagreement")
    elif propose:
        say(f"everything is saved; {meeting.agenda.own_proposals} of {count(progress.of, 'disagreement')} proposed")
    else:
        say(f"everything is saved; {progress.settled} of {count(progress.of, 'disagreement')} settled")
    if meeting.agenda.found.hidden:
        names = sorted({name for _, name in meeting.agenda.found.hidden})
        say(f"hidden until {meeting.writer} is done: {', '.join(names)}")


def _screen() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
