"""``imqual plan hand-out`` and ``imqual plan hand-in``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from imcommerce_qual.cli.commands.planning.options import TranscriptsArgument
from imcommerce_qual.cli.completing import complete_coder
from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import ActsOption, JsonOption, StudyOption, acts, opened


def hand_out(
    coder: Annotated[str, typer.Argument(metavar="CODER", help="For whom.", autocompletion=complete_coder)],
    transcripts: TranscriptsArgument = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE.zip", help="The file to write.")] = None,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Make a copy of the study for a coder, without anybody else's codings, decisions, memos and counts.

    In it are the transcripts that are assigned to them (else: all), the codebook, and what they did so far. They unpack
    it, code, zip the folder, and send it back: imqual plan hand-in. The zip's SHA-256 is kept in the plan.
    """
    from imcommerce_qual.actions.handing import hand_out as handed_out
    from imcommerce_qual.actions.handing import make_handout
    from imcommerce_qual.render.words import count

    here = opened(study)
    writer = acts(here, who)
    handout = make_handout(here, coder, transcripts or ())
    path = to or Path(f"{here.root.resolve().name or 'study'}-{handout.coder}.zip")
    handed_out(here, writer, handout, path)
    say(
        f"wrote {path}: {count(len(handout.transcripts), 'transcript')}, {count(len(handout.files), 'file')}, "
        f"SHA-256 {handout.hash[:16]}…",
        "not in it: codings, proposals and completions of others, decisions, memos, quotations, closed rounds",
        f"when it comes back: imqual plan hand-in FILE.zip --as {writer}",
    )


def hand_in(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="The zip that came back (or the copy's folder).")],
    coder: Annotated[
        str | None,
        typer.Option(
            "--coder", metavar="CODER", help="Whose (else: whom it was made for).", autocompletion=complete_coder
        ),
    ] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="Say what is in it; write nothing.")] = False,
    as_json: JsonOption = False,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Bring a coder's files back in; what is here already is passed over, so twice is harmless.

    Only their own codings, proposals and edits come in. Where a transcript was edited meanwhile, their codings are
    carried to today's text, as any others.
    """
    from imcommerce_qual.actions.handingin import hand_in as handed_in
    from imcommerce_qual.actions.handingin import look_in
    from imcommerce_qual.cli.output import print_json
    from imcommerce_qual.render.words import count

    here = opened(study)
    writer = acts(here, who)
    back = look_in(here, file, coder)
    if dry:
        say(f"{back.coder}: {', '.join(sorted(back.own)) or 'nothing of theirs'}", "nothing was written (--dry-run)")
        return
    done = handed_in(here, writer, back)
    if as_json:
        print_json("handed_in", done)
        return
    for name, number in sorted(done.events.items()):
        say(f"{name}: {count(number, 'new event')} of {done.coder}")
    for each in done.left_out:
        say(f"left out: {each}")
    say(f"{count(done.total, 'event')} came in; {count(done.known, 'event')} had come before")
    for each in done.late:
        say(f"{each} was closed before: what came in now changes nothing that it computes")
    if done.total:
        say(f"next: imqual check; undo: restore codings/{done.coder}/ from git or a backup")
