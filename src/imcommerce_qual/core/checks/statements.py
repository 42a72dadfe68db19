"""Checks of findings against what they said before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imcommerce_qual.core.checks.codebook import FINDINGS
from imcommerce_qual.core.statements import FIELDS, Unrecorded
from imcommerce_qual.model.problem import Fault
from imcommerce_qual.model.study import Findings

#: So many characters of what was said before are shown.
_LONG = 60


def check_statements(findings: Findings, changed: Iterable[Unrecorded]) -> Iterator[Fault]:
    """What was changed by hand is not lost on the stances given toward it, once somebody records it."""
    paths = _paths(findings)
    for each in changed:
        before = ", ".join(each.from_) if isinstance(each.from_, tuple) else each.from_
        shown = before if len(before) <= _LONG else f"{before[:_LONG]}…"
        yield Fault(
            code="finding-edited",
            message=f"the {FIELDS[each.change]} of `{each.of}` was changed, and nobody recorded it"
            + (f"; before, it was `{shown}`" if shown else ""),
            remedy='`imqual findings record --why "…"` records it, so that older stances can be looked at again',
            file=FINDINGS,
            path=(*paths[each.of], FIELDS[each.change]),
            severity="warning",
        )


def _paths(findings: Findings) -> dict[str, tuple[str | int, ...]]:
    found: dict[str, tuple[str | int, ...]] = {}
    for n, finding in enumerate(findings.findings):
        found[finding.id] = ("findings", n)
        found |= {theme.id: ("findings", n, "themes", m) for m, theme in enumerate(finding.themes)}
    return found | {theme.id: ("across", n) for n, theme in enumerate(findings.across)}
