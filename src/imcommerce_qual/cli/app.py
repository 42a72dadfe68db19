"""The root command: options that stand before every command."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from imcommerce_qual import __version__
from imcommerce_qual.cli.lazy import LazyGroup

app = typer.Typer(
    cls=LazyGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    epilog="\b\nTo look around, with a study that is synthetic:\n"
    "  imqual init study --example && cd study\n  imqual themes",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"imqual {__version__}")
        raise typer.Exit


@app.callback()
def root(
    study: Annotated[
        Path | None, typer.Option("--study", metavar="DIR", help="The study's folder (else: here or above).")
    ] = None,
    version: Annotated[  # noqa: ARG001 - read by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Code qualitative interviews in the terminal: transcripts and a codebook in, theme tables with evidence out.

    Data goes to stdout, talk to stderr. Exit codes: 0 done, 1 problems found, 2 wrong use, 3 no study here,
    4 busy or changed underneath, 130 interrupted.
    """
    if study is not None:
        os.environ["IMQUAL_STUDY"] = str(study)
