"""What is drawn of each result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from imcommerce_qual.core.analysis.coverage import thinness
from imcommerce_qual.model.analysis import Comparison, CoOccurrence, Covered, Occurrences, Support
from imcommerce_qual.model.evidence import Matrix, ThemeTable
from imcommerce_qual.model.picture import Bars, Curve, Heat
from imcommerce_qual.render.tables import themes_of


def theme_bars(table: ThemeTable) -> Bars:
    """How many participants each theme has."""
    return Bars(
        name="themes_participants",
        title="Participants by theme",
        unit=f"participants, of {len(table.basis.participants)}",
        rows=tuple(
            (f"{finding.id if finding else 'across'} {theme.label}", len(theme.tally.participants))
            for finding, theme in themes_of(table)
        ),
    )


def against_heat(table: ThemeTable) -> Heat:
    """How many excerpts support, qualify or contradict each finding."""
    return Heat(
        name="stances",
        title="Stances toward each finding",
        unit="excerpts",
        rows=tuple(each.id for each in table.findings),
        columns=("supports", "qualifies", "contradicts"),
        cells=tuple((each.tally.supports, each.tally.qualifies, each.tally.contradicts) for each in table.findings),
    )


def matrix_heat(matrix: Matrix) -> Heat:
    """Code by participant."""
    return Heat(
        name="matrix",
        title="Excerpts by code and participant",
        unit="excerpts, with those of codes that roll up",
        rows=matrix.codes,
        columns=matrix.participants,
        cells=matrix.cells,
    )


def cooccurrence_heat(found: CoOccurrence) -> Heat:
    """Code by code; the diagonal is left empty, because it would outshine the rest."""
    return Heat(
        name=f"cooccurrence_{found.by}",
        title=f"Codes that occur together, by {found.by}",
        unit="turns that have both" if found.by == "turn" else "pairs of overlapping excerpts",
        rows=found.codes,
        columns=found.codes,
        cells=tuple(tuple(None if n == m else cell for n, cell in enumerate(row)) for m, row in enumerate(found.cells)),
    )


def occurrence_curve(found: Occurrences) -> Curve:
    """How many codes are known after each interview; for inductive codes with the band of random orders."""
    kind = "inductive" if found.inductive else "a priori"
    band = found.permuted
    return Curve(
        name="first_inductive" if found.inductive else "first_a_priori",
        title=f"{kind.capitalize()} codes known after each interview",
        unit=f"{kind} codes",
        steps=tuple(each.transcript for each in found.steps),
        values=tuple(each.known for each in found.steps),
        low=tuple(each[0] for each in band.known) if band else (),
        high=tuple(each[2] for each in band.known) if band else (),
        band=f"the band is the range over {band.orders} random orders (seed {band.seed})" if band else "",
    )


def groups_heat(found: Comparison) -> Heat:
    """Themes by group, shaded by the share of the group, with its count in words."""
    themes = [row for row in found.rows if row.level == "theme"] or list(found.rows)
    sizes = [len(group.participants) for group in found.groups]
    return Heat(
        name=f"groups_{found.attribute}",
        title=f"Participants by {found.attribute}",
        unit="participants of the group; the shade is their share of it",
        rows=tuple(row.label for row in themes),
        columns=tuple(group.value or "not stated" for group in found.groups),
        cells=tuple(
            tuple(len(who) / size if size else None for who, size in zip(row.who, sizes, strict=True)) for row in themes
        ),
        words=tuple(tuple(f"{len(who)}/{size}" for who, size in zip(row.who, sizes, strict=True)) for row in themes),
    )


def coverage_heat(found: Sequence[Covered]) -> Heat:
    """Coder by transcript: the share of participants' turns that is coded."""
    coders = sorted({each.coder for each in found})
    names = sorted({each.transcript for each in found})
    share = {(each.coder, each.transcript): each.coded / each.turns for each in found if each.turns}
    return Heat(
        name="coverage",
        title="Coded turns of participants, by coder and transcript",
        unit="percent of the turns",
        rows=tuple(coders),
        columns=tuple(names),
        cells=tuple(tuple(share.get((coder, name)) for name in names) for coder in coders),
        words=tuple(
            tuple(f"{share[coder, name]:.0%}" if (coder, name) in share else "" for name in names) for coder in coders
        ),
    )


def support_bars(found: Iterable[Support], coders: AbstractSet[str]) -> Bars:
    """The codes that rest on little, with their own excerpts."""
    return Bars(
        name="rare",
        title="Codes that rest on little",
        unit="own excerpts",
        rows=tuple(
            (f"{each.code} ({why})", each.excerpts) for each in found if (why := thinness(each, coders)) is not None
        ),
    )
