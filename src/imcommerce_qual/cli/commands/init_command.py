"""``imqual init``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from imcommerce_qual.cli.faults import say


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The study's folder, new or without a study.")],
    example: Annotated[bool, typer.Option("--example", help="Copy the worked example (synthetic).")] = False,
    title: Annotated[str | None, typer.Option("--title", metavar="TITLE", help="What the study is about.")] = None,
    provenance: Annotated[
        str | None, typer.Option("--provenance", metavar="real|synthetic", help="Real interviews, or invented ones.")
    ] = None,
    coders: Annotated[str | None, typer.Option("--coders", metavar="A,B", help="Ids of the coders.")] = None,
    codebook: Annotated[str, typer.Option("--codebook", metavar="ID", help="Id of the codebook.")] = "codebook",
    track: Annotated[
        bool, typer.Option("--track-words", help="Real participants' words may go into git (else it ignores them).")
    ] = False,
) -> None:
    """Start a study of your own, or a copy of the worked example.

    On a terminal it asks for what is not given. Nothing that is there is overwritten.
    """
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.actions.starting import NewStudy, copy_example, start_study

    if example:
        number = copy_example(folder)
        say(
            f"copied the worked example into {folder}: {number} files",
            "its transcripts are synthetic: written for it, about invented people",
            f"next: cd {folder} && imqual themes",
        )
        return
    if title is None and not sys.stdin.isatty():
        raise WrongUseError("a study needs a title", "--title TITLE (without a terminal, nothing is asked)")
    if title is None:
        title = typer.prompt("Title of the study", err=True)
        provenance = provenance or typer.prompt("Are the interviews real or synthetic", default="real", err=True)
        coders = coders or typer.prompt("Ids of the coders, separated by commas", default="coder-a", err=True)
    names = tuple(each.strip() for each in (coders or "coder-a").split(",") if each.strip())
    new = NewStudy(title=title, provenance=provenance or "real", coders=names, codebook=codebook, track=track)
    written = start_study(folder, new)
    print("\n".join(map(str, written)))
    say(
        f"next: cd {folder}",
        "  imqual import INTERVIEW.txt …       bring transcripts in",
        f"  $EDITOR codebooks/{codebook}.yaml      write the codes",
        "  imqual check                        see what is missing",
    )
