"""What every command that changes the codebook shares: the preview, the question, and what was written."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.faults import ExitCode, say
from imcommerce_qual.cli.options import acts, opened

if TYPE_CHECKING:
    from imcommerce_qual.actions.codebookchange import CodebookPlan
    from imcommerce_qual.actions.opened import Opened
    from imcommerce_qual.core.revising import Revision
    from imcommerce_qual.model.codebook import Codebook

WhyOption = Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason, kept in the history.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do it; ask nothing.")]
DryOption = Annotated[bool, typer.Option("--dry-run", help="Show what would become of codings; write nothing.")]


#: Of more codes without a definition only so many are named.
_NAMED = 4


class Ask:
    """How a command was asked to go about it."""

    def __init__(self, who: str | None, study: Path | None, *, why: str, yes: bool, dry: bool, as_json: bool) -> None:
        self.here = opened(study)
        self.by = acts(self.here, who)
        self.why = why
        self.yes = yes
        self.dry = dry
        self.as_json = as_json

    def change(self, planned: Callable[[Codebook], Revision]) -> None:
        """Plan it, show it, and write it where that is wanted."""
        from imcommerce_qual.actions.codebookchange import plan

        finish(self.here, plan(self.here, self.by, planned, why=self.why), self)


def finish(here: Opened, plan: CodebookPlan, ask: Ask, *, shown: bool = False) -> None:
    """The plan shown, unless it is already, and carried out where that is wanted."""
    from imcommerce_qual.actions.codebookchange import carry_out

    if not ask.as_json and not shown:
        _show(plan)
    written = None
    if not ask.dry and _agreed(ask):
        written = carry_out(here, plan)
    if ask.as_json:
        from imcommerce_qual.cli.output import print_json

        print_json(
            "effects",
            plan.effects,
            entries=plan.entries,
            themes=plan.themes,
            named_in=plan.named_in,
            hidden=plan.hidden,
            written=written is not None,
            revision=plan.after.revision if written else plan.before.revision,
            hash=plan.after.hash if written else plan.before.hash,
        )
    if written is None:
        say("nothing was written (--dry-run)" if ask.dry else "nothing was written: look at this, and say `--yes`")
        if not ask.dry:
            raise typer.Exit(ExitCode.WRONG_USE)
        return
    for path in written.paths:
        say(f"wrote {path.relative_to(here.root).as_posix()}")
    undo = f"imqual codebook revert {written.undo} --as {plan.by}" if plan.effects else "git restores the file"
    say(f"revision {written.revision} ({written.hash}); undo: {undo}")
    if any(each.change in {"split", "redefined", "narrowed"} and each.codings for each in plan.effects):
        say(f"next: imqual review --stale --as {plan.by}")
    for code in plan.undefined[:_NAMED]:
        say(f"{code} has no definition yet: imqual codebook edit {code} --definition … --meaning reworded")


def _agreed(ask: Ask) -> bool:
    if ask.yes:
        return True
    if not sys.stdin.isatty():
        return False
    typer.confirm("Write this change of the codebook?", abort=True, err=True)
    return True


def _show(plan: CodebookPlan) -> None:
    from imcommerce_qual.core.codebookdiff import compare
    from imcommerce_qual.render.changetext import difference_lines, effect_lines, entry_words
    from imcommerce_qual.render.words import count

    for effect in plan.effects:
        print(entry_words(effect))
        for line in effect_lines(effect):
            print(f"  {line}")
    if not plan.effects:
        for entry in plan.entries:
            print(f"keeps: {entry_words(entry)} ({entry.by}, {entry.at:%Y-%m-%d})")
    for line in difference_lines(each for each in compare(plan.before, plan.after, plan.entries) if each.fields):
        print(f"  {line}")
    for shift in plan.themes:
        gains = f" gathers {', '.join(shift.gains)} too" if shift.gains else ""
        loses = f" no longer gathers {', '.join(shift.loses)}" if shift.loses else ""
        print(f"  theme {shift.theme}{gains}{' and' if gains and loses else ''}{loses}")
    if plan.named_in:
        print(f"  named in the texts of {', '.join(plan.named_in)}, which stay as they are: look at them")
    if plan.comments_lost:
        print(f"  {count(plan.comments_lost, 'line')} of comments on it go too (kept in history/codebook/)")
    if plan.hidden:
        names = ", ".join(sorted({coder for coder, _ in plan.hidden}))
        pairs = count(len(plan.hidden), "transcript")
        say(f"not counted here: {names}'s codings of {pairs}, which you have not completed; they follow all the same")
