"""Looking at all codings at once, as far as the viewer may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from imcommerce_qual.actions.blind import as_seen
from imcommerce_qual.actions.errors import WrongUseError
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.actions.theming import stamp
from imcommerce_qual.actions.viewing import seen_of
from imcommerce_qual.core.analysis.ground import Ground, ground
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.standing import Presence
from imcommerce_qual.model.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighted:
    """The study as *viewer* may see it, with the codings that count and where results from them come from.

    ``coders`` are as they were asked for; ``only`` filters the codings of ``presence``, and None lets all through.
    """

    opened: Opened
    viewer: str | None
    coders: tuple[str, ...]
    only: frozenset[str] | None
    study: Study
    presence: Presence
    ground: Ground
    stamp: Stamp


def sighted(opened: Opened, *, viewer: str | None = None, coders: Iterable[str] = ()) -> Sighted:
    """Everything that an analysis starts from, read once.

    Raises:
        WrongUseError: a coder is not known.
    """
    study = as_seen(opened, viewer).study
    names = tuple(coders)
    presence, only = seen_of(opened, viewer, (), names)
    found = ground(study, presence, only)
    return Sighted(
        opened=opened,
        viewer=viewer,
        coders=names,
        only=only,
        study=study,
        presence=presence,
        ground=found,
        stamp=stamp(opened, found.basis),
    )


def known_attribute(study: Study, name: str) -> str:
    """A declared attribute of participants.

    Raises:
        WrongUseError: ``study.yaml`` declares none of that name.
    """
    if name not in study.attributes:
        raise WrongUseError(
            f"study.yaml declares no attribute `{name}`",
            suggest(name, study.attributes, otherwise="declare it under `attributes:`"),
        )
    return name


def parse_cuts(written: str) -> tuple[float, ...]:
    """``30,50`` as numbers.

    Raises:
        WrongUseError: one is no number.
    """
    import math

    try:
        found = tuple(float(each) for each in written.split(",") if each.strip())
    except ValueError:
        found = (math.nan,)
    if not all(map(math.isfinite, found)):
        raise WrongUseError(f"`{written}` is not a list of numbers", "such as: --cuts 30,50")
    return found
