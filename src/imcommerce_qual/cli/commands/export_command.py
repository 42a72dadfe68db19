"""``imqual export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import AsOfOption, LooksOption, StudyOption, WhoseOption, looks, opened

app = typer.Typer(
    name="export",
    help="Write tables to files.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def export() -> None:
    """Write tables to files."""


@app.command("themes")
def export_themes(
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Into which folder.")],
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="Some of md,csv,xlsx,json.")
    ] = "md,csv,xlsx,json",
    coder: WhoseOption = None,
    quotes: Annotated[int, typer.Option("--quotes", min=0, help="Excerpts to print under each theme.")] = 3,
    who: LooksOption = None,
    as_of: AsOfOption = None,
    study: StudyOption = None,
) -> None:
    """Write the theme table, the code × participant matrix and every excerpt with its place.

    Files of the same name are replaced; running twice gives the same bytes. Every excerpt is checked against its
    transcript, character for character: if one differs, nothing is written.
    """
    from imcommerce_qual.actions.theming import bundle, known_formats, themes, write_themes
    from imcommerce_qual.render.words import count

    wanted = known_formats(formats)
    here = opened(study, as_of)
    viewer = looks(here, who)
    found = themes(here, viewer=viewer, coders=coder or (), quotes=quotes)
    everything = bundle(here, found, viewer=viewer, coders=coder or ())
    written = write_themes(everything, to, wanted)
    print("\n".join(map(str, written)))
    if found.study.synthetic:
        say("synthetic: every file says so")
    if everything.not_to_quote:
        kept = count(everything.not_to_quote, "excerpt")
        say(f"{kept} may not be quoted; the table of all excerpts has them, marked, for the authors only")
