"""A study's agreement as tables for papers, pages and programs: one row a code, with what it rests on underneath."""

from __future__ import annotations

from collections.abc import Iterator

from imcommerce_qual.core.agreement.estimate import REASONS, Estimate
from imcommerce_qual.core.reliability.basis import StudyAgreement
from imcommerce_qual.core.reliability.values import CodeAgreement
from imcommerce_qual.model.decided import Settlement
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Cell, Column, Table
from imcommerce_qual.render.agreestudytext import all_lines, heading
from imcommerce_qual.render.tables import columns_of

_BY_TALKING = (
    "Reconciled codings are those that were agreed on at once or settled; what is open is left out. They came about by "
    "talking, in part by taking one coder's codings: this is no reliability."
)


def agreement_columns(found: StudyAgreement | None) -> tuple[Column, ...]:
    """The columns; those of coders are there where it is known who they are."""
    beside = "turn" if found is not None and found.basis.unit == "character" else "character"
    coders = found.basis.coders if found is not None else ()
    return (
        Column(key="code", title="Code"),
        Column(key="label", title="Label"),
        Column(key="level", title="Level", usual="applied"),
        Column(key="alpha", title="Krippendorff's alpha", kind="number"),
        Column(key="low", title="95 % from", kind="number"),
        Column(key="high", title="to", kind="number"),
        Column(key="undefined", title="Undefined because"),
        Column(key="percent", title="Percent agreement", kind="number"),
        Column(key="positive", title="Positive agreement", kind="number"),
        Column(key="negative", title="Negative agreement", kind="number"),
        Column(key="kappa", title="Cohen's kappa", kind="number"),
        Column(key=f"alpha_{beside}", title=f"Alpha by {beside}", kind="number"),
        Column(key="units", title="Units", kind="integer"),
        Column(key="transcripts", title="Transcripts", kind="integer"),
        *(Column(key=f"n_{coder}", title=f"Units of {coder}", kind="integer") for coder in coders),
    )


def agreement_tables(found: StudyAgreement, study: Study) -> tuple[Table, ...]:
    """The codes as applied first, then what they roll up into, then, after talking, each coder beside the result."""
    rows = [tuple(_row(each, study)) for each in found.codes if each.level != "rolled up"]
    above = [tuple(_row(each, study)) for each in found.codes if each.level == "rolled up"]
    notes = (heading(found.basis), *(line for line in all_lines(found, benchmark=False) if line.strip()))
    columns = agreement_columns(found)
    tables = [Table(name="agreement", title="Agreement by code", columns=columns, rows=tuple(rows), notes=notes)]
    if above:
        title = "Agreement with all codes under each: not the headline"
        tables.append(Table(name="agreement-rolled-up", title=title, columns=columns, rows=tuple(above)))
    if found.negotiated is not None:
        tables.append(_with_reconciled(found.negotiated))
    return tuple(tables)


def _with_reconciled(after: Settlement) -> Table:
    """Each coder beside what came of talking: counts without intervals, and no reliability."""
    return Table(
        name="agreement-reconciled",
        title="After talking: each coder beside the reconciled codings",
        columns=(
            *columns_of("text", coder="Coder"),
            *columns_of("integer", reconciled="Reconciled codings", same="The same code and ends"),
            *columns_of("number", share="Share the same"),
            *columns_of("integer", overlapping="The same code, other ends", missing="Not coded"),
            *columns_of("integer", dropped="Own codings not kept"),
        ),
        rows=tuple(
            (
                each.coder,
                each.reconciled,
                each.same,
                each.same / each.reconciled if each.reconciled else None,
                each.overlapping,
                each.missing,
                each.dropped,
            )
            for each in after.coders
        ),
        notes=(_BY_TALKING,),
    )


def _row(each: CodeAgreement, study: Study) -> Iterator[Cell]:
    low, high = each.alpha.interval or (None, None)
    code = study.codebook.codes.get(each.code)
    reason = each.alpha.why_undefined
    yield from (each.code, code.label if code is not None else None, each.level)
    yield from (each.alpha.value, low, high, REASONS[reason] if reason is not None else None)
    for name in ("percent_agreement", "ppos", "pneg", "cohen_kappa"):
        yield _value(each.estimates.get(name))
    yield from (each.beside.value, each.n_units, each.transcripts)
    yield from each.by_coder.values()


def _value(found: Estimate | None) -> float | None:
    return found.value if found is not None else None
