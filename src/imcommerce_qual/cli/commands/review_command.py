"""``imqual review``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.completing import complete_code, complete_transcript
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.filters import (
    CaseOption,
    ExemplarOption,
    RegexOption,
    SpeakerOption,
    StanceOption,
    UnsureOption,
    WhereOption,
)
from imcommerce_qual.cli.options import (
    ActsOption,
    CoderOption,
    JsonOption,
    SeeOption,
    StudyOption,
    acts,
    opened,
    tell_sight,
)

if TYPE_CHECKING:
    from imcommerce_qual.actions.opened import Opened
    from imcommerce_qual.actions.reviewqueue import Gathered, Mention
    from imcommerce_qual.tui.review.collection import Collection


def command(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE|-]", help="This code and what rolls up into it; - for stdin.", autocompletion=complete_code
        ),
    ] = None,
    exact: Annotated[bool, typer.Option("--exact", help="Without what rolls up into it.")] = False,
    compare: Annotated[
        str | None,
        typer.Option("--with", metavar="CODE", help="Compare with this code.", autocompletion=complete_code),
    ] = None,
    unsure: UnsureOption = False,
    exemplar: ExemplarOption = False,
    stale: Annotated[
        bool, typer.Option("--stale", help="Only codings made under an older definition, or under a code that is gone.")
    ] = False,
    lost: Annotated[
        bool, typer.Option("--lost", help="Only codings whose words were changed or lost in an edit.")
    ] = False,
    omissions: Annotated[
        bool, typer.Option("--omissions", help="Completed transcripts to look through again for a code.")
    ] = False,
    stance_stale: Annotated[
        bool, typer.Option("--stance-stale", help="Only stances toward findings that were reworded since.")
    ] = False,
    find: Annotated[str | None, typer.Option("--find", metavar="WORDS", help="Only where these words stand.")] = None,
    regex: RegexOption = False,
    case: CaseOption = False,
    transcript: Annotated[
        list[str] | None,
        typer.Option("--transcript", metavar="TRANSCRIPT", help="Only in it.", autocompletion=complete_transcript),
    ] = None,
    speaker: SpeakerOption = None,
    where: WhereOption = None,
    stance: StanceOption = None,
    coder: CoderOption = None,
    who: ActsOption = None,
    see: SeeOption = None,
    listed: Annotated[bool, typer.Option("--list", help="Print the excerpts, without the screen.")] = False,
    light: Annotated[bool, typer.Option("--light", help="Dark words on a light screen.")] = False,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Read the excerpts of a code one under the other, to recode, split, compare or confirm them.

    Your own codings, across all transcripts, with what was said before and after. The filters are those of `find`;
    all that are given hold. `imqual find … --json | imqual review -` reviews what any find found.
    `?` on the screen shows every key. Without a terminal, and with --list or --json, the excerpts are printed.
    """
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.actions.names import known_code, known_coder
    from imcommerce_qual.actions.reviewing import gather
    from imcommerce_qual.actions.reviewqueue import Queue
    from imcommerce_qual.actions.searching import Wanted

    here = opened(study)
    viewer = acts(here, who)
    mentions = _stdin() if code == "-" else None
    codes = (known_code(here.study.codebook, code),) if code and code != "-" else ()
    wanted = Wanted(
        pattern=find,
        regex=regex,
        case=case,
        transcripts=tuple(transcript or ()),
        codes=codes,
        exact_code=exact,
        coders=tuple(known_coder(here.study, name) for name in coder or ()),
        speakers=tuple(speaker or ()),
        attributes=tuple(where or ()),
        stances=tuple(stance or ()),
        unsure=unsure,
        exemplar=exemplar,
        stance_stale=stance_stale,
        see=frozenset(see or ()),
    )
    queue = Queue(wanted=wanted, stale=stale, lost=lost, omissions=omissions, listed=mentions)
    if mentions is None and not find and not omissions and not queue.about_codings:
        raise WrongUseError(
            "what is to be reviewed?",
            "name a code, or a filter: --stale, --omissions, --lost, --unsure, --find WORDS …",
        )
    other = known_code(here.study.codebook, compare) if compare else None
    if as_json or listed or not _screen():
        found = gather(here, viewer, queue)
        both = gather(here, viewer, queue.of_code(other)) if other else None
        _print(here, viewer, found, both, as_json=as_json)
        tell_sight(viewer, see)
        return
    from imcommerce_qual.render.words import count
    from imcommerce_qual.tui.review.run import run

    review = run(here, viewer, queue, other=other, light=light)
    total = len(review.collection.items)
    tell_sight(viewer, see)
    if review.current is None:
        say("nothing to review: no excerpt is what was asked for")
        _tell(review.collection, viewer)
    else:
        say(f"everything is saved; {total - review.open} of {count(total, 'excerpt')} settled")


def _stdin() -> tuple[Mention, ...]:
    """What ``find --json`` sent; afterwards keys are read from the terminal, where there is one."""
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.actions.reviewqueue import read_mentions

    if sys.stdin.isatty():
        raise WrongUseError("nothing is coming in", "imqual find … --json | imqual review -")
    return read_mentions(sys.stdin.read())


def _screen() -> bool:
    """Whether there is a terminal to draw on, and one to read keys from."""
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return False
    if sys.stdin.isatty():
        return True
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        return False
    os.dup2(terminal, 0)
    os.close(terminal)
    return True


def _print(here: Opened, viewer: str, found: Gathered, both: Gathered | None, *, as_json: bool) -> None:
    """The excerpts on stdout."""
    from imcommerce_qual.actions.excerpting import excerpts_of
    from imcommerce_qual.actions.reviewing import ordered
    from imcommerce_qual.cli.output import console, on_terminal, print_json, print_rows
    from imcommerce_qual.render.reviewtext import COLUMNS, render_excerpts, row_of
    from imcommerce_qual.render.words import count

    excerpts = tuple(excerpts_of(here, ordered(here, (*found.items, *(both.items if both else ())))))
    if as_json:
        print_json("excerpts", excerpts, hidden=found.hidden, synthetic=here.study.synthetic)
    elif on_terminal():
        screen = console()
        for line in render_excerpts(excerpts):
            screen.print(line)
    else:
        print_rows(COLUMNS, map(row_of, excerpts))
    places = len({each.transcript for each in excerpts})
    synthetic = " (synthetic)" if here.study.synthetic else ""
    say(f"{count(len(excerpts), 'excerpt')} in {count(places, 'transcript')}{synthetic}")
    _tell(found, viewer)


def _tell(found: Gathered | Collection, viewer: str) -> None:
    """What there is besides."""
    from imcommerce_qual.render.words import count

    if found.lost:
        say(f"{count(found.lost, 'coding')} more lost their words: imqual review --lost --as {viewer}")
    if found.missing:
        say(f"{count(found.missing, 'excerpt')} of those listed cannot be seen here by {viewer}")
    if found.hidden:
        names = sorted({coder for coder, _ in found.hidden})
        say(f"hidden until you are done: codings of {', '.join(names)} in {count(len(found.hidden), 'transcript')}")
