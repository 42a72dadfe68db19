"""``imqual find``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.completing import complete_transcript
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
    AsOfOption,
    CodeOption,
    JsonOption,
    LooksOption,
    SeeOption,
    StudyOption,
    WhoseOption,
    looks,
    opened,
    tell_sight,
)

if TYPE_CHECKING:
    from imcommerce_qual.actions.searching import Found
    from imcommerce_qual.core.query import Hit


def command(
    words: Annotated[str | None, typer.Argument(metavar="[WORDS]", help="What to look for.")] = None,
    transcripts: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TRANSCRIPT]...", help="Only in these.", autocompletion=complete_transcript),
    ] = None,
    regex: RegexOption = False,
    case: CaseOption = False,
    code: CodeOption = None,
    exact: Annotated[bool, typer.Option("--exact", help="With --code: without what rolls up into it.")] = False,
    coder: WhoseOption = None,
    speaker: SpeakerOption = None,
    where: WhereOption = None,
    stance: StanceOption = None,
    unsure: UnsureOption = False,
    exemplar: ExemplarOption = False,
    stale: Annotated[
        bool, typer.Option("--stance-stale", help="Only stances given before the finding was worded so.")
    ] = False,
    counts: Annotated[bool, typer.Option("--count", help="Only how many, by transcript.")] = False,
    who: LooksOption = None,
    as_of: AsOfOption = None,
    see: SeeOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Find words, or codings by code, coder, speaker, attribute or stance.

    WORDS alone finds every place where they are spoken or translated. With a filter on codings (--code, --coder,
    --stance, --stance-stale, --unsure, --exemplar) it finds codings, in whose excerpts WORDS stand. Exit code 0 also
    where nothing is found; the number is said.
    """
    from imcommerce_qual.actions.searching import Wanted, search

    here = opened(study, as_of)
    wanted = Wanted(
        pattern=words,
        regex=regex,
        case=case,
        transcripts=tuple(transcripts or ()),
        codes=tuple(code or ()),
        exact_code=exact,
        coders=tuple(coder or ()),
        speakers=tuple(speaker or ()),
        attributes=tuple(where or ()),
        stances=tuple(stance or ()),
        unsure=unsure,
        exemplar=exemplar,
        stance_stale=stale,
        see=frozenset(see or ()),
    )
    found = search(here, wanted, viewer=looks(here, who))
    _print(found, as_json=as_json, counts=counts)
    _talk(found)
    tell_sight(looks(here, who), see)
    if words and not found.hits and words.upper() in found.study.transcripts and not transcripts:
        say(f'`{words}` was looked for as words; to look in that transcript: imqual find "" {words.upper()} …')


def _print(found: Found, *, as_json: bool, counts: bool) -> None:
    """The hits on stdout, in the form that was asked for."""
    from imcommerce_qual.cli.output import on_terminal, print_json, print_rows

    if as_json:
        more = {"reconciled": found.reconciled} if found.reconciled is not None else {}
        print_json("hits", found.hits, hidden=found.hidden, synthetic=found.study.synthetic, **more)
    elif counts:
        by_transcript = {name: sum(hit.transcript == name for hit in found.hits) for name in found.study.transcripts}
        print_rows(["transcript", "hits"], [[name, n] for name, n in by_transcript.items() if n], right=["hits"])
    elif on_terminal():
        _in_context(found)
    else:
        print_rows(
            [
                *("transcript", "turn", "speaker", "span", "before", "words", "after", "codes"),
                *("coder", "coding", "stance", "toward", "marks", "memo"),
            ],
            [
                [
                    hit.transcript,
                    hit.turn,
                    hit.speaker,
                    f"{hit.span.start}:{hit.span.end}",
                    hit.before,
                    hit.words,
                    hit.after,
                    " ".join(hit.codes),
                    hit.coder,
                    hit.coding,
                    hit.stance,
                    hit.toward,
                    " ".join(["exemplar"] * hit.exemplar + ["unsure"] * hit.unsure),
                    hit.memo,
                ]
                for hit in found.hits
            ],
        )


def _talk(found: Found) -> None:
    from imcommerce_qual.render.words import count

    places = len({hit.transcript for hit in found.hits})
    people = len({hit.participant for hit in found.hits if hit.participant})
    kind = "coding" if any(hit.coding for hit in found.hits) else "place"
    synthetic = " (synthetic)" if found.study.synthetic else ""
    say(f"{count(len(found.hits), kind)} in {count(places, 'transcript')}, {count(people, 'participant')}{synthetic}")
    if found.reconciled is not None:
        from imcommerce_qual.render.reconciledtext import reconciled_lines

        say(*reconciled_lines(found.reconciled))
    elif found.hidden:
        names = sorted({coder for coder, _ in found.hidden})
        say(f"hidden until you are done: codings of {', '.join(names)} in {count(len(found.hidden), 'transcript')}")


def _in_context(found: Found) -> None:
    """Keyword in context: the words aligned in the middle of the terminal, by columns, not by characters."""
    from imcommerce_qual.cli.output import console

    screen = console()
    for hit in found.hits:
        screen.print(_line(hit, screen.width), overflow="fold" if hit.coding else "ellipsis", no_wrap=not hit.coding)


def _line(hit: Hit, width: int) -> object:
    from rich.cells import cell_len, set_cell_size

    from imcommerce_qual.render.wrapped import assembled

    head = f"{hit.transcript}:{hit.turn}".ljust(8) + f"{hit.speaker} ".ljust(5)
    if hit.coding:
        marks = ("★" if hit.exemplar else "") + ("?" if hit.unsure else "") + (f" {hit.stance}" if hit.stance else "")
        tail = f"  {hit.coder} {hit.coding[:8]} {marks}".rstrip()
        return assembled((head, "dim"), (f"{hit.code} ", "bold"), hit.words.replace("\n", " "), (tail, "dim"))
    side = max(8, (width - len(head) - 24) // 3)
    before = hit.before.replace("\n", " ")
    while cell_len(before) > side:
        before = before[1:]
    before = " " * (side - cell_len(before)) + before
    after = set_cell_size(hit.after.replace("\n", " "), max(8, width - len(head) - side - cell_len(hit.words) - 26))
    return assembled((head, "dim"), before, (hit.words, "bold reverse"), after, (" " + " ".join(hit.codes), "dim"))
