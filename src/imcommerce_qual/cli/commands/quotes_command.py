"""``imqual quotes``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.completing import complete_code, complete_finding, complete_theme
from imcommerce_qual.cli.faults import ExitCode, say
from imcommerce_qual.cli.options import ActsOption, JsonOption, LooksOption, StudyOption, acts, looks, opened

if TYPE_CHECKING:
    from imcommerce_qual.actions.quotepicking import Candidate
    from imcommerce_qual.model.kept import KeptShown

app = typer.Typer(
    name="quotes",
    help="Check a draft's quotations against the transcripts; pick and keep some: check, pick, keep, list, drop.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def quotes() -> None:
    """Check a draft's quotations against the transcripts; pick and keep some: check, pick, keep, list, drop."""


@app.command("check")
def check(
    draft: Annotated[Path, typer.Argument(metavar="DRAFT", help="A paper: .docx, .tex, .md, .txt or .pdf.")],
    label: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="P3=S03", help="Whom a label of the draft's own means; P=S maps P1, P2, … to S01, S02, …"
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", metavar="WHAT", help="Only these verdicts (altered, cut, sewn, …, counts) or participants."
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="List also what is right, and what was passed over and why.")
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="Also tidied, unattributed and unchecked quotations and doubtful counts are problems."
        ),
    ] = False,
    counts: Annotated[
        bool, typer.Option("--counts/--no-counts", help="Compare counts of participants with the codings.")
    ] = True,
    who: LooksOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Check every quotation in a draft against the transcripts, and counts of participants against the codings.

    A quotation is verbatim, tidied (um, [laughs] or a repetition left out), trimmed (with […]), altered, cut (words
    left out without a sign), sewn (words from different places), not found, given to the wrong participant, or of
    somebody who may not be quoted. What stands in quotation marks and is no participant's words is passed over; --all
    says why. Exit code 1 when something is wrong.
    """
    from imcommerce_qual.actions.quotechecking import check_quotes, filtered, unsettled
    from imcommerce_qual.cli.output import fitted, print_json
    from imcommerce_qual.cli.progress import progress
    from imcommerce_qual.render.basis import rests_on
    from imcommerce_qual.render.quotetext import render_draft, summary_lines
    from imcommerce_qual.render.stampwords import provenance_lines

    here = opened(study)
    viewer = looks(here, who)
    with progress() as told:
        done = check_quotes(here, draft, given=label or (), viewer=viewer, claims=counts, told=told)
    report = filtered(done, only or ())
    notice = provenance_lines(done.basis.constructed if report.claims else (), synthetic=done.study.synthetic)
    problems = report.problems + (unsettled(report) if strict else 0)
    if as_json:
        print_json("draft", report, problems=problems, notice=notice, transcripts=done.transcripts)
    else:
        for piece in render_draft(report, everything=everything):
            print(fitted(piece), end="\n\n")
        counted = any(each.counted is not None for each in report.claims)
        rests = tuple(rests_on(done.basis, who)) if counted else ()
        for line in (*notice, *report.notes, *rests, *summary_lines(report)):
            say(fitted(line, sys.stderr))
        say(f"{problems or 'no'} problem{'' if problems == 1 else 's'}; compared with {_transcripts(done.transcripts)}")
    if problems:
        raise typer.Exit(ExitCode.PROBLEMS)


def _transcripts(number: int) -> str:
    from imcommerce_qual.render.words import count

    return count(number, "transcript")


@app.command("pick")
def pick(
    theme: Annotated[
        str | None,
        typer.Option("--theme", metavar="THEME", autocompletion=complete_theme, help="Candidates under this theme."),
    ] = None,
    code: Annotated[
        str | None,
        typer.Option("--code", metavar="CODE", help="Under this code and what rolls up.", autocompletion=complete_code),
    ] = None,
    finding: Annotated[
        str | None,
        typer.Option("--finding", metavar="FINDING", autocompletion=complete_finding, help="Under this finding."),
    ] = None,
    number: Annotated[int, typer.Option("--number", "-n", metavar="N", min=1, help="How many.")] = 8,
    side: Annotated[
        str, typer.Option("--side", metavar="SIDE", help="Show of bilingual interviews: source, translation, or both.")
    ] = "both",
    who: LooksOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Show candidates for quotation, spread over participants; those who may not be quoted are never offered.

    First come exemplars and participants of whom the fewest quotations are kept. A long excerpt comes with a shorter
    form, and with a warning where that leaves out a negation or a hedge.
    """
    from imcommerce_qual.actions.occurring import known_side
    from imcommerce_qual.actions.quotepicking import pick as picked
    from imcommerce_qual.cli.output import on_terminal, print_json, print_rows
    from imcommerce_qual.render.paperevidence import on_side
    from imcommerce_qual.render.stampwords import provenance_lines
    from imcommerce_qual.render.words import count

    here = opened(study)
    known_side(side)
    found = picked(here, theme=theme, code=code, finding=finding, number=number, viewer=looks(here, who))
    if as_json:
        print_json("candidates", found.candidates, about=found.about, withheld=found.withheld, hidden=found.hidden)
    elif on_terminal():
        for each in found.candidates:
            print(_candidate(each, side), end="\n\n")
    else:
        print_rows(
            ["ref", "participants", "transcript", "turns", "words", "translation", "kept", "quoted", "trim", "warning"],
            [
                [
                    each.ref,
                    " ".join(each.quotation.participants),
                    each.quotation.transcript,
                    " ".join(map(str, each.quotation.turns)),
                    *on_side(each.quotation.words, each.quotation.translation, side),
                    each.kept,
                    each.quoted,
                    each.trim.words if each.trim else None,
                    " ".join(each.trim.weighty) if each.trim else None,
                ]
                for each in found.candidates
            ],
        )
    say(*provenance_lines((), synthetic=here.study.synthetic))
    withheld = (
        f"; {count(found.withheld, 'excerpt')} not offered: the participants may not be quoted"
        if found.withheld
        else ""
    )
    say(f"{count(len(found.candidates), 'candidate')} under {found.about}{withheld}")
    if found.hidden:
        say(f"left out: codings that {looks(here, who)} may not see yet")


