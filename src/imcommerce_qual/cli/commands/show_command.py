"""``imqual show``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import (
    AsOfOption,
    CodeOption,
    JsonOption,
    LooksOption,
    SeeOption,
    StudyOption,
    TranscriptArgument,
    WhoseOption,
    looks,
    opened,
    tell_sight,
)

if TYPE_CHECKING:
    from imcommerce_qual.actions.viewing import Shown


def command(
    transcript: TranscriptArgument,
    who: LooksOption = None,
    as_of: AsOfOption = None,
    see: SeeOption = None,
    coder: WhoseOption = None,
    code: CodeOption = None,
    coded: Annotated[bool, typer.Option("--coded", help="Only turns with codings on them.")] = False,
    uncoded: Annotated[
        bool, typer.Option("--uncoded", help="Only turns of participants without codings on them.")
    ] = False,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Read one transcript with the codings on it.

    Coded spans are marked with letters, a⟦…⟧a, and named in the margin: ★ exemplar, ? unsure. In a pipe: a line a
    turn, with its codings as CODE@START:END.
    """
    from imcommerce_qual.actions.viewing import narrowed, show
    from imcommerce_qual.cli.output import console, on_terminal, print_json, print_rows

    here = opened(study, as_of)
    found = show(here, transcript, viewer=looks(here, who), see=see or (), coders=coder or (), codes=code or ())
    found = narrowed(found, coded=coded, uncoded=uncoded)
    if found.transcript.provenance == "synthetic":
        say(f"{found.transcript.id} is synthetic: written for an example, about invented people")
    if as_json:
        more = {"reconciled": found.reconciled} if found.reconciled is not None else {}
        print_json("turns", list(_turns(found)), transcript=found.transcript.id, hidden=found.hidden, **more)
    elif on_terminal():
        from imcommerce_qual.render.reading import render_transcript

        screen = console()
        for each in render_transcript(found.transcript, found.standing, found.study.codebook, width=screen.width):
            screen.print(each)
    else:
        print_rows(
            ["turn", "speaker", "time", "words", "translation", "codings"],
            [
                [
                    each["turn"],
                    each["speaker"],
                    each["time"],
                    each["words"],
                    each["translation"],
                    " ".join(f"{one['code']}@{one['start']}:{one['end']}" for one in each["codings"]),
                ]
                for each in _turns(found)
            ],
        )
    _talk(found)
    tell_sight(looks(here, who), see)


def _talk(found: Shown) -> None:
    from imcommerce_qual.render.words import count

    if found.reconciled is not None:
        from imcommerce_qual.render.reconciledtext import reconciled_lines

        say(*reconciled_lines(found.reconciled))
    for name in found.hidden:
        until = f"{name}'s codings are hidden until {found.transcript.id} is done"
        say(f"{until} (--see {name} shows them, and is recorded)")
    if found.lost:
        say(f"{count(found.lost, 'coding')} whose words were lost in an edit: see `imqual check codings`")


def _turns(found: Shown) -> Iterator[dict[str, Any]]:
    from imcommerce_qual.core.excerpts import words_of_turn
    from imcommerce_qual.render.reading import by_turn

    touched = by_turn(found.transcript, found.standing)
    for turn in found.transcript.turns:
        on = touched.get(turn.number, [])
        yield {
            "turn": turn.number,
            "speaker": turn.speaker,
            "time": turn.time,
            "spans": [[line.span.start, line.span.end] for line in turn.words],
            "words": words_of_turn(found.transcript, turn),
            "translation": words_of_turn(found.transcript, turn, "translation"),
            "codings": [
                {
                    "coding": each.coding.id,
                    "code": each.code,
                    "coder": each.coder,
                    "start": each.span.start,
                    "end": each.span.end,
                    "words": found.transcript.text[each.span.start : each.span.end],
                    "stance": each.stance,
                    "toward": each.coding.toward,
                    "exemplar": each.coding.exemplar,
                    "unsure": each.coding.unsure,
                    "memo": each.coding.memo,
                    "changed": each.changed,
                    "stale": each.stale,
                }
                for each in on
            ],
        }
