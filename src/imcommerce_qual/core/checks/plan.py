"""Checks of the plan against the study."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from imcommerce_qual.model.plan import Plan, PlanEvent, RoundClosed
from imcommerce_qual.model.problem import Fault
from imcommerce_qual.model.study import Study


def check_plan(
    study: Study,
    plan: Plan,
    where: Mapping[str, tuple[str, int]],
    stored: Callable[[str, str], str | None],
) -> Iterator[Fault]:
    """Rounds are said once, name coders and transcripts of the study, and their texts are kept.

    Args:
        study: what is coded.
        plan: what was planned.
        where: the file and the line of each event, by its id.
        stored: the text of a transcript by its id and hash16, None where it is not kept.
    """
    for first, second in plan.conflicts:
        file, line = where[second.id]
        did = "closed" if isinstance(second, RoundClosed) else "opened"
        yield Fault(
            code="round-conflict",
            message=f"{first.by} {did} the round before, in other words; this line changes nothing",
            remedy="agree which of the two holds, and delete the other line (the first one stands until then)",
            file=file,
            line=line,
            path=("round",),
        )
    for each in plan.rounds.values():
        file, line = where[each.opened.id]
        yield from _names(study, each.opened.transcripts, each.opened.coders, file, line)
        for event, texts in _texts(each.opened, each.closed):
            file, line = where[event.id]
            for name, digest in texts.items():
                if name in study.transcripts and digest != study.transcripts[name].hash and not stored(name, digest):
                    yield Fault(
                        code="round-text-unknown",
                        message=f"the text of {name} that this round was {_did(event)} on is not stored",
                        remedy=f"bring `history/transcripts/{name}/{digest}.md` back (from git, or another copy): "
                        "without it nothing can be computed on that transcript",
                        file=file,
                        line=line,
                        path=("texts",),
                    )


def _texts(opened: PlanEvent, closed: RoundClosed | None) -> Iterator[tuple[PlanEvent, Mapping[str, str]]]:
    if closed is not None:
        yield closed, closed.texts
    else:
        yield opened, getattr(opened, "texts", {})


def _did(event: PlanEvent) -> str:
    return "closed" if isinstance(event, RoundClosed) else "opened"


def _names(
    study: Study, transcripts: tuple[str, ...], coders: tuple[str, ...], file: str, line: int
) -> Iterator[Fault]:
    for kind, names, known in (("transcript", transcripts, study.transcripts), ("coder", coders, study.coders)):
        for name in names:
            if name not in known:
                yield Fault(
                    code="round-name-unknown",
                    message=f"this round names the {kind} `{name}`, which the study does not have",
                    remedy=f"put the {kind} back, or cancel the round: imqual plan round cancel",
                    file=file,
                    line=line,
                    path=(f"{kind}s",),
                )