@app.command("keep")
def keep(
    ref: Annotated[str, typer.Argument(metavar="REF", help="A coding's id as `pick` shows it, or S03:START:END.")],
    trim: Annotated[
        str | None, typer.Option("--trim", metavar="WORDS", help="The shorter form: the speaker's words, with […].")
    ] = None,
    translation: Annotated[
        str | None,
        typer.Option("--translation", metavar="WORDS", help="Your own translation, preferred to the transcript's."),
    ] = None,
    who: ActsOption = None,
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """Keep an excerpt for publication, in the form in which it will be printed.

    Without --trim and --translation, the coding's own printed form is taken, if it has one. A trimmed form with other
    words than the speaker's is refused.
    """
    from imcommerce_qual.actions.quotekeeping import keep as kept
    from imcommerce_qual.cli.output import print_json

    here = opened(study)
    done = kept(here, acts(here, who), ref, trim=trim, translation=translation)
    if as_json:
        print_json("kept", done)
    else:
        print(_kept(done.shown))
    if done.weighty:
        say(f"warning: the trimmed form leaves out “{'”, “'.join(done.weighty[:6])}”, which may change what is said")
    name = done.shown.kept.id[:8]
    if done.new:
        say(f"kept as {name} in quotes/{done.shown.kept.by}.jsonl; to let it go: imqual quotes drop {name}")
    else:
        say(f"it is kept already, as {name}; nothing was written")


@app.command("list")
def list_(
    side: Annotated[
        str, typer.Option("--side", metavar="SIDE", help="Show of bilingual interviews: source, translation, or both.")
    ] = "both",
    as_json: JsonOption = False,
    study: StudyOption = None,
) -> None:
    """List the quotations that are kept for publication, as they stand in today's transcripts."""
    from imcommerce_qual.actions.occurring import known_side
    from imcommerce_qual.actions.quoting import kept_quotes, participants_named
    from imcommerce_qual.cli.output import on_terminal, print_json, print_rows
    from imcommerce_qual.render.paperevidence import on_side
    from imcommerce_qual.render.stampwords import provenance_lines
    from imcommerce_qual.render.words import count

    here = opened(study)
    known_side(side)
    shown = kept_quotes(here)
    if as_json:
        print_json("kept", shown, synthetic=here.study.synthetic)
    elif on_terminal():
        for each in shown:
            print(_kept(each, side), end="\n\n")
    else:
        print_rows(
            ["id", "by", "participants", "transcript", "turns", "time", "state", "words", "translation"],
            [
                [
                    each.kept.id,
                    each.kept.by,
                    " ".join(each.participants),
                    each.kept.transcript,
                    " ".join(map(str, each.turns)),
                    each.time,
                    each.state,
                    *on_side(each.words, each.translation, side),
                ]
                for each in shown
            ],
        )
    say(*provenance_lines((), synthetic=here.study.synthetic and bool(shown)))
    people = ", ".join(f"{name} {number}" for name, number in participants_named(shown).items())
    say(f"{count(len(shown), 'quotation')} kept{': ' + people if people else ''}")


@app.command("drop")
def drop(
    name: Annotated[str, typer.Argument(metavar="ID", help="Of the kept quotation; its beginning is enough.")],
    why: Annotated[str | None, typer.Option("--why", metavar="WORDS", help="The reason, kept with it.")] = None,
    who: ActsOption = None,
    study: StudyOption = None,
) -> None:
    """Let a kept quotation go. Nothing is erased; keeping it again brings it back."""
    from imcommerce_qual.actions.quotekeeping import drop as dropped

    here = opened(study)
    writer = acts(here, who)
    gone = dropped(here, writer, name, why)
    ref = (
        gone.kept.coding[:8]
        if gone.kept.coding
        else f"{gone.kept.transcript}:{gone.kept.anchor.span.start}:{gone.kept.anchor.span.end}"
    )
    say(f"dropped {gone.kept.id[:8]}, written to quotes/{writer}.jsonl; to keep it again: imqual quotes keep {ref}")


def _candidate(found: Candidate, side: str) -> str:
    from dataclasses import replace

    from imcommerce_qual.render.paperevidence import on_side
    from imcommerce_qual.render.quotetext import render_choice

    trim = found.trim if side != "translation" else None
    words, translation = on_side(found.quotation.words, found.quotation.translation, side)
    return render_choice(
        found.ref,
        replace(found.quotation, words=words or "", translation=translation),
        quoted=found.quoted,
        kept=found.kept,
        trim=trim.words if trim else None,
        weighty=trim.weighty if trim else (),
        own=found.own,
    )


def _kept(found: KeptShown, side: str = "both") -> str:
    from imcommerce_qual.render.paperevidence import on_side
    from imcommerce_qual.render.quotetext import render_published

    words, translation = on_side(found.words, found.translation, side)
    return render_published(
        found.kept.id,
        participants=found.participants,
        transcript=found.kept.transcript,
        turns_=found.turns,
        time=found.time,
        state=found.state,
        words=words or "",
        translation=translation,
        own=found.own_translation,
        exact=found.translation_exact,
    )
