"""``imqual compare``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.completing import complete_transcript
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import (
    AsOfOption,
    CodeOption,
    CoderOption,
    JsonOption,
    LooksOption,
    StudyOption,
    looks,
    opened,
)


def command(
    transcripts: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TRANSCRIPT]…", help="Only these.", autocompletion=complete_transcript),
    ] = None,
    round_name: Annotated[
        str | None, typer.Option("--round", metavar="ROUND", help="Only what was coded in this round.")
    ] = None,
    coder: CoderOption = None,
    code: CodeOption = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="boundary, not-by-all, code, split or stance."),
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
    from imcommerce_qual.cli.output import on_terminal, print_json, print_rows
    from imcommerce_qual.render.disagreementtext import (
        SHORT,
        render_disagreement,
        render_left,
        render_negotiated,
        words_of,
    )
    from imcommerce_qual.render.phrases import visible
    from imcommerce_qual.render.stampwords import provenance_lines
    from imcommerce_qual.render.words import count

    here = opened(study, as_of)
    viewer = looks(here, who)
    found = compare_study(
        here,
        Wanted(
            round=round_name,
            coders=tuple(coder or ()),
            transcripts=tuple(transcripts or ()),
            codes=tuple(code or ()),
            kinds=tuple(kind or ()),
        ),
        viewer=viewer,
    )
    texts = here.study.transcripts
    if as_json:
        print_json(
            "disagreements",
            found.disagreements,
            coders=found.coders,
            compared=[each.transcript for each in found.comparisons],
            pairs=found.pairs(),
            negotiated=found.negotiated(),
            share=found.negotiated().share,
            hidden=found.hidden,
            conflicts=[each for one in found.comparisons for each in one.conflicts],
            synthetic=here.study.synthetic,
        )
        return
    if on_terminal():
        for each in found.disagreements:
            print("\n".join(map(visible, render_disagreement(each, texts[each.transcript]))))
    else:
        titles = ["disagreement", "transcript", "turn", "kind", "codes", "coder", "code", "span", "words"]
        print_rows(
            titles,
            [
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
            ],
        )
    kinds: dict[str, int] = {}
    for each in found.disagreements:
        kinds[each.kind] = kinds.get(each.kind, 0) + 1
    told = ", ".join(f"{name} {number}" for name, number in sorted(kinds.items(), key=lambda pair: -pair[1]))
    say(f"{count(len(found.disagreements), 'disagreement')} open in {count(len(found.comparisons), 'transcript')}"
        + (f": {told}" if told else ""))  # fmt: skip
    pairs = found.pairs()[:5]
    if pairs:
        say("confused: " + ", ".join(f"{' and '.join(pair)} {number}×" for pair, number, _ in pairs))
    say(render_negotiated(found.negotiated()))
    say(*render_left(found.comparisons))
    if found.hidden:
        names = sorted({name for _, name in found.hidden})
        say(f"hidden until {viewer} is done: {', '.join(names)}")
    made_up = [name for name in found.coders if here.study.coders[name].constructed]
    say(*provenance_lines(made_up, synthetic=here.study.synthetic))
