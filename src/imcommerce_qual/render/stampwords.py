"""The provenance stamp in plain words, and as a column that cannot be lost from a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC

from imcommerce_qual import __version__
from imcommerce_qual.model.evidence import Basis
from imcommerce_qual.model.stamp import Stamp
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Column, Table
from imcommerce_qual.render.phrases import listed
from imcommerce_qual.render.reconciledtext import reconciled_lines

SYNTHETIC = "SYNTHETIC: the transcripts were invented for an example; nothing here is evidence of anything."
PROVENANCE = Column(key="provenance", title="Provenance")


def stamp_of(
    study: Study, basis: Basis, *, inputs: Iterable[tuple[str, str]] = (), notes: tuple[str, ...] = ()
) -> Stamp:
    """The stamp of a result of this study that rests on *basis*; *inputs* are (path, hash16) of the files read."""
    return Stamp(
        study=study.title,
        cites=study.cites,
        synthetic=study.synthetic,
        constructed=basis.constructed,
        codebook=study.codebook.id,
        revision=study.codebook.revision,
        codebook_hash=study.codebook.hash,
        coders=basis.coders,
        tool=__version__,
        newest=basis.newest.astimezone(UTC).isoformat().replace("+00:00", "Z") if basis.newest else None,
        inputs=tuple(inputs),
        notes=(*(reconciled_lines(basis.reconciled) if basis.reconciled is not None else ()), *notes),
    )


def provenance_lines(constructed: Iterable[str], *, synthetic: bool) -> tuple[str, ...]:
    """The warnings that lead every output of an invented study; none where everything is real."""
    coders = sorted(constructed)
    lines = [SYNTHETIC] if synthetic else []
    if coders:
        were = "was" if len(coders) == 1 else "were"
        lines.append(f"This is a constructed example: {listed(coders)} {were} made up for it, and so were the codings.")
    return tuple(lines)


def provenance_word(stamp: Stamp) -> str:
    """The same in a word: *real*, *synthetic*, *constructed example*, or both of the latter."""
    words = ["synthetic"] * stamp.synthetic + ["constructed example"] * bool(stamp.constructed)
    return ", ".join(words) or "real"


def stamp_lines(stamp: Stamp) -> tuple[str, ...]:
    """The stamp in plain words, one sentence a line, warnings first; the inputs are `input_lines`."""
    cites = f" (cites {stamp.cites})" if stamp.cites else ""
    return (
        *provenance_lines(stamp.constructed, synthetic=stamp.synthetic),
        f"Study: {stamp.study}{cites}",
        f"Codebook: {stamp.codebook}, revision {stamp.revision}, hash {stamp.codebook_hash}",
        *_coder_lines(stamp),
        f"Newest event: {stamp.newest}" if stamp.newest else "Newest event: none, nobody has coded anything",
        f"Made with imqual {stamp.tool}",
        *stamp.notes,
    )


def _coder_lines(stamp: Stamp) -> tuple[str, ...]:
    if not stamp.coders:
        return ("Codings used: none",)
    return tuple(
        f"Codings used: {coder} in {', '.join(sorted(transcripts)) or 'no transcript'}"
        for coder, transcripts in sorted(stamp.coders.items())
    )


def input_lines(stamp: Stamp) -> tuple[str, ...]:
    """The files that the result was made from, each with its hash16."""
    return tuple(f"{path} {digest}" for path, digest in stamp.inputs)


def with_provenance(table: Table, stamp: Stamp) -> Table:
    """The table with one more column that says in every row whether it is real; as it is where it has one already."""
    if any(column.key == PROVENANCE.key for column in table.columns):
        return table
    word = provenance_word(stamp)
    return replace(
        table,
        columns=(*table.columns, PROVENANCE),
        rows=tuple((*row, word) for row in table.rows),
        summary=(*table.summary, word) if table.summary else (),
    )
