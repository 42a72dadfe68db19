"""How results are computed, and the first of them: when codes first occur."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from imcommerce_qual.actions.analysing import Sighted
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.core.analysis.saturation import BASE, ORDERS, RUN, SEED, THRESHOLD
from imcommerce_qual.model.analysis import Occurrences

Shown = Literal["both", "source", "translation"]
SIDES: tuple[Shown, ...] = ("both", "source", "translation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How results are computed: quotations under a theme, saturation's three numbers, attributes and where to cut.

    ``side``: which words of bilingual interviews documents for people show.
    """

    quotes: int = 3
    base: int = BASE
    run: int = RUN
    threshold: float = THRESHOLD
    orders: int = ORDERS
    seed: int = SEED
    attributes: tuple[str, ...] = ()
    cuts: tuple[float, ...] = ()
    side: Shown = "both"


def known_side(name: str) -> Shown:
    """Which words of bilingual interviews to show.

    Raises:
        WrongUseError: it is none of them.
    """
    for side in SIDES:
        if side == name:
            return side
    raise WrongUseError(f"there is no side `{name}`", f"one of: {', '.join(SIDES)}")


def first_occurrences(seen: Sighted, options: Options) -> tuple[Occurrences, Occurrences]:
    """Inductive codes, with saturation, and a priori ones, without.

    Raises:
        WrongUseError: base, run, orders or threshold make no sense.
    """
    from imcommerce_qual.core.analysis.saturation import occurrences

    if options.base < 1 or options.run < 1 or options.orders < 1 or not 0 <= options.threshold < 1:
        raise WrongUseError(
            "base, run and orders are at least 1, the threshold is from 0 to below 1", "such as: --threshold 0.05"
        )
    numbers = {
        "base": options.base,
        "run": options.run,
        "threshold": options.threshold,
        "orders": options.orders,
        "seed": options.seed,
    }
    return (
        occurrences(seen.ground, inductive=True, **numbers),  # type: ignore[arg-type]
        occurrences(seen.ground, inductive=False, **numbers),  # type: ignore[arg-type]
    )
