"""``imqual decide``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.confirming import DryOption, YesOption
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, JsonOption, StudyOption, acts, opened


def command(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]…", help="Disagreements (imqual compare), or - for a batch on stdin."),
    ] = None,
    take: Annotated[str | None, typer.Option("--take", metavar="CODER", help="This coder's codings stand.")] = None,
    both: Annotated[bool, typer.Option("--both", help="All of them stand.")] = False,
    neither: Annotated[bool, typer.Option("--neither", help="None of them stands.")] = False,
    union: Annotated[bool, typer.Option("--union", help="From the first word to the last of any.")] = False,
    intersection: Annotated[bool, typer.Option("--intersection", help="The words that all of them coded.")] = False,
    code: Annotated[
        str | None, typer.Option("--code", metavar="CODE", help="Another code, on the words of --at (else: of all).")
    ] = None,
    at: Annotated[str | None, typer.Option("--at", metavar="START:END", help="New ends, in code points.")] = None,
    postpone: Annotated[bool, typer.Option("--postpone", help="Leave it open, on purpose.")] = False,
    why: Annotated[str, typer.Option("--why", help="The reason, kept with the decision.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="A,B", help="Who decided (else: the coders compared).")] = "",
    change: Annotated[
        str | None, typer.Option("--change", metavar="ID", help="The codebook entry that followed from it.")
    ] = None,
    propose: Annotated[bool, typer.Option("--propose", help="Only say, alone, how you would settle it.")] = False,
    revoke: Annotated[bool, typer.Option("--revoke", help="Take decisions back (imqual decisions lists ids).")] = False,
    rule: Annotated[
        str | None,
        typer.Option("--rule", metavar="RULE", help='Settle all of a kind alike: "boundary under 5: union".'),
    ] = None,
    revoke_rule: Annotated[
        str | None, typer.Option("--revoke-rule", metavar="RULE", help="Take back all that a rule settled.")
    ] = None,
    shared: Annotated[bool, typer.Option("--shared", help="Accept all that every coder proposed alike.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what you settled last.")] = False,
    yes: YesOption = False,
    dry: DryOption = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Settle disagreements with a reason: what stands, the log, and the paper's paragraph follow.

    A batch is JSON Lines: {"disagreement": "1a2b3c4d", "how": "take coder-a", "why": "…"}; how is take CODER, both,
    neither, union, intersection, postponed, or new with "codings": [{"code": …, "at": "START:END"}].
    A rule is KIND [of CODE] [under N characters] [overlap at least P%]: HOW; it is shown first what it settles.
    """
    from imcommerce_qual.actions.deciding import find_decision, settle
    from imcommerce_qual.actions.deciding import revoke as revoked
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.cli.deciding import batch, one_way
    from imcommerce_qual.cli.output import print_json
    from imcommerce_qual.cli.ruling import Ways, settle_many
    from imcommerce_qual.render.words import count

    here = opened(study)
    writer = acts(here, who)
    given = list(names or ())
    many = {"--rule": rule is not None, "--revoke-rule": revoke_rule is not None, "--shared": shared, "--undo": undo}
    if any(many.values()):
        if given or sum(many.values()) > 1:
            raise WrongUseError("that is about several disagreements at once", f"one of {', '.join(many)}, without ids")
        settle_many(here, writer, rule, revoke_rule, Ways(shared, why, by, propose, yes, dry, as_json))
        return
    if not given:
        raise WrongUseError("settle which disagreements?", "`imqual compare` lists them; `imqual reconcile` shows them")
    if revoke:
        gone = revoked(here, writer, [find_decision(here, name) for name in given], why)
        say(f"took back {count(len(gone), 'decision')}; what they were about is open again")
        return
    if given == ["-"]:
        wanted = batch(here)
    else:
        ways = {"both": both, "neither": neither, "union": union, "intersection": intersection, "postponed": postpone}
        wanted = one_way(here, writer, given, take, ways, code, at, why=why, by=by, change=change)
    done = settle(here, writer, wanted, propose=propose)
    if as_json:
        print_json("proposed" if propose else "decided", done)
        return
    verb = "proposed" if propose else "settled"
    ids = " ".join(each.id[:8] for each in done[:3]) + (" …" if len(done) > 3 else "")
    say(f"{verb} {count(len(done), 'disagreement')}: {ids}; undo: imqual decide --revoke ID --as {writer}")
