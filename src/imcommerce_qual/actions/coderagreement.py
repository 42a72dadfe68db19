"""A study's agreement as tables, for notebooks, exports and the report page: the figures of ``imqual agree``."""

from __future__ import annotations

from collections.abc import Iterable

from imcommerce_qual.actions.agreestudy import agree_study
from imcommerce_qual.actions.agreewanted import AgreeRequest, checked_request
from imcommerce_qual.actions.errors import ActionError, WrongUseError
from imcommerce_qual.actions.names import known_coder
from imcommerce_qual.actions.opened import Opened
from imcommerce_qual.model.picture import Forest
from imcommerce_qual.model.table import Table
from imcommerce_qual.render.agreeforest import agreement_forest
from imcommerce_qual.render.agreementtables import agreement_columns, agreement_tables


def agreement_of(
    opened: Opened,
    *,
    viewer: str | None = None,
    coders: Iterable[str] = (),
    unit: str | None = None,
    speakers: str = "participants",
    round_id: str | None = None,
) -> tuple[Table, ...]:
    """The codes as applied, then what they roll up into; on the newest closed reliability round, if there is one.

    Where something was settled since, a further table has each coder beside the reconciled codings.

    Where there is nothing to compare, one table without rows, which says why.

    Raises:
        WrongUseError: a coder or the unit is not known, or fewer than two coders are left.
    """
    return agreement_drawn(opened, viewer=viewer, coders=coders, unit=unit, speakers=speakers, round_id=round_id)[0]


def agreement_drawn(
    opened: Opened,
    *,
    viewer: str | None = None,
    coders: Iterable[str] = (),
    unit: str | None = None,
    speakers: str = "participants",
    round_id: str | None = None,
) -> tuple[tuple[Table, ...], Forest | None]:
    """The same tables, and the forest plot of them; None where there is nothing to compare.

    Raises:
        WrongUseError: a coder or the unit is not known, or fewer than two coders are left.
    """
    study = opened.study
    who = tuple(dict.fromkeys(known_coder(study, name) for name in coders))
    if len(who or study.coders) < 2:
        raise WrongUseError("one coder has nobody to agree with", f"coders: {', '.join(study.coders) or 'none'}")
    request = AgreeRequest(round=round_id, coders=who, unit=unit, speakers=speakers)
    checked_request(request, study.attributes)
    try:
        found = agree_study(opened, request, viewer=viewer)
    except ActionError as error:
        nothing = (str(error),)
        title = "Agreement by code"
        return (Table(name="agreement", title=title, columns=agreement_columns(None), notes=nothing),), None
    return agreement_tables(found, study), agreement_forest(found)
