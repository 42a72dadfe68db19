"""Transcripts in groups: each alone, in order of completion, by an attribute of participants; and rounds in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from imcommerce_qual.actions.agreeground import Ground
from imcommerce_qual.actions.agreewanted import AgreeRequest
from imcommerce_qual.model.plan import Plan
from imcommerce_qual.model.study import Study

#: In order of completion, more transcripts than this are taken together in so many stretches.
_STRETCHES = 12


def grouped_transcripts(study: Study, ground: Ground, by: str) -> Mapping[str, Sequence[str]]:
    """The transcripts that two coders count in, by group, groups in order."""
    names = ground.shared
    if by == "transcript":
        return {name: (name,) for name in names}
    if by == "order":
        return _in_order(ground, names)
    groups: dict[str, list[str]] = {}
    for name in names:
        values = {
            str(value)
            for each in study.transcripts[name].participants.values()
            if (value := each.attributes.get(by)) is not None
        }
        groups.setdefault(" and ".join(sorted(values)) or f"no {by}", []).append(name)
    return dict(sorted(groups.items()))


def _in_order(ground: Ground, names: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """By when the last of the coders had completed them."""
    done: dict[str, datetime] = {}
    for (_, name), one in ground.looking.items():
        done[name] = max(one.done, done.get(name, one.done))
    ordered = sorted(names, key=lambda name: (done[name], name))
    if len(ordered) <= _STRETCHES:
        return {f"{at}. {name}": (name,) for at, name in enumerate(ordered, 1)}
    edges = [round(step * len(ordered) / _STRETCHES) for step in range(_STRETCHES + 1)]
    return {f"{low + 1} to {high}": tuple(ordered[low:high]) for low, high in pairwise(edges)}


def round_requests(plan: Plan, request: AgreeRequest) -> Iterator[tuple[str, str, AgreeRequest]]:
    """Every round in order of opening, with what is to be said beside it and what to ask."""
    for each in plan.rounds.values():
        note = f"{each.purpose}, {'open' if each.closed is None else 'closed'}"
        asked = replace(request, round=each.id, by=None)
        if each.purpose == "recode":
            for coder in each.opened.coders:
                if not request.coders or coder in request.coders:
                    yield f"{each.id} {coder}", f"{note}, {coder} twice", replace(asked, coders=(coder,))
        elif set(request.coders) <= set(each.opened.coders):
            yield each.id, note, asked
