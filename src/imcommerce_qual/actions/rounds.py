"""Rounds opened: what is declared, and whether it can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.keeping import keep_text
from imcommerce_qual.actions.names import known_coder, known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.planning import writing_plan
from imcommerce_qual.actions.targets import checked_target
from imcommerce_qual.core.counted import alone
from imcommerce_qual.model.plan import (
    Draw,
    GivenUnit,
    Passage,
    Plan,
    Purpose,
    RoundOpened,
    Target,
    UnitName,
)
from imcommerce_qual.store.ids import file_id_fault, folded
from imcommerce_qual.store.planfile import append_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundWanted:
    """What a new round should be; names as they were typed."""

    id: str
    purpose: Purpose
    transcripts: tuple[str, ...]
    coders: tuple[str, ...]
    unit: UnitName = "turn"
    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    target: Target | None = None
    drawn: Draw | None = None
    units: Mapping[str, tuple[GivenUnit, ...]] = field(default_factory=dict)
    why: str = ""


def open_round(opened: Opened, writer: str, wanted: RoundWanted) -> RoundOpened:
    """Open a round; from now on ``status`` follows it.

    Raises:
        WrongUseError: a name is not known, or the round's id cannot be one.
        RefusedError: the id is taken, or the coders had discussed one of its transcripts before (for reliability).
    """
    plan = opened.plan()
    event_fields = _round_fields(opened, plan, wanted)
    with writing_plan(opened, writer) as envelope:
        event = RoundOpened(**envelope(), **event_fields)
        for name in event.transcripts:
            keep_text(opened, name)
        append_plan(opened.root, writer, [event])
    return event


def _round_fields(opened: Opened, plan: Plan, wanted: RoundWanted) -> dict[str, Any]:
    study = opened.study
    if wrong := file_id_fault(wanted.id):
        raise WrongUseError(f"`{wanted.id}` cannot be a round's id: {wrong}", "such as: pilot-1, reliability-1")
    taken = {folded(each): each for each in (*plan.rounds, *study.coders, *study.transcripts)}
    if folded(wanted.id) in taken:
        raise RefusedError(f"`{taken[folded(wanted.id)]}` is taken already", "give the round another name")
    names = tuple(dict.fromkeys(known_transcript(study, name).id for name in (*wanted.transcripts, *wanted.passages)))
    who = tuple(dict.fromkeys(known_coder(study, name) for name in wanted.coders))
    if not names:
        raise WrongUseError("a round needs transcripts", "name them, or draw them: imqual plan draw --share 0.25")
    need = 1 if wanted.purpose in {"main", "recode"} else 2
    if len(who) < need:
        raise WrongUseError(f"a {wanted.purpose} round needs {need} coders or more", "--coders coder-a,coder-b")
    passages = {known_transcript(study, name).id: each for name, each in wanted.passages.items()}
    for name, each in passages.items():
        _check_passages(name, each, len(study.transcripts[name].turns))
    _check_units(opened, wanted, names)
    if wanted.purpose == "reliability":
        refuse_discussed(opened, plan, names, who)
    return {
        "round": wanted.id,
        "purpose": wanted.purpose,
        "transcripts": names,
        "coders": who,
        "unit": wanted.unit,
        "passages": passages,
        "texts": {name: study.transcripts[name].hash for name in names},
        "target": checked_target(wanted.target),
        "drawn": wanted.drawn,
        "units": {known_transcript(study, name).id: each for name, each in wanted.units.items()},
        "why": wanted.why,
    }


def _check_passages(name: str, passages: tuple[Passage, ...], turns: int) -> None:
    end = 0
    for each in sorted(passages, key=lambda passage: passage.first):
        if not 1 <= each.first <= each.last <= turns:
            raise WrongUseError(f"{name} has turns 1 to {turns}, not {each.first} to {each.last}", "`imqual show` them")
        if each.first <= end:
            raise WrongUseError(f"turn {each.first} of {name} would be in two passages", "join the two")
        end = each.last


def _check_units(opened: Opened, wanted: RoundWanted, names: tuple[str, ...]) -> None:
    if (wanted.unit == "given") != bool(wanted.units):
        raise WrongUseError(
            "given units need a file that bounds them, and only they do", "--unit given --units FILE.csv"
        )
    if not wanted.units:
        return
    units = {known_transcript(opened.study, name).id: each for name, each in wanted.units.items()}
    if missing := [name for name in names if name not in units]:
        raise WrongUseError(f"there are no units of {', '.join(missing)}", "bound units in every transcript")
    for name, each in units.items():
        length, end = len(opened.study.transcripts[name].text), 0
        for unit in sorted(each, key=lambda one: one.start):
            if not end <= unit.start < unit.end <= length:
                raise WrongUseError(
                    f"the unit {unit.start}:{unit.end} of {name} overlaps another or is outside the text",
                    f"units are spans within 0:{length} that do not overlap",
                )
            end = unit.end


def refuse_discussed(opened: Opened, plan: Plan, names: tuple[str, ...], coders: tuple[str, ...]) -> None:
    """Reliability is of work done apart: not of a transcript that these coders had talked about before.

    Raises:
        RefusedError: one was in an earlier training, pilot or reliability round of two of them, or one of them saw
            another's codings of it before completing it.
    """
    for name in names:
        for each in plan.rounds_of(name):
            if each.purpose in {"training", "pilot", "reliability"} and len({*each.opened.coders} & {*coders}) > 1:
                raise RefusedError(
                    f"{name} was in the {each.purpose} round {each.id}: these coders may have discussed it",
                    "choose another transcript; agreement after talking about it would not be reliability",
                )
        decided = [path.parent.name for path in (opened.root / "decisions").glob(f"*/{name}.jsonl")]
        if decided:
            raise RefusedError(f"disagreements about {name} were settled already", "choose another transcript")
        for coder in coders:
            log = opened.workspace.log(coder, name)
            cut = alone(log)
            if cut.state is None and cut.why != "not completed":
                raise RefusedError(
                    f"{coder} saw another's codings of {name} before completing it",
                    "choose another transcript, or another purpose for this round",
                )
