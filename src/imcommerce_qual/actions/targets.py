"""Which values can be aimed at when a round is opened: every measure of agreement that ``agree`` computes of codes."""

from __future__ import annotations

from collections.abc import Mapping

from imcommerce_qual.actions.agreewanted import NOT_BINARY, SHORT, plain_name
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.plan import Target

#: What describes codings beside agreement, and why it is nothing to aim at.
_NO_AGREEMENT: Mapping[str, str] = {
    "prevalence_index": "says how common codes are",
    "bias_index": "says how differently often coders code",
    "kappa_max": "says how high kappa could be",
}


def target_names() -> tuple[str, ...]:
    """The coefficients that can be aimed at, in the order of tables; of all codes together those that have no code."""
    from imcommerce_qual.core.agreement.named import TITLES
    from imcommerce_qual.core.reliability.unitizing import FAMILY

    of_codes = (name for name in TITLES if name not in NOT_BINARY and name not in _NO_AGREEMENT)
    return (*of_codes, "pooled_kappa", "alpha_jaccard", "alpha_masi", *FAMILY)


def checked_target(target: Target | None) -> Target | None:
    """The target with the coefficient's full name.

    Raises:
        WrongUseError: there is no such coefficient of codes, it is no agreement, or the value cannot be reached.
    """
    if target is None:
        return None
    written = target.coefficient.strip()
    name = plain_name(written)
    if name in _NO_AGREEMENT:
        raise WrongUseError(
            f"{name} {_NO_AGREEMENT[name]}: it is nothing to aim at", "such as: --target krippendorff_alpha=0.8"
        )
    known = target_names()
    if name == "weighted_kappa":
        raise WrongUseError(
            "weighted_kappa is of ordered values; a code is there or not", f"aim at one of: {', '.join(known)}"
        )
    if name not in known:
        raise WrongUseError(f"there is no coefficient `{written}` to aim at", suggest(name, [*SHORT, *known]))
    least = 0 if name in {"percent_agreement", "ppos", "pneg", "holsti"} else -1
    if not least <= target.value <= 1:
        percent = 5 <= target.value <= 100
        raise WrongUseError(
            f"{name} is from {least} to 1, never {target.value:g}",
            f"--target {name}={target.value / 100 if percent else 0.8:g}",
        )
    return Target(coefficient=name, value=target.value)
