"""When codes first occur, and saturation of those found in the data, as tables and sentences."""

from __future__ import annotations

from collections.abc import Iterator

from imcommerce_qual.model.analysis import Occurrences, Permuted, Saturation
from imcommerce_qual.model.evidence import Basis
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Table
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.tables import columns_of, joined
from imcommerce_qual.render.words import count

SOURCE = (
    "Base size, run length and new-information threshold: Guest, Namey & Chen 2020, doi 10.1371/journal.pone.0232076."
)
NO_CLAIM = (
    "These codes were there before the interviews were read: where each first occurs says nothing about saturation, "
    "and no claim of saturation is made."
)


def occurrence_tables(found: Occurrences, study: Study, basis: Basis) -> tuple[Table, ...]:
    """The order with its new codes; for inductive codes also the runs."""
    kind = "inductive" if found.inductive else "a_priori"
    title = "New inductive codes by interview" if found.inductive else "First occurrence of the a priori codes"
    order = (
        "Order: as the interviews were held (by date, then id)."
        if found.dated
        else "Order: by id, because not every completed transcript has the date of its interview."
    )
    notes = [*basis_lines(basis, study), order, "Only completed transcripts are looked at."]
    if found.unused:
        notes.append(f"In none of them: {', '.join(found.unused)}.")
    notes += list(saturation_lines(found)) if found.inductive else [NO_CLAIM]
    steps = Table(
        name=f"first_{kind}",
        title=title,
        columns=(
            *columns_of("integer", position="No."),
            *columns_of("text", transcript="Transcript", date="Date"),
            *columns_of("integer", new="New codes", known="Codes so far"),
            *columns_of("text", codes="Which"),
        ),
        rows=tuple(
            (each.position, each.transcript, each.date, len(each.new), each.known, joined(each.new))
            for each in found.steps
        ),
        notes=tuple(notes),
    )
    if found.saturation is None or not found.saturation.runs:
        return (steps,)
    runs = Table(
        name="saturation_runs",
        title="New information by run",
        columns=(
            *columns_of("integer", first="From no.", last="To no.", new="New codes", base="Codes of the base"),
            *columns_of("number", share="New information"),
            *columns_of("flag", reached="At or below the threshold"),
        ),
        rows=tuple(
            (
                *(each.first, each.last, each.new, found.saturation.base_codes),
                *(round(each.share, 4), each.share <= found.saturation.threshold),
            )
            for each in found.saturation.runs
        ),
        notes=(*basis_lines(basis, study), *saturation_lines(found)),
    )
    return (steps, runs)


def saturation_lines(found: Occurrences) -> Iterator[str]:
    """What saturation comes to, in sentences; of codes that were not found in the data, nothing."""
    if found.saturation is None:
        if found.inductive:
            yield "The codebook has no inductive code, so saturation is not computed."
        return
    yield _saturation_words(found.saturation)
    if found.permuted is not None and found.saturation.runs:
        yield _permuted_words(found.permuted)
    yield SOURCE


def _saturation_words(each: Saturation) -> str:
    asked = (
        f"base size {each.base}, run length {each.run}, new-information threshold {each.threshold:.0%} "
        f"({count(each.base_codes, 'code')} in the base)"
    )
    if each.at is None:
        return f"Saturation is not shown: {each.why} ({asked})."
    return f"The threshold is met after {each.at}+{each.run} interviews: {asked}."


def _permuted_words(each: Permuted) -> str:
    said = f"In {count(each.orders, 'random order')} (seed {each.seed}), {each.reached} meet the threshold"
    if each.median is None:
        return f"{said}."
    return f"{said}, after {each.smallest} to {each.largest} interviews (median {each.median:g}), the run not counted."
