"""``imqual findings``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.completing import complete_finding
from imcommerce_qual.cli.confirming import DryOption, YesOption, go_ahead, say_written
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, JsonOption, LooksOption, StudyOption, acts, looks, opened

if TYPE_CHECKING:
    from imcommerce_qual.actions.findingsplan import FindingsPlan
    from imcommerce_qual.actions.opened import Opened

app = typer.Typer(
    name="findings",
    help="Show, add, reword and remove findings and themes; look again at stances.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
WhyOption = Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason, kept in the log.")]


@app.callback()
def findings() -> None:
    """Show, add, reword and remove findings and themes; look again at stances."""


@app.command("show")
def show(
    name: Annotated[str | None, typer.Argument(metavar="[ID]", help="Only this finding or theme.")] = None,
    who: LooksOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Show questions, findings and themes with dates, codes, counts and memos.

    Stances that were given toward older words of a finding are counted as needing another look. `imqual themes` prints
    the excerpts.
    """
    from imcommerce_qual.actions.findings import findings_view, known_statement
    from imcommerce_qual.actions.memos import memos_by_about
    from imcommerce_qual.cli.output import on_terminal, print_all, print_json, print_rows
    from imcommerce_qual.render.basis import basis_lines
    from imcommerce_qual.render.findingstext import COLUMNS, findings_rows, render_findings

    here = opened(study)
    viewer = looks(here, who)
    found = findings_view(here, viewer)
    only = known_statement(here, name) if name else None
    memos = memos_by_about(here, viewer)
    if as_json:
        shown = {key: each for key, each in memos.items() if key.startswith(("finding:", "theme:"))}
        more = {"look_again": found.older, "unrecorded": found.changed, "memos": shown, "counts": found.table}
        print_json("findings", found.findings, **more, synthetic=here.study.synthetic)
    elif on_terminal():
        print_all(render_findings(found.findings, found.table, here.study.codebook, found.older, memos, only))
    else:
        rows = findings_rows(found.findings, found.table, found.older)
        print_rows(COLUMNS, [row for row in rows if only is None or only in row[1:3]])
    say(*basis_lines(found.table.basis, here.study))
    if found.older:
        say(f"to look at these stances again: imqual review --stance-stale --as {viewer or 'CODER'}")
    for each in found.changed:
        say(f"{each.of} was {each.change} by hand, and nobody recorded it: imqual findings record --why …")


