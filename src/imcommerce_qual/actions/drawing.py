"""Choosing what is coded twice: drawn with a seed, in proportion to what the study has."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.names import known_transcript
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.core.drawing import draw, draw_passage, parts
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.plan import Draw, Passage
from imcommerce_qual.model.study import Study

#: What every transcript has, beside the attributes that the study declares.
LANGUAGE = "language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A draw, with what it was made from: ``strata`` are (values, drawn, of)."""

    draw: Draw
    transcripts: tuple[str, ...]
    strata: tuple[tuple[tuple[str, ...], int, int], ...]
    passages: dict[str, tuple[Passage, ...]] = field(default_factory=dict)


def draw_transcripts(
    opened: Opened,
    *,
    share: float,
    seed: int | None = None,
    by: Iterable[str] = (),
    among: Iterable[str] = (),
    turns: int | None = None,
) -> Drawn:
    """A share of the transcripts (or of those in *among*), from each stratum; with *turns*, one run of so many of each.

    Without a *seed* one is thrown, and is part of what comes back: with it anybody gets the same draw.

    Raises:
        WrongUseError: a share, an attribute or a name that is none.
    """
    study = opened.study
    names = list(dict.fromkeys(known_transcript(study, name).id for name in among)) or list(study.transcripts)
    if not 0 < share <= 1:
        raise WrongUseError(f"a share of {share:g} cannot be drawn", "above 0, at most 1: --share 0.25 is a quarter")
    if turns is not None and turns < 1:
        raise WrongUseError("a passage has at least one turn", "--turns 20")
    if not names:
        raise WrongUseError("there are no transcripts to draw from", "imqual import FILE…")
    strata = tuple(dict.fromkeys(by))
    known = [LANGUAGE, *study.attributes]
    for name in strata:
        if name not in known:
            raise WrongUseError(f"transcripts cannot be told apart by `{name}`", suggest(name, known))
    chosen_seed = secrets.randbelow(1_000_000) if seed is None else seed

    def stratum(name: str) -> tuple[str, ...]:
        return tuple(_value(study, name, each) for each in strata)

    drawn = draw(names, share=share, seed=chosen_seed, stratum=stratum)
    of, got = parts(names, stratum), parts(drawn, stratum)
    passages: dict[str, tuple[Passage, ...]] = {}
    if turns is not None:
        for name in drawn:
            first, last = draw_passage(len(study.transcripts[name].turns), turns, seed=chosen_seed, name=name)
            passages[name] = (Passage(first=first, last=last),)
    return Drawn(
        draw=Draw(how="random", share=share, seed=chosen_seed, strata=strata),
        transcripts=drawn,
        strata=tuple((key, got.get(key, 0), of[key]) for key in of),
        passages=passages,
    )


def _value(study: Study, transcript: str, attribute: str) -> str:
    """What a transcript's participants have there; several different ones make a stratum of their own."""
    found = study.transcripts[transcript]
    if attribute == LANGUAGE:
        return found.language
    values = {str(each.attributes.get(attribute, "")) for each in found.participants.values()}
    return " + ".join(sorted(values)) or "nobody described"
