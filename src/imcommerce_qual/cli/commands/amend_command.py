"""``imqual amend``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from imcommerce_qual.cli.completing import complete_code, complete_finding, complete_stance
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, StudyOption, acts, opened


def command(
    which: Annotated[str, typer.Argument(metavar="ID", help="The coding's id (8 digits do).")],
    code: Annotated[
        str | None, typer.Option("--code", metavar="CODE", help="Another code.", autocompletion=complete_code)
    ] = None,
    quote: Annotated[str | None, typer.Option("--quote", metavar="WORDS", help="Other words.")] = None,
    near: Annotated[str | None, typer.Option("--near", metavar="WORDS", help="Words close to them.")] = None,
    turn: Annotated[int | None, typer.Option("--turn", metavar="N", help="The number of their turn.")] = None,
    at: Annotated[str | None, typer.Option("--at", metavar="START:END", help="Another span.")] = None,
    take: Annotated[
        int | None, typer.Option("--take", metavar="N", help="For lost words: the candidate of that number.")
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="For changed words: right as they are now.")] = False,
    memo: Annotated[str | None, typer.Option("--memo", metavar="WORDS", help="Another note; '' clears it.")] = None,
    stance: Annotated[
        str | None,
        typer.Option(
            "--stance", metavar="STANCE", autocompletion=complete_stance, help="Another stance; '' clears it."
        ),
    ] = None,
    toward: Annotated[
        str | None, typer.Option("--toward", metavar="FINDING", autocompletion=complete_finding, help="'' clears it.")
    ] = None,
    unsure: Annotated[bool | None, typer.Option("--unsure/--sure")] = None,
    exemplar: Annotated[bool | None, typer.Option("--exemplar/--no-exemplar")] = None,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Change a coding: its code, its words, memo, stance or marks.

    Only what is named changes; the coding keeps its id and its history. `imqual transcript lost` lists codings whose
    words were edited, with candidates: --take N or --keep settles them.
    """
    from imcommerce_qual.actions.batch import parse_span
    from imcommerce_qual.actions.changing import amend, find_coding
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.actions.settling import place_of

    here = opened(study)
    coder = acts(here, who)
    coding = find_coding(here, coder, which)
    given: dict[str, Any] = {"memo": memo, "stance": stance, "toward": toward}
    wanted = {name: value or None for name, value in given.items() if value is not None}
    wanted |= {name: flag for name, flag in (("unsure", unsure), ("exemplar", exemplar)) if flag is not None}
    wanted |= {"code": code} if code else {}
    if quote or at:
        wanted |= {"quote": quote, "near": near, "turn": turn, "at": parse_span(at) if at else None}
    if keep or take is not None:
        if (keep and take is not None) or "at" in wanted:
            raise WrongUseError("which words?", "give one of --keep, --take, --quote and --at")
        span = place_of(here, coding, take)
        wanted |= {"at": (span.start, span.end)}
    if not wanted:
        raise WrongUseError("what should change?", "name it: --code, --quote, --at, --memo, --stance, --unsure, …")
    done = amend(here, coder, coding, wanted)
    tail = f"; undo: imqual undo {coding.transcript} --as {coder}" if done.written else ""
    say(f"{done.what} in {coding.transcript}{tail}")
