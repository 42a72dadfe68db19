"""``imqual import``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.faults import ExitCode, say
from imcommerce_qual.cli.options import StudyOption, study_folder

if TYPE_CHECKING:
    from imcommerce_qual.actions.importing import FilePlan, ImportPlan, Written
    from imcommerce_qual.formats.draft import SpeakerChoices


def command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Text or Markdown files.")],
    speakers: Annotated[
        str | None,
        typer.Option(
            "--speakers",
            metavar="LIST",
            help='Who is who, by label: "I=interviewer,Jon Lawitts=P1:participant,Note=-" (- is no speaker).',
        ),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Of the files (else: found out, and said).")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="LANGUAGE", help="zh, en, … (else: guessed, and said).")
    ] = None,
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="The transcript's id (else: from the file's name).")
    ] = None,
    provenance: Annotated[
        str | None,
        typer.Option(
            "--provenance", metavar="real|synthetic", help="Printed on everything made from it (else: the study's)."
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Take the speakers as they are found; ask nothing.")] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="Show what would be written; write nothing.")] = False,
    study: StudyOption = None,
) -> None:
    """Bring interview transcripts in from text and Markdown files.

    Understands `Name: text` (ASCII and full-width colons, times before or after), Otter, Rev, f4 and MAXQDA,
    WhisperX, names as headings, and the Chinese recorders' form. Shows the speakers that it found, with counts, and
    accounts for every line. On a terminal it asks before it writes; else say --speakers or --yes. A transcript
    that is there is never overwritten, and the file as received is kept under sources/.
    """
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.actions.importing import plan_import, write_import
    from imcommerce_qual.actions.importnames import study_provenance
    from imcommerce_qual.formats.speakers import SpeakersError, parse_speakers
    from imcommerce_qual.store.workspace import find_study

    root = find_study(study_folder(study))
    try:
        chosen: SpeakerChoices | None = parse_speakers(speakers) if speakers else None
    except SpeakersError as error:
        raise WrongUseError(f"--speakers: {error}") from None

    def plan(choices: SpeakerChoices | None) -> ImportPlan:
        return plan_import(
            files,
            root=root,
            encoding=encoding,
            speakers=choices,
            language=language,
            id=id_,
            provenance=provenance or study_provenance(root),
        )

    planned = plan(chosen)
    _show(planned)
    if any(problem.severity == "error" for problem in planned.general):
        say("nothing was imported")
        raise typer.Exit(ExitCode.PROBLEMS)
    if chosen is None and not yes and not dry and _anything_new(planned):
        planned = _asked(plan, planned)
    if dry:
        say("nothing was written (--dry-run)")
        raise typer.Exit(ExitCode.PROBLEMS if any(not file.ready for file in planned.files) else ExitCode.DONE)
    _written(planned, write_import(planned), root)


def _asked(plan: Callable[[SpeakerChoices | None], ImportPlan], planned: ImportPlan) -> ImportPlan:
    """The plan after the user has said who is who, as often as it takes."""
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.formats.speakers import SpeakersError, parse_speakers

    if not sys.stdin.isatty():
        raise WrongUseError("are these the speakers?", "say `--yes`, or who is who with `--speakers`")
    question = "Enter takes these speakers; else who is who, as for --speakers"
    while answer := typer.prompt(question, default="", show_default=False, err=True):
        try:
            planned = plan(parse_speakers(answer))
        except (SpeakersError, WrongUseError) as error:
            say(f"  {error}")
        else:
            _show(planned)
    return planned


def _written(planned: ImportPlan, written: Written, root: Path) -> None:
    """What was written, on stdout; what was not, and why, on stderr."""
    from imcommerce_qual.render.problems import render_problem

    for problem in written.problems:
        say(render_problem(problem))
    for path in written.paths:
        print(path.relative_to(root).as_posix())
    refused = [file for file in planned.files if not file.ready]
    if refused:
        say(f"not imported: {', '.join(str(file.source) for file in refused)}")
    if refused or written.problems:
        raise typer.Exit(ExitCode.PROBLEMS)
    say("next: imqual check; then describe the participants under `participants:` in each transcript")


def _anything_new(planned: ImportPlan) -> bool:
    return any(file.ready and file.draft is not None and file.draft.shape != "own" for file in planned.files)


def _show(planned: ImportPlan) -> None:
    """What was found: to stderr, since only what was written is data."""
    from imcommerce_qual.render.problems import render_problem

    for file in planned.files:
        _show_file(file)
    for problem in planned.problems:
        say(render_problem(problem), "")


def _show_file(file: FilePlan) -> None:
    guessed = " (guessed)" if file.encoding_guessed else ""
    say(f"{file.source}: {file.encoding or 'not read'}{guessed}")
    draft = file.draft
    if draft is None:
        return
    uses = Counter(line.use for line in draft.account)
    language = f"; language: {file.language}{' (guessed)' if file.language_guessed else ''}" if file.language else ""
    becomes = f"; becomes transcripts/{file.id}.md" if file.ready else ""
    say(f"  shape: {draft.shape}{language}{becomes}")
    say(f"  {len(draft.account)} lines: " + ", ".join(f"{number} {use}" for use, number in uses.items()))
    roles = {each.found: each for each in file.speakers}
    for speaker in draft.speakers:
        each = roles.get(speaker.label)
        role = f"  → {each.label}: {each.role}{' (guessed)' if each.guessed else ''}" if each else ""
        say(f"  {speaker.turns:4} turns  {speaker.label}{role}   “{speaker.example}”")
    for doubt in draft.doubtful[:10]:
        lines = f"line {doubt.line}" if doubt.lines == 1 else f"{doubt.lines} lines, first on line {doubt.line}"
        say(f"  taken for speech: `{doubt.label}` ({lines}): {doubt.why}")
    if len(draft.doubtful) > 10:
        say(f"  … and {len(draft.doubtful) - 10} more like this")
    for line in draft.left_out[:20]:
        say(f"  left out: line {line.line}: {line.why}")
    if len(draft.left_out) > 20:
        say(f"  … and {len(draft.left_out) - 20} more")
    for note in dict.fromkeys((*draft.notes, *file.notes)):
        say(f"  {note}")
