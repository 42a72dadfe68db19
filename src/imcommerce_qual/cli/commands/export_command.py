"""``imqual export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from imcommerce_qual.cli.completing import complete_attribute, complete_export
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import (
    AsOfOption,
    BaseOption,
    LooksOption,
    OrdersOption,
    RunOption,
    SeedOption,
    StudyOption,
    ThresholdOption,
    WhoseOption,
    looks,
    opened,
)


def command(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="WHAT...",
            autocompletion=complete_export,
            help="Some of themes, evidence, quotes, participants, matrix, saturation, groups, coverage, rare, grid, "
            "codebook, agreement, decisions, methods; or all; or transcript and the ids of transcripts.",
        ),
    ],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Into which folder.")],
    formats: Annotated[
        str,
        typer.Option("--format", metavar="LIST", help="Some of md,csv,csv-excel,xlsx,docx,tex,html,json,svg,png."),
    ] = "md,csv,xlsx,json",
    coder: WhoseOption = None,
    quotes: Annotated[
        int, typer.Option("--quotes", metavar="N", min=0, help="Excerpts to print under each theme.")
    ] = 3,
    attribute: Annotated[
        list[str] | None,
        typer.Option(
            "--attribute",
            metavar="NAME",
            autocompletion=complete_attribute,
            help="Only these attributes, for participants and groups.",
        ),
    ] = None,
    cuts: Annotated[str, typer.Option("--cuts", metavar="LIST", help="Where groups by a number begin: 30,50.")] = "",
    base: BaseOption = 4,
    run: RunOption = 2,
    threshold: ThresholdOption = 0.05,
    orders: OrdersOption = 1000,
    seed: SeedOption = 1,
    side: Annotated[
        str,
        typer.Option(
            "--side",
            metavar="SIDE",
            help="In documents of bilingual interviews: source, translation, or both; files for programs have both.",
        ),
    ] = "both",
    who: LooksOption = None,
    as_of: AsOfOption = None,
    study: StudyOption = None,
) -> None:
    """Write tables and pictures to files, for a paper, its appendix and its reviewers.

    Files of the same name are replaced; running twice gives the same bytes. Every excerpt is checked against its
    transcript, character for character: if one differs, nothing is written. Under every table stands what it rests on.
    A transcript is written as a Word document, with the codings as comments.
    """
    from imcommerce_qual.actions.analysing import parse_cuts, sighted
    from imcommerce_qual.actions.exportfiles import FORMATS, write_exports
    from imcommerce_qual.actions.exporting import export, not_to_quote
    from imcommerce_qual.actions.occurring import Options, known_side
    from imcommerce_qual.actions.pngpictures import need_png, pictures_warning
    from imcommerce_qual.actions.theming import unsettled_line
    from imcommerce_qual.actions.wordtranscript import split_wanted, write_transcripts
    from imcommerce_qual.actions.writingfiles import formats_of
    from imcommerce_qual.render.words import count

    tables, transcripts = split_wanted(what)
    here = opened(study, as_of)
    viewer = looks(here, who)
    kinds = formats_of(formats, FORMATS)
    options = Options(
        quotes=quotes,
        base=base,
        run=run,
        threshold=threshold,
        orders=orders,
        seed=seed,
        attributes=tuple(attribute or ()),
        cuts=parse_cuts(cuts),
        side=known_side(side),
    )
    seen = sighted(here, viewer=viewer, coders=coder or ())
    if "png" in kinds:
        need_png()
    written: list[Path] = []
    found = export(seen, tables, options) if tables else ()
    written += write_exports(found, to, kinds) if tables else ()
    if transcripts:
        written += write_transcripts(seen, transcripts, to)
    if written:
        print("\n".join(map(str, written)))
    else:
        say(f"nothing was written: there is nothing in {', '.join(kinds)} of that")
    if "png" in kinds:
        _say(pictures_warning((picture, each.stamp) for each in found for picture in each.pictures))
    if seen.study.synthetic:
        say("synthetic: every file says so")
    _say(unsettled_line(here, coder or ()))
    withheld, logged = not_to_quote(found)
    if withheld:
        kept = count(withheld, "excerpt")
        say(f"{kept} may not be quoted; the table of all excerpts has them, marked, for the authors only")
    if logged:
        say(f"{count(logged, 'decision')} about words that may not be quoted, marked in the log, for the authors only")


def _say(line: str | None) -> None:
    if line is not None:
        say(line)
