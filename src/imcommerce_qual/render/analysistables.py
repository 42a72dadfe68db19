"""Results of looking at all codings at once as tables of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from imcommerce_qual.core.analysis.coverage import RARE, coders_of, thinness
from imcommerce_qual.model.analysis import Comparison, CoOccurrence, Covered, Occurrences, Permuted, Saturation, Support
from imcommerce_qual.model.evidence import Basis
from imcommerce_qual.model.study import Study
from imcommerce_qual.model.table import Cell, Column, Table
from imcommerce_qual.render.basis import basis_lines
from imcommerce_qual.render.phrases import listed
from imcommerce_qual.render.stampwords import provenance_lines
from imcommerce_qual.render.tables import columns_of, joined
from imcommerce_qual.render.words import count, of

SOURCE = (
    "Base size, run length and new-information threshold: Guest, Namey & Chen 2020, doi 10.1371/journal.pone.0232076."
)
NO_CLAIM = (
    "These codes were there before the interviews were read: where each first occurs says nothing about saturation, "
    "and no claim of saturation is made."
)
NO_TEST = (
    "Counts of people chosen on purpose: no test and no interval goes with them, and a difference between groups this "
    "small is something to read about in the excerpts."
)


def cooccurrence_table(found: CoOccurrence, study: Study, basis: Basis) -> Table:
    """Code by code: turns or excerpts that two codes share."""
    unit = "turns that have both" if found.by == "turn" else "pairs of excerpts, one of each, that overlap"
    own = "the turns with the code" if found.by == "turn" else "the code's own excerpts"
    rows: Iterator[tuple[Cell, ...]] = (
        (code, study.codebook.codes[code].label, *cells) for code, cells in zip(found.codes, found.cells, strict=True)
    )
    return Table(
        name=f"cooccurrence_{found.by}",
        title=f"Codes that occur together, by {found.by}",
        columns=(
            *columns_of("text", code="Code", label="Label"),
            *(Column(key=f"with_{code}", title=code, kind="integer") for code in found.codes),
        ),
        rows=tuple(rows),
        notes=(
            *basis_lines(basis, study),
            (
                f"Counted are {unit}; the diagonal has {own}. Only a code's own codings count, not of those below "
                "it. Codes that never occur are left out."
            ),
        ),
    )


def pair_table(found: CoOccurrence, study: Study, basis: Basis) -> Table:
    """The pairs that occur together, most often first."""
    ranked = [
        (found.codes[m], found.codes[n], found.cells[m][n], found.cells[m][m], found.cells[n][n])
        for m in range(len(found.codes))
        for n in range(m + 1, len(found.codes))
        if found.cells[m][n]
    ]
    pairs: list[tuple[Cell, ...]] = [*sorted(ranked, key=lambda each: -each[2])]
    unit = "Turns" if found.by == "turn" else "Overlaps"
    return Table(
        name=f"pairs_{found.by}",
        title=f"Pairs of codes, by {found.by}",
        columns=(
            *columns_of("text", first="Code", second="Other code"),
            *columns_of("integer", together=f"{unit} together", of_first="Of the first", of_second="Of the other"),
        ),
        rows=tuple(pairs),
        notes=basis_lines(basis, study),
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


def comparison_table(found: Comparison, study: Study, basis: Basis) -> Table:
    """Groups of participants side by side: how many of each, and which share of the group."""
    columns: list[Column] = []
    for n, group in enumerate(found.groups, start=1):
        name, size = group.value or "not stated", len(group.participants)
        columns.append(Column(key=f"group{n}", title=f"{name} (of {size})", kind="integer"))
        columns.append(Column(key=f"group{n}_share", title=f"{name}, share", kind="number"))
        columns.append(Column(key=f"group{n}_excerpts", title=f"{name}, excerpts", kind="integer"))
    rows: list[tuple[Cell, ...]] = []
    for row in found.rows:
        cells: list[Cell] = []
        for group, who, excerpts in zip(found.groups, row.who, row.excerpts, strict=True):
            size = len(group.participants)
            cells += [len(who), round(len(who) / size, 4) if size else None, excerpts]
        rows.append((row.level, row.id, row.label, *cells))
    members = (f"{group.value or 'not stated'}: {', '.join(group.participants) or 'nobody'}" for group in found.groups)
    return Table(
        name=f"groups_{found.attribute}",
        title=f"Participants by {found.attribute}",
        columns=(*columns_of("text", level="Level", id="Id", label="Label"), *columns),
        rows=tuple(rows),
        notes=(
            *basis_lines(basis, study),
            f"By {found.attribute}: {'; '.join(members)}.",
            *([f"{found.attribute} is {found.cut}."] if found.cut else []),
            (
                "The first column of a group is how many of its participants have an excerpt in the row; one of two "
                "groups counts in both."
            ),
            NO_TEST,
        ),
    )


def no_groups_table(study: Study) -> Table:
    """What stands in the place of groups where participants have no declared attributes."""
    return Table(
        name="groups",
        title="Groups of participants",
        columns=columns_of("text", level="Level", id="Id", label="Label"),
        notes=(
            *provenance_lines((), synthetic=study.synthetic),
            "study.yaml declares no attributes of participants, so there are no groups to set side by side.",
        ),
    )


def coverage_tables(found: Sequence[Covered], study: Study, basis: Basis) -> tuple[Table, Table]:
    """How much each coder coded: by transcript, and in sum."""
    rows = tuple((*_covered(each), each.completed) for each in found)
    notes = (
        *basis_lines(basis, study),
        "Turns are those of participants that have words; a turn is coded where a coding touches it.",
    )
    numbers = columns_of("integer", turns="Turns", coded="Coded")
    share = columns_of("number", share="Share")
    rest = columns_of("integer", codings="Codings", codes="Codes used")
    text = columns_of("text", coder="Coder", transcript="Transcript")
    by_coder: list[tuple[Cell, ...]] = []
    for coder in sorted({each.coder for each in found}):
        mine = [each for each in found if each.coder == coder]
        turns, coded = sum(each.turns for each in mine), sum(each.coded for each in mine)
        done = sum(each.completed for each in mine)
        total = round(coded / turns, 4) if turns else None
        by_coder.append((coder, len(mine), done, turns, coded, total, sum(each.codings for each in mine)))
    return (
        Table(
            name="coverage",
            title="Coverage by coder and transcript",
            columns=(*text, *numbers, *share, *rest, *columns_of("flag", completed="Completed")),
            rows=rows,
            notes=notes,
        ),
        Table(
            name="coverage_coders",
            title="Coverage by coder",
            columns=(
                text[0],
                *columns_of("integer", transcripts="Transcripts", completed="Completed"),
                *numbers,
                *share,
                rest[0],
            ),
            rows=tuple(by_coder),
            notes=notes,
        ),
    )


def _covered(each: Covered) -> tuple[Cell, ...]:
    share = round(each.coded / each.turns, 4) if each.turns else None
    return (each.coder, each.transcript, each.turns, each.coded, share, each.codings, each.codes)


def support_table(found: Iterable[Support], study: Study, basis: Basis) -> Table:
    """What each code rests on by itself, and which rest on little."""
    coders = coders_of(basis)
    rows = [
        (
            *(each.code, each.label, each.excerpts, len(each.participants), joined(each.participants)),
            *(len(each.transcripts), joined(each.coders), thinness(each, coders)),
        )
        for each in found
    ]
    thin = [row[0] for row in rows if row[-1]]
    said = f"{of(len(thin), len(rows), 'code')} rest on little" + (f": {listed(map(str, thin))}." if thin else ".")
    return Table(
        name="rare",
        title="What each code rests on",
        columns=(
            *columns_of("text", code="Code", label="Label"),
            *columns_of("integer", excerpts="Own excerpts", participants="Participants"),
            *columns_of("text", who="Who"),
            *columns_of("integer", transcripts="Transcripts"),
            *columns_of("text", coders="Coders", little="Rests on little"),
        ),
        rows=tuple(rows),
        notes=(
            *basis_lines(basis, study),
            said,
            (
                f"Rare: at most {RARE} excerpts. Counted are a code's own excerpts, without those below it, and "
                "participants of unfinished transcripts too."
            ),
        ),
    )
