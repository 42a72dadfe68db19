"""``imqual compare``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.completing import complete_kind, complete_transcript
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import (
    AsOfOption,
    CodeOption,
    ComparedOption,
    JsonOption,
    LooksOption,
    StudyOption,
    looks,
    opened,
)

if TYPE_CHECKING:
    from imcommerce_qual.actions.comparing import Compared


def command(
    transcripts: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TRANSCRIPT]...", help="Only these.", autocompletion=complete_transcript),
    ] = None,
    round_name: Annotated[
        str | None, typer.Option("--round", metavar="ROUND", help="Only what was coded in this round.")
    ] = None,
    coders: ComparedOption = None,
    code: CodeOption = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", metavar="KIND", autocompletion=complete_kind, help="boundary, not-by-all, code, split or stance."
        ),
    ] = None,
    who: LooksOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Show where coders differ: other ends, other codes, not by all, one against several, other stances.

    Compared are codings as they are today, where at least two coders completed the passage for that code; what was
    settled since stands as decided. Settle with imqual reconcile (a screen) or imqual decide.
    """
    from imcommerce_qual.actions.comparing import Wanted, compare_study
    from imcommerce_qual.cli.agreetable import every

    here = opened(study, as_of)
    viewer = looks(here, who)
    wanted = Wanted(
        round=round_name,
        coders=every(coders),
        transcripts=tuple(transcripts or ()),
        codes=tuple(code or ()),
        kinds=tuple(kind or ()),
    )
    found = compare_study(here, wanted, viewer=viewer)
    if as_json:
        _as_json(found)
        return
    _list(found)
    _talk(found, viewer)


def _as_json(found: Compared) -> None:
    from imcommerce_qual.cli.output import print_json

    print_json(
        "disagreements",
        found.disagreements,
        coders=found.coders,
        compared=[each.transcript for each in found.comparisons],
        by_code=found.by_code(),
        pairs=found.pairs(),
        negotiated=found.negotiated(),
        share=found.negotiated().share,
        hidden=found.hidden,
        conflicts=[each for one in found.comparisons for each in one.conflicts],
        synthetic=found.study.synthetic,
    )


def _list(found: Compared) -> None:
    """The disagreements with everybody's words; a line for each coding where a program reads."""
    from imcommerce_qual.cli.output import on_terminal, print_rows
    from imcommerce_qual.render.disagreementtext import SHORT, render_disagreement, words_of
    from imcommerce_qual.render.phrases import visible

    texts = found.study.transcripts
    if on_terminal():
        for each in found.disagreements:
            print("\n".join(map(visible, render_disagreement(each, texts[each.transcript]))))
        return
    rows = [
        [
            each.id[:SHORT],
            each.transcript,
            mark.turns[0],
            each.kind,
            " / ".join(each.codes),
            ", ".join(sorted(mark.coders)),
            mark.code,
            f"{mark.standing.span.start}:{mark.standing.span.end}",
            words_of(texts[each.transcript], mark, most=10_000),
        ]
        for each in found.disagreements
        for mark in each.marks
    ]
    print_rows(["disagreement", "transcript", "turn", "kind", "codes", "coder", "code", "span", "words"], rows)


def _talk(found: Compared, viewer: str | None) -> None:
    """How many of which kind, codes confused, negotiated agreement, what does not hold, and what is hidden."""
    from imcommerce_qual.render.disagreementtext import (
        render_by_code,
        render_kinds,
        render_left,
        render_negotiated,
        render_pairs,
    )
    from imcommerce_qual.render.stampwords import provenance_lines

    say(render_kinds(found.disagreements, len(found.comparisons)))
    say(*render_by_code(found.by_code()))
    say(*render_pairs(found.pairs()))
    say(render_negotiated(found.negotiated()))
    say(*render_left(found.comparisons))
    if found.hidden:
        names = sorted({name for _, name in found.hidden})
        say(f"hidden until {viewer} is done: {', '.join(names)}")
    made_up = [name for name in found.coders if found.study.coders[name].constructed]
    say(*provenance_lines(made_up, synthetic=found.study.synthetic))
