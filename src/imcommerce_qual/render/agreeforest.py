"""A study's agreement as a forest plot: the codes, or the groups that were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from imcommerce_qual.model.picture import Forest, ForestRow
from imcommerce_qual.render.agreebasistext import basis_lines, some
from imcommerce_qual.render.agreestudytext import heading
from imcommerce_qual.render.stampwords import provenance_lines

if TYPE_CHECKING:
    from imcommerce_qual.core.agreement.estimate import Estimate
    from imcommerce_qual.core.reliability.basis import StudyAgreement


def agreement_forest(found: StudyAgreement, *, benchmark: bool = False) -> Forest:
    """The codes (or, where groups were asked for, the groups) with their alphas; *benchmark*: with the limits."""
    basis = found.basis
    if found.by is not None:
        title = f"Agreement by {found.by}: alpha on sets of codes ({basis.distance})"
        rows = [_row(each.group, each.on_sets) for each in found.groups]
    else:
        title = f"Agreement of {some(basis.coders, most=4)}"
        rows = [
            _row(f"{each.code} (rolled up)", each.alpha, strong=False)
            if each.level == "rolled up"
            else _row(each.code, each.alpha)
            for each in found.codes
        ]
    return Forest(
        name="agreement",
        title=title,
        rows=tuple(rows),
        beneath=(
            heading(basis),
            next(basis_lines(found)),
            *provenance_lines(basis.constructed, synthetic=basis.synthetic),
        ),
        limits=benchmark,
    )


def _row(label: str, found: Estimate, *, strong: bool = True) -> ForestRow:
    note = f"undefined: {found.why_undefined}" if found.why_undefined else ""
    return ForestRow(label=label, value=found.value, interval=found.interval, note=note, strong=strong)
