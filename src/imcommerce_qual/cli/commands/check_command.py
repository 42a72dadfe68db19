"""``imqual check``."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from imcommerce_qual.cli.faults import ExitCode, say
from imcommerce_qual.cli.options import JsonOption, LooksOption, SeeOption, StudyOption, study_folder, tell_sight


def command(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Only these checks (else: all); see --list.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as problems.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="List the checks by name.")] = False,
    who: LooksOption = None,
    see: SeeOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Look for everything that is wrong in a study, with place and remedy.

    Exit code 1 when there are problems; warnings alone do not count, unless --strict. Of other coders' files, whoever
    looks (--as) sees which line is wrong, and its words only once they are done with the transcript.
    """
    from imcommerce_qual.actions.checking import CHECKS, FILES, check
    from imcommerce_qual.actions.names import named_viewer
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
    viewer = named_viewer(who, os.environ)
    report = check(study_folder(study), names or (), viewer=viewer, see=see or ())
    warnings = len(report.problems) - report.errors
    if as_json:
        print_json("problems", report.problems, errors=report.errors, warnings=warnings, withheld=report.withheld)
    else:
        for problem in report.problems:
            print(render_problem(problem), end="\n\n")
        counts = {"transcript": report.transcripts, "code": report.codes, "coding": report.codings}
        looked = ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for noun, number in counts.items())
        for coder in report.withheld:
            say(f"lines of {coder}'s files are withheld from {viewer} (--see {coder} shows them, and is recorded)")
        say(f"{_count(report.errors, 'problem')}, {_count(warnings, 'warning')}; looked at {looked}")
    tell_sight(viewer, see)
    if report.errors or (strict and warnings):
        raise typer.Exit(ExitCode.PROBLEMS)


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