@app.command("edit")
def edit(
    name: Annotated[str, typer.Argument(metavar="ID", help="A finding or a theme.")],
    why: WhyOption,
    statement: Annotated[str | None, typer.Option("--statement", metavar="WORDS", help="What it claims now.")] = None,
    label: Annotated[str | None, typer.Option("--label", metavar="LABEL", help="Of a theme.")] = None,
    codes: Annotated[
        str | None, typer.Option("--codes", metavar="LIST", help="Of a theme: a,b,-b.c (- takes one out).")
    ] = None,
    yes: YesOption = False,
    dry: DryOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Reword a finding or a theme, with a reason; the older words are kept in the log.

    Stances toward a finding that is reworded are to be looked at again; the preview says how many. The file is
    otherwise left as it is written, and both versions are kept under history/findings/.
    """
    from imcommerce_qual.actions.findings import plan_rewording

    here = opened(study)
    listed = codes.split(",") if codes is not None else None
    plan = plan_rewording(here, acts(here, who), name, statement=statement, label=label, codes=listed, why=why)
    _carried_out(here, plan, yes=yes, dry=dry)


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(metavar="ID", help="Its id: F4.")],
    statement: Annotated[str, typer.Option("--statement", metavar="WORDS", help="What it claims.")],
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Add a finding: a claim that themes stand under, and that codings support, qualify or contradict."""
    from imcommerce_qual.actions.findingsgrowing import plan_finding

    here = opened(study)
    _carried_out(here, plan_finding(here, acts(here, who), name, statement, why), yes=yes, dry=dry)


@app.command("remove")
def remove(
    name: Annotated[str, typer.Argument(metavar="ID", help="A finding, with its themes, or a theme.")],
    why: WhyOption,
    yes: YesOption = False,
    dry: DryOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Take a finding or a theme out, with a reason; codings stay, and `findings restore` brings it back."""
    from imcommerce_qual.actions.findingsgrowing import plan_removal

    here = opened(study)
    _carried_out(here, plan_removal(here, acts(here, who), name, why), yes=yes, dry=dry)


@app.command("restore")
def restore(
    name: Annotated[str, typer.Argument(metavar="ID", help="A finding or a theme that was removed.")],
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Bring a finding or a theme back that was removed, as it was."""
    from imcommerce_qual.actions.findingsgrowing import plan_return

    here = opened(study)
    _carried_out(here, plan_return(here, acts(here, who), name, why), yes=yes, dry=dry)


themes = typer.Typer(
    name="theme",
    help="Themes: codes gathered under a statement.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(themes)


@themes.callback()
def theme() -> None:
    """Themes: codes gathered under a statement."""


@themes.command("add")
def add_theme(
    name: Annotated[str, typer.Argument(metavar="ID", help="Its id: cheaper.")],
    label: Annotated[str, typer.Option("--label", metavar="LABEL", help="What it is called in tables.")],
    codes: Annotated[
        str,
        typer.Option("--codes", metavar="LIST", help="a,b,-b.c: a brings those below it that roll up; - takes out."),
    ] = "",
    finding: Annotated[
        str | None,
        typer.Option("--finding", metavar="ID", autocompletion=complete_finding, help="The finding that it is under."),
    ] = None,
    across: Annotated[bool, typer.Option("--across", help="Under no finding: across them.")] = False,
    statement: Annotated[str, typer.Option("--statement", metavar="WORDS", help="What it says.")] = "",
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Add a theme under a finding, or across the findings.

    Edit, remove and restore it like a finding: imqual findings edit ID.
    """
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.actions.findingsgrowing import plan_theme

    if (finding is None) != across:
        raise WrongUseError("which finding is it under?", "--finding ID, or --across for none")
    here = opened(study)
    listed = [each for each in codes.split(",") if each.strip()]
    plan = plan_theme(
        here, acts(here, who), name, label=label, codes=listed, finding=finding, statement=statement, why=why
    )
    _carried_out(here, plan, yes=yes, dry=dry)


@app.command("record")
def record(
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Record what was changed by hand in findings.yaml: what it said before, and when this was noticed."""
    from imcommerce_qual.actions.findings import plan_record

    here = opened(study)
    _carried_out(here, plan_record(here, acts(here, who), why), yes=yes, dry=dry)


@app.command("log")
def log(
    name: Annotated[str | None, typer.Argument(metavar="[ID]", help="Only of this finding or theme.")] = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """List what was changed in findings and themes: who, when, from what, to what, why."""
    from imcommerce_qual.actions.findings import findings_log
    from imcommerce_qual.cli.output import on_terminal, print_json, print_rows
    from imcommerce_qual.render.findingstext import LOG, log_rows, render_log
    from imcommerce_qual.render.words import count

    history = findings_log(opened(study), name)
    if as_json:
        print_json("history", history)
    elif on_terminal():
        print("\n".join(render_log(history)), end="\n" if history else "")
    else:
        print_rows(LOG, log_rows(history))
    say(count(len(history), "change"))


@app.command("confirm")
def confirm(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[CODING]...", help="Ids of codings (8 digits do).")
    ] = None,
    every: Annotated[
        str | None, typer.Option("--all", metavar="FINDING", help="All of yours toward that finding's older words.")
    ] = None,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Say that a stance still holds toward a finding that was reworded since.

    The stance is said anew, as it was. One that no longer holds is changed with `imqual amend ID --stance …`.
    """
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.actions.findings import confirm_stances, older_ids
    from imcommerce_qual.actions.names import known_finding

    here = opened(study)
    coder = acts(here, who)
    wanted = [*(ids or ()), *(older_ids(here, coder, known_finding(here.study, every)) if every else ())]
    if not wanted:
        if every:
            say(f"no stance of {coder}'s was given toward older words of {every}")
            return
        raise WrongUseError(
            "which codings?", f"`imqual find --stance-stale --coder {coder}` lists them; or --all FINDING"
        )
    done = confirm_stances(here, coder, wanted)
    undo = f"imqual undo {done.transcripts[0]} --as {coder}"
    say(f"{done.what} in {', '.join(done.transcripts)}; undo: {undo}")


def _carried_out(here: Opened, plan: FindingsPlan, *, yes: bool, dry: bool) -> None:
    from imcommerce_qual.actions.findings import write_findings

    print("\n".join(plan.says))
    if go_ahead("Write this into findings.yaml?", yes=yes, dry=dry):
        say_written(here.root, write_findings(here, plan), plan.undo)
