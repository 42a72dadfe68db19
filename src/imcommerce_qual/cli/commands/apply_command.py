"""``imqual apply``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.completing import complete_code, complete_finding, complete_stance, complete_transcript
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, JsonOption, StudyOption, acts, opened

if TYPE_CHECKING:
    from imcommerce_qual.actions.applying import Done


def command(
    transcript: Annotated[
        str,
        typer.Argument(
            metavar="TRANSCRIPT", help="The transcript, or `-` for a batch.", autocompletion=complete_transcript
        ),
    ],
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="The code.", autocompletion=complete_code)] = None,
    new: Annotated[
        str | None, typer.Option("--new", metavar="LABEL", help="A new code of that name, instead of CODE: proposed.")
    ] = None,
    quote: Annotated[
        str | None, typer.Option("--quote", metavar="WORDS", help="The words, as they stand in the transcript.")
    ] = None,
    near: Annotated[
        str | None, typer.Option("--near", metavar="WORDS", help="Words close to them, where they stand twice.")
    ] = None,
    turn: Annotated[int | None, typer.Option("--turn", metavar="N", help="The number of their turn.")] = None,
    at: Annotated[str | None, typer.Option("--at", metavar="START:END", help="The span, in code points.")] = None,
    memo: Annotated[str | None, typer.Option("--memo", metavar="WORDS", help="A note on this coding.")] = None,
    stance: Annotated[
        str | None,
        typer.Option(
            "--stance",
            metavar="STANCE",
            autocompletion=complete_stance,
            help="supports, qualifies or contradicts a finding.",
        ),
    ] = None,
    toward: Annotated[
        str | None, typer.Option("--toward", metavar="FINDING", autocompletion=complete_finding, help="Which finding.")
    ] = None,
    unsure: Annotated[bool, typer.Option("--unsure", help="To be looked at again.")] = False,
    exemplar: Annotated[bool, typer.Option("--exemplar", help="A good example of the code.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Don't list what was written.")] = False,
    who: ActsOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Put a code on words of a transcript.

    The quote must stand in exactly one place; else the places are listed and nothing is written. A long passage can
    be quoted by its first and last words: --quote "I asked her … and bought it."

    --new makes a code from the words instead: it is proposed to the codebook's owner, and used by you at once.

    With `-`, reads JSON Lines from stdin: objects with the fields `transcript`, `code`, and `quote` (with `near`,
    `turn`) or `start` and `end`, and optionally `memo`, `stance`, `toward`, `unsure`, `exemplar`; or what
    `imqual find --json` prints. A CODE given here goes before theirs. All of the batch is written, or nothing:

      imqual find "cheaper" --json | imqual apply - cost.price --as coder-a
    """
    from imcommerce_qual.actions.applying import Request, apply
    from imcommerce_qual.actions.batch import parse_batch, parse_span
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.actions.proposing import propose_on
    from imcommerce_qual.cli.output import print_json

    here = opened(study)
    coder = acts(here, who)
    if transcript == "-" and new is not None:
        raise WrongUseError("a batch cannot propose codes", "propose it on one passage first, then use its id")
    if transcript == "-":
        requests = parse_batch(sys.stdin.buffer.read(), code, here.study)
    elif (code is None) == (new is None):
        raise WrongUseError("which code?", "imqual apply TRANSCRIPT CODE --quote …, or --new LABEL instead of CODE")
    else:
        requests = (
            Request(
                transcript=transcript,
                code=code or "",
                quote=quote,
                near=near,
                turn=turn,
                at=parse_span(at) if at is not None else None,
                memo=memo,
                stance=stance,
                toward=toward,
                unsure=unsure,
                exemplar=exemplar,
            ),
        )
    done = apply(here, coder, requests) if new is None else (propose_on(here, coder, requests[0], label=new),)
    if as_json:
        print_json("applied", done, coder=coder)
    elif not quiet:
        _list(done)
    _tell(done, coder)


def _list(done: Sequence[Done]) -> None:
    from imcommerce_qual.cli.output import print_rows

    print_rows(
        ["coding", "transcript", "turn", "span", "code", "words", "written"],
        [
            [
                each.coding[:8],
                each.transcript,
                each.place.turn,
                f"{each.place.span.start}:{each.place.span.end}",
                each.code,
                each.words,
                "yes" if each.new else "there already",
            ]
            for each in done
        ],
    )


def _tell(done: Sequence[Done], coder: str) -> None:
    """What was written, what is odd about it, and how to take it back."""
    from imcommerce_qual.render.words import count

    written = [each for each in done if each.new]
    for each in written:
        if each.cuts:
            say(f"{each.coding[:8]} begins or ends inside a word (imqual amend {each.coding[:8]} --quote …)")
    if beside := [each for each in written if each.uncoded_side]:
        where = sorted({each.transcript for each in beside})
        say(
            f"{count(len(beside), 'coding')} on a translation that {', '.join(where)} says is not coded: "
            f"if it is meant to be, write `coded: true` under `translation:` in transcripts/{where[0]}.md; if not, undo"
        )
    names = sorted({each.transcript for each in written})
    if written:
        wrote = f"wrote {count(len(written), 'coding')} by {coder} in {', '.join(names)}"
        say(f"{wrote}; undo: imqual undo {names[0]} --as {coder}")
    if len(written) < len(done):
        say(f"{count(len(done) - len(written), 'coding')} there already, not written again")
