"""``imqual transcript``."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.completing import complete_transcript
from imcommerce_qual.cli.faults import ExitCode, say
from imcommerce_qual.cli.options import (
    ActsOption,
    JsonOption,
    LooksOption,
    StudyOption,
    TranscriptArgument,
    acts,
    looks,
    opened,
)

if TYPE_CHECKING:
    from imcommerce_qual.actions.opened import Opened
    from imcommerce_qual.actions.retexting import TextPlan

app = typer.Typer(
    name="transcript",
    help="Edit a transcript without losing codings: update, record, history, lost.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
WhyOption = Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason, kept with the edit.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do it; ask nothing.")]
DryOption = Annotated[bool, typer.Option("--dry-run", help="Show what would become of codings; write nothing.")]


@app.callback()
def transcript() -> None:
    """Edit a transcript without losing codings: update, record, history, lost."""


@app.command("update")
def update(
    name: TranscriptArgument,
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The new transcript, or only its new text.")],
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Replace a transcript by an edited one, and carry every coding along.

    Shows what becomes of the codings first: kept, changed (the words before and now), or lost (with places that look
    like them). Both texts are stored under history/, and the edit is recorded beside them. A NEW without front matter
    is the text alone: the front matter stays.
    """
    from imcommerce_qual.actions.retexting import plan_update

    here = opened(study)
    _carried_out(here, plan_update(here, acts(here, who), name, new), why, yes=yes, dry=dry, as_json=as_json)


@app.command("record")
def record(
    name: TranscriptArgument,
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Record that a transcript was edited by hand, after a look at what became of the codings.

    The text is compared with the stored one that a coding, a completion or an edit named last.
    """
    from imcommerce_qual.actions.retexting import plan_record

    here = opened(study)
    _carried_out(here, plan_record(here, acts(here, who), name), why, yes=yes, dry=dry, as_json=as_json)


@app.command("history")
def history(
    name: TranscriptArgument, who: LooksOption = None, as_json: JsonOption = False, study: StudyOption = None
) -> None:
    """List the texts that a transcript had, and the edits: who, when, why, and what they did to codings."""
    from imcommerce_qual.actions.texts import text_history
    from imcommerce_qual.cli.output import print_json, print_rows
    from imcommerce_qual.render.fatetext import render_change, render_counts
    from imcommerce_qual.render.words import count, when

    here = opened(study)
    found = text_history(here, name, viewer=looks(here, who))
    if as_json:
        print_json("history", found)
        return
    rows = [
        [
            when(each.edit.at),
            each.edit.by,
            each.edit.from_,
            each.edit.to,
            render_change([each.edit]),
            render_counts(Counter(each.fates)),
            each.edit.why,
        ]
        for each in found.edits
    ]
    print_rows(["at", "by", "from", "to", "text", "codings on it", "why"], rows)
    for text in found.versions:
        told = f"{text.text}  {count(text.codings, 'coding')}"
        say(f"{told}{'  today' if text.today else ''}{'' if text.stored or text.today else '  not stored'}")


@app.command("lost")
def lost(
    name: Annotated[
        str | None, typer.Argument(metavar="[TRANSCRIPT]", help="Else: all.", autocompletion=complete_transcript)
    ] = None,
    who: LooksOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """List codings whose words were edited: changed ones, and lost ones with places that look like them.

    With --as, only that coder's own. Settle each with imqual amend ID --keep, --take N, --at START:END or --quote, or
    imqual uncode ID; or on a screen: imqual review --lost.

    """
    from imcommerce_qual.actions.texts import unsettled
    from imcommerce_qual.cli.output import print_json
    from imcommerce_qual.render.fatetext import render_fates

    here = opened(study)
    viewer = looks(here, who)
    found = unsettled(here, name, viewer=viewer, only=viewer)
    if as_json:
        print_json("codings", found.fates)
        return
    if found.fates:
        print("\n".join(list(render_fates(found.fates))[1:]))
        coder = f" --as {viewer}" if viewer else ""
        say(
            f"settle each: imqual amend ID{coder} with --keep (right as they are now), --take N (the candidate), "
            f"--at START:END or --quote; or imqual uncode ID{coder}",
            f"on a screen: imqual review --lost{coder}" if coder else "",
        )
    else:
        say("no coding waits for an answer: all words stand as they were coded")


def _carried_out(here: Opened, plan: TextPlan, why: str, *, yes: bool, dry: bool, as_json: bool) -> None:
    """The plan shown, and carried out where that is wanted."""
    from imcommerce_qual.actions.retexting import carry_out

    if plan.nothing:
        say(f"{plan.transcript}: nothing to record; the text is as it was")
        return
    _show(plan, as_json=as_json)
    if dry:
        say("nothing was written (--dry-run)")
        return
    if not yes:
        if not sys.stdin.isatty():
            say("nothing was written: look at this, and say `--yes`")
            raise typer.Exit(ExitCode.WRONG_USE)
        typer.confirm(f"Write this edit of {plan.transcript}?", abort=True, err=True)
    for path in carry_out(here, plan, why):
        say(f"wrote {path.relative_to(here.root).as_posix()}")
    if any(fate.verdict != "kept" for fate in plan.fates):
        say(f"next: imqual transcript lost {plan.transcript} --as {plan.by}")
    say(*_undo(plan))


def _undo(plan: TextPlan) -> list[str]:
    if plan.content is None or not plan.edits:
        return []
    old = f"history/transcripts/{plan.transcript}/{plan.edits[0].from_}.md"
    return [f"undo: imqual transcript update {plan.transcript} {old} --as {plan.by}"]


def _show(plan: TextPlan, *, as_json: bool) -> None:
    from imcommerce_qual.cli.output import print_json
    from imcommerce_qual.render.fatetext import render_change, render_fates
    from imcommerce_qual.render.problems import render_problem

    if as_json:
        print_json("codings", plan.fates, transcript=plan.transcript, edits=plan.edits, hidden=plan.hidden)
        return
    for problem in plan.warnings:
        say(render_problem(problem), "")
    if plan.edits:
        print(f"{plan.transcript}: {render_change(plan.edits)}")
        print("\n".join(render_fates(plan.fates, plan.hidden)))
    else:
        print(f"{plan.transcript}: only the front matter changes")
