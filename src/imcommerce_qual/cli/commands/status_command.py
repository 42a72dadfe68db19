"""``imqual status``."""

from __future__ import annotations

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import AsOfOption, JsonOption, LooksOption, StudyOption, looks, opened


def command(
    who: LooksOption = None, as_of: AsOfOption = None, as_json: JsonOption = False, study: StudyOption = None
) -> None:
    """Show how far each coder is with each transcript, and what to do next.

    A number is that of codings, `✓` says done, `·` that nothing was coded, `hidden` that the viewer
    (--as) has not completed the transcript and does not see how far others are.
    """
    from imcommerce_qual.actions.viewing import status
    from imcommerce_qual.cli.output import print_json, print_rows
    from imcommerce_qual.render.phrases import several
    from imcommerce_qual.render.plantext import render_done
    from imcommerce_qual.render.words import count, when

    found = status(here := opened(study, as_of), looks(here, who))
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
            rounds=found.rounds,
            stale=found.stale,
            reopened=found.reopened,
        )
        return
    coders = [*found.study.coders, *sorted({coder for coder, _ in found.progress} - set(found.study.coders))]
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
        (found.unled, "under a code that was retired or split", "--stale"),
    ):
        if number:
            say(f"{count(number, 'coding')} {what}: imqual review {queue} --as {found.viewer or 'CODER'}")
    if found.reopened:
        names = {(coder, name) for coder, name, _ in found.reopened}
        codes = several({code for _, _, code in found.reopened})
        who_says = found.viewer or "CODER"
        again = count(len(names), "completed transcript")
        say(f"{again} to be looked through again for {codes}: imqual review --omissions --as {who_says}")
    for (coder, name), progress in sorted(found.progress.items()):
        for other in progress.saw:
            say(f"{coder} saw {other}'s codings of {name} before completing it")
    for view in found.rounds:
        done = render_done(view.done, len(view.round.transcripts))
        say(f"round {view.round.id} ({view.round.purpose}, {view.state}): {done}")
    if found.next_steps:
        say("next:", *(f"  {step}" for step in found.next_steps))


def _cell(progress: object, hidden: bool) -> str:
    from imcommerce_qual.model.standing import Progress

    if hidden:
        return "hidden"
    if not isinstance(progress, Progress) or not (progress.codings or progress.completed):
        return "·"
    return f"{progress.codings}{' ✓' if progress.completed else ''}"
