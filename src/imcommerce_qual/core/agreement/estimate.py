"""What a statistic gives back: a number with its interval, or the reason why there is none."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Reason = Literal[
    "no-units",
    "single-coder",
    "no-shared-units",
    "code-unused",
    "no-variation",
    "pair-without-variation",
    "one-transcript",
    "different-language",
    "overlapping-codes",
    "not-two-coders",
    "not-two-values",
]
Flag = Literal["one-sided", "low-prevalence", "few-transcripts", "code-unused", "no-variation"]

#: What each reason means, after "undefined:".
REASONS: dict[Reason, str] = {
    "no-units": "there are no units",
    "single-coder": "there is only one coder",
    "no-shared-units": "no unit was coded by two coders",
    "code-unused": "nobody used the code",
    "no-variation": "everybody used one value only, so nothing can tell agreement from chance",
    "pair-without-variation": "two of the coders used one value only on what both coded; the mean is over all pairs",
    "one-transcript": "an interval needs at least two transcripts (clusters) in which units were shared",
    "different-language": "the coders worked on different languages of the text",
    "overlapping-codes": "one coder put several codes on one place",
    "not-two-coders": "it is made for exactly two coders",
    "not-two-values": "it is made for two values, one of them the positive one",
}
#: What each flag means.
FLAGS: dict[Flag, str] = {
    "one-sided": "a coder used one value only, where another used more: chance-corrected numbers then say little",
    "low-prevalence": "fewer than 10 units have the positive value, so a single unit moves the number much",
    "few-transcripts": "fewer than 5 transcripts (clusters) stand behind the interval",
    "code-unused": "nobody used the code: the number comes from the list of categories, not from agreement on it",
    "no-variation": "one value only was used: the number comes from the list of categories, not from the data",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resampled:
    """What a bootstrap over clusters adds.

    ``undefined``: the share of replicates without a value, which the interval leaves out; ``below``: for each threshold
    the share of the others under it.
    """

    replicates: int
    seed: int
    undefined: float
    below: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number, or why there is none. Never NaN, never infinite.

    ``n_units``: units that at least two coders coded. ``n_clusters``: transcripts (clusters) with such units.
    ``se_of``: *clusters* (jackknife or bootstrap) or *units* (taken as independent; no interval is made of it).
    ``interval``: 95 %; ``why_no_interval`` where there is a value and no interval.

    Raises:
        ValueError: a number is not finite, or value and reason do not go together.

    >>> Estimate(value=-0.0, n_units=3).value
    0.0
    """

    value: float | None
    why_undefined: Reason | None = None
    se: float | None = None
    se_of: Literal["clusters", "units"] | None = None
    interval: tuple[float, float] | None = None
    why_no_interval: Reason | None = None
    n_units: int = 0
    n_clusters: int = 0
    flags: tuple[Flag, ...] = ()
    bootstrap: Resampled | None = None

    def __post_init__(self) -> None:
        numbers = [self.value, self.se, *(self.interval or ())]
        if not all(math.isfinite(each) for each in numbers if each is not None):
            raise ValueError("an estimate is finite, or says why it is undefined")
        if (self.value is None) != (self.why_undefined is not None):
            raise ValueError("an estimate has a value or a reason, and never both")
        if self.value is not None:  # adding zero makes -0.0 plain
            object.__setattr__(self, "value", float(self.value) + 0.0)
        if self.interval is not None:
            object.__setattr__(self, "interval", (float(self.interval[0]) + 0.0, float(self.interval[1]) + 0.0))


def undefined(why: Reason, *, n_units: int = 0, n_clusters: int = 0) -> Estimate:
    """No number, for that reason."""
    return Estimate(value=None, why_undefined=why, n_units=n_units, n_clusters=n_clusters)
