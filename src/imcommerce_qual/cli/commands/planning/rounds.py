"""``imqual plan round``, ``imqual plan list`` and ``imqual plan draw``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from imcommerce_qual.cli.commands.planning.options import (
    ByOption,
    CodersOption,
    RoundArgument,
    SeedOption,
    ShareOption,
    TranscriptsArgument,
    TurnsOption,
    WhyOption,
    listed,
    parse_passages,
    parse_target,
)
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, JsonOption, LooksOption, StudyOption, acts, looks, opened

if TYPE_CHECKING:
    from imcommerce_qual.actions.drawing import Drawn
    from imcommerce_qual.actions.opened import Opened
    from imcommerce_qual.model.plan import GivenUnit

T = TypeVar("T", bound=str)

app = typer.Typer(
    name="round",
    help="Open a round of coding, close it (and freeze what it computes), or cancel it.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.command("open")
def open_(
    name: RoundArgument,
    transcripts: TranscriptsArgument = None,
    purpose: Annotated[
        str, typer.Option("--purpose", metavar="PURPOSE", help="training, pilot, reliability, main or recode.")
    ] = "reliability",
    coders: CodersOption = "",
    unit: Annotated[
        str,
        typer.Option(
            "--unit", metavar="UNIT", help="What is counted: turn, exchange, sentence, character, span-match, given."
        ),
    ] = "turn",
    units: Annotated[
        Path | None,
        typer.Option("--units", metavar="FILE.csv", help="Given units: columns transcript, start, end, by."),
    ] = None,
    passage: Annotated[
        list[str] | None, typer.Option("--passage", metavar="S03:5-40", help="Only these turns of that transcript.")
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--target", metavar="COEF=VALUE", help="What is aimed at: any coefficient of `agree`, as alpha=0.8"
        ),
    ] = None,
    share: ShareOption = None,
    seed: SeedOption = None,
    by: ByOption = None,
    turns: TurnsOption = None,
    everything: Annotated[bool, typer.Option("--all", help="All transcripts.")] = False,
    why: WhyOption = "",
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Open a round: which transcripts, who, for what, in which units, and which value is aimed at.

    Transcripts are named, drawn (--share, --seed, --by), or --all. What is said here is dated, and cannot be said
    afterwards: the target is declared before anybody has coded. A reliability round refuses transcripts that the same
    coders discussed before. A recode round is coded with `--as CODER/ROUND`, blind to the coder's own first codings.
    """
    from imcommerce_qual.actions.rounds import RoundWanted, open_round
    from imcommerce_qual.model.plan import PURPOSES, UNITS, Draw

    here = opened(study)
    chosen = _choice(purpose, PURPOSES, "purpose")
    kind = _choice(unit, UNITS, "unit")
    passages = parse_passages(passage or ())
    names = tuple(transcripts or ())
    drawn: Draw | None = None
    if share is not None:
        found = _draw(here, share, seed, by, names, turns)
        names, passages, drawn = found.transcripts, {**found.passages, **passages}, found.draw
    elif everything:
        names, drawn = tuple(here.study.transcripts), Draw(how="all")
    elif names or passages:
        drawn = Draw(how="chosen")
    event = open_round(
        here,
        acts(here, who),
        RoundWanted(
            id=name,
            purpose=chosen,
            transcripts=names,
            coders=listed(coders) or tuple(here.study.coders),
            unit=kind,
            passages=passages,
            target=parse_target(target),
            drawn=drawn,
            units=_units(units),
            why=why,
        ),
    )
    seeded = f", seed {event.drawn.seed}" if event.drawn is not None and event.drawn.seed is not None else ""
    say(
        f"opened {event.round} ({event.purpose}): {', '.join(event.transcripts)}{seeded}; {', '.join(event.coders)}",
        f"undo, while it is open: imqual plan round cancel {event.round} --as {event.by}",
    )
    if event.purpose == "recode":
        say(f"code it as: --as {event.coders[0]}/{event.round}")


