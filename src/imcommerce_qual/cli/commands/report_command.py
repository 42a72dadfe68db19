"""``imqual report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import AsOfOption, LooksOption, StudyOption, WhoseOption, looks, opened


def command(
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Into which folder.")] = Path("report"),
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="Some of md,csv,xlsx,json.")
    ] = "md,csv,xlsx,json",
    coder: WhoseOption = None,
    who: LooksOption = None,
    as_of: AsOfOption = None,
    study: StudyOption = None,
) -> None:
    """Print the findings, and write every table and the report to files."""
    from imcommerce_qual.actions.theming import bundle, known_formats, themes, write_themes
    from imcommerce_qual.cli.commands.themes_command import show_summary
    from imcommerce_qual.render.words import count

    wanted = known_formats(formats)
    here = opened(study, as_of)
    viewer = looks(here, who)
    found = themes(here, viewer=viewer, coders=coder or (), quotes=3)
    everything = bundle(here, found, viewer=viewer, coders=coder or ())
    written = write_themes(everything, to, wanted)
    shown = themes(here, viewer=viewer, coders=coder or (), quotes=2)
    show_summary(shown, codes=False, against=2)
    say("", f"wrote {count(len(written), 'file')} into {to}: {', '.join(path.name for path in written)}")
    if everything.not_to_quote:
        kept = count(everything.not_to_quote, "excerpt")
        say(f"{kept} may not be quoted; the table of all excerpts has them, marked, for the authors only")
