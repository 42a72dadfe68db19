"""``imqual codebook stale``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.completing import complete_code
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import JsonOption, LooksOption, StudyOption, looks, opened

if TYPE_CHECKING:
    from imcommerce_qual.actions.confirming import Queues


def stale(
    missing: Annotated[
        bool, typer.Option("--omissions", help="Completed transcripts to look through again for a code.")
    ] = False,
    code: Annotated[
        str | None, typer.Option("--code", metavar="CODE", help="Only of this code.", autocompletion=complete_code)
    ] = None,
    who: LooksOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """List codings made under an older definition, or whose code was split since.

    With --as, only that coder's own. With --omissions, completed transcripts that were reopened for a code that was
    added, split, widened or restored since. Keep a coding: imqual confirm ID. Recode it: imqual amend ID --code CODE.
    """
    from imcommerce_qual.actions.confirming import queues
    from imcommerce_qual.cli.output import print_json

    here = opened(study)
    viewer = looks(here, who)
    found = queues(here, viewer=viewer, code=code)
    if as_json:
        kind = "omissions" if missing else "stale"
        print_json(kind, getattr(found, kind), hidden=found.hidden, synthetic=here.study.synthetic)
    elif missing:
        _omissions(found)
    else:
        _stale(found)
    who_says = f" --as {viewer}" if viewer else " --as CODER"
    if missing and found.omissions:
        say(f"when one is looked through: imqual done TRANSCRIPT --codes CODE{who_says}")
    elif not missing and found.stale:
        say(f"keep: imqual confirm ID{who_says} · recode: imqual amend ID --code CODE · take off: imqual uncode ID")
    if not missing and found.omissions:
        say(f"and {len(found.omissions)} to look through again: imqual codebook stale --omissions{who_says}")


def _stale(found: Queues) -> None:
    from imcommerce_qual.cli.output import on_terminal, print_rows
    from imcommerce_qual.render.changetext import entry_words, waiting_lines

    if not found.stale:
        say("no coding waits: all were made or confirmed under today's definitions")
        return
    if on_terminal():
        for one in found.stale:
            print("\n".join(waiting_lines(one.coding, one.span, one.code, one.words, one.changes, one.into)))
        return
    print_rows(
        ["coding", "coder", "transcript", "span", "code", "decide", "since", "words"],
        [
            [
                each.coding.id[:8],
                each.coding.coder,
                each.coding.transcript,
                f"{each.span.start}:{each.span.end}",
                each.code,
                " ".join(each.into),
                "; ".join(f"{entry_words(change)} ({change.by}, {change.at:%Y-%m-%d})" for change in each.changes),
                each.words,
            ]
            for each in found.stale
        ],
    )


def _omissions(found: Queues) -> None:
    from imcommerce_qual.cli.output import print_rows
    from imcommerce_qual.render.changetext import entry_words

    if not found.omissions:
        say("no completed transcript waits to be looked through again")
        return
    print_rows(
        ["transcript", "coder", "code", "since"],
        [
            [
                each.transcript,
                each.coder,
                each.code,
                "; ".join(f"{entry_words(change)} ({change.by}, {change.at:%Y-%m-%d})" for change in each.changes),
            ]
            for each in found.omissions
        ],
    )


def register(app: typer.Typer) -> None:
    """Put this command under ``imqual codebook``."""
    app.command("stale")(stale)
