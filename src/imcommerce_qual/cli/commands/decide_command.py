"""``imqual decide``."""

from __future__ import annotations

from typing import Annotated

import typer

from imcommerce_qual.cli.completing import complete_code, complete_coder, complete_finding, complete_stance
from imcommerce_qual.cli.confirming import DryOption, YesOption
from imcommerce_qual.cli.options import ActsOption, JsonOption, StudyOption, acts, opened


def command(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]...",
            help="Disagreements (imqual compare), - for a batch on stdin; decisions, for --revoke, or --why alone.",
        ),
    ] = None,
    take: Annotated[
        str | None,
        typer.Option("--take", metavar="CODER", help="This coder's codings stand.", autocompletion=complete_coder),
    ] = None,
    both: Annotated[bool, typer.Option("--both", help="All of them stand.")] = False,
    neither: Annotated[bool, typer.Option("--neither", help="None of them stands.")] = False,
    union: Annotated[bool, typer.Option("--union", help="From the first word to the last of any.")] = False,
    intersection: Annotated[bool, typer.Option("--intersection", help="The words that all of them coded.")] = False,
    code: Annotated[
        list[str] | None,
        typer.Option(
            "--code", metavar="CODE", help="Another code; again for one more coding.", autocompletion=complete_code
        ),
    ] = None,
    at: Annotated[
        list[str] | None,
        typer.Option("--at", metavar="START:END", help="On these words (code points); one for each --code."),
    ] = None,
    quote: Annotated[
        list[str] | None, typer.Option("--quote", metavar="WORDS", help="The same, by the words themselves.")
    ] = None,
    stance: Annotated[
        str | None,
        typer.Option(
            "--stance", metavar="STANCE", autocompletion=complete_stance, help="What the new coding does to a finding."
        ),
    ] = None,
    toward: Annotated[
        str | None, typer.Option("--toward", metavar="FINDING", autocompletion=complete_finding, help="Which finding.")
    ] = None,
    postpone: Annotated[bool, typer.Option("--postpone", help="Leave it open, on purpose.")] = False,
    why: Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason, kept with the decision.")] = "",
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

    Without --code, the words get the code in question; without --at or --quote, the code gets all words in question.
    Several: --code trust --at 10:42 --code price --at 60:75. A decision's id with --why alone gives it a reason.

    A batch is JSON Lines: {"disagreement": "1a2b3c4d", "how": "take coder-a", "why": "…"}; how is take CODER, both,
    neither, union, intersection, postponed, or new with "codings": [{"code": …, "at": "START:END" or "quote": …}].

    A rule is KIND [of CODE] [under N characters] [overlap at least P%]: HOW; it is shown first what it settles.
    """
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.cli.deciding import Way, decide
    from imcommerce_qual.cli.ruling import Ways, settle_many

    here = opened(study)
    writer = acts(here, who)
    given = list(names or ())
    many = {"--rule": rule is not None, "--revoke-rule": revoke_rule is not None, "--shared": shared, "--undo": undo}
    plain = {"both": both, "neither": neither, "union": union, "intersection": intersection, "postponed": postpone}
    way = Way(take=take, plain=plain, codes=code or (), at=at or (), quotes=quote or (), stance=stance, toward=toward)
    if any(many.values()):
        if given or sum(many.values()) > 1 or way.named or revoke or change is not None:
            raise WrongUseError("that is about several disagreements at once", f"one of {', '.join(many)}, without ids")
        settle_many(here, writer, rule, revoke_rule, Ways(shared, why, by, propose, yes, dry, as_json))
        return
    if yes or dry:
        raise WrongUseError("--yes and --dry-run go with what is looked at first", f"one of {', '.join(many)}")
    decide(here, writer, given, way, why=why, by=by, change=change, propose=propose, revoke=revoke, as_json=as_json)
