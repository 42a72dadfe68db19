"""``imqual status``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from imcommerce_qual.cli.faults import say
from imcommerce_qual.cli.options import AsOfOption, JsonOption, LooksOption, StudyOption, looks, opened

if TYPE_CHECKING:
    from imcommerce_qual.actions.viewing import Status

#: What of a coder's codings waits for a second look, and where it is given.
_WAITING = (
    ("lost", "whose words were lost in an edit", "--lost"),
    ("changed", "whose words were edited", "--lost"),
    ("stale", "made under an older definition", "--stale"),
    ("unled", "under a code that was retired or split", "--stale"),
)


def command(
    who: LooksOption = None, as_of: AsOfOption = None, as_json: JsonOption = False, study: StudyOption = None
) -> None:
    """Show how far each coder is with each transcript, and what to do next.

    A number is that of codings, `✓` says done, `·` that nothing was coded, `hidden` that the viewer
    (--as) has not completed the transcript and does not see how far others are.
    """
    from imcommerce_qual.actions.viewing import status
    from imcommerce_qual.cli.output import print_json, print_rows
    from imcommerce_qual.render.plantext import render_done
    from imcommerce_qual.render.words import when

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
            waiting=found.waiting,
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
    say(*_look_again(found))
    for (coder, name), progress in sorted(found.progress.items()):
        for other in progress.saw:
            say(f"{coder} saw {other}'s codings of {name} before completing it")
    for view in found.rounds:
        done = render_done(view.done, len(view.round.transcripts))
        say(f"round {view.round.id} ({view.round.purpose}, {view.state}): {done}")
    if found.next_steps:
        say("next:", *(f"  {step}" for step in found.next_steps))


def _look_again(found: Status) -> Iterator[str]:
    """What each coder has to look at again, with the command that shows it: only they can settle it."""
    from imcommerce_qual.render.phrases import several
    from imcommerce_qual.render.words import count

    for coder, waiting in sorted(found.waiting.items()):
        for kind, what, queue in _WAITING:
            if number := waiting.get(kind):
                yield f"{count(number, 'coding')} of {coder} {what}: imqual review {queue} --as {coder}"
    for coder in dict.fromkeys(coder for coder, *_ in found.reopened):
        names = {name for who, name, _ in found.reopened if who == coder}
        codes = several({code for who, _, code in found.reopened if who == coder})
        again = count(len(names), "completed transcript")
        yield f"{again} of {coder} to be looked through again for {codes}: imqual review --omissions --as {coder}"


def _cell(progress: object, hidden: bool) -> str:
    from imcommerce_qual.model.standing import Progress

    if hidden:
        return "hidden"
    if not isinstance(progress, Progress) or not (progress.codings or progress.completed):
        return "·"
    return f"{progress.codings}{' ✓' if progress.completed else ''}"
