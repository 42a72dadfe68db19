"""``imqual codebook proposals``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.codebook.carrying import Ask, DryOption, WhyOption, YesOption, finish
from imcommerce_qual.cli.completing import complete_code
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, JsonOption, LooksOption, StudyOption, looks, opened

app = typer.Typer(
    name="proposals",
    help="Codes that coders proposed: list, show, accept, merge, decline, reopen.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
SlugArgument = Annotated[
    str, typer.Argument(metavar="PROPOSAL", help="Its name in the list; CODER/NAME where two have it.")
]


@app.callback()
def proposals() -> None:
    """Codes that coders proposed: list, show, accept, merge, decline, reopen."""


@app.command("list")
def list_(
    every: Annotated[bool, typer.Option("--all", help="Also those that are settled.")] = False,
    who: LooksOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """List the codes that coders proposed while coding, and what became of them.

    A coder sees their own; who wrote the codebook (study.yaml says so) sees everybody's. Codings are counted as far as
    the viewer may see them.
    """
    from imcommerce_qual.actions.proposals import proposals as found_proposals
    from imcommerce_qual.cli.output import print_json, print_rows
    from imcommerce_qual.render.words import count

    here = opened(study)
    found = found_proposals(here, looks(here, who), settled=every)
    if as_json:
        print_json("proposals", found.shown, withheld=found.withheld, synthetic=here.study.synthetic)
    else:
        print_rows(
            ["proposal", "label", "state", "code", "codings", "transcripts", "definition"],
            [
                [
                    f"{each.proposal.coder}/{each.proposal.slug}",
                    each.proposal.label,
                    each.state,
                    each.code,
                    f"{each.codings}{' and hidden ones' if each.hidden else ''}",
                    " ".join(each.transcripts),
                    each.proposal.definition,
                ]
                for each in found.shown
            ],
        )
    shown = sum(each.state == "open" for each in found.shown)
    say(f"{count(shown, 'open proposal')}" + (f" of {len(found.shown)}" if every else ""))
    if found.withheld:
        say(f"{count(found.withheld, 'proposal')} of others: shown to who keeps the codebook")


@app.command("show")
def show(name: SlugArgument, who: LooksOption = None, as_json: JsonOption = False, study: StudyOption = None) -> None:
    """Show one proposal: its definition, its history, and its excerpts as far as the viewer may see them."""
    from imcommerce_qual.actions.proposals import changes_of, known_proposal
    from imcommerce_qual.actions.proposals import excerpts as excerpts_of
    from imcommerce_qual.cli.output import print_all, print_json
    from imcommerce_qual.render.proposaltext import render_proposal

    here = opened(study)
    viewer = looks(here, who)
    found = known_proposal(here, viewer, name)
    changes, excerpts = changes_of(here, found.proposal), excerpts_of(here, viewer, found)
    if as_json:
        print_json("proposal", found, history=changes, excerpts=excerpts, synthetic=here.study.synthetic)
    else:
        print_all(render_proposal(found.proposal, found.state, found.code, changes, excerpts))
    if found.hidden:
        say(f"{found.proposal.coder}'s codings of transcripts that you are not done with are hidden")


@app.command("accept")
def accept(
    name: SlugArgument,
    id_: Annotated[
        str | None, typer.Option("--id", metavar="CODE", help="The code's id (else: the proposal's).")
    ] = None,
    definition: Annotated[
        str | None,
        typer.Option("--definition", metavar="WORDS", help="What must be in the words (else: the coder's own)."),
    ] = None,
    parent: Annotated[
        str | None, typer.Option("--parent", metavar="CODE", help="Under which code.", autocompletion=complete_code)
    ] = None,
    label: Annotated[str | None, typer.Option("--label", metavar="LABEL", help="Another label.")] = None,
    short: Annotated[str, typer.Option("--short", metavar="WORDS", help="One line, shown while coding.")] = "",
    use_when: Annotated[str, typer.Option("--use-when", metavar="WORDS", help="When to use it.")] = "",
    not_when: Annotated[
        str, typer.Option("--not-when", metavar="WORDS", help="When not; the code to use instead.")
    ] = "",
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Make a proposal a code of the codebook; the coder's excerpts follow.

    A definition is required. Where it is not the coder's own, their excerpts become stale: they are asked to look at
    them again. The code is added to the codebook's file, which is otherwise left as it is written.
    """
    from imcommerce_qual.actions.proposals import plan_accept

    ask = Ask(who, study, why=why, yes=yes, dry=dry, as_json=as_json)
    plan = plan_accept(
        ask.here,
        ask.by,
        name,
        id_=id_,
        parent=parent,
        label=label,
        definition=definition,
        short=short,
        use_when=use_when,
        not_when=not_when,
        why=why,
    )
    finish(ask.here, plan, ask)


@app.command("merge")
def merge(
    name: SlugArgument,
    into: Annotated[
        str, typer.Option("--into", metavar="CODE", help="The code that it is.", autocompletion=complete_code)
    ],
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Say that a proposal is a code that there is already; the coder's excerpts go to that."""
    from imcommerce_qual.actions.proposals import plan_merge

    ask = Ask(who, study, why=why, yes=yes, dry=dry, as_json=as_json)
    finish(ask.here, plan_merge(ask.here, ask.by, name, into, why), ask)


@app.command("decline")
def decline(
    name: SlugArgument,
    why: Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason, which the coder will see.")],
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Decline a proposal with a reason; its excerpts count under no code until the coder gives them another."""
    from imcommerce_qual.actions.proposals import plan_decline

    ask = Ask(who, study, why=why, yes=yes, dry=dry, as_json=as_json)
    finish(ask.here, plan_decline(ask.here, ask.by, name, why), ask)


@app.command("reopen")
def reopen(
    name: SlugArgument,
    why: WhyOption = "",
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Take back that a proposal was accepted, merged or declined: it is open again, with its excerpts."""
    from imcommerce_qual.actions.proposals import plan_reopen

    ask = Ask(who, study, why=why, yes=yes, dry=dry, as_json=as_json)
    finish(ask.here, plan_reopen(ask.here, ask.by, name, why), ask)
