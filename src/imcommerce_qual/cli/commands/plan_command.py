"""``imqual plan``."""

from __future__ import annotations

import typer

from imcommerce_qual.cli.commands import planning
from imcommerce_qual.cli.commands.planning import handing, rounds, tasks

app = typer.Typer(
    name="plan",
    help=planning.__doc__,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def plan() -> None:
    """Plan who codes what, in which rounds, and hand the study out."""


app.command("list")(rounds.list_rounds)
rounds.app.command("list")(rounds.list_rounds)  # where whoever opened and closed one looks for it
app.add_typer(rounds.app, name="round")
app.command("draw")(rounds.draw)
app.command("assign")(tasks.assign)
app.command("declare")(tasks.declare)
app.command("hand-out")(handing.hand_out)
app.command("hand-in")(handing.hand_in)
