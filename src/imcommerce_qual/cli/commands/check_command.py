"""``imqual check``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.faults import ExitCode, say
from imcommerce_qual.cli.options import JsonOption, StudyOption, study_folder


def command(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Only these checks (else: all); see --list.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as problems.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="List the checks by name.")] = False,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Look for everything that is wrong in a study, with place and remedy.

    Exit code 1 when there are problems; warnings alone do not count, unless --strict.
    """
    from imcommerce_qual.actions.checking import CHECKS, FILES, check
    from imcommerce_qual.cli.output import print_json
    from imcommerce_qual.core.nearest import suggest
    from imcommerce_qual.render.problems import render_problem

    known = [FILES, *CHECKS]
    if listed:
        print("\n".join(known))
        return
    for name in names or ():
        if name not in known:
            say(f"imqual: there is no check `{name}`", f"  {suggest(name, known)}")
            raise typer.Exit(ExitCode.WRONG_USE)
    report = check(study_folder(study), names or ())
    warnings = len(report.problems) - report.errors
    if as_json:
        print_json("problems", report.problems, errors=report.errors, warnings=warnings)
    else:
        for problem in report.problems:
            print(render_problem(problem), end="\n\n")
        counts = {"transcript": report.transcripts, "code": report.codes, "coding": report.codings}
        looked = ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for noun, number in counts.items())
        say(f"{_count(report.errors, 'problem')}, {_count(warnings, 'warning')}; looked at {looked}")
    if report.errors or (strict and warnings):
        raise typer.Exit(ExitCode.PROBLEMS)


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
