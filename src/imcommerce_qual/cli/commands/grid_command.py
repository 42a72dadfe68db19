"""``imqual grid``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import (
    ActsOption,
    AsOfOption,
    JsonOption,
    LooksOption,
    StudyOption,
    acts,
    looks,
    opened,
)

app = typer.Typer(
    name="grid",
    help="Write and show the framework grid: participants by themes, in your own words.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def grid() -> None:
    """Write and show the framework grid: participants by themes, in your own words."""


@app.command("show")
def show_grid(
    participant: Annotated[str | None, typer.Argument(metavar="[PARTICIPANT]")] = None,
    theme: Annotated[str | None, typer.Argument(metavar="[THEME]")] = None,
    who: LooksOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Show the grid; or the cells of a participant, or one cell, with the excerpts that it is about."""
    from imcommerce_qual.actions.analysing import sighted
    from imcommerce_qual.actions.exportevidence import export_grid
    from imcommerce_qual.actions.gridding import narrowed
    from imcommerce_qual.actions.occurring import Options
    from imcommerce_qual.cli.tabling import show

    here = opened(study, as_of)
    found = export_grid(sighted(here, viewer=looks(here, who)), Options())
    tables = found.tables[:1] if participant is None else narrowed(found.tables, here.study, participant, theme)
    show(found, tables, as_json=as_json)


@app.command("set")
def set_cell(
    participant: Annotated[str, typer.Argument(metavar="PARTICIPANT")],
    theme: Annotated[str, typer.Argument(metavar="THEME")],
    text: Annotated[
        str | None, typer.Option("--text", metavar="WORDS", help="What the cell says; nothing clears it.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", metavar="FILE", help="Take the words from a file.")] = None,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Write a cell of the grid, in place of what it said."""
    from imcommerce_qual.actions.gridding import given_words, write_cell

    here = opened(study)
    writer = acts(here, who)
    path, event = write_cell(here, writer, participant, theme, given_words(text, file))
    say(f"wrote {path.relative_to(here.root).as_posix()}: {event.participant}, {event.theme}")
    say(f"undo: imqual grid undo --as {writer}")


@app.command("undo")
def undo_cell(who: ActsOption = None, study: StudyOption = None) -> None:
    """Take back the cell that you wrote last; what stood there before stands again."""
    from imcommerce_qual.actions.gridding import take_back

    here = opened(study)
    writer = acts(here, who)
    path, event = take_back(here, writer)
    say(f"wrote {path.relative_to(here.root).as_posix()}: took back {event.participant}, {event.theme}")
    say(f"undo: imqual grid set {event.participant} {event.theme} --text … --as {writer}")
