"""Agreement in words: numbers with three decimals, reasons, and what everything was computed on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from imcommerce_qual.render.words import count, of

if TYPE_CHECKING:
    from imcommerce_qual.core.agreement.estimate import Estimate

#: The columns of a row of numbers, for programs.
KEYS = (
    "coefficient",
    "value",
    "why_undefined",
    "se",
    "se_of",
    "low",
    "high",
    "why_no_interval",
    "n_units",
    "n_clusters",
    "flags",
)
#: Krippendorff's (2004) limits: draw conclusions from .800 on, tentative ones from .667 on.
LIMITS = (0.667, 0.8)


def percent(share: float) -> str:
    """A share in whole percent; what is not quite nothing or all does not say that it is.

    >>> percent(0.25), percent(0.0), percent(0.002), percent(0.999), percent(1.0)
    ('25%', '0%', '<1%', '>99%', '100%')
    """
    if 0 < share < 0.005:
        return "<1%"
    return ">99%" if 0.995 <= share < 1 else f"{share:.0%}"


def decimal(number: float | None) -> str:
    """Three decimals, without a leading zero or a sign before nothing.

    >>> decimal(0.6914), decimal(-0.1176), decimal(1.0), decimal(-0.0001), decimal(None)
    ('.691', '-.118', '1.000', '.000', '')
    """
    if number is None:
        return ""
    text = f"{number:.3f}"
    if float(text) == 0:
        return ".000"
    return text.replace("0.", ".", 1) if abs(number) < 1 and text.lstrip("-").startswith("0.") else text


def interval_words(found: Estimate) -> str:
    """``.512 to .871``, or nothing."""
    return f"{decimal(found.interval[0])} to {decimal(found.interval[1])}" if found.interval else ""


def plain_row(name: str, found: Estimate) -> tuple[str | int | float | None, ...]:
    """A row under `KEYS`: what is undefined is empty, with its reason in a column of its own."""
    low, high = found.interval or (None, None)
    return (
        name,
        found.value,
        found.why_undefined,
        found.se,
        found.se_of,
        low,
        high,
        found.why_no_interval,
        found.n_units,
        found.n_clusters,
        ",".join(found.flags) or None,
    )


def plain_estimate(found: Estimate) -> dict[str, object]:
    """An estimate for JSON."""
    plain: dict[str, object] = {
        "value": found.value,
        "why_undefined": found.why_undefined,
        "se": found.se,
        "se_of": found.se_of,
        "interval": list(found.interval) if found.interval else None,
        "why_no_interval": found.why_no_interval,
        "n_units": found.n_units,
        "n_clusters": found.n_clusters,
        "flags": list(found.flags),
    }
    if found.bootstrap is not None:
        plain["bootstrap"] = found.bootstrap
    return plain


def estimate_lines(named: dict[str, Estimate], titles: dict[str, str]) -> Iterator[str]:
    """What is undefined and why, what has no interval and why, what each flag means: each reason once."""
    from imcommerce_qual.core.agreement.estimate import FLAGS, REASONS

    for why, text in REASONS.items():
        those = [titles[name] for name, found in named.items() if found.why_undefined == why]
        if those:
            yield f"Undefined ({why}): {_listed(those)}: {text}."
    for why, text in REASONS.items():
        those = [titles[name] for name, found in named.items() if found.why_no_interval == why]
        if those and why != "one-transcript":
            yield f"No interval ({why}): {_listed(those)}: with one cluster left out, {text}."
    for flag, text in FLAGS.items():
        those = [titles[name] for name, found in named.items() if flag in found.flags]
        if those:
            whose = "all of these" if len(those) == len(named) else _listed(those)
            yield f"Careful ({flag}), {whose}: {text}."


def bootstrap_lines(named: dict[str, Estimate], titles: dict[str, str]) -> Iterator[str]:
    """Seed, replicates, the share undefined, and how often alpha was below each limit."""
    for name, found in named.items():
        drawn = found.bootstrap
        if drawn is not None:
            below = "; ".join(f"below {decimal(limit)} in {share:.0%}" for limit, share in drawn.below)
            lost = f"{drawn.undefined:.1%} of them undefined" if drawn.undefined else "none undefined"
            yield f"{titles[name]}: {lost}" + (f"; {below}" if below else "") + "."


def benchmark_lines(named: dict[str, Estimate], titles: dict[str, str]) -> Iterator[str]:
    """The lower limit beside Krippendorff's limits, for alphas alone: other numbers are on other scales."""
    for name, found in named.items():
        if "alpha" not in name:
            continue
        if found.interval is None:
            yield f"{titles[name]}: no lower limit to compare with {decimal(LIMITS[0])} and {decimal(LIMITS[1])}."
            continue
        low = found.interval[0]
        place = (
            f"at least {decimal(LIMITS[1])}"
            if low >= LIMITS[1]
            else f"between {decimal(LIMITS[0])} and {decimal(LIMITS[1])}"
            if low >= LIMITS[0]
            else f"below {decimal(LIMITS[0])}"
        )
        yield f"{titles[name]}: the lower limit {decimal(low)} is {place} (Krippendorff 2004)."


def _listed(names: list[str]) -> str:
    return ", ".join(names)


def units_line(*, units: int, shared: int, single: int, uncoded: int) -> str:
    """How many units the numbers rest on, and what was left out.

    >>> units_line(units=12, shared=11, single=1, uncoded=0)
    'Computed on 11 of 12 units: those that at least two coders coded. 1 unit was coded by one coder only.'
    """
    parts = [f"Computed on {of(shared, units, 'unit')}: those that at least two coders coded."]
    if single:
        parts.append(f"{count(single, 'unit')} {'was' if single == 1 else 'were'} coded by one coder only.")
    if uncoded:
        parts.append(f"{count(uncoded, 'unit')} {'was' if uncoded == 1 else 'were'} coded by nobody.")
    return " ".join(parts)
