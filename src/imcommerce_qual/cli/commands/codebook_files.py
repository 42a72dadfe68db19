"""``imqual codebook export`` and ``imqual codebook import``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.codebook.carrying import Ask, DryOption, WhyOption, YesOption, finish
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import (
    ActsOption,
    CoderOption,
    JsonOption,
    LooksOption,
    StudyOption,
    looks,
    opened,
)

if TYPE_CHECKING:
    from imcommerce_qual.actions.codebookimport import CodesPlan


def export(
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Into which folder.")] = Path("codebook"),
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="Some of md,csv,xlsx,html,json.")
    ] = "md,csv,xlsx,html,json",
    coder: CoderOption = None,
    examples: Annotated[bool, typer.Option("--examples/--no-examples", help="With an excerpt for each code.")] = True,
    who: LooksOption = None,
    study: StudyOption = None,
) -> None:
    """Write the codebook to files: all fields, counts, an excerpt for each code, memos, the change log.

    Excerpts are of participants who may be quoted. Files of the same name are replaced; running twice gives the same
    bytes. The CSV and the workbook can be read back with `imqual codebook import`.
    """
    from imcommerce_qual.actions.codebookexport import FORMATS, codebook_export, write_codebook
    from imcommerce_qual.actions.writingfiles import formats_of

    wanted = formats_of(formats, FORMATS)
    here = opened(study)
    made = codebook_export(here, viewer=looks(here, who), coders=coder or (), examples=examples)
    print("\n".join(map(str, write_codebook(made, to, wanted))))
    if made.study.synthetic:
        say("synthetic: every file says so")


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV (or tab-separated text), or a workbook.")],
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns", metavar="LIST", help="Which column is which: label=Code,definition=Memo,parent=Group."
        ),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help="Of a workbook (else: the first that lists codes).")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Of a CSV (else: found out, and said).")
    ] = None,
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    who: ActsOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Add the codes of a table to the codebook: shown first, with everything that is not taken.

    Knows the code lists of MAXQDA, NVivo, ATLAS.ti, QualCoder and Taguette by their columns, our own exports, and
    names of columns in English and Chinese. The tree comes from dotted ids, a column of parents, paths in names
    (a > b), a column for each level, or indentation. Codes that are there already stay as they are; the two sample
    codes of a new study make room.
    """
    from imcommerce_qual.actions.codebookimport import plan_codes
    from imcommerce_qual.cli.output import print_json
    from imcommerce_qual.render.problems import render_problem

    ask = Ask(who, study, why=why, yes=yes, dry=dry, as_json=False)
    plan = plan_codes(ask.here, ask.by, file, columns=_columns(columns), sheet=sheet, encoding=encoding, why=why)
    for problem in plan.problems:
        say(render_problem(problem), "")
    if as_json:
        named = ("new", "same", "made", "replaced", "conflicts", "lost", "columns", "tree", "how")
        effects = plan.change.effects if plan.change is not None else ()
        print_json("codes", {name: getattr(plan, name) for name in named}, effects=effects)
    else:
        _show(plan)
    if plan.change is None:
        say("nothing was written: there is no new code in it")
        return
    finish(ask.here, plan.change, ask, shown=as_json)


def _columns(written: str | None) -> dict[str, str] | None:
    """``label=Code,definition=Memo`` as a mapping."""
    from imcommerce_qual.actions.errors import WrongUseError

    if not written:
        return None
    found: dict[str, str] = {}
    for each in written.split(","):
        name, equals, title = each.partition("=")
        if not (equals and name.strip() and title.strip()):
            raise WrongUseError(
                f"`{each}` does not say which column is which", '--columns "label=Code,definition=Memo"'
            )
        found[name.strip()] = title.strip()
    return found


def _show(plan: CodesPlan) -> None:
    from imcommerce_qual.render.codebookimporttext import render_lost, render_new, render_understood

    first, *rest = render_understood(plan.columns, plan.how, plan.tree)
    say(f"{plan.file}: {first}", *(f"  {line}" for line in rest))
    print("\n".join(render_new(plan.new, plan.made)))
    if plan.replaced:
        print(f"the sample codes of a new study go: {', '.join(plan.replaced)}")
    undefined = sum(not code.definition.strip() for code in plan.new)
    for line in render_lost(plan.same, plan.conflicts, plan.lost, undefined):
        print(line)


def register(app: typer.Typer) -> None:
    """Put the commands into the group."""
    app.command("export")(export)
    app.command("import")(import_)
