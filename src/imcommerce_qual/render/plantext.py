"""The plan in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from imcommerce_qual.model.plan import Round, Target
from imcommerce_qual.render.words import when


def render_drawn(found: Round, of: int) -> str:
    """How a round's transcripts were chosen, and how many of all they are.

    Args:
        found: the round.
        of: how many transcripts the study has.
    """
    share = f"{len(found.transcripts)} of {of}"
    drawn = found.opened.drawn
    if drawn is None:
        return share
    if drawn.how == "random":
        strata = f" by {', '.join(drawn.strata)}" if drawn.strata else ""
        return f"{share}, drawn{strata} (share {drawn.share:g}, seed {drawn.seed})"
    return f"{share}, {drawn.how}"


def render_target(target: Target | None) -> str:
    """The value that was aimed at, or nothing."""
    return f"{target.coefficient} ≥ {target.value:g}" if target is not None else ""


def render_done(done: Mapping[str, int | None], of: int) -> str:
    """How many of a round's transcripts each coder has completed.

    >>> render_done({"coder-a": 2, "coder-b": None}, 5)
    'coder-a 2/5, coder-b hidden'
    """
    return ", ".join(f"{coder} {'hidden' if number is None else f'{number}/{of}'}" for coder, number in done.items())


def render_round(found: Round, of: int, done: Mapping[str, int | None]) -> tuple[str, ...]:
    """A round in a few lines for a terminal, the first without an indent.

    Args:
        found: the round.
        of: how many transcripts the study has.
        done: how many each coder has completed; None where the viewer may not know.
    """
    opened, closed = found.opened, found.closed
    state = f"closed {when(closed.at)}" if closed is not None else "open"
    aim = f", aimed at {render_target(opened.target)}" if opened.target is not None else ""
    return (
        f"{found.id}  {found.purpose}, opened {when(opened.at)}, {state}",
        f"  {', '.join(found.transcripts)} ({render_drawn(found, of)})",
        f"  unit {opened.unit}{aim}; done: {render_done(done, len(found.transcripts))}",
        *([f"  {opened.why}"] if opened.why else []),
    )


def render_instructions(title: str, coder: str, transcripts: Iterable[str], *, done: Iterable[str] = ()) -> str:
    """What the coder who gets a copy of the study does with it; they completed those in *done* before."""
    finished = set(done)
    names = [name for name in transcripts if name not in finished]
    first = names[0] if names else "TRANSCRIPT"
    return f"""# {title}

This copy is for {coder}. It has no codings of anybody else; please do not ask for them before you have finished.

Transcripts to code: {", ".join(names) or "none"}

In a terminal, in this folder (imqual needs Python 3.11 or newer):

    imqual status --as {coder}
    imqual code {first} --as {coder}       the coding screen; ? shows every key
    imqual done {first} --as {coder}       when all of it is read
    imqual check

When everything is done, zip this whole folder and send it back.
"""
