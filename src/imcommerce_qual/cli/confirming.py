"""Look first, then write: what every command does that changes what others rely on."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from imcommerce_qual.cli.faults import ExitCode, say

YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do it; ask nothing.")]
DryOption = Annotated[bool, typer.Option("--dry-run", help="Show what would be done; write nothing.")]
WhyOption = Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason, kept in the history.")]


def go_ahead(question: str, *, yes: bool, dry: bool) -> bool:
    """Whether to write what was shown: asked on a terminal; elsewhere `--yes` must say so."""
    if dry:
        say("nothing was written (--dry-run)")
        return False
    if not yes:
        if not sys.stdin.isatty():
            say("nothing was written: look at this, and say `--yes`")
            raise typer.Exit(ExitCode.WRONG_USE)
        typer.confirm(question, abort=True, err=True)
    return True


def say_written(root: Path, written: Iterable[Path], undo: str) -> None:
    """What was written, and how to take it back."""
    for path in written:
        say(f"wrote {path.relative_to(root).as_posix()}")
    say(f"undo: {undo}")
