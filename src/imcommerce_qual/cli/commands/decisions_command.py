"""``imqual decisions``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.completing import complete_kind, complete_transcript
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.lazy import ListingGroup
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

if TYPE_CHECKING:
    from imcommerce_qual.actions.decided import Filters
    from imcommerce_qual.model.decided import DecisionList

app = typer.Typer(
    name="decisions",
    cls=ListingGroup,
    help="List and export what was decided about disagreements, with reasons.\n\n"
    "Without `list` or `export`, decisions are listed: imqual decisions S01 --how neither.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
TranscriptsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TRANSCRIPT]...", help="Only these.", autocompletion=complete_transcript),
]
RoundOption = Annotated[str | None, typer.Option("--round", metavar="ROUND", help="Only transcripts of this round.")]
KindOption = Annotated[
    list[str] | None,
    typer.Option(
        "--kind", metavar="KIND", autocompletion=complete_kind, help="boundary, not-by-all, code, split or stance."
    ),
]
ByOption = Annotated[list[str] | None, typer.Option("--by", metavar="WHO", help="Only what they decided.")]
HowOption = Annotated[
    list[str] | None,
    typer.Option("--how", metavar="HOW", help='"take CODER", both, neither, union, intersection, new or postponed.'),
]
StateOption = Annotated[
    list[str] | None,
    typer.Option("--state", metavar="STATE", help="holds, postponed, conflict, outdated, replaced or revoked."),
]


@app.callback()
def decisions() -> None:
    """List and export what was decided about disagreements, with reasons."""


@app.command("list")
def list_(
    transcripts: TranscriptsArgument = None,
    round_name: RoundOption = None,
    code: CodeOption = None,
    kind: KindOption = None,
    coder: CoderOption = None,
    by: ByOption = None,
    how: HowOption = None,
    state: StateOption = None,
    who: LooksOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """List decisions: what each coder had, what stands, who decided, when and why.

    Then what became of all disagreements together: negotiated agreement, whose codings stand, each coder beside the
    result. What somebody proposed alone is listed apart; a coder sees others' proposals after their own.
    """
    from imcommerce_qual.actions.decided import decision_list, json_fields
    from imcommerce_qual.cli.output import on_terminal, print_fields, print_rows
    from imcommerce_qual.render.decisiontables import decision_tables
    from imcommerce_qual.render.decisiontext import render_entry
    from imcommerce_qual.render.phrases import visible

    here = opened(study, as_of)
    wanted = _filters(transcripts, round_name, code, kind, coder, by, how, state)
    found = decision_list(here, wanted, viewer=looks(here, who))
    if as_json:
        print_fields("decisions", {**json_fields(found), "stamp": found.stamp, "synthetic": here.study.synthetic})
    elif on_terminal():
        for each in found.entries:
            print("\n".join(map(visible, render_entry(each))))
        if found.proposals:
            print("\nproposed:")
        for each in found.proposals:
            print("\n".join(map(visible, render_entry(each))))
    else:
        table = decision_tables(found)[0]
        print_rows([column.key for column in table.columns], table.rows)
    _talk(found)


@app.command("export")
def export(
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Into which folder.")] = Path("decisions"),
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="Some of md,csv,xlsx,json.")
    ] = "md,csv,xlsx,json",
    round_name: RoundOption = None,
    code: CodeOption = None,
    kind: KindOption = None,
    coder: CoderOption = None,
    by: ByOption = None,
    how: HowOption = None,
    state: StateOption = None,
    who: LooksOption = None,
    as_of: AsOfOption = None,
    study: StudyOption = None,
) -> None:
    """Write the log of decisions to files, with a summary by code and by pair of codes.

    Decisions that were taken back, replaced or do not hold are in it, marked so. Files of the same name are replaced;
    running twice gives the same bytes.
    """
    from imcommerce_qual.actions.decided import FORMATS, decision_list, write_decisions
    from imcommerce_qual.actions.writingfiles import formats_of

    wanted = formats_of(formats, FORMATS)
    here = opened(study, as_of)
    filters = _filters(None, round_name, code, kind, coder, by, how, state)
    found = decision_list(here, filters, viewer=looks(here, who))
    print("\n".join(map(str, write_decisions(found, to, wanted))))
    _talk(found)


def _filters(
    transcripts: list[str] | None,
    round_name: str | None,
    code: list[str] | None,
    kind: list[str] | None,
    coder: list[str] | None,
    by: list[str] | None,
    how: list[str] | None,
    state: list[str] | None,
) -> Filters:
    from imcommerce_qual.actions.decided import Filters

    return Filters(
        round=round_name,
        codes=tuple(code or ()),
        kinds=tuple(kind or ()),
        coders=tuple(coder or ()),
        by=tuple(by or ()),
        transcripts=tuple(transcripts or ()),
        hows=tuple(how or ()),
        states=tuple(state or ()),
    )


def _talk(found: DecisionList) -> None:
    """How many, what became of all, and what stands under every result."""
    from imcommerce_qual.render.decisiontext import render_settlement
    from imcommerce_qual.render.disagreementtext import render_pairs
    from imcommerce_qual.render.reconciledtext import reconciled_lines
    from imcommerce_qual.render.stampwords import provenance_lines
    from imcommerce_qual.render.words import count

    say(
        count(len(found.entries), "decision")
        + (f", {count(len(found.proposals), 'proposal')}" if found.proposals else "")
    )
    bare = [each.id[:8] for each in found.entries if each.unexplained]
    if bare:
        say(f'{count(len(bare), "decision")} without a reason: imqual decide {bare[0]} --why "…"')
    if found.unseen:
        say(f"{count(found.unseen, 'proposal')} of others: shown when you have proposed something there yourself")
    say(*render_settlement(found.settlements[0]))
    say(*render_pairs(found.pairs))
    say(*reconciled_lines(found.reconciled))
    say(*provenance_lines(found.stamp.constructed, synthetic=found.study.synthetic))
