"""``imqual status``."""

from __future__ import annotations

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import JsonOption, LooksOption, StudyOption, looks, opened


def command(who: LooksOption = None, as_json: JsonOption = False, study: StudyOption = None) -> None:
    """Show how far each coder is with each transcript, and what to do next.

    A number is that of codings, `✓` says done, `·` that nothing was coded, `hidden` that the viewer
    (--as) has not completed the transcript and does not see how far others are.
    """
    from imcommerce_qual.actions.viewing import status
    from imcommerce_qual.cli.output import print_json, print_rows
    from imcommerce_qual.render.words import count, when

    found = status(here := opened(study), looks(here, who))
    if as_json:
        print_json(
            "progress",
            [found.progress[key] for key in sorted(found.progress)],
            title=found.study.title,
            synthetic=found.study.synthetic,
            transcripts=list(found.study.transcripts),
            coders=list(found.study.coders),
            hidden=found.hidden,
            next=found.next_steps,
            problems=found.problems,
        )
        return
    coders = list(found.study.coders)
    rows = []
    for name, transcript in found.study.transcripts.items():
        cells = [_cell(found.progress.get((coder, name)), (coder, name) in found.hidden) for coder in coders]
        lasts = [each.last for coder in coders if (each := found.progress.get((coder, name))) and each.last]
        rows.append([name, len(transcript.turns), *cells, when(max(lasts)) if lasts else ""])
    say(found.study.title + ("  (synthetic)" if found.study.synthetic else ""))
    print_rows(["transcript", "turns", *coders, "last action (UTC)"], rows, right=["turns", *coders])
    for number, what, queue in (
        (found.lost, "whose words were lost in an edit", "--lost"),
        (found.changed, "whose words were edited", "--lost"),
        (found.stale, "made under an older definition", "--stale"),
    ):
        if number:
            say(f"{count(number, 'coding')} {what}: imqual review {queue} --as {found.viewer or 'CODER'}")
    for (coder, name), progress in sorted(found.progress.items()):
        for other in progress.saw:
            say(f"{coder} saw {other}'s codings of {name} before completing it")
    if found.next_steps:
        say("next:", *(f"  {step}" for step in found.next_steps))


def _cell(progress: object, hidden: bool) -> str:
    from imcommerce_qual.model.standing import Progress

    if hidden:
        return "hidden"
    if not isinstance(progress, Progress) or not (progress.codings or progress.completed):
        return "·"
    return f"{progress.codings}{' ✓' if progress.completed else ''}"