@app.command("close")
def close(
    name: RoundArgument,
    unfinished: Annotated[
        bool, typer.Option("--unfinished", help="Close although somebody is not done: they are left out, by name.")
    ] = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Close a round: what is there now is what it will ever count, whatever is coded or edited later."""
    from imcommerce_qual.actions.planning import close_round, find_round
    from imcommerce_qual.actions.planview import view_rounds

    here = opened(study)
    found = find_round(here.plan(), name)
    (view,) = (each for each in view_rounds(here, None) if each.round.id == found.id)
    closed = close_round(here, acts(here, who), name, unfinished=unfinished)
    say(f"closed {closed.round}: {sum(map(len, closed.logs.values()))} events of {len(closed.logs)} files are frozen")
    if view.later:
        told = ", ".join(f"{coder} {many}" for coder, many in view.later.items())
        say(f"codings made, changed or taken out after `done`, which do not count in it: {told}")
    if found.purpose not in {"main", "training"}:
        say(f"next: imqual agree --round {closed.round}")


@app.command("cancel")
def cancel(name: RoundArgument, why: WhyOption = "", who: ActsOption = None, study: StudyOption = None) -> None:
    """Take back a round that was opened by mistake and is not closed; codings stay."""
    from imcommerce_qual.actions.planning import cancel_round

    here = opened(study)
    event = cancel_round(here, acts(here, who), name, why)
    say(f"cancelled {event.round}; its codings stay. Open it again: imqual plan round open {event.round} …")


def list_rounds(who: LooksOption = None, as_json: JsonOption = False, study: StudyOption = None) -> None:
    """List the rounds: for what, which transcripts, how they were chosen, who has done how much."""
    from imcommerce_qual.actions.planview import view_rounds
    from imcommerce_qual.cli.output import on_terminal, print_json, print_lines, print_rows
    from imcommerce_qual.render.plantext import render_done, render_drawn, render_round, render_target
    from imcommerce_qual.render.words import when

    here = opened(study)
    found = view_rounds(here, looks(here, who))
    plan = here.plan()
    if as_json:
        print_json("rounds", found, assigned=sorted(plan.assigned), declared=plan.declared)
        return
    rows = [
        [
            each.round.id,
            each.round.purpose,
            each.state,
            when(each.round.opened.at),
            when(each.round.closed.at) if each.round.closed is not None else "",
            ", ".join(each.round.transcripts),
            render_drawn(each.round, len(here.study.transcripts)),
            each.round.opened.unit,
            render_target(each.round.opened.target),
            render_done(each.done, len(each.round.transcripts)),
        ]
        for each in found
    ]
    titles = ["round", "for", "state", "opened", "closed", "transcripts", "chosen", "unit", "target", "done"]
    if on_terminal():
        many = len(here.study.transcripts)
        print_lines(line for each in found for line in render_round(each.round, many, each.done))
    else:
        print_rows(titles, rows)
    if not found:
        say("no rounds yet: imqual plan round open pilot-1 S01 S02 --purpose pilot --coders coder-a,coder-b")
    if plan.declared is not None:
        wanted = "wanted" if plan.declared.wanted else "not wanted"
        say(f"agreement is {wanted} (declared {when(plan.declared.at)} by {plan.declared.by}): {plan.declared.why}")


def draw(
    transcripts: TranscriptsArgument = None,
    share: ShareOption = None,
    seed: SeedOption = None,
    by: ByOption = None,
    turns: TurnsOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Draw which transcripts are coded twice, by share, seed and strata; writes nothing.

    The same seed gives the same draw on every machine, and a transcript that is added later moves no other one.
    """
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.cli.output import print_json, print_rows

    here = opened(study)
    if share is None:
        raise WrongUseError("how much is drawn?", "--share 0.25 is a quarter")
    found = _draw(here, share, seed, by, tuple(transcripts or ()), turns)
    if as_json:
        print_json("drawn", found)
        return
    rows = []
    for name in found.transcripts:
        passage = found.passages.get(name)
        rows.append([name, f"{passage[0].first}-{passage[0].last}" if passage else "all"])
    print_rows(["transcript", "turns"], rows)
    for key, got, of in found.strata:
        say(f"{got} of {of}{': ' + ', '.join(key) if key else ' transcripts'}")
    strata = "".join(f" --by {each}" for each in found.draw.strata)
    run = f" --turns {turns}" if turns else ""
    among = "".join(f" {each}" for each in transcripts or ())
    how = f"--share {share:g} --seed {found.draw.seed}{strata}{run}"
    say(f"open a round of it: imqual plan round open ROUND{among} {how}")


def _draw(
    here: Opened, share: float, seed: int | None, by: list[str] | None, among: tuple[str, ...], turns: int | None
) -> Drawn:
    from imcommerce_qual.actions.drawing import draw_transcripts

    return draw_transcripts(here, share=share, seed=seed, by=by or (), among=among, turns=turns)


def _choice(given: str, allowed: tuple[T, ...], what: str) -> T:
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.core.nearest import suggest

    for each in allowed:
        if each == given:
            return each
    raise WrongUseError(f"`{given}` is no {what}", suggest(given, allowed))


def _units(path: Path | None) -> dict[str, tuple[GivenUnit, ...]]:
    from imcommerce_qual.actions.givenunits import given_units

    return given_units(path) if path is not None else {}
