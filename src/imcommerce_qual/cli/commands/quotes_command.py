"""``imqual quotes``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from imcommerce_qual.cli.faults import ExitCode, say
from imcommerce_qual.cli.options import JsonOption, LooksOption, StudyOption, looks, opened

app = typer.Typer(
    name="quotes",
    help="Check a draft's quotations against the transcripts; pick and keep some: check, pick, keep, list, drop.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def quotes() -> None:
    """Check a draft's quotations against the transcripts; pick and keep some: check, pick, keep, list, drop."""


@app.command("check")
def check(
    draft: Annotated[Path, typer.Argument(metavar="DRAFT", help="A paper: .docx, .tex, .md, .txt or .pdf.")],
    label: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="P3=S03", help="Whom a label of the draft's own means; P=S maps P1, P2, … to S01, S02, …"),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="WHAT", help="Only these verdicts (altered, cut, sewn, …, counts) or participants."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="List also what is right, and what was passed over and why.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Also tidied, unattributed and unchecked quotations count as problems.")
    ] = False,
    counts: Annotated[bool, typer.Option("--counts/--no-counts", help="Compare counts of participants with the codings.")] = True,
    who: LooksOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Check every quotation in a draft against the transcripts, and counts of participants against the codings.

    A quotation is verbatim, tidied (um, [laughs] or a repetition left out), trimmed (with […]), altered, cut (words
    left out without a sign), sewn (words from different places), not found, given to the wrong participant, or of
    somebody who may not be quoted. What stands in quotation marks and is no participant's words is passed over; --all
    says why. Exit code 1 when something is wrong.
    """
    from imcommerce_qual.actions.quotechecking import check_quotes, filtered, unsettled
    from imcommerce_qual.cli.output import print_json
    from imcommerce_qual.render.quotetext import render_draft, summary_lines
    from imcommerce_qual.render.stampwords import provenance_lines

    here = opened(study)
    done = check_quotes(here, draft, given=label or (), viewer=looks(here, who), claims=counts)
    report = filtered(done, only or ())
    notice = provenance_lines(done.basis.constructed if report.claims else (), synthetic=done.study.synthetic)
    problems = report.problems + (unsettled(report) if strict else 0)
    if as_json:
        print_json("draft", report, problems=problems, notice=notice, transcripts=done.transcripts)
    else:
        for piece in render_draft(report, everything=everything):
            print(piece, end="\n\n")
        say(*notice, *report.notes, *summary_lines(report))
        say(f"{problems or 'no'} problem{'' if problems == 1 else 's'}; compared with {_transcripts(done.transcripts)}")
    if problems:
        raise typer.Exit(ExitCode.PROBLEMS)


def _transcripts(number: int) -> str:
    from imcommerce_qual.render.words import count

    return count(number, "transcript")
