"""A study's agreement as a forest plot: the codes, or the groups that were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from imcommerce_qual.render.agreebasistext import basis_lines
from imcommerce_qual.render.agreestudytext import heading
from imcommerce_qual.render.forest import ForestRow, render_forest
from imcommerce_qual.render.phrases import listed
from imcommerce_qual.render.stampwords import provenance_lines

if TYPE_CHECKING:
    from imcommerce_qual.core.agreement.estimate import Estimate
    from imcommerce_qual.core.reliability.basis import StudyAgreement


def plot_of(found: StudyAgreement, *, benchmark: bool = False) -> str:
    """The codes (or, where groups were asked for, the groups) as a forest plot in SVG."""
    basis = found.basis
    if found.by is not None:
        title = f"Agreement by {found.by}: alpha on sets of codes ({basis.distance})"
        rows = [ForestRow(label=each.group, **_row(each.on_sets)) for each in found.groups]
    else:
        title = f"Agreement of {listed(basis.coders)}"
        rows = [
            ForestRow(
                label=each.code if each.level != "rolled up" else f"{each.code} (rolled up)",
                strong=each.level != "rolled up",
                **_row(each.alpha),
            )
            for each in found.codes
        ]
    beneath = [
        heading(basis),
        next(basis_lines(found)),
        *provenance_lines(basis.constructed, synthetic=basis.synthetic),
    ]
    return render_forest(title, rows, beneath=beneath, limits=benchmark)


def _row(found: Estimate) -> dict[str, Any]:
    note = f"undefined: {found.why_undefined}" if found.why_undefined else ""
    return {"value": found.value, "interval": found.interval, "note": note}
