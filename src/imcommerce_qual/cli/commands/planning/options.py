"""What the commands of ``imqual plan`` take, and how it is read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from imcommerce_qual.cli.completing import complete_attribute, complete_transcript

if TYPE_CHECKING:
    from imcommerce_qual.model.plan import Passage, Target

TranscriptsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TRANSCRIPT]...", help="Which transcripts.", autocompletion=complete_transcript),
]
RoundArgument = Annotated[str, typer.Argument(metavar="ROUND", help="The round's name, such as reliability-1.")]
CodersOption = Annotated[str, typer.Option("--coders", metavar="A,B", help="Who codes in it, with commas.")]
ShareOption = Annotated[
    float | None, typer.Option("--share", metavar="SHARE", help="Draw this share of the transcripts (0.25: a quarter).")
]
SeedOption = Annotated[
    int | None, typer.Option("--seed", metavar="N", help="The draw's seed (else: one is thrown, and printed).")
]
ByOption = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="ATTRIBUTE",
        autocompletion=complete_attribute,
        help="Draw from each value of this attribute (or `language`) apart.",
    ),
]
TurnsOption = Annotated[
    int | None, typer.Option("--turns", metavar="N", help="Of each, only a run of so many turns, drawn as well.")
]
WhyOption = Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason, kept in the plan.")]


def listed(text: str) -> tuple[str, ...]:
    """Names separated by commas."""
    return tuple(each.strip() for each in text.split(",") if each.strip())


def parse_target(text: str | None) -> Target | None:
    """``alpha=.8`` as a coefficient and its value."""
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.model.plan import Target

    if text is None:
        return None
    name, _, value = text.partition("=")
    remedy = "a coefficient and a value: --target krippendorff_alpha=0.8"
    try:
        found = float(value)
    except ValueError:
        raise WrongUseError(f"`{text}` is no target", remedy) from None
    if not name.strip() or not math.isfinite(found):
        raise WrongUseError(f"`{text}` is no target", remedy)
    return Target(coefficient=name.strip(), value=found)


def parse_passages(texts: Iterable[str]) -> dict[str, tuple[Passage, ...]]:
    """``S03:5-40`` as passages by transcript."""
    from imcommerce_qual.actions.errors import WrongUseError
    from imcommerce_qual.model.plan import Passage

    found: dict[str, tuple[Passage, ...]] = {}
    for text in texts:
        match = re.fullmatch(r"([^:]+):(\d+)(?:-(\d+))?", text)
        if match is None:
            raise WrongUseError(f"`{text}` is no passage", "a transcript and its turns: --passage S03:5-40")
        passage = Passage(first=int(match[2]), last=int(match[3] or match[2]))
        found[match[1]] = (*found.get(match[1], ()), passage)
    return found
