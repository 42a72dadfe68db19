"""What ``pseudonymise`` and ``erase`` share: the preview, the question, and what was done."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.faults import ExitCode, say

if TYPE_CHECKING:
    from imcommerce_qual.actions.forgetplan import ForgetPlan
    from imcommerce_qual.actions.opened import Opened

YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do it; ask nothing.")]
AllOption = Annotated[bool, typer.Option("--all", help="Show every place one by one, also in stored versions.")]


def forget(here: Opened, plan: ForgetPlan, *, yes: bool, whole: bool, as_json: bool) -> None:
    """The plan shown, and carried out where that is wanted."""
    from imcommerce_qual.actions.forgetting import carry_out

    _show(plan, whole=whole, as_json=as_json)
    if plan.nothing:
        return
    if not yes:
        if not sys.stdin.isatty():
            say("nothing was written: look at this, and say `--yes`; it cannot be undone")
            raise typer.Exit(ExitCode.WRONG_USE)
        typer.confirm("Do this? It cannot be undone.", abort=True, err=True)
    carry_out(here, plan)
    say(f"{plan.kind}: wrote {len(plan.writes)} files, deleted {len(plan.deletes)}; it cannot be undone")


def _show(plan: ForgetPlan, *, whole: bool, as_json: bool) -> None:
    from imcommerce_qual.cli.output import print_json
    from imcommerce_qual.render.forgettext import render_counted, render_places

    if as_json:
        named = ("hits", "originals", "renamed", "unreached", "longer", "otherwise", "removed", "consequences")
        print_json("forgetting", {name: getattr(plan, name) for name in named})
        return
    lines = list(render_places(plan.hits, whole=whole))
    lines += [f"{name}: deleted: it holds the words, and is not ours to rewrite" for name in plan.originals]
    lines += [f"{name}: renamed" for name in plan.renamed if not name.startswith("history/")]
    lines += render_counted("stays, as part of longer words", plan.longer)
    lines += render_counted("stays, spelled otherwise (name it too, if it is meant)", plan.otherwise)
    print("\n".join(lines) or "the words are nowhere in this study")
    if plan.nothing:
        return
    _show_consequences(plan)
    for each in plan.unreached:
        say(f"not reached: {each}")


def _show_consequences(plan: ForgetPlan) -> None:
    told = plan.consequences
    if plan.removed:
        say(f"{plan.removed} codings lie on nothing but erased words, and are taken off")
    say(f"the words under {told.quotations} codings change")
    for each in told.counts:
        say(
            f"  {each.code}: {each.codings[0]} → {each.codings[1]} codings, "
            f"{each.participants[0]} → {each.participants[1]} participants"
        )
    if told.hidden:
        say("  (others' codings that you may not see yet are not counted here, but changed too)")
